"""Which of the dates of a task is its clock, and what that clock says. Pure.

A deadline is a day of the calendar; what comes again is counted from its own rule; what runs from an event has no day
until the event is entered. Working days and calendar days are kept apart as the plan prints them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from yifa.law.recurring import next_due
from yifa.policies.document import DateMention

UNITS = {
    "工作日": "wd", "个工作日": "wd", "日": "cd", "天": "cd", "自然日": "cd", "日内": "cd",
    "月": "mo", "个月": "mo", "年": "y", "小时": "h",
}  # fmt: skip
_EVERY = {"年": "yearly", "半年": "half", "季": "quarterly", "季度": "quarterly", "月": "monthly"}
# Which kind of date is taken first when nobody chose.
_ORDER = ("deadline", "from_to", "yearly", "frequency", "relative")


@dataclass(frozen=True, slots=True)
class PlanClock:
    """`recurs` once | yearly | half | quarterly | monthly | event | none; `due_on` is the (next) last day.

    It is None for event and none; `length` in `unit` (wd, cd, mo, y, h) runs from `event`.
    """

    recurs: str = "none"
    due_on: date | None = None
    month: int | None = None
    day: int | None = None
    length: int | None = None
    unit: str = ""
    event: str = ""


def clock_of(mention: DateMention, since: date) -> PlanClock | None:
    """The clock that a date sets from `since` (the day of adoption) on; None where it is no time limit."""
    if mention.impossible:
        return None
    if mention.kind in ("deadline", "from_to"):
        return PlanClock("once", mention.end) if mention.end else None
    if mention.kind == "yearly":
        # 次年3月底前: what is due next year belongs to this one, so it falls due no earlier than next year.
        from_ = since if not mention.year_offset else date(since.year, 12, 31)
        due = next_due("yearly", from_ - timedelta(days=1), mention.month, mention.day)
        return PlanClock("yearly", due, mention.month, mention.day)
    if mention.kind == "frequency":
        recurs = _EVERY.get(mention.every.removeprefix("每").removeprefix("个"))
        if not recurs:
            return None
        return PlanClock(
            recurs, next_due(recurs, since - timedelta(days=1), day=mention.day), day=mention.day
        )
    if mention.kind == "relative" and mention.length and (unit := UNITS.get(mention.unit)):
        return PlanClock("event", None, length=mention.length, unit=unit, event=mention.event)
    return None


def proposed(dates: Sequence[DateMention], since: date) -> int | None:
    """The place of the date that is proposed as clock: a day that ends the task before what comes again before what

    runs from an event; of several days the last one, since the task is done when all of it is.
    """
    usable = [(place, d) for place, d in enumerate(dates) if clock_of(d, since) is not None]
    for kind in _ORDER:
        found = [(d.end or date.min, place) for place, d in usable if d.kind == kind]
        if found:
            return max(found)[1] if kind in ("deadline", "from_to") else found[0][1]
    return None


def contradictions(dates: Sequence[DateMention]) -> list[str]:
    """What does not fit together, in Chinese: days that do not exist, periods that end before they begin."""
    found = [f"“{d.text}”不是存在的日期" for d in dates if d.impossible]
    found += [f"“{d.text}”的截止日期早于起始日期" for d in dates if d.start and d.end and d.end < d.start]
    ends = {d.end for d in dates if d.kind == "deadline" and d.end and not d.impossible}
    if len(ends) > 1:
        found.append("有不止一个截止日期：" + "、".join(e.isoformat() for e in sorted(ends)))
    return found
