"""The steps on the spot: each rule blocking (or warning) and passing."""

import pytest

from institutions.coercion.builder import ACCOUNT, CRATE, MEASURE, freezing, measure, planned, taken


def says(gate, **changes):
    return measure().check(gate, "implement", taken(**changes))


def test_approved_before():
    gate = "coercion_approved_before"
    assert says(gate).passes
    assert says(gate, days=31).fields == {"days"}
    assert "批准时没有列明" in says(gate, goods=[CRATE, {**CRATE, "name": "货车"}]).warns
    from institutions.builder import Case

    assert "没有经行政机关负责人批准" in Case(kind=MEASURE).check(gate, "implement", taken()).blocks
    case = measure("freeze", accounts=[ACCOUNT])
    assert case.check(gate, "freeze", freezing()).passes
    other = freezing(accounts=[{**ACCOUNT, "account": "9"}])
    assert case.check(gate, "freeze", other).fields == {"accounts"}


def test_identity_shown():
    assert says("coercion_identity_shown").passes
    assert says("coercion_identity_shown", identity_shown=False).blocks


def test_party_called():
    gate = "coercion_party_called"
    assert says(gate).passes
    assert says(gate, party_notified=False).fields == {"party_notified"}
    assert says(gate, party_present=False).fields == {"witness"}
    assert says(gate, party_present=False, witness="居委会干部").passes


def test_reasons_told():
    assert says("coercion_reasons_told").passes
    assert says("coercion_reasons_told", rights_told=False).blocks
    assert says("coercion_reasons_told", rights_told=False, party_present=False).passes


def test_statement_heard():
    gate = "coercion_statement_heard"
    assert says(gate).passes
    assert says(gate, statement="").blocks
    assert says(gate, statement_review="").warns
    assert says(gate, statement="", party_present=False).passes


def test_record_signed():
    gate = "coercion_record_signed"
    assert says(gate).passes
    assert says(gate, course="").fields == {"course"}
    assert says(gate, signature="absent").fields == {"signature"}
    assert says(gate, signature="refused").fields == {"signature_note"}
    assert says(gate, signature="refused", signature_note="当事人拒签").passes
    assert says(gate, party_present=False).fields == {"witness"}


@pytest.mark.parametrize(
    "name",
    [
        "party_name",
        "party_address",
        "reasons",
        "basis",
        "remedy",
        "agency_name",
        "decided_on",
        "goods",
        "days",
    ],
)
def test_decision_contents(name):
    assert says("coercion_decision_contents", **{name: None}).fields == {name}


def test_decision_contents_complete():
    assert says("coercion_decision_contents").passes
    # 第二十四条 is about sealing and seizing only.
    assert (
        measure("other").check("coercion_decision_contents", "implement", taken(remedy="", days=None)).passes
    )


def test_decision_delivered():
    gate = "coercion_decision_delivered"
    assert says(gate).passes
    assert says(gate, delivered=False).fields == {"delivered"}
    assert says(gate, copies=1).fields == {"copies"}
    assert measure("other").check(gate, "implement", taken(delivered=False)).passes


def test_a_measure_needs_a_law_and_article():
    assert measure().check("legal_basis_cited", "apply_measure", planned(basis="有关规定")).blocks
    assert measure().check("legal_basis_cited", "apply_measure", planned()).passes
