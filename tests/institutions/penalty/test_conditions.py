"""The questions the procedures ask."""

import pytest

from institutions.builder import PERSON_PARTY, SHOP_PARTY, Case, at, content, spot
from yifa.law.gates import find_condition
from yifa.law.view import Proposal


def test_clues_have_a_period_only_where_a_sector_gives_one():
    assert Case(sector="market").holds("clue_check_has_period")
    assert Case(sector="agri").holds("clue_check_has_period")
    assert not Case(sector="urban").holds("clue_check_has_period")


@pytest.mark.parametrize(
    ("sector", "excluded"),
    [
        ("market", True),
        ("agri", True),
        ("housing", True),
        ("medical_insurance", True),
        ("transport", False),
        ("urban", False),
    ],
)
def test_time_is_taken_out_of_the_period_only_where_a_rule_says_so(sector, excluded):
    assert Case(sector=sector).holds("period_excludes_time") is excluded
    assert Case(sector=sector).holds("period_runs_through") is not excluded


@pytest.mark.parametrize(
    "name",
    [
        "urgent_preregistration_allowed", "defence_has_period", "closing_has_period", "spot_filing_has_period",
    ],
)  # fmt: skip
def test_periods_of_market_supervision_are_its_own(name):
    assert Case(sector="market").holds(name)
    assert not Case(sector="urban").holds(name)


def test_the_notice_made_last_says_whether_a_hearing_is_offered():
    assert Case().notified(hearing_right=True).holds("notice_offers_hearing")
    assert not Case().notified().holds("notice_offers_hearing")
    assert not Case().holds("notice_offers_hearing")


def test_a_warning_starts_no_time_to_pay():
    assert Case().decided().holds("decision_fines")
    assert not Case().decided(kinds=["warning"], fine_fen=None).holds("decision_fines")


@pytest.mark.parametrize(
    ("result", "upset"), [("revoked", True), ("changed", True), ("upheld", False), ("x", False)]
)
def test_which_results_upset_a_decision(result, upset):
    assert Case().decided().holds("remedy_upset_decision", "end_reconsideration", {"result": result}) is upset


def test_on_the_spot_money_is_either_collected_or_owed():
    assert Case().holds("spot_fine_unpaid", "decide_on_spot", spot())
    assert Case().holds("spot_fine_collected", "decide_on_spot", spot(collected_on_spot=True))
    assert not Case().holds("spot_fine_unpaid", "decide_on_spot", spot(collected_on_spot=True))
    assert not Case().holds("spot_fine_unpaid", "decide_on_spot", spot(fine_fen=None))


def test_cash_must_be_handed_over():
    assert Case().decided().holds("paid_on_the_spot", "pay", {"channel": "on_spot"})
    assert not Case().decided().holds("paid_on_the_spot", "pay", {"channel": "bank"})


@pytest.mark.requirement("RQ074")
def test_a_hearing_is_due_by_kind_of_party():
    big = content(fine_fen=1_000_000)
    assert not Case(sector="market").holds("hearing_due", "notify", big)
    assert Case(sector="market", parties=(PERSON_PARTY,)).holds("hearing_due", "notify", big)
    assert Case(sector="market", parties=(SHOP_PARTY,)).holds("hearing_due", "notify", big)


@pytest.mark.requirement("RQ075")
def test_deliberation_follows_the_report_or_the_size():
    assert not Case().reported().holds("deliberation_required")
    assert Case().reported(complex_or_grave=True).holds("deliberation_required")
    assert Case().reported(public_interest=True).holds("deliberation_required")
    assert Case().reported().act("hold_hearing", "2026-04-01").holds("deliberation_required")
    told = Case().reported().act("hearing_report", "2026-04-01", {"course": "held"}, by=[])
    assert told.holds("deliberation_required")
    assert Case().reported(fine_fen=10_000_000).holds("deliberation_required")


def test_review_is_required_by_the_four_cases_and_in_every_market_case():
    assert not Case().reported().holds("legal_review_required")
    assert Case().reported(several_relations=True).holds("legal_review_required")
    assert Case(sector="market").reported().holds("legal_review_required")
    told = Case().reported().act("hearing_report", "2026-04-01", {"course": "held"}, by=[])
    assert told.holds("legal_review_required")


def test_people_report_on_a_hearing_only_where_it_was_held_in_the_case():
    assert not Case().holds("hearing_told_or_held_here")
    assert not Case().holds("hearing_told_or_held_here", "hearing_report", {"course": "held"})
    held = Case().act("hold_hearing", "2026-04-01")
    assert held.holds("hearing_told_or_held_here", "hearing_report", {})
    assert held.holds("hearing_held_here")
    assert not Case().act("hearing_report", "2026-04-01", {"course": "held"}).holds("hearing_held_here")


def test_the_machine_tells_of_a_hearing_held_apart():
    found = find_condition("hearing_told_or_held_here")
    told = Proposal("hearing_report", {"course": "held"}, (), at("2026-04-01"), at("2026-04-01"))
    assert found is not None and found(Case().view(), told)


def test_a_penalty_is_the_outcome_once_decided():
    assert not Case().holds("outcome_is_penalty")
    assert Case().decided().holds("outcome_is_penalty")
    assert Case().holds("outcome_is_penalty", "decide", {})


@pytest.mark.parametrize(
    ("sector", "kinds", "shown"),
    [("market", ["warning"], False), ("market", ["warning", "fine"], True), ("urban", ["warning"], True)],
)
def test_only_market_supervision_leaves_mere_warnings_out_of_disclosure(sector, kinds, shown):
    assert Case(sector=sector).holds("decision_disclosed", "decide", {"kinds": kinds}) is shown
