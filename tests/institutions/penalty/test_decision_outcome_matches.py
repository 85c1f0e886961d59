"""The outcome follows the report, or what came of the defence or a meeting (行政处罚法第五十七条)."""

import pytest

from institutions.builder import Case, decision

GATE = "decision_outcome_matches"
pytestmark = pytest.mark.requirement("RQ070")


NOT_PUNISHED = {"outcome": "no_penalty"}


def test_the_reports_outcome_passes():
    assert Case().reported().check(GATE, "decide", decision()).passes
    assert Case().reported(outcome="no_penalty").check(GATE, "decide_no_penalty", NOT_PUNISHED).passes


def test_sparing_the_party_against_the_report_is_marked():
    found = Case().reported().check(GATE, "decide_no_penalty", NOT_PUNISHED)
    assert "与调查终结报告" in found.warns and not found.blocks


def test_punishing_against_the_report_is_refused():
    assert Case().reported(outcome="no_penalty").check(GATE, "decide", decision()).blocks


def test_an_adopted_defence_may_end_the_case():
    case = Case().reported().act("review_defence", "2026-03-25", {"adoption": "adopted"})
    assert case.check(GATE, "decide_no_penalty", NOT_PUNISHED).passes


def test_a_hearing_may_end_it_too():
    case = Case().reported().act("hearing_report", "2026-04-08", {"conclusion": "adjust"})
    assert case.check(GATE, "decide_no_penalty", NOT_PUNISHED).passes


def test_a_meeting_may_decide_otherwise():
    case = Case().reported(outcome="no_penalty").act("deliberate", "2026-04-10", {"outcome": "penalty"})
    assert case.check(GATE, "decide", decision()).passes


def test_without_a_report_there_is_no_decision():
    assert "没有调查终结报告" in Case().filed().check(GATE, "decide", decision()).blocks
