"""Gantt lines, the weeks of a month and bars of units, as coordinates. Pure: what the ledger tells in, numbers out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from yifa.supervision.plans.board import Counts, Day
from yifa.supervision.plans.outlines import Bar

WIDTH, LEFT, ROW, HEAD = 960, 260, 30, 26
_LABEL = 15  # characters of a label that fit left of the bars
_UNTIL = 92  # days that a bar without an end is drawn beyond the last day known


@dataclass(frozen=True, slots=True)
class Line:
    """One task: its bar in the units of the drawing, `done` the part of it that stands for closed units.

    `end` None: the task has no last day, its bar is open. `state` is late | done | out | open; from `out` of its units
    it was taken back, and they count no more.
    """

    task_id: UUID
    label: str
    short: str
    start: date
    end: date | None
    units: int
    closed: int
    overdue: int
    x: float
    y: float
    width: float
    done: float
    marks: Sequence[tuple[float, date, str]] = ()
    out: int = 0

    @property
    def state(self) -> str:
        """late, done, out (taken back from every unit) or open."""
        if self.overdue:
            return "late"
        if self.out and not self.units:
            return "out"
        return "done" if self.units and self.closed == self.units else "open"

    @property
    def middle(self) -> float:
        """Where the words stand."""
        return self.y + 14


@dataclass(frozen=True, slots=True)
class Gantt:
    """Lines, months (where, in words) and where today is; None outside of the drawing."""

    lines: Sequence[Line]
    months: Sequence[tuple[float, str]]
    today: float | None
    height: int
    width: int = WIDTH
    left: int = LEFT


@dataclass
class _Task:
    label: str
    start: date
    end: date | None
    units: int = 0
    closed: int = 0
    overdue: int = 0
    out: int = 0
    marks: set[tuple[date, str]] = field(default_factory=set)


def gantt(bars: Iterable[Bar], on: date) -> Gantt:
    """A line for each task, from its first beginning to the last day of its units."""
    tasks = _tasks(bars, on)
    if not tasks:
        return Gantt((), (), None, HEAD)
    days = [t.start for t in tasks.values()] + [t.end for t in tasks.values() if t.end]
    days += [d for t in tasks.values() for d, _ in t.marks]
    first, last = min(days).replace(day=1), max(days)
    if any(t.end is None for t in tasks.values()):
        last = max(last, on) + timedelta(days=_UNTIL)
    span = max((last - first).days + 1, 31)

    def at(day: date) -> float:
        return round(LEFT + (WIDTH - LEFT - 10) * max(0, (day - first).days) / span, 1)

    lines = [_line(n, key, task, at, last) for n, (key, task) in enumerate(tasks.items())]
    end = first + timedelta(days=span)
    today = at(on) if first <= on <= end else None
    return Gantt(lines, _months(first, end, at), today, HEAD + ROW * len(lines) + 6)


def _tasks(bars: Iterable[Bar], on: date) -> dict[UUID, _Task]:
    found: dict[UUID, _Task] = {}
    for bar in bars:
        task = found.setdefault(bar.task_id, _Task(bar.label, bar.start, bar.end))
        task.start = min(task.start, bar.start)
        if bar.end and (task.end is None or bar.end > task.end):
            task.end = bar.end
        task.units += bool(bar.unit) and not bar.state.out
        task.out += bar.state.out
        task.closed += bar.state.done
        task.overdue += bar.state.overdue(on)
        task.marks.update(bar.milestones)
    return found


def _line(number: int, key: UUID, task: _Task, at: object, last: date) -> Line:
    assert callable(at)
    x = at(task.start)
    width = max(at(max(task.end or last, task.start)) - x, 4.0)
    share = task.closed / task.units if task.units else 0
    short = task.label if len(task.label) <= _LABEL else task.label[: _LABEL - 1] + "…"
    return Line(
        key, task.label, short, task.start, task.end, task.units, task.closed, task.overdue,
        x, HEAD + ROW * number, round(width, 1), round(width * share, 1),
        tuple((at(d), d, text) for d, text in sorted(task.marks)), task.out,
    )  # fmt: skip


def _months(first: date, last: date, at: object) -> list[tuple[float, str]]:
    assert callable(at)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    every = next((n for n in (1, 2, 3, 6, 12, 24, 60) if count / n <= 12), 120)
    found = []
    for n in range(0, count, every):
        month = _month(first, n)
        if (x := at(month)) <= WIDTH - 35:  # where its words still fit
            found.append((x, f"{month:%y}年{month.month}月"))
    return found


def _month(first: date, more: int) -> date:
    months = first.year * 12 + first.month - 1 + more
    return date(months // 12, months % 12 + 1, 1)


def month_after(first: date, more: int = 1) -> date:
    """The first day of the month so many months after (before, if negative) that of `first`."""
    return _month(first, more)


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the calendar's page; `inside` the month, with how many tasks fall due and how many of them are over."""

    on: date
    inside: bool
    tasks: int = 0
    late: bool = False
    today: bool = False


def weeks(month: date, days: Sequence[Day], on: date) -> list[list[Cell]]:
    """The weeks of the month, Monday first, with the days of other months that fill them."""
    counts: Mapping[date, int] = {d.on: len(d.tasks) for d in days}
    first = month.replace(day=1)
    last = _month(first, 1) - timedelta(days=1)
    day = first - timedelta(days=first.weekday())
    found: list[list[Cell]] = []
    while day <= last:
        week = [day + timedelta(days=n) for n in range(7)]
        found.append([Cell(d, d.month == first.month, counts.get(d, 0), d < on, d == on) for d in week])
        day += timedelta(days=7)
    return found


@dataclass(frozen=True, slots=True)
class UnitBar:
    """A unit's tasks as parts of a hundred: closed, overdue, the rest."""

    agency_id: UUID | None
    name: str
    counts: Counts
    closed: float
    late: float
    rest: float

    @property
    def late_at(self) -> float:
        """Where the overdue part begins."""
        return self.closed

    @property
    def rest_at(self) -> float:
        """Where the rest begins."""
        return round(self.closed + self.late, 1)


def unit_bars(units: Iterable[tuple[UUID, str, Counts]]) -> list[UnitBar]:
    """A bar for each unit, as long for all, in the order given."""
    found = []
    for agency, name, counts in units:
        whole = max(counts.tasks, 1)
        closed, late = round(100 * counts.closed / whole, 1), round(100 * counts.overdue / whole, 1)
        found.append(UnitBar(agency, name, counts, closed, late, round(max(0.0, 100 - closed - late), 1)))
    return found
