"""No more is taken than was ordered (行政处罚法第六十七条)."""

import pytest

from institutions.builder import Case

GATE = "payment_within_decision"
pytestmark = pytest.mark.requirement("RQ079")


def test_the_fine_itself_passes():
    assert Case().decided().check(GATE, "pay", {"amount_fen": 500_000}).passes


def test_more_is_refused():
    assert "5000元" in Case().decided().check(GATE, "pay", {"amount_fen": 500_001}).blocks


def test_what_was_paid_counts():
    case = Case().decided().act("pay_part", "2026-05-01", {"amount_fen": 200_000})
    assert case.check(GATE, "pay", {"amount_fen": 300_000}).passes
    assert case.check(GATE, "pay", {"amount_fen": 300_001}).blocks


def test_a_changed_fine_counts_as_changed():
    case = Case().decided().act("change_decision", "2026-05-01", {"changed_fine_fen": 100_000})
    assert case.check(GATE, "pay", {"amount_fen": 100_001}).blocks


def test_confiscated_income_has_its_own_limit():
    case = Case().decided(confiscated_income_fen=10_000)
    assert case.check(GATE, "pay", {"amount_fen": 500_000, "confiscated_fen": 10_000}).passes
    assert case.check(GATE, "pay", {"confiscated_fen": 10_001}).fields == {"confiscated_fen"}


def test_without_a_decision_nothing_is_taken():
    assert Case().notified().check(GATE, "pay", {"amount_fen": 1}).blocks
