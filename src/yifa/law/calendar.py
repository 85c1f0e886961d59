"""Working days: the State Council's published holiday arrangements, with make-up days, overridable by data.

The seed is the `chinesecalendar` package; a correction or a newly published year comes in as data. A year
that nobody has published yet falls back to weekdays without the holidays whose date the regulation itself fixes
(全国年节及纪念日放假办法 2), and whatever is computed with it is provisional.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from chinese_calendar import Holiday
from chinese_calendar import constants as seed

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")


# 全国年节及纪念日放假办法第二条: (month, day) of the holidays of a fixed date, with the year since when. The others
# follow the lunar calendar or are made by moving working days, and are known only once the arrangement is published.
_FIXED = (
    (1, 1, "元旦", 0),
    (5, 1, "劳动节", 0),
    (5, 2, "劳动节", 2025),
    (10, 1, "国庆节", 0),
    (10, 2, "国庆节", 0),
    (10, 3, "国庆节", 0),
)


class Run(NamedTuple):
    """Consecutive days of one kind: `name` is a holiday, or 调休上班 for make-up days; ends inclusive."""

    first: int
    last: int
    name: str
    working: bool


@dataclass(frozen=True, slots=True)
class _Year:
    """One year as tables: `working` are ordinals in order, `days` the same as a set, `runs` what deviates.

    `named` has the name of each day that deviates, and whether it is worked.
    """

    official: bool
    working: tuple[int, ...]
    days: frozenset[int]
    runs: tuple[Run, ...]
    named: Mapping[int, tuple[str, bool]]


@cache
def _seed_names() -> dict[str, str]:
    """The package's English holiday names → Chinese."""
    return {holiday.value: holiday.chinese for holiday in Holiday}


@cache
def _seed_years() -> frozenset[int]:
    return frozenset(day.year for day in seed.holidays)


def _seed_exceptions(year: int) -> dict[date, tuple[bool, str]]:
    """Days of that year that differ from the rule Monday to Friday, with their name."""
    names = _seed_names()
    found = {d: (False, names.get(n, n)) for d, n in seed.holidays.items() if d.year == year}
    found.update({d: (True, "调休上班") for d in seed.workdays if d.year == year})
    return found


def _fixed_holidays(year: int) -> dict[date, tuple[bool, str]]:
    """What is certain of a year whose arrangement nobody has published."""
    return {date(year, month, day): (False, name) for month, day, name, since in _FIXED if year >= since}


def _runs(exceptions: Mapping[date, tuple[bool, str]]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for day, (working, name) in sorted(exceptions.items()):
        n = day.toordinal()
        if runs and runs[-1].last == n - 1 and (runs[-1].name, runs[-1].working) == (name, working):
            runs[-1] = runs[-1]._replace(last=n)
        else:
            runs.append(Run(n, n, name, working))
    return tuple(runs)


class WorkCalendar:
    """Working days of any year; immutable, safe to share between threads.

    `overrides` maps a date to True (working) or False (not), on top of the seed; `names` gives such a day a
    Chinese name; `published` lists years whose arrangement is entered completely as overrides, so that they
    count as official although the seed does not know them.
    """

    def __init__(
        self,
        overrides: Mapping[date, bool] | None = None,
        names: Mapping[date, str] | None = None,
        published: Iterable[int] = (),
    ) -> None:
        self._overrides = dict(overrides or {})
        self._names = dict(names or {})
        self._published = frozenset(published) | _seed_years()
        self._years: dict[int, _Year] = {}

    @property
    def days(self) -> dict[date, tuple[bool, str]]:
        """The days entered on top of the seed: whether worked, and the name."""
        return {day: (works, self._names.get(day, "")) for day, works in self._overrides.items()}

    @property
    def entered_years(self) -> frozenset[int]:
        """The years entered as published, without those of the seed."""
        return self._published - _seed_years()

    def _year(self, year: int) -> _Year:
        table = self._years.get(year)
        if table is None:
            table = self._years[year] = self._build(year)
        return table

    def _build(self, year: int) -> _Year:
        exceptions = _seed_exceptions(year) if year in self._published else _fixed_holidays(year)
        for day, works in self._overrides.items():
            if day.year == year:
                default = "调休上班" if works else "放假"
                exceptions[day] = (works, self._names.get(day, default))
        first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        working = {n for n in range(first, last + 1) if (n - 1) % 7 < 5}
        for day, (works, _) in exceptions.items():
            (working.add if works else working.discard)(day.toordinal())
        named = {day.toordinal(): (name, works) for day, (works, name) in exceptions.items()}
        official = year in self._published
        return _Year(official, tuple(sorted(working)), frozenset(working), _runs(exceptions), named)

    def is_working_day(self, d: date) -> bool:
        """Whether people work on that day: weekday or make-up day, and no holiday."""
        return d.toordinal() in self._year(d.year).days

    def is_official(self, year: int) -> bool:
        """Whether that year's arrangement is published and known here; otherwise results are provisional."""
        return year in self._published

    def unofficial(self, first: int, last: int) -> list[int]:
        """The years from `first` to `last` that are not official."""
        if first == last:
            return [] if first in self._published else [first]
        return [year for year in range(first, last + 1) if year not in self._published]

    def add_working_days(self, d: date, n: int) -> date:
        """The n-th working day after `d` (before it when n < 0); `d` itself, working or not, when n is 0.

        Raises ValueError when the result lies outside the years 1 to 9999.
        """
        if n == 0:
            return d
        year, start = d.year, d.toordinal()
        days = self._year(year).working
        if n > 0:
            index = bisect_right(days, start) + n - 1
            while index >= len(days):
                index -= len(days)
                year += 1
                days = self._year_in_range(year).working
        else:
            index = bisect_left(days, start) + n
            while index < 0:
                year -= 1
                days = self._year_in_range(year).working
                index += len(days)
        return date.fromordinal(days[index])

    def _year_in_range(self, year: int) -> _Year:
        if not MINYEAR <= year <= MAXYEAR:
            raise ValueError("期限超出可以计算的年份范围")
        return self._year(year)

    def next_working_day(self, d: date) -> date:
        """`d` itself if it is a working day, else the first one after it."""
        return d if self.is_working_day(d) else self.add_working_days(d, 1)

    def working_days_between(self, after: date, upto: date) -> int:
        """How many working days lie after `after` and not later than `upto` (0 when upto ≤ after)."""
        if upto <= after:
            return 0
        if after.year == upto.year:
            days = self._year(after.year).working
            return bisect_right(days, upto.toordinal()) - bisect_right(days, after.toordinal())
        first = self._year(after.year).working
        count = len(first) - bisect_right(first, after.toordinal())
        count += sum(len(self._year(y).working) for y in range(after.year + 1, upto.year))
        return count + bisect_right(self._year(upto.year).working, upto.toordinal())

    def deviations(self, after: date, upto: date) -> tuple[Run, ...]:
        """Holidays and make-up days (in whole) that touch the days after `after` up to `upto`, in order."""
        low, high = after.toordinal() + 1, upto.toordinal()
        return tuple(
            run
            for year in range(after.year, upto.year + 1)
            for run in self._year(year).runs
            if run.last >= low and run.first <= high
        )

    def describe(self, d: date) -> str:
        """What kind of day it is, in Chinese: 星期三, 星期六, 国庆节假期, 星期六、调休上班."""
        named = self._year(d.year).named.get(d.toordinal())
        if named is None:
            return WEEKDAYS[d.weekday()]
        name, works = named
        if works:
            return f"{WEEKDAYS[d.weekday()]}、{name}"
        return name if name.endswith(("放假", "假期")) else f"{name}假期"


class CalendarError(ValueError):
    """A calendar file that cannot be read; the message is Chinese and names file and, where known, line."""


def load_calendar(path: Path) -> WorkCalendar:
    """A calendar from TOML: `published = [2027]`, `[off]` and `[work]` tables of date = "name".

    A quoted key is an ISO date ("2027-01-01" = "元旦"). Raises CalendarError.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise CalendarError(f"{path}：无法读取放假安排：{error}") from error
    if unknown := sorted(set(data) - {"published", "off", "work"}):
        raise CalendarError(f"{path}：不认识的项目“{unknown[0]}”，只能有 published、off、work")
    published = data.get("published", [])
    if not isinstance(published, list) or not all(type(y) is int for y in published):
        raise CalendarError(f"{path}：published 应为年份的列表，例如 [2027]")
    overrides: dict[date, bool] = {}
    names: dict[date, str] = {}
    for table, working in (("off", False), ("work", True)):
        rows = data.get(table, {})
        if not isinstance(rows, dict):
            raise CalendarError(f"{path}：{table} 应为“日期 = 名称”的表")
        for key, name in rows.items():
            day = _read_day(path, key)
            if day in overrides:
                raise CalendarError(f"{path}：{key} 同时列为放假和上班")
            overrides[day] = working
            names[day] = str(name)
    return WorkCalendar(overrides, names, published)


def _read_day(path: Path, key: str) -> date:
    try:
        return date.fromisoformat(key)
    except ValueError as error:
        raise CalendarError(f"{path}：“{key}”不是日期，应写作 2027-01-01") from error


def days_after(d: date, n: int) -> date:
    """`d` plus n calendar days. Raises ValueError (Chinese) outside the years 1 to 9999."""
    try:
        return d + timedelta(days=n)
    except OverflowError as error:
        raise ValueError("期限超出可以计算的年份范围") from error


DEFAULT_CALENDAR = WorkCalendar()
