"""Two working days to the agency, two to the bank, every fen (行政处罚法第七十一条、第七十四条)."""

import pytest

from institutions.builder import Case

GATE = "collection_remitted_in_time"
pytestmark = pytest.mark.requirement("RQ079")


def _collected() -> Case:
    return Case().on_the_spot("2026-06-01", collected_on_spot=True, collected_on="2026-06-01")


def test_monday_to_wednesday_is_in_time():
    assert (
        _collected()
        .check(GATE, "remit_to_agency", {"remitted_on": "2026-06-03", "amount_fen": 10_000})
        .passes
    )
    late = _collected().check(GATE, "remit_to_agency", {"remitted_on": "2026-06-04", "amount_fen": 10_000})
    assert "2026-06-03" in late.warns


def test_on_water_the_day_of_landing_counts():
    case = Case().on_the_spot("2026-06-01", collected_on_spot=True, collected_on="2026-06-04")
    assert case.check(GATE, "remit_to_agency", {"remitted_on": "2026-06-08", "amount_fen": 10_000}).passes


def test_all_of_it():
    found = _collected().check(GATE, "remit_to_agency", {"remitted_on": "2026-06-02", "amount_fen": 9_000})
    assert "100元不一致" in found.blocks


def test_the_agency_has_two_more_days():
    case = _collected().act(
        "remit_to_agency", "2026-06-03", {"remitted_on": "2026-06-03", "amount_fen": 10_000}
    )
    assert case.check(GATE, "remit_to_bank", {"remitted_on": "2026-06-05", "amount_fen": 10_000}).passes
    assert case.check(GATE, "remit_to_bank", {"remitted_on": "2026-06-08", "amount_fen": 10_000}).warns


def test_the_bank_comes_after_the_agency():
    assert "尚未交至" in _collected().check(GATE, "remit_to_bank", {"amount_fen": 10_000}).blocks


def test_nothing_collected_nothing_remitted():
    assert "没有当场收缴" in Case().on_the_spot().check(GATE, "remit_to_agency", {"amount_fen": 0}).blocks
