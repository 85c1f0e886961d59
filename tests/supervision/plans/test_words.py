"""States of plans and tasks in words, and the last day on which a plan wants to be published."""

from __future__ import annotations

from datetime import date

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
