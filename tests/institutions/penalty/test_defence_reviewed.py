"""Every defence is reviewed before the decision (行政处罚法第四十五条)."""

import pytest

from institutions.builder import Case, decision, notice

GATE = "defence_reviewed"
pytestmark = pytest.mark.requirement("RQ073")


def test_unreviewed_blocks():
    assert (
        "尚未复核"
        in Case().notified().act("hear_defence", "2026-03-23").check(GATE, "decide", decision()).blocks
    )


def test_reviewed_passes():
    case = (
        Case()
        .notified()
        .act("hear_defence", "2026-03-23")
        .act("review_defence", "2026-03-25", {"adoption": "rejected"})
    )
    assert case.check(GATE, "decide", decision()).passes


def test_a_second_defence_needs_a_second_review():
    case = Case().notified().act("hear_defence", "2026-03-23").act("review_defence", "2026-03-25", {})
    assert case.act("hear_defence", "2026-03-26").check(GATE, "decide", decision()).blocks


def test_new_facts_call_for_a_new_notice():
    case = (
        Case()
        .notified()
        .act("hear_defence", "2026-03-23")
        .act("review_defence", "2026-03-25", {"new_facts": True})
    )
    assert "重新告知" in case.check(GATE, "decide", decision()).blocks
    case.act("notify", "2026-03-30", notice())
    assert case.check(GATE, "decide", decision()).passes


def test_without_a_defence_nothing_is_asked():
    assert Case().notified().check(GATE, "decide", decision()).passes
