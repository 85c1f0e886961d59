"""加处罚款: what an unpaid fine grows by (行政处罚法第七十二条第一款第一项、第七十三条第三款). Pure.

Three per cent a day of what is still unpaid, from the day after the last day to pay, never more in all than the
fine, and not on days of reconsideration or litigation. The statute names 罚款数额 as the base and is silent on
part payments; what has been paid no longer grows, which is the reading that cannot harm the party.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

PERCENT_A_DAY = 3


@dataclass(frozen=True, slots=True)
class Stop:
    """Days of reconsideration or litigation, both ends included; `end` None while it lasts."""

    start: date
    end: date | None = None

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Payment:
    """Part of the fine (not of the surcharge) paid on a day, in fen."""

    on: date
    fen: int


@dataclass(frozen=True, slots=True)
class Surcharge:
    """`fen` is the surcharge; `days` the days that counted, `stopped` those that did not; `capped` at the fine."""

    fen: int
    days: int
    stopped: int
    capped: bool


def surcharge(
    fine_fen: int,
    last_day: date,
    until: date,
    *,
    payments: Iterable[Payment] = (),
    stops: Sequence[Stop] = (),
    percent: int = PERCENT_A_DAY,
    per: int = 100,
) -> Surcharge:
    """The surcharge on a fine of `fine_fen` whose last day to pay was `last_day`, up to and including `until`.

    The daily rate is `percent` in `per`: 3 in 100 for fines; a late fee of 万分之五 is 5 in 10,000.
    Amounts in fen, rounded down. A payment counts from the day after it was made. Raises ValueError for a
    negative fine or rate.
    """
    if fine_fen < 0 or percent < 0 or per <= 0:
        raise ValueError("fine and rate cannot be negative")
    paid = sorted((p for p in payments if p.fen > 0), key=lambda p: p.on)
    parts = days = stopped = 0
    unpaid, index, day = fine_fen, 0, last_day
    cap = fine_fen * per
    while day < until:
        day += timedelta(days=1)
        while index < len(paid) and paid[index].on < day:
            unpaid = max(unpaid - paid[index].fen, 0)
            index += 1
        if unpaid == 0:
            break
        if any(s.covers(day) for s in stops):
            stopped += 1
            continue
        days += 1
        parts += unpaid * percent
        if parts >= cap:
            return Surcharge(fine_fen, days, stopped, fine_fen > 0)
    return Surcharge(parts // per, days, stopped, False)
