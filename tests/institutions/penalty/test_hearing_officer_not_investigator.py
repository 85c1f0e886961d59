"""Whoever investigated does not report on a hearing held in the case (行政处罚法第六十四条第四项)."""

import pytest

from institutions.builder import ANN, HEAD, PRESIDER, REVIEWER, Case

GATE = "hearing_officer_not_investigator"
pytestmark = pytest.mark.requirement("RQ074")


def _held(presider: str = PRESIDER) -> Case:
    case = Case().notified().act("appoint_hearing_officer", "2026-03-24", {"officer": presider}, by=[HEAD])
    return case.act("hold_hearing", "2026-04-07", by=[presider])


def test_the_appointed_presider_reports():
    assert _held().check(GATE, "hearing_report", by=[PRESIDER]).passes
    assert "不是机关指定" in _held().check(GATE, "hearing_report", by=[REVIEWER]).blocks


def test_an_investigator_does_not():
    assert "安宁是本案调查人员" in _held(ANN).check(GATE, "hearing_report", by=[ANN]).blocks


def test_what_a_hearing_apart_reported_is_judged_there():
    assert Case().notified().check(GATE, "hearing_report", {"course": "held"}, by=[]).passes
