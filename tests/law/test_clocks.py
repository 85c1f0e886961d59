"""Periods worked out by hand from the statute and the published holidays of 2024 to 2026."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from yifa.law.calendar import WorkCalendar
from yifa.law.clocks import SHANGHAI, Due, due, due_for, latest_before
from yifa.law.figures import DEFAULT_FIGURES
from yifa.law.pauses import Pause


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def last_day(result: Due) -> str:
    """The date on which the period ends; it must end at the last second of it."""
    assert result.due.astimezone(SHANGHAI).strftime("%H:%M:%S") == "23:59:59"
    return result.due.astimezone(SHANGHAI).date().isoformat()


@pytest.mark.parametrize(
    ("amount", "start", "expected"),
    [
        # Thu 12, Fri 13, Sat 14 (made up), holiday 15–23, Tue 24, Wed 25, Thu 26, Fri 27
        (7, "2026-02-11T14:30", "2026-02-27"),
        # holiday 1–7 October, Thu 8, Fri 9, Sat 10 (made up), Mon 12, Tue 13
        (5, "2026-09-30T09:00", "2026-10-13"),
        # Sun 20 September is made up, then Mon 21
        (2, "2026-09-18T09:00", "2026-09-21"),
        # an event on a holiday: the first working day after it is day one
        (1, "2026-10-03T09:00", "2026-10-08"),
        # late on Friday is the same as early on Friday
        (1, "2026-03-06T23:59", "2026-03-09"),
    ],
)
def test_working_days(amount: int, start: str, expected: str) -> None:
    assert last_day(due(amount, "wd", at(start))) == expected


@pytest.mark.parametrize(
    ("amount", "start", "expected"),
    [
        # the 15th day is Tuesday 17 March
        (15, "2026-03-02T10:00", "2026-03-17"),
        # the 15th day, 5 October, is a holiday: rolls to Thursday 8 October
        (15, "2026-09-20T10:00", "2026-10-08"),
        # the 15th day, Saturday 10 October, is made up and therefore no holiday
        (15, "2026-09-25T10:00", "2026-10-10"),
        # the 90th day, Sunday 31 May, rolls to Monday
        (90, "2026-03-02T10:00", "2026-06-01"),
        # across the leap day of 2024: 2 + 29 days of February counted
        (30, "2024-02-01T10:00", "2024-03-04"),
    ],
)
def test_calendar_days(amount: int, start: str, expected: str) -> None:
    assert last_day(due(amount, "cd", at(start))) == expected


@pytest.mark.parametrize(
    ("amount", "unit", "start", "expected"),
    [
        (3, "mo", "2026-01-31T10:00", "2026-04-30"),  # no 31 April: the end of the month, a Thursday
        (1, "mo", "2026-01-31T10:00", "2026-02-28"),  # a Saturday, but made up
        (1, "mo", "2024-01-31T10:00", "2024-02-29"),  # leap year, a Thursday
        (6, "mo", "2026-04-03T10:00", "2026-10-08"),  # 3 October is a holiday
        (3, "mo", "2025-11-14T10:00", "2026-02-14"),  # a Saturday, but made up
        (1, "y", "2024-02-29T10:00", "2025-02-28"),  # no 29 February in 2025; a Friday
        (4, "y", "2020-02-29T10:00", "2024-02-29"),
        (2, "y", "2024-06-17T10:00", "2026-06-17"),
        (2, "y", "2024-06-19T10:00", "2026-06-22"),  # 19–21 June 2026 is the Dragon Boat Festival
    ],
)
def test_months_and_years(amount: int, unit: str, start: str, expected: str) -> None:
    assert last_day(due(amount, unit, at(start))) == expected


def test_hours_run_from_the_moment_across_midnight_and_holidays() -> None:
    # New Year's Eve 2026: no roll, the 24 hours end in the middle of the festival.
    result = due(24, "h", at("2026-02-16T22:10"))
    assert result.due == at("2026-02-17T22:10")
    assert not result.provisional


def test_hours_are_excluded_to_the_minute() -> None:
    pause = Pause(at("2026-03-02T12:00"), at("2026-03-02T18:30"), "补充材料")
    assert due(24, "h", at("2026-03-02T10:00"), pauses=[pause]).due == at("2026-03-03T16:30")


def test_a_pause_takes_out_the_days_after_its_first_up_to_its_last() -> None:
    # 90 days from 2 March end on 31 May; ten paused days (11–20 March) make it Wednesday 10 June.
    hearing = Pause(at("2026-03-10T09:00"), at("2026-03-20T17:00"), "听证")
    result = due(90, "cd", at("2026-03-02T10:00"), pauses=[hearing])
    assert last_day(result) == "2026-06-10"
    assert any("2026年3月11日至2026年3月20日，共10日" in step for step in result.steps)


def test_overlapping_pauses_are_excluded_once() -> None:
    # Together 11–25 March: fifteen days, not twenty; 31 May + 15 = Monday 15 June.
    hearing = Pause(at("2026-03-10T09:00"), at("2026-03-20T17:00"))
    appraisal = Pause(at("2026-03-15T09:00"), at("2026-03-25T17:00"))
    assert last_day(due(90, "cd", at("2026-03-02T10:00"), pauses=[appraisal, hearing])) == "2026-06-15"


def test_a_pause_in_working_days_leaves_out_working_days_only() -> None:
    # 7 working days from Mon 2 March would end on Wed 11; paused Thu 5 to Mon 9 (days 6 and 9 do not count):
    # 3, 4, 5, 10, 11, 12, 13.
    pause = Pause(at("2026-03-05T09:00"), at("2026-03-09T17:00"))
    assert last_day(due(7, "wd", at("2026-03-02T10:00"), pauses=[pause])) == "2026-03-13"


def test_pauses_before_the_start_after_the_end_or_within_one_day_change_nothing() -> None:
    pauses = [
        Pause(at("2026-02-02T09:00"), at("2026-02-20T17:00")),
        Pause(at("2026-03-05T09:00"), at("2026-03-05T17:00")),
        Pause(at("2026-05-05T09:00"), at("2026-05-20T17:00")),
    ]
    assert last_day(due(15, "cd", at("2026-03-02T10:00"), pauses=pauses)) == "2026-03-17"


def test_a_pause_extends_months_by_its_days() -> None:
    # 3 months from 2 March end on 2 June; five paused days make it Sunday 7 June, rolled to Monday.
    pause = Pause(at("2026-04-01T09:00"), at("2026-04-06T09:00"))
    assert last_day(due(3, "mo", at("2026-03-02T10:00"), pauses=[pause])) == "2026-06-08"


def test_an_open_pause_needs_a_moment_and_is_marked() -> None:
    pause = Pause(at("2026-03-10T09:00"), None, "鉴定")
    with pytest.raises(ValueError, match="尚未结束的中止"):
        due(15, "cd", at("2026-03-02T10:00"), pauses=[pause])
    result = due(15, "cd", at("2026-03-02T10:00"), pauses=[pause], now=at("2026-03-13T09:00"))
    assert result.open_pause
    assert last_day(result) == "2026-03-20"
    assert "仍在中止期间" in result.steps[-1]


def test_an_open_pause_that_has_not_begun_yet_changes_nothing() -> None:
    pause = Pause(at("2026-03-10T09:00"), None)
    result = due(15, "cd", at("2026-03-02T10:00"), pauses=[pause], now=at("2026-03-05T09:00"))
    assert last_day(result) == "2026-03-17"


def test_unpublished_years_make_a_result_provisional_and_say_so() -> None:
    result = due(15, "wd", at("2026-12-20T10:00"))
    assert result.provisional
    assert any(step.startswith("暂定：2027年") for step in result.steps)
    assert not due(5, "wd", at("2026-12-20T10:00")).provisional


def test_a_year_published_by_data_is_not_provisional() -> None:
    calendar = WorkCalendar({date(2027, 1, 1): False}, {date(2027, 1, 1): "元旦"}, published=[2027])
    # Mon 21 – Thu 31 December are nine working days; 1 January is off; Mon 4 January is the tenth.
    result = due(10, "wd", at("2026-12-20T10:00"), calendar=calendar)
    assert not result.provisional
    assert last_day(result) == "2027-01-04"


def test_the_day_is_the_day_in_shanghai() -> None:
    # 17:00 UTC on the 1st is 01:00 of the 2nd in Shanghai, whatever zone the moment is written in.
    utc = datetime(2026, 3, 1, 17, 0, tzinfo=UTC)
    west = utc.astimezone(timezone(timedelta(hours=-8)))
    assert last_day(due(15, "cd", utc)) == last_day(due(15, "cd", west)) == "2026-03-17"


@pytest.mark.parametrize(
    ("amount", "unit", "message"),
    [
        (0, "wd", "不小于1"),
        (-3, "cd", "不小于1"),
        (True, "cd", "不小于1"),
        (10**9, "cd", "超出"),
        (10**9, "y", "超出"),
        (5, "weeks", "不认识的期限单位"),
    ],
)
def test_absurd_periods_are_refused_in_chinese(amount: int, unit: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        due(amount, unit, at("2026-03-02T10:00"))


@pytest.mark.parametrize("unit", ["wd", "cd", "mo", "y", "h"])
def test_the_last_year_is_a_sentence_and_not_a_crash(unit: str) -> None:
    amount = {"wd": 300, "cd": 400, "mo": 12, "y": 1, "h": 24 * 400}[unit]
    with pytest.raises(ValueError, match="年份范围"):
        due(amount, unit, at("9999-12-01T10:00"))


def test_naive_times_and_reversed_pauses_are_refused() -> None:
    with pytest.raises(ValueError, match="时区"):
        due(5, "wd", datetime(2026, 3, 2))
    with pytest.raises(ValueError, match="时区"):
        due(5, "wd", at("2026-03-02T10:00"), pauses=[Pause(datetime(2026, 3, 3), at("2026-03-04T10:00"))])
    with pytest.raises(ValueError, match="早于"):
        due(5, "wd", at("2026-03-02T10:00"), pauses=[Pause(at("2026-03-04T10:00"), at("2026-03-03T10:00"))])


def test_a_figure_s_clock_cites_its_article_first() -> None:
    figure = DEFAULT_FIGURES.resolve("P21", date(2026, 2, 11)).figure
    result = due_for(figure, at("2026-02-11T14:30"))
    assert last_day(result) == "2026-02-27"
    assert "行政处罚法" in result.steps[0] and "第61条" in result.steps[0]
    assert any("调休上班2月14日" in step for step in result.steps)
    assert any("春节（2月15日至2月23日）" in step for step in result.steps)


def test_a_silent_statute_s_default_is_named_in_the_steps() -> None:
    figure = DEFAULT_FIGURES.resolve("C11", date(2026, 3, 2)).figure
    assert due_for(figure, at("2026-03-02T10:00")).steps[-1].startswith("存疑")


def test_a_hearing_is_announced_seven_working_days_before() -> None:
    # Back from Thu 15 October: 14, 13, 12, 10 (made up), 9, 8, and over the holiday 30 September.
    figure = DEFAULT_FIGURES.resolve("P24", date(2026, 10, 15)).figure
    assert last_day(due_for(figure, at("2026-10-15T09:00"))) == "2026-09-30"
    with pytest.raises(ValueError, match="倒推"):
        due_for(
            figure, at("2026-10-15T09:00"), pauses=[Pause(at("2026-10-01T00:00"), at("2026-10-02T00:00"))]
        )


def test_counting_back_in_calendar_days_rolls_back_never_forward() -> None:
    # Ten days before Tuesday 17 March is Saturday the 7th: Friday the 6th is the latest day.
    assert last_day(latest_before(10, "cd", at("2026-03-17T09:00"))) == "2026-03-06"
    with pytest.raises(ValueError, match="以日计算"):
        latest_before(1, "mo", at("2026-03-17T09:00"))


def test_a_rule_is_no_period() -> None:
    figure = DEFAULT_FIGURES.resolve("P10", date(2026, 3, 2)).figure
    with pytest.raises(ValueError, match="不是可以计算的期限"):
        due_for(figure, at("2026-03-02T10:00"))
