"""A hearing that was asked for is held before the decision (行政处罚法第六十三条、第六十五条)."""

import pytest

from institutions.builder import Case, decision

GATE = "hearing_held_if_asked"
pytestmark = pytest.mark.requirement("RQ074")


def _asked() -> Case:
    return Case().notified(hearing_right=True).act("request_hearing", "2026-03-23")


def test_asked_and_not_held_blocks():
    assert "尚未举行听证" in _asked().check(GATE, "decide", decision()).blocks


def test_held_without_a_report_blocks():
    assert (
        "没有听证报告" in _asked().act("hold_hearing", "2026-04-07").check(GATE, "decide", decision()).blocks
    )


def test_held_and_reported_passes():
    case = (
        _asked()
        .act("hold_hearing", "2026-04-07", {"course": "party_absent"})
        .act("hearing_report", "2026-04-08")
    )
    assert case.check(GATE, "decide", decision()).passes


def test_the_report_of_a_hearing_held_apart_passes():
    case = _asked().act("hearing_report", "2026-04-08", {"course": "held", "conclusion": "support"}, by=[])
    assert case.check(GATE, "decide", decision()).passes


def test_a_report_without_any_hearing_blocks():
    """A report that names no course belongs to a hearing held in the case, and there was none."""
    case = _asked().act("hearing_report", "2026-04-08", {"conclusion": "support"})
    assert "尚未举行听证" in case.check(GATE, "decide", decision()).blocks


def test_a_hearing_before_the_request_does_not_count():
    case = Case().notified(hearing_right=True).act("hearing_report", "2026-03-21", {"course": "held"}, by=[])
    assert case.act("request_hearing", "2026-03-23").check(GATE, "decide", decision()).blocks


def test_withdrawn_passes():
    assert _asked().act("withdraw_hearing_request", "2026-03-25").check(GATE, "decide", decision()).passes


def test_not_asked_passes():
    assert Case().notified(hearing_right=True).check(GATE, "decide", decision()).passes
