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
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from yifa.law.calendar import DEFAULT_CALENDAR, WorkCalendar, days_after
from yifa.law.clock_words import SHANGHAI as SHANGHAI
from yifa.law.clock_words import (
    UNIT_WORDS,
    Span,
    chinese_day,
    chinese_duration,
    chinese_moment,
    tell_deviations,
    tell_pauses,
    told,
)
from yifa.law.extensions import extension_steps
from yifa.law.figure_words import TIME_UNITS
from yifa.law.figures import Figure, chinese_date

_END_OF_DAY = time(23, 59, 59)
# A period longer than this is a typing mistake; the limit also keeps every loop short.
_LONGEST = {"wd": 36_500, "cd": 36_500, "h": 876_000, "mo": 1_200, "y": 100}

_CITE_START = "民法典第201条"
_CITE_MONTH = "民法典第202条"
_CITE_LAST = "民法典第203条"


@dataclass(frozen=True, slots=True)
class Pause:
    """Time that does not count: aware datetimes; `end` None while it lasts.

    `reason` is what the statute calls it (鉴定, 听证, 公告…), `basis` the article that takes the time out.
    """

    start: datetime
    end: datetime | None
    reason: str = ""
    basis: str = ""

    @property
    def why(self) -> str:
        """鉴定，市场监督管理行政处罚程序规定第六十四条第二款; empty where nothing was given."""
        return f"{self.reason}，{self.basis}" if self.reason and self.basis else self.reason or self.basis


class _Interval(NamedTuple):
    """A closed stretch of pause in UTC with the reasons of the pauses merged into it."""

    start: datetime
    end: datetime
    reasons: tuple[str, ...] = ()

    def joined(self, other: _Interval) -> _Interval:
        reasons = dict.fromkeys((*self.reasons, *other.reasons))
        return _Interval(self.start, max(self.end, other.end), tuple(reasons))


@dataclass(frozen=True, slots=True)
class Due:
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
    _check(amount, unit, start)
    closed = _closed(pauses, now)
    lasting = [pause for pause in pauses if pause.end is None]
    try:
        if unit == "h":
            result = _hours(amount, start, closed)
        else:
            result = _days(amount, unit, start.astimezone(SHANGHAI), calendar, closed)
    except OverflowError as error:
        raise ValueError("期限超出可以计算的年份范围") from error
    if not lasting:
        return result
    return Due(result.due, result.provisional, (*result.steps, _still_paused(lasting)), True)


def _still_paused(lasting: Sequence[Pause]) -> str:
    since = min(pause.start for pause in lasting)
    why = told(tuple(dict.fromkeys(pause.why for pause in lasting if pause.why)))
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
    cited = f"依据：{figure.citation}，{figure.subject}{figure.wording}。"
    if figure.counts == "before":
        if pauses:
            raise ValueError(f"{figure.id} 自事件日倒推，不适用中止")
        if extended:
            raise ValueError(f"{figure.id} 自事件日倒推，不能延长")
        result = latest_before(figure.number, figure.unit, start, calendar=calendar)
        longer: tuple[str, ...] = ()
        unfounded: tuple[str, ...] = ()
    else:
        longer = extension_steps(figure, extended)
        amount = figure.number + sum(extended)
        pauses, unfounded = _with_articles(figure, pauses)
        result = due(amount, figure.unit, start, calendar=calendar, pauses=pauses, now=now)
    doubt = (f"存疑：{figure.doubt}。",) if not figure.verified else ()
    settled = tuple(figure.conflict_words)
    return Due(
        result.due,
        result.provisional,
        (cited, *longer, *result.steps, *unfounded, *settled, *doubt),
        result.open_pause,
    )


def _with_articles(figure: Figure, pauses: Sequence[Pause]) -> tuple[list[Pause], tuple[str, ...]]:
    """The pauses with the article by which they do not count, and a caution for each reason without one."""
    if not pauses:
        return [], ()
    found, without = [], []
    for pause in pauses:
        basis = pause.basis or figure.excluding(pause.reason)
        found.append(Pause(pause.start, pause.end, pause.reason, basis))
        if not basis:
            without.append(pause.reason or "没有写明事由的中止")
    if not without:
        return found, ()
    cautions = [
        f"注意：{figure.citation}没有写明“{reason}”的时间不计入，扣除须另有依据。"
        for reason in dict.fromkeys(without)
    ]
    return found, tuple(cautions)


def latest_before(
    amount: int, unit: str, event: datetime, *, calendar: WorkCalendar = DEFAULT_CALENDAR
) -> Due:
    """The latest day to act when something must be done `amount` days (wd or cd) before an event.

    The day of the event is not counted; the amount-th day back is the last one in time. Rolling a holiday
    forward would shorten what the law guarantees, so calendar days roll back to a working day.
    """
    _check(amount, unit, event)
    if unit not in ("wd", "cd"):
        raise ValueError("倒推只适用于以日计算的期限")
    day = event.astimezone(SHANGHAI).date()
    steps = [
        f"倒推：{chinese_day(day, calendar)}为事件日，不计入，自前一日起往前数{amount}{TIME_UNITS[unit]}。"
    ]
    if unit == "wd":
        last = calendar.add_working_days(day, -amount)
    else:
        counted = days_after(day, -amount)
        last = counted
        if not calendar.is_working_day(counted):
            last = calendar.add_working_days(counted, -1)
            steps.append(f"{chinese_day(counted, calendar)}不是工作日，提前至{chinese_day(last, calendar)}。")
    steps.append(f"最迟：{chinese_day(last, calendar)}。")
    return _finish(last, _unofficial(calendar, last, day), steps)


def _check(amount: int, unit: str, start: datetime) -> None:
    if unit not in _LONGEST:
        raise ValueError(f"不认识的期限单位“{unit}”，只能是 {'、'.join(_LONGEST)}")
    if isinstance(amount, bool) or not isinstance(amount, int) or amount < 1:
        raise ValueError("期限应为不小于1的整数")
    if amount > _LONGEST[unit]:
        raise ValueError(f"期限{amount}{TIME_UNITS[unit]}超出可以计算的范围")
    if start.tzinfo is None:
        raise ValueError("起算时间缺少时区")


def _closed(pauses: Sequence[Pause], now: datetime | None) -> list[_Interval]:
    """Pauses as closed intervals in UTC, merged, in order; one that still lasts ends at `now`."""
    found: list[_Interval] = []
    for pause in pauses:
        if pause.end is None and now is None:
            raise ValueError("存在尚未结束的中止，须给出计算时点")
        end = pause.end or now
        if end is None or pause.start.tzinfo is None or end.tzinfo is None:
            raise ValueError("中止的起止时间缺少时区")
        if pause.end is None:
            end = max(end, pause.start)
        if end < pause.start:
            raise ValueError("中止的结束时间早于开始时间")
        why = pause.why
        found.append(_Interval(pause.start.astimezone(UTC), end.astimezone(UTC), (why,) if why else ()))
    return _merge(found) if len(found) > 1 else found


def _merge(intervals: list[_Interval]) -> list[_Interval]:
    merged: list[_Interval] = []
    for interval in sorted(intervals):
        if merged and interval.start <= merged[-1].end:
            merged[-1] = merged[-1].joined(interval)
        else:
            merged.append(interval)
    return merged


def _hours(amount: int, start: datetime, pauses: list[_Interval]) -> Due:
    begin = start.astimezone(UTC)
    steps = [f"起算：{chinese_moment(start)}，{UNIT_WORDS['h']}，自该时刻起算（{_CITE_START}）。"]
    end = begin + timedelta(hours=amount)
    for pause in pauses:
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
    return Due(last, False, tuple(steps))


def _days(
    amount: int,
    unit: str,
    start: datetime,
    calendar: WorkCalendar,
    pauses: list[_Interval],
) -> Due:
    day = start.date()
    spans = _spans(pauses, day)
    steps = [f"起算：{chinese_moment(start)}，当日不计入，自次日起算（{_CITE_START}）。"]
    steps.append(f"期限：{amount}{TIME_UNITS[unit]}，{UNIT_WORDS[unit]}。")
    if unit == "wd":
        last = _count_working(day, amount, calendar, spans)
        tell_deviations(steps, calendar, day, last)
        tell_pauses(steps, spans, last, calendar)
        steps.append(f"届满：第{amount}个工作日为{chinese_day(last, calendar)}。")
    else:
        count = amount if unit == "cd" else _whole_months(amount, unit, day, steps)
        counted = _count_days(day, count, spans)
        tell_pauses(steps, spans, counted, None)
        label = f"第{amount}日为" if unit == "cd" else "末日为"
        steps.append(f"届满：{label}{chinese_day(counted, calendar)}。")
        last = _roll(counted, calendar, spans)
        if last != counted:
            rolled = chinese_day(last, calendar)
            steps.append(f"顺延：末日是休息日，顺延至其后第一个计入期间的工作日{rolled}（{_CITE_LAST}）。")
    steps.append(f"到期：{chinese_day(last, calendar)}24时。")
    # Working days depend on every year on the way; the others only on the years of the last days.
    examined_from = day if unit == "wd" else counted
    return _finish(last, _unofficial(calendar, examined_from, last), steps)


def _finish(last: date, unofficial: list[int], steps: list[str]) -> Due:
    if unofficial:
        years = "、".join(f"{y}年" for y in unofficial)
        steps.append(
            f"暂定：{years}的放假安排没有公布或者没有录入，按星期一至星期五和日期固定的元旦、劳动节、国庆节推算，"
            "录入后应重新计算。"
        )
    moment = datetime.combine(last, _END_OF_DAY, tzinfo=SHANGHAI)
    return Due(moment, bool(unofficial), tuple(steps))


def _unofficial(calendar: WorkCalendar, first: date, last: date) -> list[int]:
    if first.year == last.year and calendar.is_official(last.year):
        return []
    return [y for y in range(first.year, last.year + 1) if not calendar.is_official(y)]


def _spans(pauses: list[_Interval], day: date) -> list[Span]:
    """Pauses in days that concern a period begun on `day`, merged and in order."""
    spans: list[Span] = []
    for pause in pauses:
        after = max(pause.start.astimezone(SHANGHAI).date(), day)
        upto = pause.end.astimezone(SHANGHAI).date()
        if upto <= after:
            continue
        if spans and after <= spans[-1].upto:
            last = spans[-1]
            reasons = tuple(dict.fromkeys((*last.reasons, *pause.reasons)))
            spans[-1] = Span(last.after, max(upto, last.upto), reasons)
        else:
            spans.append(Span(after, upto, pause.reasons))
    return spans


def _count_working(day: date, amount: int, calendar: WorkCalendar, spans: Sequence[Span]) -> date:
    """The amount-th working day after `day` that is not paused."""
    left = amount
    for span in spans:
        before = calendar.working_days_between(day, span.after)
        if left <= before:
            break
        left -= before
        day = span.upto
    return calendar.add_working_days(day, left)


def _count_days(day: date, amount: int, spans: Sequence[Span]) -> date:
    """The amount-th day after `day` that is not paused."""
    left = amount
    for span in spans:
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


def _roll(day: date, calendar: WorkCalendar, spans: Sequence[Span]) -> date:
    """`day`, or the first day after it that is worked and not paused."""
    day = calendar.next_working_day(day)
    for span in spans:
        if span.after < day <= span.upto:
            day = calendar.add_working_days(span.upto, 1)
    return day
