"""Withdrawal, revocation, cancellation, each rule passing and blocking (行政许可法第八条、第六十九条、第七十条)."""

import pytest

from institutions.builder import PERSON_PARTY
from institutions.permit.permits import in_force, renewal

BOTH = ("withdraw_permit", "revoke_permit")


@pytest.mark.parametrize("kind", BOTH)
def test_the_holder_is_heard(kind):
    assert in_force().check("permit_holder_heard", kind, {"heard": True}).passes
    assert in_force().check("permit_holder_heard", kind, {}).fields == {"heard"}


def test_a_lawful_withdrawal_serves_the_public_and_compensates():
    gate = "permit_loss_compensated"
    assert in_force().check(gate, "withdraw_permit", {"loss": True, "compensation": "补偿十万元"}).passes
    assert in_force().check(gate, "withdraw_permit", {"loss": False}).passes
    assert in_force().check(gate, "withdraw_permit", {"loss": True}).fields == {"compensation"}
    shown = "permit_public_interest_shown"
    assert in_force().check(shown, "withdraw_permit", {"public_interest": "水源保护"}).passes
    assert in_force().check(shown, "withdraw_permit", {}).fields == {"public_interest"}


def test_a_revocation_that_would_harm_the_public_is_not_made():
    gate = "permit_not_revoked_against_public"
    assert in_force().check(gate, "revoke_permit", {"ground": "procedure"}).passes
    assert "不予撤销" in in_force().check(gate, "revoke_permit", {"harms_public": True}).blocks


def test_harm_is_made_good_but_not_what_was_got_by_fraud():
    gate = "permit_revocation_compensated"
    harmed = {"ground": "procedure", "harmed": True, "compensation": "赔偿五万元"}
    assert in_force().check(gate, "revoke_permit", harmed).passes
    assert in_force().check(gate, "revoke_permit", {**harmed, "compensation": ""}).fields == {"compensation"}
    assert in_force().check(gate, "revoke_permit", {**harmed, "ground": "fraud"}).fields == {"compensation"}
    assert in_force().check(gate, "revoke_permit", {"ground": "fraud", "harmed": True}).passes


def test_fraud_is_punished_too():
    gate = "permit_fraud_is_punished"
    assert in_force().check(gate, "revoke_permit", {"ground": "procedure"}).passes
    assert in_force().check(gate, "revoke_permit", {"ground": "fraud"}).warns
    assert (
        in_force()
        .check(gate, "revoke_permit", {"ground": "fraud", "penalty_matter": "测罚立〔2026〕1号"})
        .passes
    )


def cancelling(case, ground, on="2026-07-01"):
    return case.check(
        "permit_cancellation_ground_holds", "cancel_permit", {"ground": ground, "decided_on": on}, on=on
    )


def test_an_expired_permit_is_cancelled_unless_silence_renewed_it():
    assert cancelling(in_force(), "expired").passes
    assert "尚未届满" in cancelling(in_force(), "expired", "2026-06-30").blocks
    assert "没有届满" in cancelling(in_force(None), "expired").blocks
    assert "视为准予延续" in cancelling(renewal(), "expired").blocks


def test_what_was_taken_back_is_cancelled_for_that_reason():
    revoked = in_force()
    revoked.stage = "revoked"
    assert cancelling(revoked, "undone").passes
    assert cancelling(revoked, "force_majeure").fields == {"ground"}
    assert cancelling(in_force(), "undone").fields == {"ground"}
    assert cancelling(in_force(), "force_majeure").passes


def test_grounds_that_only_people_or_only_bodies_have():
    person = in_force()
    person.parties = (PERSON_PARTY,)
    assert cancelling(person, "person_gone").passes
    assert cancelling(in_force(), "person_gone").blocks
    assert cancelling(in_force(), "body_ended").passes
    assert cancelling(person, "body_ended").blocks
