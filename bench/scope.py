"""What scope filters and row-level security cost on lists, counts and text search, with 1,000,000 matters.

Measured are the statements that pages send: each question is asked of `matters.queries` once, as its viewer, and the
SQL that went out is caught. That text then runs again and again in two ways, whose order alternates: by the server's
role inside the viewer's scope, and by the administrator, whom no policy binds. The agencies that the queryset names
stay in the text without policies: whoever had no access control would have to name them for the same answer (a viewer
of everything names none). Two things are put in by hand for the same rows: that cases closed to the viewer are left
out, and for the text search the index in place of the function, with the agencies it looks at.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bench import place
from bench.million import MATTERS, Million, grow, walk
from bench.report import Row

ROUNDS = 200
COUNTY = 10  # agencies
ALLOWED = 10.0  # per cent
SEARCH = "SELECT t.matter_id FROM matters_mattertext t WHERE t.words @@ {asked}::tsquery{within} \
ORDER BY t.opened_at DESC, t.matter_id DESC LIMIT 2000"


def run(populated: str) -> list[Row]:
    """All rows of this topic."""
    with place.database("bench_scope", populated):
        walk()
        place.disconnect()
        with place.database("bench_scope_large", "bench_scope") as name:
            return measured(name, grow(name))


def measured(name: str, made: Million) -> list[Row]:
    """Every question of every viewer, in a database that was grown."""
    from yifa.registers.scope import scope

    rows: list[Row] = []
    for who, actor in _viewers(made).items():
        rows.append(_opening(who, actor))
        for what, ask in _questions(made).items():
            with scope(actor), _caught() as sent:
                ask(actor)
            (guarded,) = sent
            free = _by_hand(name, actor, guarded, made)
            with_it, without = _both(name, actor, guarded, free)
            cost = (_middle(with_it) / _middle(without) - 1) * 100
            rows += [
                Row("scope", f"{who}, {what}", "ms", tuple(with_it), note=f"{MATTERS:,} matters"),
                Row("scope", f"{who}, {what}: without", "ms", tuple(without)),
                Row("scope", f"{who}, {what}: what it adds", "%", (cost,), ALLOWED),
            ]
    return rows


def _viewers(made: Million) -> dict[str, Any]:
    from yifa.registers.scope import Actor

    head, over = frozenset({"unit_head"}), frozenset({"supervisor"})

    def within(agency: str) -> Any:
        return Actor("agency", officer_id=agency, agency_id=agency, agencies=(agency,), roles=head)

    def above(agencies: tuple[str, ...], *, everywhere: bool = False, clearance: str = "state") -> Any:
        own = agencies[0]
        return Actor(
            "supervision",
            officer_id=own,
            agency_id=own,
            agencies=agencies,
            roles=over,
            clearance=clearance,
            everywhere=everywhere,
        )

    return {
        "one agency": within(made.agency),
        "one agency with closed cases": within(made.closed),
        "county": above(made.agencies[:COUNTY]),
        "province": above(made.agencies, everywhere=True),
        "province, not cleared": above(made.agencies, everywhere=True, clearance="ordinary"),
    }


def _questions(made: Million) -> dict[str, Callable[[Any], Any]]:
    """What pages ask. The cursor of the next page is found once, by the one who asks."""
    from django.db.models import Q
    from django.utils import timezone

    from yifa.matters import queries
    from yifa.matters.queries import MatterFilters

    def next_page(actor: Any) -> Any:
        from yifa.registers.scope import scope

        with scope(actor), _caught():
            first = queries.matter_list(MatterFilters())
        return queries.matter_list(MatterFilters(), first.next)

    return {
        "list, first page": lambda _: queries.matter_list(MatterFilters()),
        "list, next page": next_page,
        "open by due day": lambda _: queries.by_due(Q(), 40),
        "count of overdue": lambda actor: queries.overdue(actor, timezone.now()).count(),
        "text search": lambda _: queries.matter_list(MatterFilters(text=made.word)),
    }


@contextmanager
def _caught() -> Iterator[list[str]]:
    """The statements on matters that are sent, written out; what an inner one catches is not caught here."""
    from django.db import connection

    sent: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        if "matters_matter" in sql:
            sent.append(connection.ops.last_executed_query(context["cursor"], sql, params))
        return answer

    outer, connection.execute_wrappers[:] = list(connection.execute_wrappers), [note]
    try:
        yield sent
    finally:
        connection.execute_wrappers[:] = outer


def _by_hand(name: str, actor: Any, guarded: str, made: Million) -> str:
    """The statement as it would be without policies, for the same rows."""
    import re

    from django.db import connection

    from yifa.registers.scope import scope
    from yifa.site import boot

    found = re.search(r"SELECT matter_search\((.*?)::tsquery, 2000\)", guarded)
    if found:
        listed = ", ".join(f"'{one}'" for one in actor.agencies)
        within = "" if actor.everywhere else f" AND t.agency_id IN ({listed})"
        guarded = guarded.replace(found[0], SEARCH.format(asked=found[1], within=within))
    with scope(actor), connection.cursor() as cursor:
        cursor.execute("SELECT hidden_matters()")
        closed = {str(r[0]) for r in cursor.fetchall()}
    with boot.admin_connection(name) as admin:
        mine = admin.execute(
            "SELECT id FROM matters_matter WHERE seal > 0 AND agency_id = ANY (%s::uuid[])",
            [list(actor.agencies)],
        )
        hidden = sorted(closed & {str(r[0]) for r in mine.fetchall()})
    if hidden:
        listed = ", ".join(f"'{one}'" for one in hidden)
        left_out = f'"matters_matter"."id" NOT IN ({listed})'
        if " WHERE " in guarded:
            guarded = guarded.replace(" WHERE ", f" WHERE {left_out} AND ", 1)
        else:
            guarded = guarded.replace(" ORDER BY ", f" WHERE {left_out} ORDER BY ", 1)
    return guarded


def _opening(who: str, actor: Any) -> Row:
    """Setting what a request sets, once for all its statements."""
    from django.db import transaction

    from yifa.registers.scope import apply_scope

    taken: list[float] = []
    for _ in range(ROUNDS):
        with transaction.atomic():
            start = time.perf_counter()
            apply_scope(actor)
            taken.append((time.perf_counter() - start) * 1e3)
    return Row("scope", f"{who}: opening the scope, once a request", "ms", tuple(taken))


def _both(name: str, actor: Any, guarded: str, free: str) -> tuple[list[float], list[float]]:
    """Times of the two statements, sent and read by the driver alone, each within a transaction already begun."""
    import psycopg

    from yifa.registers.scope import SET_SCOPE, settings_of
    from yifa.site import boot

    taken: tuple[list[float], list[float]] = ([], [])

    def timed(to: int, on: Any, before: str, values: list[str], statement: str) -> list[Any]:
        with on.transaction():
            on.execute(before, values)
            start = time.perf_counter()
            rows: list[Any] = on.execute(statement).fetchall()
            taken[to].append((time.perf_counter() - start) * 1e3)
        return [row[0] for row in rows]

    values = settings_of(actor)
    with boot.admin_connection(name) as admin, psycopg.connect(**_as_app(name), autocommit=True) as app:
        # As Django has it, which prepares nothing: the policies are planned with each statement.
        admin.prepare_threshold = app.prepare_threshold = None
        for turn in range(ROUNDS):
            if turn % 2:
                kept = timed(0, app, SET_SCOPE, values, guarded)
                seen = timed(1, admin, SET_SCOPE, values, free)
            else:
                seen = timed(1, admin, SET_SCOPE, values, free)
                kept = timed(0, app, SET_SCOPE, values, guarded)
            if kept != seen:
                raise RuntimeError(f"not the same rows: {guarded}\n{free}")
    return taken


def _as_app(name: str) -> dict[str, Any]:
    from django.conf import settings

    from yifa.site.postgres.connect import parameters

    return parameters(settings.YIFA_HOME, "app", name)


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
