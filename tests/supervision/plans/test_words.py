"""States of plans and tasks in words, and the last day on which a plan wants to be published."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from yifa.law.calendar import DEFAULT_CALENDAR


def test_words_of_a_last_day_do_not_rest_on_colour() -> None:
    from yifa.supervision.plans.words import due_words

    on = date(2026, 11, 28)
    assert due_words(date(2026, 11, 20), on).word == "2026-11-20 逾期 8 日"
    assert due_words(on, on).word == "2026-11-28 今天到期"
    assert due_words(date(2026, 12, 28), on).css == "near" and due_words(date(2026, 12, 29), on).css == ""
    assert due_words(date(2026, 11, 20), on, closed=True).css == ""
    assert due_words(None, on).word == "未定期限"


@pytest.mark.parametrize(
    ("number", "unit", "day"),
    [
        (20, "cd", date(2026, 3, 23)),  # the 21st is a Saturday
        (5, "wd", date(2026, 3, 6)),  # 2 to 6 March, Monday to Friday
        (None, "", None),
    ],
)
def test_the_last_day_of_publication_is_counted_from_the_day_after_issue(
    number: int | None, unit: str, day: date | None
) -> None:
    from yifa.registers.models import PolicyPlan
    from yifa.supervision.plans.words import publish_by

    plan = PolicyPlan(issued=date(2026, 3, 1), publish_number=number, publish_unit=unit)
    assert publish_by(plan, DEFAULT_CALENDAR) == day


def test_a_plan_that_was_never_issued_has_no_last_day() -> None:
    from yifa.registers.models import PolicyPlan
    from yifa.supervision.plans.words import publish_by

    assert publish_by(PolicyPlan(publish_number=20, publish_unit="cd"), DEFAULT_CALENDAR) is None


def _plan_of(headings: list[tuple[str, int]], tasks: list[tuple[str, int, int, int | None]]) -> Any:
    """A plan with headings (title, place) and tasks (title, beginning, end, number of its heading)."""
    from yifa.registers.models import PlanHeading, PlanTask, PolicyPlan
    from yifa.supervision.plans.outlines import OnePlan, TaskRow

    shown = [PlanHeading(title=t, level=1, span_start=at, span_end=at + 2) for t, at in headings]
    rows = [
        PlanTask(title=t, span_start=a, span_end=b, heading_id=None if n is None else shown[n].pk)
        for t, a, b, n in tasks
    ]
    return OnePlan(PolicyPlan(), shown, [TaskRow(t, (), {}) for t in rows])


def test_a_heading_that_is_a_tasks_first_line_is_not_shown_beside_it() -> None:
    from yifa.supervision.plans.words import sections

    plan = _plan_of([("一、任务", 0), ("1.互评", 10)], [("互评", 10, 30, 0)])
    outline, rest = sections(plan, date(2026, 11, 28))
    assert [(s.heading.title, [n.row.task.title for n in s.lines]) for s in outline] == [
        ("一、任务", ["互评"])
    ]
    assert rest == []


def test_a_heading_that_is_a_task_of_its_own_has_it_below() -> None:
    from yifa.supervision.plans.words import sections

    plan = _plan_of([("一、任务", 0), ("二、要求", 40)], [("要求", 40, 60, None), ("手写", 0, 0, None)])
    outline, rest = sections(plan, date(2026, 11, 28))
    shown = [(s.heading.title, [n.row.task.title for n in s.lines]) for s in outline]
    assert shown == [("一、任务", []), ("二、要求", ["要求"])]
    assert [n.row.task.title for n in rest] == ["手写"]
