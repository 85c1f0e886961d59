"""The decision waits for the time to answer, or an express waiver (行政处罚法第四十五条、第六十二条)."""

import pytest

from institutions.builder import Case, decision

GATE = "defence_period_elapsed"
pytestmark = pytest.mark.requirement("RQ073")


def test_five_working_days_from_friday_end_on_the_next_friday():
    case = Case().notified(served="2026-03-20")
    assert "2026-03-27" in case.check(GATE, "decide", decision(), on="2026-03-27").blocks
    assert case.check(GATE, "decide", decision(), on="2026-03-28").passes


def test_a_longer_period_in_the_notice_binds():
    case = Case().notified(served="2026-03-20", defence_days=7)
    assert case.check(GATE, "decide", decision(), on="2026-03-31").blocks
    assert case.check(GATE, "decide", decision(), on="2026-04-01").passes


def test_a_signed_waiver_shortens_it():
    case = Case().notified().act("waive_defence", "2026-03-23", {"signed": True})
    assert case.check(GATE, "decide", decision(), on="2026-03-24").passes


def test_an_unsigned_waiver_does_not():
    case = Case().notified().act("waive_defence", "2026-03-23", {"signed": False})
    assert case.check(GATE, "decide", decision(), on="2026-03-24").blocks


def test_having_spoken_does_not_end_the_period():
    case = Case().notified().act("hear_defence", "2026-03-23", {"content": "已经改正"})
    assert case.check(GATE, "decide", decision(), on="2026-03-24").blocks
