"""Bars on a new application, also after what other agencies found (行政许可法第七十八条、第七十九条)."""

import pytest

from institutions.builder import Case

GIVEN = {"safety_item": True, "item_code": "X-1"}


def after(**facts):
    return Case(stage="none").past(kind="permit.ordinary", facts={"item_code": "X-1", **facts})


FALSE = after(false_on="2026-02-01")
FRAUD = after(revocation_ground="fraud", revoked_on="2026-02-01")


@pytest.mark.parametrize(
    ("gate", "case", "last", "free"),
    [
        ("permit_false_application_barred", FALSE, "2027-02-01", "2027-02-02"),
        ("permit_fraud_barred", FRAUD, "2029-02-01", "2029-02-02"),
    ],
)
def test_the_bar_lasts_its_years_for_the_same_safety_item(gate, case, last, free):
    found = case.check(gate, "receive", GIVEN, on=last)
    assert "测试市交通运输局" in found.blocks
    assert found.fields == {"item_code"}
    assert case.check(gate, "receive", GIVEN, on=free).passes
    assert case.check(gate, "receive", {**GIVEN, "item_code": "X-2"}, on=last).passes
    assert case.check(gate, "receive", {**GIVEN, "safety_item": False}, on=last).passes


def test_a_permit_revoked_for_the_agencys_own_fault_bars_nobody():
    case = after(revocation_ground="procedure", revoked_on="2026-02-01")
    assert case.check("permit_fraud_barred", "receive", GIVEN, on="2026-03-01").passes


def test_a_finding_of_false_material_has_its_day():
    gate, case = "permit_false_finding_dated", Case(kind="permit.ordinary")
    assert case.check(gate, "refuse_acceptance", {"ground": "false", "false_on": "2026-03-04"}).passes
    assert case.check(gate, "refuse_acceptance", {"ground": "not_ours"}).passes
    assert case.check(gate, "refuse_acceptance", {"ground": "false"}).fields == {"false_on"}
    assert case.check(gate, "decide", {"outcome": "refuse", "false_on": "2026-03-04"}).passes
    assert case.check(gate, "decide", {"outcome": "grant", "false_on": "2026-03-04"}).fields == {"outcome"}


def test_a_false_application_is_also_given_a_warning():
    gate, case = "permit_false_application_warned", Case(kind="permit.ordinary")
    found = case.check(gate, "refuse_acceptance", {"ground": "false", "false_on": "2026-03-04"})
    assert [f.level for f in found.findings] == ["info"]
    assert "给予警告" in found.findings[0].message
    assert case.check(gate, "decide", {"outcome": "refuse", "false_on": "2026-03-04"}).findings
    assert not case.check(gate, "refuse_acceptance", {"ground": "not_ours"}).findings
    assert not case.check(gate, "decide", {"outcome": "refuse"}).findings
