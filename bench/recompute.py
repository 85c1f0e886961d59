"""All running clocks of 100,000 open matters counted again after the calendar changed, broken off once and run on.

Some sixty matters are walked through the write path. The open ones are copied by SQL, with the acts that started or
ended their clocks, until there are 100,000, each from a moment of its own in the last hundred days; the clocks are then
counted once, so that what is stored is what the program itself would have stored. Then a year is published: what was
provisional becomes firm, and what reaches a new holiday moves. Every clock that changes has its trace written.
"""

from __future__ import annotations

import contextlib
import sys
import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bench import place
from bench.acts import server_seconds
from bench.pages import copying
from bench.report import Row

OPEN, ACTS = 100_000, 400
TARGET_SECONDS = 60
REASON = "bench: calendar published"
_TABLES = ("matter", "act", "party", "clock")


@dataclass(frozen=True)
class Made:
    """What was copied: open matters, running clocks, and those of them that are provisional."""

    matters: int
    running: int
    provisional: int


def run(populated: str) -> list[Row]:
    """All rows of this topic."""
    from bench.acts import Desk

    with place.database("bench_recompute", populated) as name:
        desk = Desk(0, 1, "recompute")
        for _ in range(ACTS):
            desk.record(*desk.ready())
        made = _multiply(name)
        first = _timed("bench: counted once")
        made = _counted()
        _publish()
        dry = _dry_run()
        broken = _broken_off()
        rest = _timed(REASON)
        traced, again = _traces(REASON), _timed(REASON)
    changed = broken.changed + rest.changed
    note = (
        f"{made.matters} open matters, {made.running} running clocks, {made.provisional} of them provisional; "
        f"{changed} changed, {traced} traced, {again.changed} changed when run once more"
    )
    whole = broken.seconds + rest.seconds
    if traced != changed or again.changed:
        note = f"WRONG: {note}"
    return [
        Row("recompute", "calendar change, broken off half way and run on", "s", (whole,), TARGET_SECONDS, note=note),
        Row("recompute", "the same, processor time of program and server", "s", (broken.processor + rest.processor,)),
        Row("recompute", "every clock changes (set-up)", "s", (first.seconds,), TARGET_SECONDS,
            note=f"{first.changed} of {first.seen} clocks"),
        Row("recompute", "the same, processor time of program and server", "s", (first.processor,)),
        Row("recompute", "once more, nothing to change", "s", (again.seconds,), note=f"{again.seen} clocks"),
        Row("recompute", "dry run", "s", (dry,)),
    ]  # fmt: skip


def _multiply(name: str) -> Made:
    from yifa.site import boot

    with boot.admin_connection(name) as admin:
        counted = admin.execute(
            "SELECT count(*) FROM matters_matter m WHERE closed_at IS NULL AND EXISTS"
            " (SELECT 1 FROM matters_clock c WHERE c.matter_id = m.id AND c.ended_at IS NULL AND c.amount > 0)"
        ).fetchone()
        assert counted is not None
        times = -(-OPEN // int(counted[0]))
        admin.execute("SET session_replication_role = replica")
        # Only open matters with a running clock are copied, and of their acts only those that clocks refer to.
        admin.execute(
            "CREATE TEMP TABLE wanted AS SELECT m.id FROM matters_matter m WHERE closed_at IS NULL AND EXISTS"
            " (SELECT 1 FROM matters_clock c WHERE c.matter_id = m.id AND c.ended_at IS NULL AND c.amount > 0)"
        )
        for table in _TABLES:
            admin.execute(copying(admin, f"matters_{table}", times, 0, only=_only(table)))
        # A moment of its own for every running clock, so that no two are counted together.
        admin.execute(
            "UPDATE matters_clock SET started_at = now() - (hashtext(id::text) & 8639999) * interval '1 second',"
            " due_at = NULL, steps = '[]' WHERE ended_at IS NULL AND amount > 0 AND NOT paused"
            " AND jsonb_array_length(pauses) = 0"
        )
        admin.execute("RESET session_replication_role")
        admin.execute("ANALYZE")
    return _counted()


def _only(table: str) -> str:
    wanted = "m.id IN (SELECT id FROM wanted)"
    if table != "act":
        return wanted
    return wanted + (
        " AND EXISTS (SELECT 1 FROM matters_clock c"
        " WHERE c.matter_id = m.id AND t.id IN (c.started_by_id, c.ended_by_id))"
    )


def _counted() -> Made:
    from yifa.matters.models import Clock
    from yifa.registers.scope import WORKER, scope

    with scope(WORKER):
        running = Clock.objects.filter(
            ended_at=None, paused=False, amount__isnull=False, matter__closed_at=None
        )
        return Made(
            running.values("matter").distinct().count(),
            running.count(),
            running.filter(provisional=True).count(),
        )


def _publish() -> None:
    """Publish the first year that is not known yet, with a holiday in its second week."""
    from yifa.law.calendar import DEFAULT_CALENDAR, WorkCalendar
    from yifa.law.clocks import SHANGHAI
    from yifa.registers.loading.calendar import store_calendar
    from yifa.registers.scope import IMPORTER

    year = datetime.now(SHANGHAI).year
    while DEFAULT_CALENDAR.is_official(year):
        year += 1
    days = {date(year, 1, 4) + timedelta(days=n): False for n in range(5)}
    store_calendar(IMPORTER, WorkCalendar(days, {}, published=[year]), REASON)


@dataclass(frozen=True)
class Run:
    """Seconds on the wall and of the processors, clocks looked at, clocks changed."""

    seconds: float
    processor: float
    seen: int
    changed: int


def _timed(reason: str) -> Run:
    from yifa.matters.recompute import recompute_open

    began, used = time.perf_counter(), _processor()
    seen, changed = recompute_open(reason, _shown)
    return Run(time.perf_counter() - began, _processor() - used, seen, changed)


def _processor() -> float:
    """Processor seconds so far, of this process and of the server's process behind its connection."""
    return time.process_time() + server_seconds()


def _shown(done: int, total: int) -> None:
    print(f"\rbench: {done} of {total} clocks ", end="", file=sys.stderr, flush=True)


class _Enough(Exception):
    """The first run is broken off here."""


def _broken_off() -> Run:
    """Start, and stop half way; the count of traces tells what had been changed by then."""
    from yifa.matters.recompute import recompute_open

    seen: list[int] = []

    def progress(done: int, total: int) -> None:
        seen.append(done)
        _shown(done, total)
        if done * 2 > total:
            raise _Enough

    began, used = time.perf_counter(), _processor()
    with contextlib.suppress(_Enough):
        recompute_open(REASON, progress)
    seconds, spent = time.perf_counter() - began, _processor() - used
    return Run(seconds, spent, seen[-1], _traces(REASON))


def _traces(reason: str) -> int:
    from yifa.matters.models import ClockEvent
    from yifa.registers.scope import WORKER, scope

    with scope(WORKER):
        return ClockEvent.objects.filter(event="recompute", note=reason).count()


def _dry_run() -> float:
    from yifa.matters import recompute

    began = time.perf_counter()
    recompute.preview(recompute.CalendarRecount())
    return time.perf_counter() - began
