"""Settled means settled (行政处罚法第六十六条)."""

import pytest

from institutions.builder import Case

GATE = "payment_settles_decision"
pytestmark = pytest.mark.requirement("RQ079")


def test_the_whole_sum_settles():
    assert Case().decided().check(GATE, "pay", {"amount_fen": 500_000}).passes


def test_a_part_does_not():
    found = Case().decided().check(GATE, "pay", {"amount_fen": 499_900})
    assert "尚有1元未缴" in found.blocks and found.fields == {"amount_fen"}


def test_earlier_parts_count():
    case = Case().decided().act("pay_part", "2026-05-01", {"amount_fen": 499_900})
    assert case.check(GATE, "pay", {"amount_fen": 100}).passes
