"""Coordinates of Gantt lines, weeks of a month and bars of units, worked out by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from yifa.law.clocks import SHANGHAI
from yifa.supervision.plans.board import Counts, Day
from yifa.supervision.plans.charts import HEAD, LEFT, ROW, WIDTH, gantt, month_after, unit_bars, weeks
from yifa.supervision.plans.outlines import Bar
from yifa.supervision.plans.states import State

ONE, TWO = UUID(int=1), UUID(int=2)
ON = date(2026, 2, 1)


def bar(task: UUID, start: date, end: date | None, closed: bool = False, **more: Any) -> Bar:
    due = datetime(end.year, end.month, end.day, 23, 59, tzinfo=SHANGHAI) if end else None
    state = State("closed" if closed else "working", due=due, closed=due if closed else None)
    return Bar("1.任务", "甲局", start, end, state, task, **more)


def test_units_of_one_task_are_one_line_with_the_share_that_is_done() -> None:
    first, last = date(2026, 1, 1), date(2026, 3, 31)
    drawn = gantt(
        [bar(ONE, first, date(2026, 1, 31), closed=True), bar(ONE, first, last), bar(TWO, ON, last)], ON
    )
    assert [(n.units, n.closed, n.start, n.end) for n in drawn.lines] == [
        (2, 1, first, last),
        (1, 0, ON, last),
    ]
    # 90 days from 1 January to 31 March stand on 690 units; the last day is 89 days after the first.
    assert drawn.lines[0].x == LEFT and drawn.lines[0].width == round((WIDTH - LEFT - 10) * 89 / 90, 1)
    assert abs(drawn.lines[0].done - drawn.lines[0].width / 2) < 0.06
    assert drawn.lines[1].x == drawn.today == round(LEFT + 690 * 31 / 90, 1)
    assert [said for _, said in drawn.months] == ["26年1月", "26年2月", "26年3月"]
    assert drawn.lines[1].y == HEAD + ROW


def test_a_line_is_late_done_or_open() -> None:
    past = date(2026, 1, 15)
    states = [gantt([b], ON).lines[0].state for b in (
        bar(ONE, date(2026, 1, 1), past), bar(ONE, date(2026, 1, 1), past, closed=True),
        bar(ONE, date(2026, 1, 1), ON),
    )]  # fmt: skip
    assert states == ["late", "done", "open"]


def test_a_task_without_a_last_day_is_drawn_beyond_today() -> None:
    drawn = gantt([bar(ONE, date(2026, 1, 1), None)], ON)
    assert drawn.lines[0].end is None and drawn.today is not None
    assert drawn.lines[0].x + drawn.lines[0].width > drawn.today


def test_nothing_and_a_single_day_can_be_drawn() -> None:
    assert gantt([], ON).lines == ()
    drawn = gantt([bar(ONE, ON, ON, milestones=((ON, "中期"),))], date(2031, 1, 1))
    assert drawn.today is None and drawn.lines[0].width == 4 and drawn.lines[0].marks[0][2] == "中期"
    long = gantt([bar(ONE, date(1950, 1, 1), date(2199, 12, 31))], ON)
    assert len(long.months) <= 26


def test_the_weeks_of_a_month_begin_on_monday() -> None:
    days = [Day(date(2026, 2, 10), [None, None]), Day(date(2026, 2, 28), [None])]  # type: ignore[list-item]
    found = weeks(date(2026, 2, 1), days, date(2026, 2, 20))
    assert len(found) == 5 and all(len(week) == 7 for week in found)
    assert (
        found[0][0].on == date(2026, 1, 26) and not found[0][0].inside and found[0][6].on == date(2026, 2, 1)
    )
    cells = {c.on: c for week in found for c in week}
    assert (cells[date(2026, 2, 10)].tasks, cells[date(2026, 2, 10)].late) == (2, True)
    assert (cells[date(2026, 2, 28)].tasks, cells[date(2026, 2, 28)].late) == (1, False)
    assert cells[date(2026, 2, 20)].today and cells[date(2026, 2, 21)].on - timedelta(1) == date(2026, 2, 20)


def test_months_are_counted_over_years() -> None:
    assert month_after(date(2026, 12, 5)) == date(2027, 1, 1)
    assert month_after(date(2026, 1, 31), -1) == date(2025, 12, 1)
    assert month_after(date(2026, 11, 1), 24) == date(2028, 11, 1)


def test_a_units_bar_is_closed_overdue_and_the_rest() -> None:
    (found,) = unit_bars([(ONE, "甲局", Counts(tasks=8, closed=2, overdue=1))])
    assert (found.closed, found.late_at, found.late, found.rest_at, found.rest) == (25, 25, 12.5, 37.5, 62.5)
    (none,) = unit_bars([(ONE, "乙局", Counts())])
    assert (none.closed, none.late, none.rest) == (0, 0, 100)
