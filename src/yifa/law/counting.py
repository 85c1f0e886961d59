"""The end of a period of hours, working days, calendar days, months or years, and how it was counted.

What is counted is added to `steps`, in Chinese, as it happens. Working days and calendar days are never mixed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from yifa.law.calendar import WorkCalendar, days_after
from yifa.law.clock_words import (
    SHANGHAI,
    UNIT_WORDS,
    Span,
    chinese_day,
    chinese_duration,
    chinese_moment,
    tell_deviations,
    tell_pauses,
    told,
)
from yifa.law.figure_words import TIME_UNITS
from yifa.law.figures import chinese_date
from yifa.law.pauses import Stretch

_CITE_START = "民法典第201条"
_CITE_MONTH = "民法典第202条"
_CITE_LAST = "民法典第203条"


def end_of_hours(amount: int, start: datetime, paused: Sequence[Stretch], steps: list[str]) -> datetime:
    """The moment `amount` hours after `start` that are not paused; hours do not roll."""
    begin = start.astimezone(UTC)
    steps.append(f"起算：{chinese_moment(start)}，{UNIT_WORDS['h']}，自该时刻起算（{_CITE_START}）。")
    end = begin + timedelta(hours=amount)
    for pause in paused:
        if pause.end <= begin:
            continue
        if pause.start >= end:
            break
        excluded = pause.end - max(pause.start, begin)
        end += excluded
        stretch = f"{chinese_moment(pause.start)}至{chinese_moment(pause.end)}"
        steps.append(f"扣除中止：{stretch}，共{chinese_duration(excluded)}{told(pause.reasons)}。")
    last = end.astimezone(SHANGHAI)
    steps.append(f"到期：{chinese_moment(last)}，期限{amount}小时，不因休息日顺延。")
    return last


def end_of_days(
    amount: int,
    unit: str,
    start: datetime,
    calendar: WorkCalendar,
    out: Sequence[Span],
    steps: list[str],
) -> tuple[datetime, bool]:
    """The last moment of a period of wd, cd, mo or y, and whether it is provisional (`finish`).

    `start` is in Shanghai; the days of `out` do not count.
    """
    day = start.date()
    steps.append(f"起算：{chinese_moment(start)}，当日不计入，自次日起算（{_CITE_START}）。")
    steps.append(f"期限：{amount}{TIME_UNITS[unit]}，{UNIT_WORDS[unit]}。")
    if unit == "wd":
        last = _working_days_on(day, amount, calendar, out)
        tell_deviations(steps, calendar, day, last)
        tell_pauses(steps, out, last, calendar)
        words = chinese_day(last, calendar)
        steps.append(f"届满：第{amount}个工作日为{words}。")
        # Working days depend on every year on the way; the others only on the years of the last days.
        examined_from = day
    else:
        count = amount if unit == "cd" else _whole_months(amount, unit, day, steps)
        examined_from = counted = _days_on(day, count, out)
        tell_pauses(steps, out, counted, None)
        label = f"第{amount}日为" if unit == "cd" else "末日为"
        words = chinese_day(counted, calendar)
        steps.append(f"届满：{label}{words}。")
        last = _rolled(counted, calendar, out)
        if last != counted:
            words = chinese_day(last, calendar)
            steps.append(f"顺延：末日是休息日，顺延至其后第一个计入期间的工作日{words}（{_CITE_LAST}）。")
    steps.append(f"到期：{words}24时。")
    return finish(last, calendar, (examined_from, last), steps)


def finish(
    last: date, calendar: WorkCalendar, examined: tuple[date, date], steps: list[str]
) -> tuple[datetime, bool]:
    """The end of the last day, and whether it is provisional.

    It is where the holidays of a year between the two days `examined` are not published; a step says so.
    """
    years = calendar.unofficial(examined[0].year, examined[1].year)
    if not years:
        return _end_of_day(last), False
    named = "、".join([f"{year}年" for year in years])
    steps.append(
        f"暂定：{named}的放假安排没有公布或者没有录入，按星期一至星期五和日期固定的元旦、劳动节、国庆节推算，"
        "录入后应重新计算。"
    )
    return _end_of_day(last), True


@lru_cache(maxsize=8192)
def _end_of_day(day: date) -> datetime:
    """24:00, kept as the last second."""
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=SHANGHAI)


def _working_days_on(day: date, amount: int, calendar: WorkCalendar, out: Sequence[Span]) -> date:
    """The amount-th working day after `day` that is not paused."""
    left = amount
    for span in out:
        before = calendar.working_days_between(day, span.after)
        if left <= before:
            break
        left -= before
        day = span.upto
    return calendar.add_working_days(day, left)


def _days_on(day: date, amount: int, out: Sequence[Span]) -> date:
    """The amount-th day after `day` that is not paused."""
    left = amount
    for span in out:
        before = (span.after - day).days
        if left <= before:
            break
        left -= before
        day = span.upto
    return days_after(day, left)


def _whole_months(amount: int, unit: str, day: date, steps: list[str]) -> int:
    """How many days lie between `day` and the corresponding day `amount` months or years later."""
    months = day.year * 12 + day.month - 1 + (amount if unit == "mo" else amount * 12)
    year, month = months // 12, months % 12 + 1
    if year > 9999:
        raise ValueError("期限超出可以计算的年份范围")
    try:
        target = date(year, month, day.day)
        steps.append(
            f"对应日：{amount}{TIME_UNITS[unit]}后的对应日为{chinese_date(target)}（{_CITE_MONTH}）。"
        )
    except ValueError:
        target = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        steps.append(
            f"对应日：{amount}{TIME_UNITS[unit]}后没有对应日，以月末日{chinese_date(target)}为最后一日（{_CITE_MONTH}）。"
        )
    return (target - day).days


def _rolled(day: date, calendar: WorkCalendar, out: Sequence[Span]) -> date:
    """`day`, or the first day after it that is worked and not paused."""
    day = calendar.next_working_day(day)
    for span in out:
        if span.after < day <= span.upto:
            day = calendar.add_working_days(span.upto, 1)
    return day
