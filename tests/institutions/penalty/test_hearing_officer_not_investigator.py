"""Whoever investigated does not preside (行政处罚法第六十四条第四项)."""

import pytest

from institutions.builder import ANN, BO, HEAD, PRESIDER, REVIEWER, Case

GATE = "hearing_officer_not_investigator"
pytestmark = pytest.mark.requirement("RQ074")


def _appointed() -> Case:
    return Case().notified().act("appoint_hearing_officer", "2026-03-24", {"officer": PRESIDER}, by=[HEAD])


def test_an_investigator_is_not_appointed():
    assert (
        "安宁是本案调查人员"
        in Case().notified().check(GATE, "appoint_hearing_officer", {"officer": ANN}).blocks
    )


def test_nor_as_clerk_or_assistant():
    values = {"officer": PRESIDER, "clerk": BO}
    assert "柏文" in Case().check(GATE, "appoint_hearing_officer", values).blocks
    values = {"officer": PRESIDER, "assistants": [ANN]}
    assert "安宁" in Case().check(GATE, "appoint_hearing_officer", values).blocks


def test_an_outsider_is():
    assert Case().notified().check(GATE, "appoint_hearing_officer", {"officer": PRESIDER}).passes


def test_only_the_appointed_person_presides():
    assert _appointed().check(GATE, "hold_hearing", by=[PRESIDER]).passes
    assert "不是机关指定" in _appointed().check(GATE, "hold_hearing", by=[REVIEWER]).blocks


def test_without_appointment_there_is_no_hearing():
    assert "尚未指定" in Case().notified().check(GATE, "hold_hearing", by=[PRESIDER]).blocks
