"""Filed, paid, and handed over (行政处罚法第五十二条、第五十三条、第七十一条)."""

import pytest

from institutions.builder import Case

GATE = "spot_closing_conditions"
pytestmark = pytest.mark.requirement("RQ069")


def test_filed_and_paid_closes():
    case = (
        Case()
        .on_the_spot()
        .act("file_with_agency", "2026-06-03")
        .act("pay", "2026-06-05", {"amount_fen": 10_000})
    )
    assert case.check(GATE, "close", {"ground": "performed"}).passes


def test_unfiled_does_not():
    case = Case().on_the_spot().act("pay", "2026-06-05", {"amount_fen": 10_000})
    assert "备案" in case.check(GATE, "close", {"ground": "performed"}).blocks


def test_unpaid_does_not():
    case = Case().on_the_spot().act("file_with_agency", "2026-06-03")
    assert "100元未缴" in case.check(GATE, "close", {"ground": "performed"}).blocks


def test_what_was_collected_must_reach_the_bank():
    case = Case().on_the_spot(collected_on_spot=True).act("file_with_agency", "2026-06-03")
    assert "尚未交至" in case.check(GATE, "close", {"ground": "performed"}).blocks
    case.act("remit_to_agency", "2026-06-03")
    assert "尚未缴付" in case.check(GATE, "close", {"ground": "performed"}).blocks
    case.act("remit_to_bank", "2026-06-04")
    assert case.check(GATE, "close", {"ground": "performed"}).passes


def test_a_warning_closes_when_filed():
    case = Case().on_the_spot(kinds=["warning"], fine_fen=None).act("file_with_agency", "2026-06-03")
    assert case.check(GATE, "close", {"ground": "performed"}).passes
