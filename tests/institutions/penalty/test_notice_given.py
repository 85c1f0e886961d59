"""No decision without a notice that reached the party (行政处罚法第六十二条)."""

import pytest

from institutions.builder import Case, decision, notice

GATE = "notice_given"
pytestmark = pytest.mark.requirement("RQ073")


def test_without_a_notice_the_decision_is_refused():
    assert "不得作出决定" in Case().reported().check(GATE, "decide", decision()).blocks


def test_a_notice_that_was_not_served_does_not_do():
    case = Case().reported().act("notify", "2026-03-18", notice())
    assert "没有送达当事人" in case.check(GATE, "decide", decision()).blocks


def test_a_served_notice_does():
    assert Case().notified().check(GATE, "decide", decision()).passes


def test_a_second_notice_must_be_served_too():
    case = Case().notified().act("notify", "2026-04-01", notice())
    assert case.check(GATE, "decide", decision()).blocks


def test_a_notice_declared_void_is_none():
    case = Case().notified()
    wrong = next(a.id for a in case.acts if a.kind == "notify")
    case.act("correct", "2026-03-25", {"target": wrong, "void": True}, corrects=wrong)
    assert "没有告知" in case.check(GATE, "decide", decision()).blocks
