"""No decision without the review that the law asks for (行政处罚法第五十八条)."""

import pytest

from institutions.builder import REVIEWER, Case, decision

GATE = "legal_review_passed"
pytestmark = pytest.mark.requirement("RQ070")


def test_an_ordinary_case_needs_none():
    assert Case().reported().check(GATE, "decide", decision()).passes


@pytest.mark.parametrize(
    "name", ["public_interest", "several_relations", "statutory_review", "complex_or_grave"]
)
def test_each_trigger_asks_for_one(name):
    assert "没有审核" in Case().reported(**{name: True}).check(GATE, "decide", decision()).blocks


def test_market_cases_are_always_reviewed():
    assert Case(sector="market").reported().check(GATE, "decide", decision()).blocks


def test_agreement_lets_the_decision_through():
    case = (
        Case()
        .reported(public_interest=True)
        .act("legal_review", "2026-03-18", {"opinion": "agree"}, by=[REVIEWER])
    )
    assert case.check(GATE, "decide", decision()).passes


@pytest.mark.parametrize("opinion", ["correct", "supplement", "transfer", "nonsense"])
def test_any_other_opinion_does_not(opinion):
    case = (
        Case()
        .reported(public_interest=True)
        .act("legal_review", "2026-03-18", {"opinion": opinion}, by=[REVIEWER])
    )
    assert "审核未通过" in case.check(GATE, "decide", decision()).blocks


def test_a_review_of_an_earlier_report_does_not_count():
    case = (
        Case()
        .reported(public_interest=True)
        .act("legal_review", "2026-03-18", {"opinion": "agree"}, by=[REVIEWER])
    )
    case.reported("2026-03-25", public_interest=True)
    assert case.check(GATE, "decide", decision()).blocks


def test_what_was_submitted_must_be_answered():
    assert Case().reported().act("submit_legal_review", "2026-03-17").check(GATE, "decide", decision()).blocks
