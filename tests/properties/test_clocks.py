"""What must hold for every period: monotone, holidays only delay, pauses add up, a slow count agrees."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from yifa.law.calendar import DEFAULT_CALENDAR, WorkCalendar
from yifa.law.clocks import SHANGHAI, Pause, due

moments = st.datetimes(datetime(2012, 1, 1), datetime(2025, 6, 30)).map(lambda d: d.replace(tzinfo=SHANGHAI))
units = st.sampled_from(["wd", "cd", "h", "mo", "y"])
amounts = st.integers(1, 60)


@st.composite
def pause_lists(draw: st.DrawFn, start: datetime) -> list[Pause]:
    """Up to four pauses around a start, overlapping or not."""
    pauses = []
    for _ in range(draw(st.integers(0, 4))):
        begin = start + timedelta(hours=draw(st.integers(-500, 2000)))
        pauses.append(Pause(begin, begin + timedelta(hours=draw(st.integers(0, 900)))))
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
