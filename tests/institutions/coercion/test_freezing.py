"""Freezing: each rule blocking (or warning) and passing."""

import pytest

from institutions.coercion.builder import freezing, frozen, measure


def says(gate, **changes):
    return measure("freeze").check(gate, "freeze", freezing(**changes))


def test_notice():
    gate = "coercion_freeze_notice"
    assert says(gate).passes
    assert says(gate, notice_delivered=False).blocks
    assert says(gate, received_by="").blocks
    assert says(gate, record="").fields == {"record"}


@pytest.mark.parametrize(
    "name", ["party_address", "reasons", "basis", "remedy", "agency_name", "decided_on", "accounts"]
)
def test_contents(name):
    assert says("coercion_freeze_contents", **{name: None}).fields == {name}


def test_contents_complete():
    assert says("coercion_freeze_contents").passes


def test_delivered_in_three_working_days():
    gate = "coercion_freeze_delivered"
    assert (
        frozen().check(gate, "serve_decision", {"served_on": "2026-10-15"}).passes
    )  # from the decision of the 12th
    assert frozen().check(gate, "serve_decision", {"served_on": "2026-10-16"}).warns
    first = frozen(decided_on="2026-10-14", frozen_on="2026-10-13")
    assert first.check(
        gate, "serve_decision", {"served_on": "2026-10-16"}
    ).passes  # from the freezing of the 13th
    assert first.check(gate, "serve_decision", {"served_on": "2026-10-19"}).warns
    assert frozen().at_rest(gate).warns
    assert frozen().check(gate, "close", {}).blocks
    served = frozen().act("serve_decision", "2026-10-14", {"served_on": "2026-10-14"})
    assert served.at_rest(gate).passes
    assert served.check(gate, "close", {}).passes


def test_institution_told():
    gate = "coercion_institution_told"
    case = frozen().act("lift", "2026-11-02", {"ground": "not_needed"})
    assert case.at_rest(gate).warns
    assert case.check(gate, "close", {}).blocks
    assert case.check(gate, "notify_institution", {"party_told": False}).fields == {"party_told"}
    assert case.check(gate, "notify_institution", {"party_told": True}).passes
    told = case.act("notify_institution", "2026-11-02", {"party_told": True})
    assert told.check(gate, "close", {}).passes


def test_lapse_after_expiry():
    gate = "coercion_lapse_after_expiry"
    assert frozen().check(gate, "record_lapse", {"ended_on": "2026-11-12"}).blocks
    assert frozen().check(gate, "record_lapse", {"ended_on": "2026-11-13"}).passes
    assert measure("freeze").check(gate, "record_lapse", {"ended_on": "2026-11-13"}).blocks
