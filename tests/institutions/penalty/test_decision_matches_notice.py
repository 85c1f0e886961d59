"""Nothing is decided that was not announced (行政处罚法第四十四条)."""

import pytest

from institutions.builder import Case, decision, notice

GATE = "decision_matches_notice"
pytestmark = pytest.mark.requirement("RQ073")


def test_the_same_passes():
    assert Case().notified().check(GATE, "decide", decision()).passes


def test_less_passes():
    assert Case().notified().check(GATE, "decide", decision(fine_fen=300_000)).passes


def test_more_is_refused():
    assert "告知的罚款为5000元" in Case().notified().check(GATE, "decide", decision(fine_fen=600_000)).blocks


def test_another_violation_is_refused():
    assert Case().notified().check(GATE, "decide", decision(violation_code="T-2")).fields == {
        "violation_code"
    }


def test_another_day_of_conduct_is_refused():
    assert Case().notified().check(GATE, "decide", decision(conduct_on="2026-03-01")).fields == {"conduct_on"}


def test_the_newest_notice_counts():
    case = Case().notified().act("notify", "2026-04-01", notice(fine_fen=700_000))
    assert case.check(GATE, "decide", decision(fine_fen=700_000)).passes
