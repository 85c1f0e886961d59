"""Ninety days from filing to decision, or the sector's period (行政处罚法第六十条)."""

import pytest

from institutions.builder import Case, decision

GATE = "within_case_period"
pytestmark = pytest.mark.requirement("RQ070")


def _case(**clock) -> Case:
    return Case().filed("2026-03-05").clock("case_period_strict", "P20", "2026-03-05", "2026-06-03", **clock)


def test_the_ninetieth_day_is_in_time():
    assert _case().check(GATE, "decide", decision(), on="2026-06-03").passes


def test_a_late_decision_is_marked_not_made_impossible():
    found = _case().check(GATE, "decide", decision(), on="2026-06-04")
    assert not found.blocks and "2026-06-03" in found.warns


def test_without_a_clock_the_days_are_counted_from_filing():
    assert Case().filed("2026-03-05").check(GATE, "decide", decision(), on="2026-06-03").passes
    assert Case().filed("2026-03-05").check(GATE, "decide", decision(), on="2026-06-04").warns


def test_at_rest_it_is_seen_until_decided():
    assert _case().at_rest(GATE, "2026-06-10").warns
    assert _case().act("decide", "2026-06-09").at_rest(GATE, "2026-06-10").passes


def test_while_suspended_no_day_is_late():
    case = Case().filed().clock("case_period", "M09", "2026-03-05", None, paused=True)
    assert case.at_rest(GATE, "2026-12-01").passes
