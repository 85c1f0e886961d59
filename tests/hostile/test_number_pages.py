"""Pages that count and compute (statistics, what-if, figures, deadlines, lists): nothing typed is a server error."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.test import Client

from .bad import HARMLESS, UNKEEPABLE
from .town import THEIRS, Town

NUMBERS = (
    "9" * 400, "-1", "1e309", "NaN", "½", "1_000", "0001-01-01", "9999-12-31", "10000-01-01", "2026-W05-1",
    "2026-01-01T00:00", "99:99",
)  # fmt: skip
TEXTS = (*HARMLESS.values(), *UNKEEPABLE.values())
DESK = {
    "/desk/statistics/": ("agency", "below", "from", "to"),
    "/desk/statistics.csv": ("agency", "below", "from", "to"),
    "/desk/figures/": ("on", "q", "id", "agency"),
    "/desk/matters/{matter}/what-if/": (
        "act", "tier", "code", "conduct_on", "fine", "base", "quantity", "repeat", "range", "draft", "circumstance",
    ),
    "/api/v1/matters/{matter}/what-if": (
        "act", "violation_code", "conduct_on", "tier", "fine_fen", "base_fen", "quantity", "range_number",
        "repeat_count", "circumstances",
    ),
}  # fmt: skip
PUBLIC = {
    "/deadlines/": (
        "q", "figure", "from", "time", "region", "sector", "pause_from", "pause_to", "pause_reason", "extend",
    ),
    "/exemptions/": ("q", "at"),
    "/api/v1/law/due": ("figure", "from", "on", "region", "sector", "pause", "extend"),
}  # fmt: skip
GOOD = {
    "figure": "P20", "from": "2026-01-05", "given": "1", "fine": "2000", "quantity": "2", "conduct_on": "2026-05-01",
    "violation_code": "YZ-CG-010", "code": "YZ-CG-010", "tier": "单位情节较轻", "pause_from": "2026-01-06",
}  # fmt: skip


def asked(names: tuple[str, ...]) -> Iterator[dict[str, object]]:
    """Each field with odd numbers and days beside good ones, and said twice; every text in all fields at once."""
    base: dict[str, object] = {n: v for n, v in GOOD.items() if n in (*names, "given")}
    for n, name in enumerate(names):
        yield from ({**base, name: value} for value in NUMBERS[n % 2 :: 2])
        yield {**base, name: ["", "x", "2026-01-01"]}
    yield from (dict.fromkeys(names, value) for value in TEXTS[::4])


def wrong(client: Client, address: str, names: tuple[str, ...], hidden: str = "") -> list[object]:
    """What was answered with a server error, or said what the asker may not know."""
    found: list[object] = []
    for query in asked(names):
        written = urlencode(query, doseq=True, errors="surrogatepass")
        response = client.get(f"{address}?{written}")
        said = b"".join(response.streaming_content) if response.streaming else response.content
        if response.status_code >= 500 or (hidden and hidden in said.decode()):
            found.append((response.status_code, query))
    return found


@pytest.mark.parametrize("address", DESK)
def test_nothing_typed_on_the_desk_is_a_server_error(town: Town, address: str) -> None:
    client = town.client("agency_head", raise_request_exception=False)
    address = address.format(matter=town.matter("served"))
    assert client.get(address).status_code == 200
    assert wrong(client, address, DESK[address] if address in DESK else _names(address), THEIRS) == []


def _names(address: str) -> tuple[str, ...]:
    return next(n for a, n in DESK.items() if a.endswith(address[-8:]) and a.startswith(address[:6]))


@pytest.mark.parametrize("address", PUBLIC)
def test_nothing_typed_in_public_is_a_server_error(town: Town, address: str) -> None:
    assert wrong(Client(raise_request_exception=False), address, PUBLIC[address]) == []


def test_another_agency_is_as_unknown_as_one_that_is_not_there(town: Town) -> None:
    head = town.client("agency_head")
    theirs = str(town.theirs.agency.pk)
    for address in ("/desk/statistics/", "/desk/statistics.csv", "/desk/figures/"):
        answers = {
            (r.status_code, r.content.replace(i.encode(), b""))
            for i in (theirs, str(uuid4()))
            for r in (head.get(address, {"agency": i}),)
        }
        assert {status for status, _ in answers} == {404}
    other = town.client("agency_head", town.theirs)
    matter = town.matter("served")
    for address in (f"/desk/matters/{matter}/what-if/", f"/api/v1/matters/{matter}/what-if"):
        assert other.get(address).status_code == 404
        assert other.get(address, {"draft": town.draft("open")}).status_code == 404
