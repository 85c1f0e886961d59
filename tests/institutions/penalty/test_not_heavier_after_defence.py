"""A defence never makes the penalty heavier (行政处罚法第四十五条第二款)."""

import pytest

from institutions.builder import Case, decision, notice

GATE = "not_heavier_after_defence"
pytestmark = pytest.mark.requirement("RQ073")


def _defended() -> Case:
    return (
        Case()
        .notified()
        .act("hear_defence", "2026-03-23")
        .act("review_defence", "2026-03-25", {"adoption": "rejected"})
    )


def test_the_same_or_less_passes():
    assert _defended().check(GATE, "decide", decision()).passes
    assert _defended().check(GATE, "decide", decision(fine_fen=200_000)).passes


def test_a_higher_fine_is_refused():
    assert "提高了罚款数额" in _defended().check(GATE, "decide", decision(fine_fen=500_001)).blocks


def test_a_further_kind_is_refused():
    assert "增加了处罚种类" in _defended().check(GATE, "decide", decision(kinds=["fine", "halt"])).blocks


def test_a_new_notice_does_not_help():
    found = _defended().check(GATE, "notify", notice(fine_fen=600_000))
    assert found.blocks
    case = _defended().act("notify", "2026-03-30", notice(fine_fen=600_000))
    assert case.check(GATE, "decide", decision(fine_fen=600_000)).blocks


def test_new_facts_do():
    case = (
        Case()
        .notified()
        .act("hear_defence", "2026-03-23")
        .act("review_defence", "2026-03-25", {"new_facts": True})
    )
    assert case.check(GATE, "notify", notice(fine_fen=600_000)).passes


def test_asking_for_a_hearing_is_protected_too():
    case = Case().notified().act("request_hearing", "2026-03-23")
    assert case.check(GATE, "decide", decision(fine_fen=600_000)).blocks


def test_without_a_defence_a_new_notice_may_say_more():
    assert Case().notified().check(GATE, "notify", notice(fine_fen=600_000)).passes
