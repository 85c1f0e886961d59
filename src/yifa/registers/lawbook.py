"""The law that applies now, made from the shipped figures and this database's holidays and benchmarks."""

from __future__ import annotations

from yifa.law.benchmarks import load_benchmark
from yifa.law.calendar import DEFAULT_CALENDAR, WorkCalendar
from yifa.law.discretion import Shelf
from yifa.law.figures import DEFAULT_FIGURES
from yifa.law.lawbook import LawBook
from yifa.registers.models import BenchmarkTable, Holiday, PublishedYear, Stamp

_cached: tuple[str, LawBook] | None = None


def law_stamp() -> str:
    """Changes whenever a holiday or a benchmark does. One query by primary key."""
    version, changed_at = Stamp.objects.values_list("version", "changed_at").get(name="law")
    return f"{version}:{changed_at.isoformat()}"


def current(stamp: str | None = None) -> LawBook:
    """The law book of this database, kept in the process until the stamp changes.

    A caller that has read the stamp already passes it and saves the query.
    """
    global _cached
    wanted = stamp or law_stamp()
    kept = _cached
    if kept is not None and kept[0] == wanted:
        return kept[1]
    book = LawBook(figures=DEFAULT_FIGURES, calendar=_calendar(), benchmarks=_shelf())
    _cached = (wanted, book)
    return book


def _calendar() -> WorkCalendar:
    rows = Holiday.objects.values_list("day", "working", "name")
    published = PublishedYear.objects.values_list("year", flat=True)
    if not rows and not published:
        return DEFAULT_CALENDAR
    overrides = {day: working for day, working, _ in rows}
    return WorkCalendar(overrides, {day: name for day, _, name in rows if name}, published)


def _shelf() -> Shelf:
    return Shelf([load_benchmark(data) for data in BenchmarkTable.objects.values_list("data", flat=True)])
