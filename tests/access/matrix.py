"""The table `matrix.toml`, read; and every question that follows from it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from .town import VIEWERS, Town

PART = re.compile(r"<(?:(\w+):)?(\w+)>")
OF_A_CASE = frozenset({"matter_id", "act_id", "paper_id", "file_id", "draft_id", "subject_id", "code"})
# What else an address may name. An address that names something new needs a value here, or in the town.
KNOWN = {
    "kind": "register_clue", "procedure": "penalty.ordinary", "procedure_id": "penalty.ordinary", "figure_id": "P21",
    "job_id": "01890000-0000-7000-8000-00000000ffff", "form": "csv", "provider_id": "sso", "token": "none",
    "plan_id": "01890000-0000-7000-8000-00000000fffe", "child_id": "01890000-0000-7000-8000-00000000fffd",
    "reading_id": "01890000-0000-7000-8000-00000000fffc",
    "pk": "1", "number": "999", "rest": "000", "level": "0", "step": "begin", "place": "0",
    "attempt_id": "01890000-0000-7000-8000-00000000ffff", "booking_id": "01890000-0000-7000-8000-00000000ffff",
}  # fmt: skip
HOSTILE = {
    "_do": "submit", "_draft": "{far.draft_id}", "_version": "1", "_count": "0", "agency": "{far.agency}",
    "agency_id": "{far.agency}", "matter": "{far.matter_id}", "matter_id": "{far.matter_id}", "id": "{far.act_id}",
    "what": "matter", "object_id": "{far.matter_id}", "kind": "none", "reason": "", "role": "system_admin",
    "roles": "supervisor", "officer": "{far.handler}", "author": "{far.handler}", "clearance": "state",
    "secrecy": "ordinary", "is_superuser": "on",
    "co_handlers": "{far.handler}", "opinion": "", "state": "done", "_method": "DELETE", "next": "//elsewhere.example/",
}  # fmt: skip
REFUSED = frozenset({"login", "out", "no", "gone", "401"})
HOSTILE_JSON = {"matter": "{far.matter_id}", "kind": 7, "agency_id": "{far.agency}", "actor": "{far.handler}"}


@dataclass(frozen=True, slots=True)
class Question:
    """One request by one viewer, and what it must get."""

    viewer: str
    method: str
    url: str
    target: str
    expected: str
    asked: tuple[str, ...]  # what the address itself says, and may therefore be said back
    shows: frozenset[str]
    leaves: bool
    body: Mapping[str, Any] | None = None


@cache
def table() -> dict[str, Any]:
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        return tomllib.load(file)


@cache
def grid(name: str) -> dict[str, tuple[str, ...]]:
    """Outcome for each viewer and target. A name that is no grid is everybody's outcome."""
    count = len(table()["targets"])
    if name not in table()["grids"]:
        return dict.fromkeys(VIEWERS, (name,) * count)
    found: dict[str, tuple[str, ...]] = {}
    for line in table()["grids"][name].strip().splitlines():
        words = line.split()
        who = [w for w in words if w in VIEWERS or w == "*"]
        cells = words[len(who) :]
        assert len(cells) in (1, count), (name, line)
        row = tuple(cells * count if len(cells) == 1 else cells)
        found.update(dict.fromkeys(VIEWERS if who == ["*"] else who, row))
    assert set(found) == set(VIEWERS), (name, set(VIEWERS) ^ set(found))
    return found


def routes(resolver: URLResolver | None = None, start: str = "/") -> Iterator[str]:
    """Every route of the site, with its parameters as they are written."""
    for one in (resolver or get_resolver()).url_patterns:
        route = start + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one, route)
        elif isinstance(one, URLPattern):
            yield route


def questions(town: Town, viewer: str) -> Iterator[Question]:
    """Everything that the viewer asks: reading, an empty form, a hostile form."""
    for row in table()["row"]:
        read = grid(row["get"])[viewer]
        sent = _sent(row, viewer)
        names = table()["targets"]
        of_a_case = _of_a_case(row)
        for n, name in enumerate(names if of_a_case else names[:1]):
            url, asked = address(town, row, name)
            given = {
                "viewer": viewer, "target": name if of_a_case or "shows" in row else "",
                "shows": frozenset(row.get("shows", "").split()), "leaves": "leaves" in row,
            }  # fmt: skip
            yield Question(method="GET", url=url, expected=read[n], asked=asked, **given)
            hostile = _filled(town, HOSTILE_JSON if url.startswith("/api/") else HOSTILE)
            # Whoever is refused gets the hostile form only, an address that takes no form the empty one.
            bodies = ({},) if sent[n] == "405" else (hostile,) if sent[n] in REFUSED else ({}, hostile)
            for body in bodies:
                yield Question(method="POST", url=url, expected=sent[n], asked=asked, body=body, **given)
        for query in row.get("queries", ()):
            for n, name in enumerate(names):
                url, asked = address(town, row, name, query)
                yield Question(
                    viewer, "GET", url, name if of_a_case else "", read[n], asked, frozenset(), leaves=False
                )


def _sent(row: Mapping[str, Any], viewer: str) -> tuple[str, ...]:
    """What a form gets: as the page, or what `post` says, or `ok=…` where the page would open."""
    post = row.get("post", row["get"])
    if post.startswith("ok="):
        return tuple(post[3:] if cell == "ok" else cell for cell in grid(row["get"])[viewer])
    return grid(post)[viewer]


def _of_a_case(row: Mapping[str, Any]) -> bool:
    return "query" in row or bool(OF_A_CASE & {name for _, name in PART.findall(row["url"])})


def address(town: Town, row: Mapping[str, Any], target: str, query: str = "") -> tuple[str, tuple[str, ...]]:
    """The address for that case, and what of the case it says."""
    values = {**KNOWN, **town.common, **town.targets[target].values}
    values |= {key: text.format_map(values) for key, text in row.get("with", {}).items()}
    asked: list[str] = []

    def value(part: re.Match[str]) -> str:
        asked.append(values[part[2]])
        return values[part[2]]

    url = PART.sub(value, row["url"])
    query = query or row.get("query", "")
    asked += [values[name] for name in (*re.findall(r"{(\w+)}", query), *row.get("says", "").split())]
    return url + query.format_map(values), tuple(asked)


def _filled(town: Town, body: Mapping[str, Any]) -> dict[str, Any]:
    far = town.targets["far"].values
    return {
        key: far[text[5:-1]] if isinstance(text, str) and text.startswith("{far.") else text
        for key, text in body.items()
    }
