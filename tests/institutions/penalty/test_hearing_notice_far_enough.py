"""A hearing is set far enough ahead (行政处罚法第六十四条第二项)."""

import pytest

from institutions.builder import Case

GATE = "hearing_notice_far_enough"
pytestmark = pytest.mark.requirement("RQ074")


HEARING = {"hearing_at": "2026-03-31T09:00:00+08:00"}


def test_seven_working_days_before_the_thirty_first_is_the_twentieth():
    assert Case().check(GATE, "hearing_notice", HEARING, on="2026-03-20").passes
    assert "2026-03-20" in Case().check(GATE, "hearing_notice", HEARING, on="2026-03-21").blocks


def test_a_time_is_needed():
    assert Case().check(GATE, "hearing_notice", {"hearing_at": "下周"}).fields == {"hearing_at"}
