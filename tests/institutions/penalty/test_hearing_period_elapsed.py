"""Where a hearing was offered the decision waits for five working days (行政处罚法第六十四条第一项)."""

import pytest

from institutions.builder import Case, decision

GATE = "hearing_period_elapsed"
pytestmark = pytest.mark.requirement("RQ074")


def _offered() -> Case:
    return Case().notified(served="2026-03-20", hearing_right=True)


def test_it_waits():
    assert "2026-03-27" in _offered().check(GATE, "decide", decision(), on="2026-03-27").blocks
    assert _offered().check(GATE, "decide", decision(), on="2026-03-28").passes


def test_a_waiver_of_the_hearing_too_ends_it():
    case = _offered().act("waive_defence", "2026-03-23", {"signed": True, "hearing_too": True})
    assert case.check(GATE, "decide", decision(), on="2026-03-24").passes


def test_a_waiver_of_the_defence_alone_does_not():
    case = _offered().act("waive_defence", "2026-03-23", {"signed": True, "hearing_too": False})
    assert case.check(GATE, "decide", decision(), on="2026-03-24").blocks


def test_where_none_was_offered_there_is_nothing_to_wait_for():
    assert Case().notified().check(GATE, "decide", decision(), on="2026-03-21").passes
