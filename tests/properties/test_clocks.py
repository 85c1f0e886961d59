"""What must hold for every period: monotone, holidays only delay, pauses add up, a slow count agrees.

The same for pauses with reasons, for every shipped figure, for extensions and for calendars not published yet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from yifa.law.calendar import DEFAULT_CALENDAR, WorkCalendar
from yifa.law.clocks import SHANGHAI, due, due_for, suspended
from yifa.law.extensions import refused
from yifa.law.figures import DEFAULT_FIGURES, Figure
from yifa.law.pauses import Pause

moments = st.datetimes(datetime(2012, 1, 1), datetime(2025, 6, 30)).map(lambda d: d.replace(tzinfo=SHANGHAI))
units = st.sampled_from(["wd", "cd", "h", "mo", "y"])
amounts = st.integers(1, 60)
reasons = st.sampled_from(["", "鉴定", "听证", "公告", "补正", "不可抗力", "专家评审", "中止", "移送"])
articles = st.sampled_from(["", "行政许可法第四十五条", "行政强制法第二十五条第三款"])
periods = [f for f in DEFAULT_FIGURES if f.is_period and f.counts == "after"]
figures = st.sampled_from(periods)


@st.composite
def pause_lists(draw: st.DrawFn, start: datetime) -> list[Pause]:
    """Up to four pauses around a start, overlapping or not, with or without a reason and an article."""
    pauses = []
    for _ in range(draw(st.integers(0, 4))):
        begin = start + timedelta(hours=draw(st.integers(-500, 2000)))
        end = begin + timedelta(hours=draw(st.integers(0, 900)))
        pauses.append(Pause(begin, end, draw(reasons), draw(articles)))
    return pauses


def limited(amount: int, unit: str) -> int:
    return min(amount, 4) if unit == "y" else amount


@given(moments, amounts, units, st.data())
def test_a_larger_amount_is_never_due_earlier(
    start: datetime, amount: int, unit: str, data: st.DataObject
) -> None:
    pauses = data.draw(pause_lists(start))
    amount = limited(amount, unit)
    assert due(amount, unit, start, pauses=pauses).due <= due(amount + 1, unit, start, pauses=pauses).due


@given(moments, st.integers(0, 1000), amounts, st.sampled_from(["wd", "cd", "h"]), st.data())
def test_a_later_start_is_never_due_earlier(
    start: datetime, hours: int, amount: int, unit: str, data: st.DataObject
) -> None:
    pauses = data.draw(pause_lists(start))
    later = start + timedelta(hours=hours)
    assert due(amount, unit, start, pauses=pauses).due <= due(amount, unit, later, pauses=pauses).due


@given(moments, st.integers(0, 1000), amounts, st.sampled_from(["mo", "y"]), st.data())
def test_a_later_start_is_never_due_earlier_in_months(
    start: datetime, hours: int, amount: int, unit: str, data: st.DataObject
) -> None:
    # Pauses that begin before a start would be cut at it; two starts are compared with the same whole pauses.
    later = start + timedelta(hours=hours)
    pauses = [p for p in data.draw(pause_lists(later)) if p.start > later]
    amount = limited(amount, unit)
    assert due(amount, unit, start, pauses=pauses).due <= due(amount, unit, later, pauses=pauses).due


@given(moments, amounts, units, st.integers(1, 400), st.data())
def test_another_holiday_never_makes_a_due_date_earlier(
    start: datetime, amount: int, unit: str, offset: int, data: st.DataObject
) -> None:
    pauses = data.draw(pause_lists(start))
    amount = limited(amount, unit)
    holiday = start.date() + timedelta(days=offset)
    with_holiday = WorkCalendar({holiday: False})
    before = due(amount, unit, start, pauses=pauses)
    assert before.due <= due(amount, unit, start, pauses=pauses, calendar=with_holiday).due


@given(moments, amounts, units, st.data())
def test_another_pause_never_makes_a_due_date_earlier(
    start: datetime, amount: int, unit: str, data: st.DataObject
) -> None:
    pauses = data.draw(pause_lists(start))
    more = pauses + data.draw(pause_lists(start))
    amount = limited(amount, unit)
    assert due(amount, unit, start, pauses=pauses).due <= due(amount, unit, start, pauses=more).due


@given(moments, st.integers(1, 40), st.integers(0, 30), st.integers(0, 40), st.integers(0, 40))
def test_disjoint_pauses_add_up_and_overlapping_ones_count_once(
    start: datetime, first: int, lead: int, gap: int, second: int
) -> None:
    """In hours, where nothing rolls, so that the difference is exactly the excluded time."""
    period = 24 * 90
    plain = due(period, "h", start).due
    a = Pause(start + timedelta(hours=lead), start + timedelta(hours=lead + first))
    disjoint = Pause(a.start + timedelta(hours=first + gap), a.start + timedelta(hours=first + gap + second))
    assert due(period, "h", start, pauses=[a, disjoint]).due - plain == timedelta(hours=first + second)
    overlapping = Pause(a.start, a.start + timedelta(hours=second))
    union = timedelta(hours=max(first, second))
    assert due(period, "h", start, pauses=[a, overlapping]).due - plain == union


@given(moments, st.integers(1, 40), st.integers(1, 20), st.integers(1, 20))
def test_one_pause_equals_its_two_halves(start: datetime, days: int, first: int, second: int) -> None:
    middle = start + timedelta(days=first)
    end = middle + timedelta(days=second)
    for unit in ("wd", "cd", "h"):
        whole = due(days, unit, start, pauses=[Pause(start, end)])
        halves = due(days, unit, start, pauses=[Pause(middle, end), Pause(start, middle)])
        assert whole.due == halves.due


@given(moments, amounts, st.sampled_from(["wd", "cd"]), st.data())
def test_counting_day_by_day_gives_the_same(
    start: datetime, amount: int, unit: str, data: st.DataObject
) -> None:
    pauses = data.draw(pause_lists(start))
    assert due(amount, unit, start, pauses=pauses).due.date() == by_hand(amount, unit, start.date(), pauses)


def by_hand(amount: int, unit: str, day: date, pauses: list[Pause]) -> date:
    """The slow way: walk one day after the other and count those that count."""

    def paused(d: date) -> bool:
        return any(p.start.date() < d <= p.end.date() for p in pauses if p.end)

    def works(d: date) -> bool:
        return DEFAULT_CALENDAR.is_working_day(d)

    counted = 0
    while counted < amount:
        day += timedelta(days=1)
        if not paused(day) and (unit == "cd" or works(day)):
            counted += 1
    while not works(day) or paused(day):
        day += timedelta(days=1)
    return day


@given(moments, amounts, st.sampled_from(["wd", "cd", "mo", "y"]), st.data())
def test_no_period_of_days_ends_on_a_day_off_or_before_it_began(
    start: datetime, amount: int, unit: str, data: st.DataObject
) -> None:
    end = due(limited(amount, unit), unit, start, pauses=data.draw(pause_lists(start))).due
    assert DEFAULT_CALENDAR.is_working_day(end.date())
    assert end.date() > start.date()


@given(st.dates(date(2005, 1, 1), date(2025, 12, 31)), st.integers(1, 400))
def test_going_forward_and_back_over_working_days(day: date, n: int) -> None:
    assume(DEFAULT_CALENDAR.is_working_day(day))
    there = DEFAULT_CALENDAR.add_working_days(day, n)
    assert DEFAULT_CALENDAR.add_working_days(there, -n) == day
    assert DEFAULT_CALENDAR.working_days_between(day, there) == n


@given(moments, amounts, units, st.data())
def test_reasons_and_the_order_of_pauses_change_no_date(
    start: datetime, amount: int, unit: str, data: st.DataObject
) -> None:
    pauses = data.draw(pause_lists(start))
    shuffled = data.draw(st.permutations(pauses))
    amount = limited(amount, unit)
    bare = [Pause(p.start, p.end) for p in shuffled]
    assert due(amount, unit, start, pauses=pauses).due == due(amount, unit, start, pauses=bare).due
    assert due(amount, unit, start, pauses=pauses).steps == due(amount, unit, start, pauses=shuffled).steps
    again = due(amount, unit, start, pauses=[*pauses, *shuffled])
    assert again.due == due(amount, unit, start, pauses=pauses).due  # the same pauses twice count once


@given(moments, st.integers(1, 60), st.sampled_from(["wd", "cd"]), st.data())
def test_the_days_told_as_left_out_are_the_days_left_out(
    start: datetime, amount: int, unit: str, data: st.DataObject
) -> None:
    """The stretches in the steps are disjoint, in order, and every paused day before the last one is in one of them."""
    pauses = data.draw(pause_lists(start))
    result = due(amount, unit, start, pauses=pauses)
    told = [days_told(step) for step in result.steps if step.startswith("扣除中止")]
    assert all(a[1] < b[0] for a, b in zip(told, told[1:], strict=False))
    inside = {date.fromordinal(n) for a, b in told for n in range(a.toordinal(), b.toordinal() + 1)}
    for pause in pauses:
        assert pause.end is not None
        day = pause.start.date()
        while (day := day + timedelta(days=1)) <= min(pause.end.date(), result.due.date()):
            assert day <= start.date() or day in inside or day > counted(result.steps)


def days_told(step: str) -> tuple[date, date]:
    found = re.findall(r"(\d+)年(\d+)月(\d+)日", step)
    first, last = (date(*map(int, parts)) for parts in found[:2])
    return first, last


def counted(steps: Sequence[str]) -> date:
    """The day that the count itself reached, before it rolled."""
    step = next(s for s in steps if s.startswith("届满"))
    year, month, day = re.findall(r"(\d+)年(\d+)月(\d+)日", step)[0]
    return date(int(year), int(month), int(day))


@given(moments, amounts, units, st.data())
def test_every_reason_that_matters_is_told_and_no_other(
    start: datetime, amount: int, unit: str, data: st.DataObject
) -> None:
    pauses = data.draw(pause_lists(start))
    result = due(limited(amount, unit), unit, start, pauses=pauses)
    steps = "".join(s for s in result.steps if s.startswith("扣除中止"))
    given_reasons = {p.reason for p in pauses if p.reason}
    assert {
        r for r in ("鉴定", "听证", "公告", "补正", "不可抗力", "专家评审", "移送") if r in steps
    } <= given_reasons
    whole = [p for p in pauses if p.end and p.start.date() > start.date() and p.end.date() > p.start.date()]
    for pause in whole:
        if (
            pause.start < result.due
            and pause.why
            and (unit == "h" or pause.start.date() < counted(result.steps))
        ):
            assert pause.why in steps


@given(moments, amounts, units, st.integers(0, 900), st.integers(0, 900), reasons)
def test_while_a_pause_lasts_the_date_moves_with_it(
    start: datetime, amount: int, unit: str, lead: int, lasting: int, reason: str
) -> None:
    amount = limited(amount, unit)
    pause = Pause(start + timedelta(hours=lead), None, reason)
    now = pause.start + timedelta(hours=lasting)
    result = due(amount, unit, start, pauses=[pause], now=now)
    later = due(amount, unit, start, pauses=[pause], now=now + timedelta(days=3))
    assert result.open_pause and result.due <= later.due
    closed = due(amount, unit, start, pauses=[Pause(pause.start, now, reason)])
    assert closed.due == result.due and not closed.open_pause
    assert "仍在中止" in result.steps[-1] and reason in result.steps[-1]
    assert "尚未恢复" in suspended(amount, unit, start, [pause])[-1]


@given(figures, st.integers(0, 700), st.data())
def test_every_shipped_period_can_be_counted_and_cites_its_article_first(
    figure: Figure, after: int, data: st.DataObject
) -> None:
    begin = max(figure.in_force_from, date(2012, 1, 2)) + timedelta(days=after)
    start = datetime(begin.year, begin.month, begin.day, 10, tzinfo=SHANGHAI)
    pauses = data.draw(pause_lists(start))
    result = due_for(figure, start, pauses=pauses)
    assert figure.citation in result.steps[0] and figure.wording in result.steps[0]
    assert result.due > start
    told = [s for s in result.steps if s.startswith("注意")]
    without = {p.reason for p in pauses if not p.basis and not figure.excluding(p.reason)}
    assert len(told) == len(without)
    assert result.due >= due_for(figure, start).due


@given(figures, st.lists(st.integers(1, 70), min_size=1, max_size=3))
def test_an_extension_is_granted_or_refused_with_a_reason_and_never_shortens(
    figure: Figure, extended: list[int]
) -> None:
    begin = max(figure.in_force_from, date(2012, 1, 2))
    start = datetime(begin.year, begin.month, begin.day, 10, tzinfo=SHANGHAI)
    reason = next((r for n, x in enumerate(extended) if (r := refused(figure, x, extended[:n]))), "")
    if reason:
        with pytest.raises(ValueError, match=re.escape(reason)):
            due_for(figure, start, extended=extended)
        return
    result = due_for(figure, start, extended=extended)
    assert sum(s.startswith("延长：") for s in result.steps) == len(extended)
    assert result.due >= due_for(figure, start).due
    if figure.extension_number is not None and len(extended) == 1:
        assert extended[0] <= figure.extension_number


@given(st.integers(2027, 2099), st.integers(0, 364), amounts, st.sampled_from(["wd", "cd", "mo"]))
def test_no_period_ends_on_a_holiday_of_a_fixed_date_in_years_not_published(
    year: int, offset: int, amount: int, unit: str
) -> None:
    start = datetime(year, 1, 1, 9, tzinfo=SHANGHAI) + timedelta(days=offset)
    result = due(amount, unit, start)
    last = result.due.date()
    assert result.provisional and last.weekday() < 5
    assert (last.month, last.day) not in {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
