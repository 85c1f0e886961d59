"""Correcting wrong data (a holiday, a mistyped figure) recomputes open clocks, with a trace for each that changed."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.db.models import Min

from yifa.law import clocks as law_clocks
from yifa.law.figure_words import TIME_UNITS
from yifa.matters.dbclock import database_now
from yifa.matters.models import Clock, ClockEvent, Matter
from yifa.registers import lawbook
from yifa.registers.scope import WORKER, apply_scope

BATCH = 500


def recompute_open(reason: str, progress: Callable[[int], None] = lambda done: None) -> tuple[int, int]:
    """Recompute every running clock in batches; returns (looked at, changed). Resumable: a second run finds nothing."""
    seen = changed = 0
    last = None
    while True:
        with transaction.atomic():
            apply_scope(WORKER)
            rows = Clock.objects.filter(ended_at=None, paused=False, amount__isnull=False).order_by("id")
            batch = list((rows.filter(id__gt=last) if last else rows)[:BATCH])
            changed += _batch(batch, reason)
        if not batch:
            return seen, changed
        seen, last = seen + len(batch), batch[-1].pk
        progress(seen)


def _batch(batch: list[Clock], reason: str) -> int:
    calendar = lawbook.current().calendar
    touched, events, now = [], [], database_now()
    for clock in batch:
        if clock.unit not in TIME_UNITS or clock.amount is None:
            continue
        pauses = _pauses(clock)
        result = law_clocks.due(clock.amount, clock.unit, clock.started_at, calendar=calendar, pauses=pauses)
        if (result.due, result.provisional) == (clock.due_at, clock.provisional):
            continue
        events.append(
            ClockEvent(
                agency_id=clock.agency_id,
                clock=clock,
                event="recompute",
                due_before=clock.due_at,
                due_after=result.due,
                note=reason[:400],
                recorded_at=now,
            )  # fmt: skip
        )
        clock.due_at, clock.provisional, clock.steps = result.due, result.provisional, list(result.steps)
        touched.append(clock)
    if touched:
        Clock.objects.bulk_update(touched, ["due_at", "provisional", "steps"])
        ClockEvent.objects.bulk_create(events)
        _project({c.matter_id for c in touched})
    return len(touched)


def _pauses(clock: Clock) -> list[law_clocks.Pause]:
    from yifa.matters.clocks import moment_of

    spans = [(moment_of(p[0]), moment_of(p[1]), p[2]) for p in clock.pauses]
    return [law_clocks.Pause(start, end, why) for start, end, why in spans if start and end]


def _project(matter_ids: set[UUID]) -> None:
    """The matters' nearest due date again."""
    running = Clock.objects.filter(matter__in=matter_ids, ended_at=None, due_at__isnull=False)
    nearest = dict(running.values_list("matter").annotate(Min("due_at")))
    names = {(c.matter_id, c.due_at): c.name for c in running}
    rows = list(Matter.objects.filter(pk__in=matter_ids))
    for row in rows:
        row.due_at = nearest.get(row.pk)
        row.due_clock = names.get((row.pk, row.due_at), "")
    Matter.objects.bulk_update(rows, ["due_at", "due_clock"])
