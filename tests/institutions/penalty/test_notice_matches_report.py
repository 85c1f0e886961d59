"""What is announced is what the investigation came to (行政处罚法第四十四条)."""

import pytest

from institutions.builder import Case, notice

GATE = "notice_matches_report"
pytestmark = pytest.mark.requirement("RQ073")


def test_the_same_passes():
    assert Case().reported().check(GATE, "notify", notice()).passes


def test_less_passes():
    assert Case().reported().check(GATE, "notify", notice(fine_fen=300_000)).passes


def test_more_is_refused():
    assert "重于调查终结报告" in Case().reported().check(GATE, "notify", notice(fine_fen=600_000)).blocks


def test_another_violation_is_refused():
    assert Case().reported().check(GATE, "notify", notice(violation_code="T-2")).fields == {"violation_code"}


def test_a_report_against_punishing_is_not_followed_by_a_notice_to_punish():
    case = Case().reported(outcome="no_penalty", kinds=[], fine_fen=None)
    assert "没有建议给予处罚" in case.check(GATE, "notify", notice()).blocks
