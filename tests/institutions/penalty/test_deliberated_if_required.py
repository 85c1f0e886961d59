"""Grave or complex cases are decided by the heads together (行政处罚法第五十七条第二款)."""

import pytest

from institutions.builder import Case, decision, notice

GATE = "deliberated_if_required"
pytestmark = pytest.mark.requirement("RQ075")


BIG = {"fine_fen": 10_000_000, "tier": "情节较重"}
MEETING = {"topic": "decision", "outcome": "penalty", "fine_fen": 500_000}


def test_an_ordinary_case_needs_no_meeting():
    assert Case().reported().check(GATE, "decide", decision()).passes


def test_a_complex_case_does():
    assert (
        "应当由负责人集体讨论"
        in Case().reported(complex_or_grave=True).check(GATE, "decide", decision()).blocks
    )


def test_a_fine_of_hearing_size_does():
    assert Case().reported(**BIG).check(GATE, "decide", decision(**BIG)).blocks


def test_a_meeting_that_decided_the_same_passes():
    case = Case().reported(complex_or_grave=True).act("deliberate", "2026-04-10", MEETING)
    assert case.check(GATE, "decide", decision()).passes


def test_the_decision_is_what_the_meeting_decided():
    case = (
        Case()
        .reported(complex_or_grave=True)
        .act("deliberate", "2026-04-10", {**MEETING, "fine_fen": 300_000})
    )
    assert "3000元不一致" in case.check(GATE, "decide", decision()).blocks
    other = (
        Case()
        .reported(complex_or_grave=True)
        .act("deliberate", "2026-04-10", {**MEETING, "outcome": "no_penalty"})
    )
    assert "决定种类" in other.check(GATE, "decide", decision()).blocks


def test_a_meeting_on_something_else_does_not_count():
    case = (
        Case()
        .reported(complex_or_grave=True)
        .act("deliberate", "2026-04-10", {**MEETING, "topic": "extension"})
    )
    assert case.check(GATE, "decide", decision()).blocks


def test_a_new_notice_after_the_meeting_calls_for_another():
    case = Case().reported(complex_or_grave=True).act("deliberate", "2026-03-17", MEETING)
    case.act("notify", "2026-03-18", notice())
    assert "重新讨论" in case.check(GATE, "decide", decision()).blocks


def test_a_hearing_held_apart_after_the_meeting_calls_for_another():
    case = Case().reported(complex_or_grave=True).act("deliberate", "2026-03-17", MEETING)
    case.act("hearing_report", "2026-04-08", {"course": "held"}, by=[])
    assert "重新讨论" in case.check(GATE, "decide", decision()).blocks


def test_a_late_report_on_a_hearing_in_the_case_does_not():
    """Until hearings became matters of their own, the meeting had to follow the hearing, not its report."""
    case = Case().reported(complex_or_grave=True).act("hold_hearing", "2026-04-01")
    case.act("deliberate", "2026-04-10", MEETING).act("hearing_report", "2026-04-12", {})
    assert case.check(GATE, "decide", decision()).passes
