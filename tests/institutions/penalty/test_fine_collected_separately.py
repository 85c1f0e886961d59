"""Officers take no money, save where the law lets them (行政处罚法第六十七条、第六十九条、第七十条)."""

import pytest

from institutions.builder import Case

GATE = "fine_collected_separately"
pytestmark = pytest.mark.requirement("RQ079")


CASH = {"channel": "on_spot", "receipt_number": "票据1"}


def test_the_bank_passes():
    assert Case().decided().check(GATE, "pay", {"channel": "bank"}).passes


def test_cash_is_refused():
    assert "不得自行收缴" in Case().decided().check(GATE, "pay", CASH).blocks


def test_in_remote_places_at_the_partys_request_it_is_not():
    assert Case().decided().check(GATE, "pay", {**CASH, "remote_request": True}).passes


def test_a_treasury_receipt_is_needed():
    found = Case().decided().check(GATE, "pay", {**CASH, "remote_request": True, "receipt_number": ""})
    assert found.fields == {"receipt_number"}


def test_after_a_decision_on_the_spot_the_same_holds():
    assert "不得自行收缴" in Case().on_the_spot().check(GATE, "pay", CASH).blocks
    assert Case().on_the_spot().check(GATE, "pay", {**CASH, "remote_request": True}).passes
