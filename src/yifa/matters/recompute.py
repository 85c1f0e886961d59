"""Open clocks counted again: after the calendar changed, or figures were corrected or reach running periods.

A clock that comes out different leaves one `ClockEvent`. Work goes matter by matter in batches, each in its own
transaction, so that it can be broken off anywhere and run again: what is done already comes out the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
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
# Matters are looked up for so many batches at once: the planner takes row-level security for a narrow filter, and
# reads all clocks for each look.
AHEAD = 25

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

    `pauses` is None where there is none; `steps` has those that tell extensions, else None: the others are made anew.
    """

    pk: UUID
    matter_id: UUID
    agency_id: UUID
    secrecy: str
    subject: str
    amount: int | None
    unit: str
    started_at: datetime
    paused: bool
    due_at: datetime | None
    provisional: bool
    pauses: list[list[str]] | None
    steps: list[str] | None


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
        rows = clock.pauses or ()
        pauses = tuple([tuple(row) for row in rows])
        key = (clock.amount, clock.unit, clock.started_at, pauses)
        if key not in self._known:
            if len(self._known) > 50_000:
                self._known.clear()
            spans = stored_pauses(rows)
            result = law_clocks.due(
                clock.amount, clock.unit, clock.started_at, calendar=self._calendar, pauses=spans
            )
            self._known[key] = (result, list(result.steps))
        result, steps = self._known[key]
        if (result.due, result.provisional) == (clock.due_at, clock.provisional):
            return False
        longer = granted(clock.steps or ())
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
    total = _total(recount)
    progress(0, total)
    for after, upto in _batches(recount):
        with scope(WORKER):
            # The matter is locked first, as an act does, so that neither waits for the other in a circle.
            locked = _lock(recount, after, upto)
            clocks = [clock for clock in _clocks(recount, after, upto) if clock.matter_id in locked]
            touched = [(clock, before) for clock, before, differs in _counted(recount, clocks) if differs]
            if touched:
                _write(touched, reason, whole=recount.whole)
        seen, changed = seen + len(clocks), changed + len(touched)
        progress(seen, total)
    return seen, changed


def preview(recount: Recount, progress: Progress = _nothing) -> list[Moved]:
    """What `run` would change, nothing written: a constant number of statements for each batch of matters."""
    moved: list[Moved] = []
    with scope(WORKER):
        seen, total = 0, _total(recount)
        for after, upto in _batches(recount):
            clocks = _clocks(recount, after, upto)
            counted = [(clock, before) for clock, before, differs in _counted(recount, clocks) if differs]
            names = _names([clock.matter_id for clock, _ in counted])
            moved.extend(
                Moved(
                    clock.matter_id,
                    names[clock.matter_id],
                    clock.subject,
                    before,
                    clock.due_at,
                    clock.provisional,
                )
                for clock, before in counted
            )
            seen += len(clocks)
            progress(seen, total)
    return moved


def _names(matters: Collection[UUID]) -> dict[UUID, str]:
    """Of each matter its number, or its title before it has one."""
    found = Matter.objects.filter(pk__in=set(matters)).values_list("pk", "number", "title")
    return {key: number or title for key, number, title in found}


def _open(recount: Recount) -> QuerySet[Clock]:
    return recount.rows(Clock.objects.filter(ended_at=None))


def _total(recount: Recount) -> int:
    with scope(WORKER):
        return _open(recount).count()


# Matters by id: those after the first, up to and including the second.
Range = tuple[UUID | None, UUID]


def _batches(recount: Recount) -> Iterator[Range]:
    """Ranges of matters that have clocks to look at, in order; what is opened meanwhile has a later id."""
    after: UUID | None = None
    while found := _matters(recount, after):
        for upto in (*found[BATCH - 1 :: BATCH], found[-1]):
            if upto != after:
                yield after, upto
            after = upto


def _matters(recount: Recount, after: UUID | None) -> list[UUID]:
    with scope(WORKER):
        clocks = _open(recount)
        if after is not None:
            clocks = clocks.filter(matter__gt=after)
        ordered = clocks.order_by("matter").values_list("matter", flat=True).distinct()
        return list(ordered[: BATCH * AHEAD])


def _lock(recount: Recount, after: UUID | None, upto: UUID) -> set[UUID]:
    """Lock the matters of a range that have clocks to look at, in order; one that comes by one later is left alone."""
    rows = Matter.objects.filter(id__lte=upto)
    if after is not None:
        rows = rows.filter(id__gt=after)
    rows = rows.filter(Exists(_open(recount).filter(matter=OuterRef("pk")))).order_by("id")
    return set(rows.select_for_update(of=("self",)).values_list("id", flat=True))


# Most clocks were neither paused nor extended: nothing is read, nor made a list, where there is nothing to know.
_PAUSES = "nullif(matters_clock.pauses, '[]'::jsonb)"
_TOLD = "CASE WHEN matters_clock.steps @? %s::jsonpath THEN matters_clock.steps END"


def _clocks(recount: Recount, after: UUID | None, upto: UUID) -> Sequence[Clock | Running]:
    """The clocks to look at of a range of matters."""
    rows = _open(recount).filter(matter__lte=upto).order_by("matter", "id")
    if after is not None:
        rows = rows.filter(matter__gt=after)
    if recount.whole:
        return list(rows)
    extended = f'$[*] ? (@ starts with "{TOLD}")'
    rows = rows.annotate(
        some_pauses=RawSQL(_PAUSES, [], output_field=JSONField()),  # nosec B611
        told=RawSQL(_TOLD, [extended], output_field=JSONField()),  # nosec B611
    )
    names = [f.name for f in fields(Running)][:-2]
    return [Running(*row) for row in rows.values_list(*names, "some_pauses", "told")]


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
            "id": clock.pk.hex,
            "trace": new_id().hex,
            "secrecy": clock.secrecy,
            "agency": clock.agency_id.hex,
            "before": before.isoformat() if before else None,
            **{name: getattr(clock, name) for name in columns},
            "due_at": clock.due_at.isoformat() if clock.due_at else None,
        }
        for clock, before in touched
    ]
    statement = _ROWS.format(columns=", ".join(f"{name} = n.{name}" for name in columns))
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(rows, ensure_ascii=False), current_node(), reason[:400]])
        cursor.execute(_PROJECT, [json.dumps([clock.matter_id.hex for clock, _ in touched])])
