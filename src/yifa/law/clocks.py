"""Clocks: when a period of the law ends, with every step in Chinese.

Days, months and years: the day of the event is not counted (民法典 201), months and years end on the
corresponding day or the end of the month (202), a last day that is a holiday rolls to the day after (203),
and the period ends at 24:00 — represented as 23:59:59 of that day in Shanghai. Hours run from the moment
itself and do not roll. Working days and calendar days are never mixed.

A pause (suspension) is itself counted like a period: the day it begins still counts, the day it ends does
not; overlapping pauses are merged, so that no day is left out twice, and the step names the reason and article
of each. An extension adds to the amount and is counted in one go: a period does not roll before it is extended.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from yifa.law.calendar import DEFAULT_CALENDAR, WorkCalendar, days_after
from yifa.law.clock_words import SHANGHAI as SHANGHAI
from yifa.law.clock_words import UNIT_WORDS, chinese_day, chinese_moment, told
from yifa.law.counting import end_of_days, end_of_hours, finish
from yifa.law.extensions import extension_steps
from yifa.law.figure_words import TIME_UNITS
from yifa.law.figures import Figure
from yifa.law.pauses import Pause, Reasoned, reasoned, reasoned_by, spans, stretches

# A period longer than this is a typing mistake; the limit also keeps every loop short.
_LONGEST = {"wd": 36_500, "cd": 36_500, "h": 876_000, "mo": 1_200, "y": 100}


class Due(NamedTuple):
    """When a period ends. `provisional`: a year whose holidays are not published yet was involved.

    `open_pause`: a pause still lasts, so `due` is what it would be if counting resumed at `now`.
    """

    due: datetime
    provisional: bool
    steps: tuple[str, ...]
    open_pause: bool = False


def due(
    amount: int,
    unit: str,
    start: datetime,
    *,
    calendar: WorkCalendar = DEFAULT_CALENDAR,
    pauses: Sequence[Pause] = (),
    now: datetime | None = None,
) -> Due:
    """When `amount` of `unit` (wd, cd, h, mo, y) that began at `start` ends.

    `start`, the pauses and `now` are aware datetimes. A pause without end needs `now` and is taken to end
    then. Raises ValueError (Chinese) for an unknown unit, an amount below 1 or absurdly large, a naive
    datetime, a pause that ends before it begins, an open pause without `now`, or years beyond 9999.
    """
    steps: list[str] = []
    moment, provisional, lasting = _count(amount, unit, start, calendar, reasoned(pauses), now, steps)
    return Due(moment, provisional, tuple(steps), lasting)


def _count(
    amount: int,
    unit: str,
    start: datetime,
    calendar: WorkCalendar,
    pauses: Sequence[Reasoned],
    now: datetime | None,
    steps: list[str],
) -> tuple[datetime, bool, bool]:
    """The end, whether it is provisional, whether a pause lasts; what is counted is added to `steps`."""
    _check(amount, unit, start)
    provisional = False
    try:
        if unit == "h":
            moment = end_of_hours(amount, start, stretches(pauses, now) if pauses else (), steps)
        else:
            begun = start.astimezone(SHANGHAI)
            out = spans(pauses, now, begun.date()) if pauses else ()
            moment, provisional = end_of_days(amount, unit, begun, calendar, out, steps)
    except OverflowError as error:
        raise ValueError("期限超出可以计算的年份范围") from error
    lasting = [found for found in pauses if found[0].end is None]
    if lasting:
        steps.append(_still_paused(lasting))
    return moment, provisional, bool(lasting)


def _still_paused(lasting: Sequence[Reasoned]) -> str:
    since = min(pause.start for pause, _ in lasting)
    why = told(tuple(dict.fromkeys(why for _, why in lasting if why)))
    return (
        f"仍在中止期间{why}，自{chinese_moment(since)}起：以上按现在恢复计算得出，实际到期日随恢复之日顺延。"
    )


def suspended(amount: int, unit: str, start: datetime, pauses: Sequence[Pause]) -> tuple[str, ...]:
    """What can be said of a period while a pause lasts: no due time, but since when and why it stands still.

    Raises ValueError as `due` does, and where no pause lasts.
    """
    _check(amount, unit, start)
    lasting = [pause for pause in pauses if pause.end is None]
    if not lasting:
        raise ValueError("没有尚未结束的中止")
    steps = [f"起算：{chinese_moment(start)}，{UNIT_WORDS[unit]}。", f"期限：{amount}{TIME_UNITS[unit]}。"]
    for pause in sorted((p for p in pauses if p.end is not None), key=lambda p: p.start):
        until = chinese_moment(pause.end or pause.start)
        steps.append(
            f"曾经中止：{chinese_moment(pause.start)}至{until}{told((pause.why,) if pause.why else ())}。"
        )
    for pause in lasting:
        why = told((pause.why,) if pause.why else ())
        steps.append(
            f"中止：自{chinese_moment(pause.start)}起停止计算{why}，尚未恢复，恢复后重新得出到期日。"
        )
    return tuple(steps)


def due_for(
    figure: Figure,
    start: datetime,
    *,
    calendar: WorkCalendar = DEFAULT_CALENDAR,
    pauses: Sequence[Pause] = (),
    extended: Sequence[int] = (),
    now: datetime | None = None,
) -> Due:
    """As `due`, for a figure of the law; the first step cites it.

    For a figure counted back from an event (`counts` = "before", e.g. 听证的七日前) `start` is the event and
    the result is the end of the latest day to act; pauses and extensions are refused there. `extended` are the
    extensions granted, in order and in the figure's unit; a step says who may grant them. A pause for a reason that
    the figure's own text leaves out is told with that article, another with a caution. Raises ValueError for a
    figure that is no period and for an extension that the figure does not allow.
    """
    if not figure.is_period or figure.number is None:
        raise ValueError(f"{figure.id}（{figure.subject}）不是可以计算的期限")
    steps = [f"依据：{figure.citation}，{figure.subject}{figure.wording}。"]
    lasting = False
    if figure.counts == "before":
        if pauses:
            raise ValueError(f"{figure.id} 自事件日倒推，不适用中止")
        if extended:
            raise ValueError(f"{figure.id} 自事件日倒推，不能延长")
        moment, provisional = _count_back(figure.number, figure.unit, start, calendar, steps)
    else:
        steps.extend(extension_steps(figure, extended))
        found, cautions = reasoned_by(figure, pauses)
        amount = figure.number + sum(extended)
        moment, provisional, lasting = _count(amount, figure.unit, start, calendar, found, now, steps)
        steps.extend(cautions)
    steps.extend(figure.conflict_words)
    if not figure.verified:
        steps.append(f"存疑：{figure.doubt}。")
    return Due(moment, provisional, tuple(steps), lasting)


def latest_before(
    amount: int, unit: str, event: datetime, *, calendar: WorkCalendar = DEFAULT_CALENDAR
) -> Due:
    """The latest day to act when something must be done `amount` days (wd or cd) before an event.

    The day of the event is not counted; the amount-th day back is the last one in time. Rolling a holiday
    forward would shorten what the law guarantees, so calendar days roll back to a working day.
    """
    steps: list[str] = []
    moment, provisional = _count_back(amount, unit, event, calendar, steps)
    return Due(moment, provisional, tuple(steps))


def _count_back(
    amount: int, unit: str, event: datetime, calendar: WorkCalendar, steps: list[str]
) -> tuple[datetime, bool]:
    _check(amount, unit, event)
    if unit not in ("wd", "cd"):
        raise ValueError("倒推只适用于以日计算的期限")
    day = event.astimezone(SHANGHAI).date()
    steps.append(
        f"倒推：{chinese_day(day, calendar)}为事件日，不计入，自前一日起往前数{amount}{TIME_UNITS[unit]}。"
    )
    if unit == "wd":
        last = calendar.add_working_days(day, -amount)
    else:
        counted = days_after(day, -amount)
        last = counted
        if not calendar.is_working_day(counted):
            last = calendar.add_working_days(counted, -1)
            steps.append(f"{chinese_day(counted, calendar)}不是工作日，提前至{chinese_day(last, calendar)}。")
    steps.append(f"最迟：{chinese_day(last, calendar)}。")
    return finish(last, calendar, (last, day), steps)


def _check(amount: int, unit: str, start: datetime) -> None:
    if unit not in _LONGEST:
        raise ValueError(f"不认识的期限单位“{unit}”，只能是 {'、'.join(_LONGEST)}")
    if isinstance(amount, bool) or not isinstance(amount, int) or amount < 1:
        raise ValueError("期限应为不小于1的整数")
    if amount > _LONGEST[unit]:
        raise ValueError(f"期限{amount}{TIME_UNITS[unit]}超出可以计算的范围")
    if start.tzinfo is None:
        raise ValueError("起算时间缺少时区")
