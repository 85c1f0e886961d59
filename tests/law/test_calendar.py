"""Working days as the State Council published them, corrections by data, and years nobody has published."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from yifa.law.calendar import DEFAULT_CALENDAR, CalendarError, WorkCalendar, load_calendar


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 2, 13), True),  # Friday before the Spring Festival
        (date(2026, 2, 14), True),  # Saturday, made up
        (date(2026, 2, 15), False),  # Sunday, first day off
        (date(2026, 2, 23), False),  # Monday, last day off
        (date(2026, 2, 24), True),
        (date(2026, 2, 28), True),  # Saturday, made up
        (date(2026, 9, 20), True),  # Sunday, made up for the National Day
        (date(2026, 10, 1), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 10), True),  # Saturday, made up
        (date(2026, 10, 11), False),  # an ordinary Sunday
        (date(2024, 2, 29), True),  # a leap day on a Thursday
    ],
)
def test_published_days(day: date, working: bool) -> None:
    assert DEFAULT_CALENDAR.is_working_day(day) is working


def test_next_working_day_stays_on_a_working_day_and_leaps_over_a_holiday() -> None:
    assert DEFAULT_CALENDAR.next_working_day(date(2026, 9, 30)) == date(2026, 9, 30)
    assert DEFAULT_CALENDAR.next_working_day(date(2026, 10, 1)) == date(2026, 10, 8)


def test_adding_counts_make_up_days_and_skips_holidays() -> None:
    # 8 Thu, 9 Fri, 10 Sat (made up), 12 Mon, 13 Tue
    assert DEFAULT_CALENDAR.add_working_days(date(2026, 9, 30), 5) == date(2026, 10, 13)
    assert DEFAULT_CALENDAR.add_working_days(date(2026, 10, 13), -5) == date(2026, 9, 30)


def test_adding_nothing_stays_even_on_a_holiday() -> None:
    assert DEFAULT_CALENDAR.add_working_days(date(2026, 10, 1), 0) == date(2026, 10, 1)


def test_adding_crosses_years() -> None:
    # 30 and 31 December 2025; 1–3 January 2026 are off, Sunday the 4th is made up.
    assert DEFAULT_CALENDAR.add_working_days(date(2025, 12, 29), 3) == date(2026, 1, 4)
    assert DEFAULT_CALENDAR.add_working_days(date(2026, 1, 4), -3) == date(2025, 12, 29)


def test_counting_between_excludes_the_first_day_and_includes_the_last() -> None:
    assert DEFAULT_CALENDAR.working_days_between(date(2026, 9, 30), date(2026, 10, 13)) == 5
    assert DEFAULT_CALENDAR.working_days_between(date(2025, 12, 29), date(2026, 1, 4)) == 3
    assert DEFAULT_CALENDAR.working_days_between(date(2026, 1, 4), date(2025, 12, 29)) == 0


def test_unpublished_years_are_known_as_such_and_fall_back_to_weekdays_and_fixed_holidays() -> None:
    assert DEFAULT_CALENDAR.is_official(2026)
    assert not DEFAULT_CALENDAR.is_official(2027)
    assert not DEFAULT_CALENDAR.is_official(2003)
    assert DEFAULT_CALENDAR.is_working_day(date(2027, 1, 4))  # a Monday, as long as nobody says otherwise
    assert not DEFAULT_CALENDAR.is_working_day(date(2027, 1, 2))
    # 全国年节及纪念日放假办法 2: days of a fixed date, whatever arrangement comes
    assert not any(DEFAULT_CALENDAR.is_working_day(date(2027, *d)) for d in [(1, 1), (10, 1)])
    assert not any(
        DEFAULT_CALENDAR.is_working_day(date(2030, *d))
        for d in [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)]
    )
    assert DEFAULT_CALENDAR.is_working_day(date(2030, 5, 3)) and DEFAULT_CALENDAR.is_working_day(
        date(2030, 10, 4)
    )
    assert DEFAULT_CALENDAR.is_working_day(
        date(2002, 5, 2)
    )  # the second day of May came with the revision of 2025
    assert DEFAULT_CALENDAR.describe(date(2027, 10, 1)) == "国庆节假期"


def test_what_is_entered_goes_before_the_fixed_holidays() -> None:
    moved = WorkCalendar({date(2030, 10, 3): True})
    assert moved.is_working_day(date(2030, 10, 3)) and not moved.is_working_day(date(2030, 10, 2))


def test_data_override_the_seed_and_the_default_stays_as_it_was() -> None:
    typhoon = WorkCalendar({date(2026, 7, 1): False, date(2026, 7, 4): True}, {date(2026, 7, 1): "台风停工"})
    assert not typhoon.is_working_day(date(2026, 7, 1))
    assert typhoon.is_working_day(date(2026, 7, 4))
    assert typhoon.describe(date(2026, 7, 1)) == "台风停工假期"
    assert DEFAULT_CALENDAR.is_working_day(date(2026, 7, 1))


def test_an_override_can_undo_a_seeded_holiday() -> None:
    assert WorkCalendar({date(2026, 10, 7): True}).is_working_day(date(2026, 10, 7))


def test_overrides_alone_do_not_make_a_year_official_but_a_declaration_does() -> None:
    assert not WorkCalendar({date(2027, 1, 1): False}).is_official(2027)
    assert WorkCalendar({date(2027, 1, 1): False}, published=[2027]).is_official(2027)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 10, 2), "国庆节假期"),
        (date(2026, 10, 10), "星期六、调休上班"),
        (date(2026, 10, 11), "星期日"),
        (date(2026, 10, 12), "星期一"),
    ],
)
def test_days_are_described_in_chinese(day: date, words: str) -> None:
    assert DEFAULT_CALENDAR.describe(day) == words


def test_the_end_of_time_is_a_sentence() -> None:
    with pytest.raises(ValueError, match="年份范围"):
        DEFAULT_CALENDAR.add_working_days(date(9999, 12, 1), 100)
    with pytest.raises(ValueError, match="年份范围"):
        DEFAULT_CALENDAR.add_working_days(date(1, 1, 5), -100)


def test_a_new_year_comes_in_as_a_file(tmp_path: Path) -> None:
    file = tmp_path / "2027.toml"
    file.write_text(
        'published = [2027]\n[off]\n"2027-01-01" = "元旦"\n[work]\n"2027-01-03" = "调休上班"\n',
        encoding="utf-8",
    )
    calendar = load_calendar(file)
    assert calendar.is_official(2027)
    assert not calendar.is_working_day(date(2027, 1, 1))
    assert calendar.is_working_day(date(2027, 1, 3))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("published = 2027\n", "年份的列表"),
        ('[off]\n"2027-02-30" = "x"\n', "不是日期"),
        ('[off]\n"2027-01-01" = "x"\n[work]\n"2027-01-01" = "y"\n', "同时列为"),
        ("holidays = []\n", "不认识的项目"),
        ("off = 1\n", "的表"),
        ("[off\n", "无法读取"),
    ],
)
def test_a_broken_calendar_file_is_refused_in_chinese(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "broken.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CalendarError, match=message):
        load_calendar(file)
