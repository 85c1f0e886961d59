"""People report in the case only on a hearing that was held in it (行政处罚法第六十五条)."""

import pytest

from institutions.builder import PRESIDER, Case

GATE = "hearing_was_held"
pytestmark = pytest.mark.requirement("RQ074")


def _asked() -> Case:
    return Case().notified().act("request_hearing", "2026-03-23")


def test_a_person_does_not_report_on_a_hearing_held_apart():
    assert "不是在本案中举行" in _asked().check(GATE, "hearing_report", by=[PRESIDER]).blocks


def test_after_a_hearing_in_the_case_it_passes():
    case = _asked().act("hold_hearing", "2026-04-02")
    assert case.check(GATE, "hearing_report", by=[PRESIDER]).passes


def test_the_machine_tells_what_the_hearing_reported():
    assert _asked().check(GATE, "hearing_report", {"course": "held"}, by=[]).passes
