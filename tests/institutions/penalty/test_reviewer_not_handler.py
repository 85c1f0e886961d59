"""Whoever investigated does not review (程序规定第四十九条第三款)."""

from institutions.builder import ANN, BO, HEAD, REVIEWER, Case

GATE = "reviewer_not_handler"


def test_a_handler_is_refused():
    assert "安宁是本案办案人员" in Case().check(GATE, "legal_review", by=[ANN]).blocks


def test_somebody_who_questioned_is_refused_even_after_being_replaced():
    case = Case(handlers=(BO, HEAD)).act("record_questioning", "2026-03-06", by=[ANN, BO])
    assert case.check(GATE, "legal_review", by=[ANN]).blocks


def test_an_outsider_passes():
    assert Case().check(GATE, "legal_review", by=[REVIEWER]).passes
