"""Approvals, statements and gates: what belongs to an act but is counted apart from recording it."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bench import place
from bench.report import Row, percentile


def run(populated: str) -> list[Row]:
    """Rows about approvals, statements per act, and the gates of one act."""
    from bench.acts import SECONDS, together

    with place.database("bench_single", populated):
        rows = [*_statements(), *_gates()]
    rates, alls = [], []
    for n in range(3):
        with place.database(f"bench_approvals_{n}", populated) as name:
            found = together(name, chains, SECONDS, f"chains{n}")
        rates.append(sum(len(t.approvals) / (sum(t.approvals) or 1) for t in found))
        alls.append(sum(t.recorded for t in found) / max(t.wall for t in found))
    return [
        *rows,
        Row("acts", "approvals", "approvals/s", tuple(rates), more=True,
            note="2 processes; each its own transaction; the last one records the act"),
        Row("acts", "acts with drafting, submitting and every approval", "acts/s", tuple(alls), more=True,
            note="2 processes; where the procedure asks for approval: saved, submitted, approved by each role"),
    ]  # fmt: skip


def chains(desk: Any, seconds: float) -> Any:
    """Every act as at the desk: those that need approval are saved, submitted and approved step by step."""
    began = time.perf_counter()
    while time.perf_counter() < began + seconds:
        running, ask = desk.ready()
        if not _needs(running):
            desk.record(running, ask)
        else:
            _chain(desk, running, ask)
        desk.tally.acts.append(0.0)
    desk.tally.wall = time.perf_counter() - began
    return desk.tally


def _needs(running: Any) -> bool:
    from yifa.matters import discovery

    return bool(discovery.procedures()[running.step.affair.procedure].acts[running.step.kind].approve)


def _chain(desk: Any, running: Any, ask: Any) -> None:
    from yifa.matters import drafting
    from yifa.registers.scope import scope

    given = drafting.DraftInput(
        id=ask.draft_id, kind=ask.kind, payload=ask.payload, matter_id=ask.matter_id, procedure=ask.procedure,
        agency_id=ask.agency_id, co_handlers=ask.co_handlers, occurred_from=ask.occurred_from,
        occurred_to=ask.occurred_to, corrects=ask.corrects,
    )  # fmt: skip
    with scope(ask.actor):
        drafting.save_draft(ask.actor, given)
    with scope(ask.actor):
        outcome = drafting.submit(ask.actor, ask.draft_id)
    case = running.case
    posts = (case.unit_head, case.head, "agency_head1")
    while outcome.needed and not outcome.errors and not outcome.blocking:
        roles = tuple(outcome.needed[0].roles)
        post = next(p for p in posts if p != running.step.by and p.startswith(roles))
        approver = desk.city.actor(case.office, post)
        start = time.perf_counter()
        with scope(approver):
            outcome = drafting.approve(approver, ask.draft_id, "同意。")
        desk.tally.approvals.append(time.perf_counter() - start)
    desk.follow(running, ask.kind, outcome)


@contextmanager
def counting() -> Iterator[list[str]]:
    """Statements sent to the database, each of a message counted, BEGIN and COMMIT left out."""
    from django.db import connection

    from yifa.matters.batch import JOINT

    sent: list[str] = []

    def note(execute: Any, sql: Any, parameters: Any, many: bool, context: Any) -> Any:
        sent.extend(str(sql).split(JOINT))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        yield sent


def _statements(acts: int = 400) -> list[Row]:
    from bench.acts import Desk

    desk = Desk(0, 1, "statements")
    desk.warm()
    counts: dict[str, list[int]] = defaultdict(list)
    for _ in range(acts):
        running, ask = desk.ready()
        with counting() as sent:
            desk.record(running, ask)
        counts[ask.kind].append(len([s for s in sent if not s.startswith(("SAVEPOINT", "RELEASE"))]))
    every = [float(n) for found in counts.values() for n in found]
    worst = max(counts, key=lambda kind: max(counts[kind]))
    mean = sum(every) / len(every)
    return [
        Row(
            "acts",
            "SQL statements of one act, most",
            "statements",
            (max(every),),
            16,
            note=f"{worst}; with scope",
        ),
        Row("acts", "SQL statements of one act, mean", "statements", (mean,), note=f"{len(every)} acts"),
    ]


def _gates(acts: int = 400) -> list[Row]:
    from bench.acts import Desk
    from yifa.matters import service
    from yifa.matters.request import Unusable, prepare
    from yifa.registers.scope import scope

    desk = Desk(0, 1, "gates")
    desk.warm()
    times: dict[str, list[float]] = defaultdict(list)
    for _ in range(acts):
        running, ask = desk.ready()
        with scope(ask.actor):
            case = prepare(ask, lock=False)
        assert not isinstance(case, Unusable), (ask.kind, case.errors)
        for _ in range(5):
            start = time.perf_counter()
            service.judge(case)
            times[ask.kind].append(1000 * (time.perf_counter() - start))
        desk.record(running, ask)
    decide = times["decide"]
    every = [t for found in times.values() for t in found]
    note = "engine's own checks and all gates of the act, on the loaded picture"
    return [
        Row("acts", "gates of one decision (decide)", "ms", tuple(decide), 1, note=note),
        Row("acts", "gates of any act", "ms", tuple(every), note=f"p99 {percentile(every, 0.99):.3g} ms"),
    ]
