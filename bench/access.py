"""Permission checks: a right of the table, a verdict on a case, the roles of a step. Microseconds; no database."""

from __future__ import annotations

import time
from collections.abc import Callable

from bench.report import Row

TARGET = 20.0  # µs
ROUNDS, CALLS = 7, 20_000


def run(populated: str) -> list[Row]:
    """All rows of this topic."""
    from yifa.access import Case, access_file, access_matter, access_subject, acting_roles, may
    from yifa.registers.scope import Actor

    agencies = tuple(f"agency-{n}" for n in range(200))
    head = Actor(
        "supervision",
        officer_id="o-9",
        agency_id="agency-1",
        agencies=agencies,
        roles=frozenset({"supervisor"}),
    )
    clerk = Actor(
        "agency", officer_id="o-1", agency_id="agency-1", agencies=("agency-1",), roles=frozenset({"handler"})
    )
    case = Case("agency-199", "business", frozenset(f"o-{n}" for n in range(12)))
    own = Case("agency-1", "ordinary", frozenset({"o-1", "o-2"}))
    party = [own] * 20
    checks: list[tuple[str, Callable[[], object]]] = [
        ("a right", lambda: may(clerk, "subjects.write")),
        ("the roles of a step", lambda: acting_roles(clerk.roles, ("unit_head", "agency_head", "handler"))),
        ("a case of one's own", lambda: access_matter(clerk, own)),
        ("a file of a classified case, as supervision of 200 agencies", lambda: access_file(head, case)),
        ("a party with 20 cases", lambda: access_subject(clerk, party)),
    ]
    return [Row("access", what, "µs", _micros(check), TARGET) for what, check in checks]


def _micros(check: Callable[[], object]) -> tuple[float, ...]:
    found = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(CALLS):
            check()
        found.append((time.perf_counter() - start) / CALLS * 1e6)
    return tuple(found)
