"""Open clocks counted again: after the calendar changed, or figures were corrected or reach running periods.

A clock that comes out different leaves one `ClockEvent`. Work goes matter by matter in batches, each in its own
transaction, so that it can be broken off anywhere and run again: what is done already comes out the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import connection
from django.db.models import Exists, JSONField, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from yifa.law import clocks as law_clocks
from yifa.law.calendar import WorkCalendar
from yifa.law.extensions import TOLD, granted
from yifa.law.figure_words import TIME_UNITS
from yifa.matters.clocks import stored_pauses
from yifa.matters.models import Clock, Matter
from yifa.registers import lawbook
from yifa.registers.ids import new_id
from yifa.registers.node import current_node
from yifa.registers.scope import WORKER, scope

BATCH = 2000

# Called with (clocks looked at, clocks in all).
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Moved:
    """One clock that comes out different: what it was and what it is, for the trace and for a dry run."""

    matter_id: UUID
    matter: str
    clock: str
    before: datetime | None
    after: datetime | None
    provisional: bool


@dataclass(slots=True)
class Running:
    """What counting again needs of a running clock, read without making a model of it.

    `steps` has those that tell extensions, if any; the others are made anew.
    """

    pk: UUID
    matter_id: UUID
    agency_id: UUID
    secrecy: str
    subject: str
    amount: int | None
    unit: str
    started_at: datetime
    pauses: list[list[str]]
    paused: bool
    due_at: datetime | None
    provisional: bool
    steps: list[str]


class Recount(Protocol):
    """A way to count clocks again. `whole`: the figure may change as well as the date."""

    whole: bool

    def rows(self, clocks: QuerySet[Clock]) -> QuerySet[Clock]:
        """Narrow the open clocks, and join what `changed` needs."""

    def changed(self, clock: Any) -> bool:
        """Set the fields of a clock (`Clock` if `whole`, else `Running`) as they should be; whether any differs."""


def _nothing(done: int, total: int) -> None:
    """Progress that nobody looks at."""


class Dues:
    """Due dates under one calendar; equal periods from equal moments are counted once."""

    def __init__(self, calendar: WorkCalendar) -> None:
        self._calendar = calendar
        self._known: dict[tuple[object, ...], tuple[law_clocks.Due, list[str]]] = {}

    def set(self, clock: Clock | Running) -> bool:
        """Due time, provisional flag and steps of a running clock; whether the date or the flag differs."""
        if clock.amount is None or clock.unit not in TIME_UNITS or clock.paused:
            return False
        pauses = tuple(tuple(p) for p in clock.pauses)
        key = (clock.amount, clock.unit, clock.started_at, pauses)
        if key not in self._known:
            if len(self._known) > 50_000:
                self._known.clear()
            spans = stored_pauses(clock.pauses)
            result = law_clocks.due(
                clock.amount, clock.unit, clock.started_at, calendar=self._calendar, pauses=spans
            )
            self._known[key] = (result, list(result.steps))
        result, steps = self._known[key]
        if (result.due, result.provisional) == (clock.due_at, clock.provisional):
            return False
        longer = granted(clock.steps)
        clock.due_at, clock.provisional = result.due, result.provisional
        clock.steps = [*longer, *steps] if longer else steps
        return True


class CalendarRecount:
    """Every running clock under a calendar (default: the one in force)."""

    whole = False

    def __init__(self, calendar: WorkCalendar | None = None) -> None:
        self._dues = Dues(calendar or lawbook.current().calendar)

    def rows(self, clocks: QuerySet[Clock]) -> QuerySet[Clock]:
        return clocks.filter(paused=False, amount__isnull=False)

    def changed(self, clock: Running) -> bool:
        return self._dues.set(clock)


def recompute_open(reason: str, progress: Progress = _nothing) -> tuple[int, int]:
    """Recompute every running clock under the calendar in force; returns (looked at, changed)."""
    with scope(WORKER):
        recount = CalendarRecount()
    return run(recount, reason, progress)


def run(recount: Recount, reason: str, progress: Progress = _nothing) -> tuple[int, int]:
    """Count again and write, batch by batch; returns (looked at, changed). Opens its own transactions."""
    seen = changed = 0
    last: UUID | None = None
    total = _total(recount)
    progress(0, total)
    while True:
        with scope(WORKER):
            # The matter is locked first, as an act does, so that neither waits for the other in a circle.
            matters = _matters(recount, last, lock=True)
            clocks = _clocks(recount, matters, last)
            touched = [(clock, before) for clock, before, differs in _counted(recount, clocks) if differs]
            if touched:
                _write(touched, reason, whole=recount.whole)
        if not matters:
            return seen, changed
        last = matters[-1]
        seen, changed = seen + len(clocks), changed + len(touched)
        progress(seen, total)


def preview(recount: Recount, progress: Progress = _nothing) -> list[Moved]:
    """What `run` would change, nothing written: a constant number of statements for each batch of matters."""
    moved: list[Moved] = []
    last: UUID | None = None
    with scope(WORKER):
        seen, total = 0, _total(recount)
        while matters := _matters(recount, last):
            clocks = _clocks(recount, matters, last)
            names = {
                key: number or title
                for key, number, title in Matter.objects.filter(pk__in=matters).values_list(
                    "pk", "number", "title"
                )
            }
            for clock, before, differs in _counted(recount, clocks):
                if differs:
                    name = names[clock.matter_id]
                    moved.append(
                        Moved(clock.matter_id, name, clock.subject, before, clock.due_at, clock.provisional)
                    )
            last, seen = matters[-1], seen + len(clocks)
            progress(seen, total)
    return moved


def _open(recount: Recount) -> QuerySet[Clock]:
    return recount.rows(Clock.objects.filter(ended_at=None))


def _total(recount: Recount) -> int:
    with scope(WORKER):
        return _open(recount).count()


def _matters(recount: Recount, after: UUID | None, *, lock: bool = False) -> list[UUID]:
    """The next matters that have clocks to look at, by id, read along the clocks: a batch reads only its own."""
    clocks = _open(recount)
    if after is not None:
        clocks = clocks.filter(matter__gt=after)
    found = list(clocks.order_by("matter").values_list("matter", flat=True).distinct()[:BATCH])
    if found and lock:
        rows = Matter.objects.filter(id__gte=found[0], id__lte=found[-1])
        rows = rows.filter(Exists(_open(recount).filter(matter=OuterRef("pk")))).order_by("id")
        list(rows.select_for_update(of=("self",)).values_list("id", flat=True))
    return found


# The steps of a clock where one of them tells an extension, else none: most are not read at all.
_TOLD = "CASE WHEN matters_clock.steps::text LIKE %s THEN matters_clock.steps ELSE '[]'::jsonb END"


def _clocks(recount: Recount, matters: Sequence[UUID], after: UUID | None) -> Sequence[Clock | Running]:
    """Those of a batch: its matters are all there are after the last one, so a range says it as well as a list."""
    if not matters:
        return []
    rows = _open(recount).filter(matter__lte=matters[-1]).order_by("matter", "id")
    if after is not None:
        rows = rows.filter(matter__gt=after)
    if recount.whole:
        return list(rows)
    told = RawSQL(_TOLD, [f"%{TOLD}%"], output_field=JSONField())
    names = [f.name for f in fields(Running)][:-1]
    return [Running(*row) for row in rows.annotate(told=told).values_list(*names, "told")]


def _counted(
    recount: Recount, clocks: Sequence[Clock | Running]
) -> Iterator[tuple[Clock | Running, datetime | None, bool]]:
    """(clock, its due time before, whether it differs)."""
    for clock in clocks:
        before = clock.due_at
        yield clock, before, recount.changed(clock)


# Clocks and their traces of a batch as one JSON text: arrays of thousands of values are slow to bind.
_ROWS = """
WITH n AS (
    SELECT * FROM json_to_recordset(%s::json)
        AS n (id uuid, trace uuid, secrecy text, agency uuid, figure text, subject text, amount int, unit text,
              citation text, why jsonb, due_at timestamptz, before timestamptz, provisional boolean, steps jsonb)
), traced AS (
    INSERT INTO matters_clockevent
           (id, node, secrecy, agency_id, clock_id, event, due_before, due_after, note, recorded_at)
    SELECT trace, %s, secrecy, agency, id, 'recompute', before, due_at, %s, clock_timestamp() FROM n
)
UPDATE matters_clock c SET {columns} FROM n WHERE c.id = n.id
"""
_DATES = ("due_at", "provisional", "steps")
_FIGURE = ("figure", "subject", "amount", "unit", "citation", "why")
# The matters' nearest due date again.
_PROJECT = """
UPDATE matters_matter m
   SET due_at = n.due_at, due_clock = n.name
  FROM (SELECT x.id, c.due_at, coalesce(c.name, '') AS name
          FROM (SELECT DISTINCT value::uuid AS id FROM json_array_elements_text(%s::json)) x
          LEFT JOIN LATERAL (SELECT due_at, name FROM matters_clock
                              WHERE matter_id = x.id AND ended_at IS NULL AND due_at IS NOT NULL
                              ORDER BY due_at, id LIMIT 1) c ON true) n
 WHERE m.id = n.id AND (m.due_at, m.due_clock) IS DISTINCT FROM (n.due_at, n.name)
"""


def _write(touched: Sequence[tuple[Clock | Running, datetime | None]], reason: str, *, whole: bool) -> None:
    """Two statements, whatever the number of clocks."""
    columns = (*_DATES, *_FIGURE) if whole else _DATES
    rows = [
        {
            "id": str(clock.pk),
            "trace": str(new_id()),
            "secrecy": clock.secrecy,
            "agency": str(clock.agency_id),
            "before": before.isoformat() if before else None,
            **{name: getattr(clock, name) for name in columns},
            "due_at": clock.due_at.isoformat() if clock.due_at else None,
        }
        for clock, before in touched
    ]
    statement = _ROWS.format(columns=", ".join(f"{name} = n.{name}" for name in columns))
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(rows, ensure_ascii=False), current_node(), reason[:400]])
        cursor.execute(_PROJECT, [json.dumps([str(clock.matter_id) for clock, _ in touched])])
