"""How the steps of a computed period read in Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from yifa.law.calendar import WEEKDAYS, Run, WorkCalendar
from yifa.law.figures import chinese_date

SHANGHAI = ZoneInfo("Asia/Shanghai")
_DAY = timedelta(days=1)
UNIT_WORDS = {
    "wd": "按工作日计算，休息日和节假日不计入，调休上班日计入",
    "cd": "按自然日计算",
    "h": "按小时计算",
    "mo": "按月计算",
    "y": "按年计算",
}


class Span(NamedTuple):
    """A merged stretch of pause in dates: days after `after` up to and including `upto` do not count.

    `reasons` are those of every pause in it, in Chinese with their article, each once.
    """

    after: date
    upto: date
    reasons: tuple[str, ...] = ()


def tell_deviations(steps: list[str], calendar: WorkCalendar, day: date, last: date) -> None:
    runs = calendar.deviations(day, last)
    off = [_run(r) for r in runs if not r.working]
    made_up = [_run(r) for r in runs if r.working]
    if off:
        steps.append(f"不计入：周末和{'、'.join(off)}。")
    if made_up:
        steps.append(f"计入：调休上班{'、'.join(made_up)}。")


@lru_cache(maxsize=1024)
def _run(run: Run) -> str:
    first, last = date.fromordinal(run.first), date.fromordinal(run.last)
    span = f"{first.month}月{first.day}日"
    if last != first:
        span += f"至{last.month}月{last.day}日"
    return span if run.working else f"{run.name}（{span}）"


def tell_pauses(steps: list[str], spans: Sequence[Span], last: date, calendar: WorkCalendar | None) -> None:
    """Name each stretch of pause before `last`, in days of the period's own kind."""
    for span in spans:
        if span.after >= last:
            break
        if calendar is None:
            amount = f"{(span.upto - span.after).days}日"
        else:
            amount = f"{calendar.working_days_between(span.after, span.upto)}个工作日"
        first = span.after + _DAY
        why = told(span.reasons)
        steps.append(f"扣除中止：{chinese_date(first)}至{chinese_date(span.upto)}，共{amount}{why}。")


def told(reasons: Sequence[str]) -> str:
    """（鉴定，《…》第六十四条第二款；听证） or nothing."""
    return f"（{'；'.join(reasons)}）" if reasons else ""


@lru_cache(maxsize=8192)
def chinese_day(d: date, calendar: WorkCalendar) -> str:
    """2026年2月14日（星期六、调休上班）."""
    kind = calendar.describe(d)
    if not kind.startswith("星期"):
        kind = f"{WEEKDAYS[d.weekday()]}、{kind}"
    return f"{chinese_date(d)}（{kind}）"


def chinese_moment(moment: datetime) -> str:
    local = moment.astimezone(SHANGHAI)
    return f"{chinese_date(local.date())}{local.hour}时{local.minute:02d}分"


def chinese_duration(length: timedelta) -> str:
    minutes = int(length.total_seconds() // 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}小时{minutes}分" if minutes else f"{hours}小时"
