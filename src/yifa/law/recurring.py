"""Last days that come again: each year on a day, each half year, quarter or month on a day of its last month or at its
end. Pure calendar days.

A plan that says 每年12月15日前 means that day of the calendar; no holiday moves it, for no law says so of plans.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

RECURRING = ("yearly", "half", "quarterly", "monthly")
# Months in a period; the last day of such a period is its end.
_LENGTHS = {"half": 6, "quarterly": 3, "monthly": 1}


def last_of_month(year: int, month: int) -> date:
    """The last day of that month."""
    return date(year, month, monthrange(year, month)[1])


def yearly_on(year: int, month: int | None, day: int | None) -> date:
    """The day in that year: no day given, the end of the month; no month, the end of the year; 29 February, its end."""
    if month is None:
        return date(year, 12, 31)
    last = last_of_month(year, month)
    return last if day is None or day > last.day else date(year, month, day)


def next_due(recurs: str, after: date, month: int | None = None, day: int | None = None) -> date | None:
    """The first last day later than `after`; None for what does not come again.

    `recurs` yearly | half | quarterly | monthly; `month` and `day` say when in the year for yearly, `day` when in the
    last month of a half year, a quarter or a month (每月25日前).
    """
    if recurs == "yearly":
        this = yearly_on(after.year, month, day)
        return this if this > after else yearly_on(after.year + 1, month, day)
    length = _LENGTHS.get(recurs)
    if length is None:
        return None
    ends = (yearly_on(after.year, m, day) for m in range(length, 13, length))
    return next((e for e in ends if e > after), yearly_on(after.year + 1, length, day))
