"""Which date of a task becomes its clock, and what contradicts what."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from yifa.policies.document import DateMention
from yifa.supervision.plans.deadlines import PlanClock, clock_of, contradictions, proposed

SINCE = date(2026, 3, 1)


def said(kind: Any, text: str = "某日", **values: Any) -> DateMention:
    return DateMention(text, kind, (0, len(text)), **values)


@pytest.mark.parametrize(
    ("mention", "clock"),
    [
        (said("deadline", end=date(2026, 6, 30)), PlanClock("once", date(2026, 6, 30))),
        (said("from_to", start=date(2026, 1, 1), end=date(2026, 8, 31)), PlanClock("once", date(2026, 8, 31))),
        (said("yearly", month=12, day=15), PlanClock("yearly", date(2026, 12, 15), 12, 15)),
        (said("yearly", month=3, day=1), PlanClock("yearly", date(2026, 3, 1), 3, 1)),
        (said("yearly", month=3, day=None, year_offset=1), PlanClock("yearly", date(2027, 3, 31), 3, None)),
        (said("frequency", every="季度"), PlanClock("quarterly", date(2026, 3, 31))),
        (said("frequency", every="月", day=25), PlanClock("monthly", date(2026, 3, 25), day=25)),
        (said("frequency", every="年", unit="学时"), PlanClock("yearly", date(2026, 12, 31))),
        (said("frequency", every="周"), None),
        (said("relative", length=15, unit="工作日", event="赋权"),
         PlanClock("event", None, length=15, unit="wd", event="赋权")),
        (said("relative", length=15, unit="日", event="赋权"),
         PlanClock("event", None, length=15, unit="cd", event="赋权")),
        (said("relative", length=15, unit="旬"), None),
        (said("deadline", end=date(2026, 6, 30), impossible=True), None),
        (said("from", start=date(2026, 6, 30)), None),
        (said("period", start=date(2023, 1, 1), end=date(2025, 12, 31)), None),
    ],
)  # fmt: skip
def test_a_date_as_a_clock(mention: DateMention, clock: PlanClock | None) -> None:
    assert clock_of(mention, SINCE) == clock


def test_the_last_of_several_days_ends_the_task() -> None:
    dates = [
        said("yearly", month=12, day=1),
        said("deadline", end=date(2026, 3, 31)),
        said("deadline", end=date(2026, 6, 30)),
        said("deadline", end=date(2027, 1, 1), impossible=True),
    ]
    assert proposed(dates, SINCE) == 2
    assert proposed(dates[:1], SINCE) == 0
    assert proposed([said("from", start=SINCE)], SINCE) is None
    assert proposed([], SINCE) is None


def test_what_does_not_fit_together_is_said() -> None:
    dates = [
        said("deadline", "6月31日", impossible=True),
        said("from_to", "5月至3月", start=date(2026, 5, 1), end=date(2026, 3, 31)),
        said("deadline", end=date(2026, 3, 31)),
        said("deadline", end=date(2026, 6, 30)),
    ]
    assert contradictions(dates) == [
        "“6月31日”不是存在的日期",
        "“5月至3月”的截止日期早于起始日期",
        "有不止一个截止日期：2026-03-31、2026-06-30",
    ]
    assert contradictions(dates[2:3]) == []
