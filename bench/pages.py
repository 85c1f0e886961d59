"""Server time and query counts of the desk's pages, with 300 and with 30,000 matters.

Some sixty matters are walked through the write path and then copied by SQL (matters, acts, parties, facts, clocks and
papers; the committed bodies are not copied, the measured matters have theirs). Copies are spread over all subjects and
over the handlers of their agency. Of 30,000 matters some 720 are open, thirty for each handler; the rest is finished.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from bench import place
from bench.approvals import counting
from bench.report import Row

SIZES = (300, 30_000)
ACTS, PAGES_EACH = 550, 30
TARGET_MS = 80
OPEN_AT_MOST = 720

# What differs in a copy; every other column stays. `k` numbers the copies, {c} is the column.
_NEW_ID = "md5({c}::text || k)::uuid"
_MAPPED = frozenset({"id", "matter_id", "act_id", "started_by_id", "ended_by_id", "corrects_id", "parent_id"})
_CHANGED = {
    "number": "CASE WHEN {c} = '' THEN '' ELSE {c} || '-' || k END",
    "number_seq": "{c} + k * 1000",
    "code": "substr(md5({c} || k), 1, 20)",
    "opened_at": "{c} - k * interval '11 minutes'",
    "subject_id": "s.ids[1 + (hashtext({c}::text || k) & 65535) % cardinality(s.ids)]",
    "handler_id": "h.ids[1 + (hashtext(t.id::text || k) & 65535) % cardinality(h.ids)]",
    "handlers": "jsonb_build_array(h.ids[1 + (hashtext(t.id::text || k) & 65535) % cardinality(h.ids)]::text)",
}
_LISTS = """CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids FROM registers_subject) s
    JOIN (SELECT agency_id AS of, array_agg(officer_id) AS ids FROM registers_roleheld
          WHERE role = 'handler' GROUP BY 1) h ON h.of = m.agency_id"""
_TABLES = ("matter", "act", "party", "matterfact", "clock", "paper")


def run(populated: str) -> list[Row]:
    """All rows of this topic."""
    times: dict[str, dict[int, tuple[list[float], int]]] = {}
    with place.database("bench_pages", populated):
        _walk()
        place.disconnect()
        for size in SIZES:
            with place.database(f"bench_pages_{size}", "bench_pages") as name:
                made = _multiply(name, size)
                for page, measure in _pages().items():
                    times.setdefault(page, {})[made] = measure()
    return [row for page, found in times.items() for row in _rows(page, found)]


def _rows(page: str, found: dict[int, tuple[list[float], int]]) -> list[Row]:
    counts = [queries for _, queries in found.values()]
    same = "the same at both sizes" if len(set(counts)) == 1 else f"DIFFERENT: {counts}"
    return [
        Row(
            "pages",
            f"{page}, {size} matters",
            "ms",
            tuple(samples),
            TARGET_MS,
            note=f"{queries} queries ({same})",
        )
        for size, (samples, queries) in found.items()
    ]


def _walk() -> None:
    from bench.acts import Desk

    desk = Desk(0, 1, "pages")
    for _ in range(ACTS):
        desk.record(*desk.ready())


def _multiply(name: str, size: int) -> int:
    """Copy the walked matters until there are `size`; returns how many there are."""
    from yifa.site import boot

    with boot.admin_connection(name) as admin:
        counted = admin.execute("SELECT count(*), count(closed_at) FROM matters_matter").fetchone()
        assert counted is not None
        finished, opened = int(counted[1]), int(counted[0] - counted[1])
        more_open = max(0, round(min(OPEN_AT_MOST, size // 10) / opened) - 1)
        more = max(0, round((size - opened * (more_open + 1)) / finished) - 1)
        admin.execute("SET session_replication_role = replica")
        for table in _TABLES:
            admin.execute(copying(admin, f"matters_{table}", more_open, more))
        admin.execute("ANALYZE")
    return finished * (more + 1) + opened * (more_open + 1)


def copying(
    admin: Any, table: str, more_open: int, more: int, only: str = "", also: Mapping[str, str] | None = None
) -> Any:
    """The statement that copies rows of a table, `more_open` times for open matters, `more` times for finished ones.

    `only` is a condition on the row `t` and its matter `m`; `also` are columns that differ besides those of every copy.
    """
    changed = _CHANGED | dict(also or {})
    query = (
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'"
        " ORDER BY ordinal_position"
    )
    columns = [row[0] for row in admin.execute(query, [table]).fetchall()]
    values = [(_NEW_ID if c in _MAPPED else changed.get(c, "{c}")).format(c=f't."{c}"') for c in columns]
    names = ", ".join(f'"{c}"' for c in columns)
    of = "id" if table == "matters_matter" else "matter_id"
    times = f"CASE WHEN m.closed_at IS NULL THEN {more_open} ELSE {more} END"
    source = (
        f"{table} t JOIN matters_matter m ON m.id = t.{of} {_LISTS}, LATERAL generate_series(1, {times}) k"
    )
    where = f" WHERE {only}" if only else ""
    return f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {source}{where}"


def _pages() -> dict[str, Callable[[], tuple[list[float], int]]]:
    from django.test import Client
    from django.urls import reverse

    from yifa.matters.models import ActBody, Matter
    from yifa.registers.models import Account
    from yifa.registers.scope import WORKER, scope

    account = Account.objects.get(username="handler")
    client = Client(HTTP_HOST="localhost")
    client.force_login(account)
    with scope(WORKER):
        walked = ActBody.objects.filter(act__matter__agency__sector="urban").values("act__matter")
        longest = list(
            Matter.objects.filter(pk__in=walked).order_by("-act_count").values_list("pk", flat=True)[:10]
        )
    matters = [reverse("desk:matter", args=[pk]) for pk in longest]
    return {
        "workbench": lambda: _measure(client, [reverse("desk:workbench")]),
        "matter list": lambda: _measure(client, [reverse("desk:matters")]),
        "matter page": lambda: _measure(client, matters),
    }


def _measure(client: Any, addresses: list[str]) -> tuple[list[float], int]:
    """Milliseconds of each call after warming up, and the most queries of any of them."""
    samples, queries = [], 0
    for address in addresses[:5] * 2:
        response = client.get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{address}: {response.status_code}")
    for n in range(PAGES_EACH):
        with counting() as sent:
            start = time.perf_counter()
            client.get(addresses[n % len(addresses)])
            samples.append(1000 * (time.perf_counter() - start))
        queries = max(queries, len(sent))
    return samples, queries
