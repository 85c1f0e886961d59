"""A decision against a minor is looked at before it stays public (行政处罚法第五十条)."""

from dataclasses import replace
from datetime import date

from institutions.builder import PERSON_PARTY, Case

GATE = "disclosure_reviewed"


MINOR = replace(PERSON_PARTY, birth_date=date(2009, 5, 1))


def test_a_minors_decision_is_marked_until_reviewed():
    case = Case(parties=(MINOR,)).decided()
    assert "未成年人" in case.at_rest(GATE).warns
    case.act("hold_disclosure", "2026-04-21", {"public_reason": "当事人是未成年人"})
    assert case.at_rest(GATE).passes


def test_an_adults_decision_is_not():
    assert Case(parties=(PERSON_PARTY,)).decided().at_rest(GATE).passes
