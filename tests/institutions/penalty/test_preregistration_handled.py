"""Evidence kept by preregistration is dealt with before the case moves on (行政处罚法第五十六条)."""

import pytest

from institutions.builder import Case, report

GATE = "preregistration_handled"
pytestmark = pytest.mark.requirement("RQ072")


def test_unhandled_it_blocks_report_and_decision():
    case = Case().filed().act("preregister", "2026-03-06")
    assert "尚未处理" in case.check(GATE, "report", report(), on="2026-03-09").blocks


def test_handled_it_does_not():
    case = Case().filed().act("preregister", "2026-03-06").act("handle_preregistered", "2026-03-10")
    assert case.check(GATE, "report", report()).passes


def test_each_needs_its_own_handling():
    case = Case().act("preregister", "2026-03-06").act("preregister", "2026-03-07")
    case.act("handle_preregistered", "2026-03-10")
    assert case.check(GATE, "report", report()).blocks


def test_at_rest_the_seventh_working_day_is_the_last():
    case = Case().act("preregister", "2026-03-06")
    assert case.at_rest(GATE, "2026-03-17").passes
    assert "2026-03-17" in case.at_rest(GATE, "2026-03-18").warns
