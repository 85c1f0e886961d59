"""The head's approval follows within twenty-four hours (程序规定第三十三条)."""

import pytest

from institutions.builder import Case

GATE = "urgent_preregistration_approved_in_time"
pytestmark = pytest.mark.requirement("RQ072")


def test_a_day_later_at_the_same_hour_is_in_time():
    case = Case(sector="market").act("preregister_urgent", "2026-03-06")
    assert case.check(GATE, "approve_preregistration", on="2026-03-07").passes


def test_two_days_later_is_marked():
    case = Case(sector="market").act("preregister_urgent", "2026-03-06")
    assert "24小时" in case.check(GATE, "approve_preregistration", on="2026-03-08").warns


def test_there_must_have_been_one():
    assert "没有需要补办" in Case().check(GATE, "approve_preregistration").blocks
