"""Times of the working day in 云州市."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from yifa.demo.dice import Dice
from yifa.law.calendar import DEFAULT_CALENDAR
from yifa.law.clocks import SHANGHAI


def working_day(day: date, count: int) -> date:
    """The `count`-th working day after `day` (0: the day itself, or the next working day)."""
    first = DEFAULT_CALENDAR.next_working_day(day)
    return DEFAULT_CALENDAR.add_working_days(first, count) if count else first


def office_hour(dice: Dice, day: date) -> datetime:
    """A moment of the working day, on a full five minutes."""
    minutes = dice.between(9 * 12, 17 * 12 - 1) * 5
    return datetime.combine(day, time(0), tzinfo=SHANGHAI) + timedelta(minutes=minutes)
