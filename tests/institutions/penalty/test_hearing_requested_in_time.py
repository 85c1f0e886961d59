"""Five working days to ask for a hearing (行政处罚法第六十四条第一项)."""

import pytest

from institutions.builder import Case

GATE = "hearing_requested_in_time"
pytestmark = pytest.mark.requirement("RQ074")


def test_the_fifth_working_day_is_in_time():
    case = Case().notified(served="2026-03-20", hearing_right=True)
    assert case.check(GATE, "request_hearing", {"requested_on": "2026-03-27"}).passes


def test_the_day_after_is_late():
    case = Case().notified(served="2026-03-20", hearing_right=True)
    found = case.check(GATE, "request_hearing", {"requested_on": "2026-03-28"})
    assert "2026-03-27" in found.blocks and found.fields == {"requested_on"}


def test_before_service_the_period_has_not_begun():
    assert (
        "尚未送达" in Case().reported().check(GATE, "request_hearing", {"requested_on": "2026-03-20"}).blocks
    )
