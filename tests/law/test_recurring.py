"""Last days that come again, worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.law.recurring import RECURRING, next_due, yearly_on


@pytest.mark.parametrize(
    ("recurs", "after", "month", "day", "due"),
    [
        ("yearly", "2026-11-28", 12, 15, "2026-12-15"),
        ("yearly", "2026-12-15", 12, 15, "2027-12-15"),
        ("yearly", "2026-03-01", 2, None, "2027-02-28"),
        ("yearly", "2027-03-01", 2, None, "2028-02-29"),
        ("yearly", "2026-06-01", 2, 29, "2027-02-28"),
        ("yearly", "2026-06-01", None, None, "2026-12-31"),
        ("half", "2026-06-29", None, None, "2026-06-30"),
        ("half", "2026-06-30", None, None, "2026-12-31"),
        ("half", "2026-12-31", None, None, "2027-06-30"),
        ("quarterly", "2026-02-01", None, None, "2026-03-31"),
        ("quarterly", "2026-12-31", None, None, "2027-03-31"),
        ("monthly", "2028-01-31", None, None, "2028-02-29"),
        ("monthly", "2026-12-31", None, None, "2027-01-31"),
        ("monthly", "2026-11-24", None, 25, "2026-11-25"),
        ("monthly", "2026-11-25", None, 25, "2026-12-25"),
        ("monthly", "2026-12-25", None, 25, "2027-01-25"),
        ("monthly", "2027-02-01", None, 30, "2027-02-28"),
        ("quarterly", "2026-02-01", None, 20, "2026-03-20"),
        ("half", "2026-06-20", None, 20, "2026-12-20"),
        ("once", "2026-12-31", None, None, None),
        ("event", "2026-12-31", None, None, None),
    ],
)
def test_the_next_last_day(
    recurs: str, after: str, month: int | None, day: int | None, due: str | None
) -> None:
    found = next_due(recurs, date.fromisoformat(after), month, day)
    assert found == (date.fromisoformat(due) if due else None)


@given(
    st.sampled_from(RECURRING),
    st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    st.integers(1, 12),
    st.integers(1, 31),
)
def test_it_is_later_and_nothing_lies_between(recurs: str, after: date, month: int, day: int) -> None:
    found = next_due(recurs, after, month, day)
    assert found is not None and found > after
    again = next_due(recurs, date.fromordinal(found.toordinal() - 1), month, day)
    assert again == found


def test_a_day_that_the_month_lacks_is_its_last() -> None:
    assert yearly_on(2026, 6, 31) == date(2026, 6, 30)
