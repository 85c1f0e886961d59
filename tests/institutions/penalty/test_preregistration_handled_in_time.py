"""Seven working days; afterwards only release is left (行政处罚法第五十六条)."""

import pytest

from institutions.builder import Case

GATE = "preregistration_handled_in_time"
pytestmark = pytest.mark.requirement("RQ072")


def _handle(on: str, handling: str):
    return (
        Case()
        .act("preregister", "2026-03-06")
        .check(GATE, "handle_preregistered", {"handling": handling}, on=on)
    )


def test_on_the_seventh_working_day_everything_is_possible():
    assert _handle("2026-03-17", "appraisal").passes


def test_only_a_decision_confiscates():
    assert "须由行政处罚决定作出" in _handle("2026-03-17", "confiscate").blocks
    case = (
        Case().act("preregister", "2026-03-06").act("decide", "2026-03-16", {"kinds": ["confiscate_goods"]})
    )
    values = {"handling": "confiscate"}
    assert case.check(GATE, "handle_preregistered", values, on="2026-03-20").passes


def test_later_only_release():
    assert "自动解除" in _handle("2026-03-18", "appraisal").blocks
    assert _handle("2026-03-18", "released").passes


def test_there_must_be_something_to_handle():
    assert "没有待处理" in Case().check(GATE, "handle_preregistered", {"handling": "released"}).blocks
