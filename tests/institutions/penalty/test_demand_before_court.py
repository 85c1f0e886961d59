"""Ten working days after the demand reached the party (行政强制法第五十四条)."""

import pytest

from institutions.builder import Case

GATE = "demand_before_court"
pytestmark = pytest.mark.requirement("RQ081")


def _case(served: str | None = "2026-10-26") -> Case:
    case = Case().decided().act("demand", "2026-10-23", {})
    return case.act("serve_demand", served, {"served_on": served}) if served else case


def test_monday_the_twenty_sixth_of_october_plus_ten_working_days_is_the_ninth_of_november():
    assert "2026-11-09" in _case().check(GATE, "apply_court", {"applied_on": "2026-11-09"}).blocks
    assert _case().check(GATE, "apply_court", {"applied_on": "2026-11-10"}).passes


def test_an_unserved_demand_does_not_do():
    assert "没有送达当事人" in _case(None).check(GATE, "apply_court", {"applied_on": "2026-11-20"}).blocks


def test_no_demand_at_all():
    assert "应当催告" in Case().decided().check(GATE, "apply_court", {"applied_on": "2026-11-20"}).blocks


def test_a_paid_fine_needs_no_court():
    case = _case().act("pay", "2026-11-01", {"amount_fen": 500_000})
    assert "已经缴清" in case.check(GATE, "apply_court", {"applied_on": "2026-11-20"}).blocks
