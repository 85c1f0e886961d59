"""Each rule about disputes over jurisdiction, blocking (or warning) and passing."""

import yifa.institutions.jurisdiction.gates  # noqa: F401  (registers the gates)
from institutions.builder import Case
from yifa.matters import discovery

RAISED = {
    "claim": "both_claim",
    "raised_on": "2026-11-02",
    "own_filed_on": "2026-10-20",
    "other_filed_on": "2026-10-22",
    "other_agency": "云岭省另一市交通运输局",
    "other_region": "990200",
}


def dispute(sector: str = "market", **changes: object) -> Case:
    case = Case(kind="jurisdiction.dispute", stage="raised", sector=sector)
    return case.act("raise_dispute", "2026-11-02", {**RAISED, **changes})


def test_common_superior():
    gate = "jurisdiction_common_superior"
    ours = {"superior": "某厅", "superior_region": "990100"}
    assert "不是对方机关所在区划的上级" in dispute().check(gate, "report_superior", ours).blocks
    assert dispute().check(gate, "report_superior", {**ours, "superior_region": "980000"}).blocks
    assert dispute().check(gate, "report_superior", {**ours, "superior_region": "990000"}).passes
    party = {"superior": "云岭省另一市交通运输局", "superior_region": "990000"}
    assert dispute().check(gate, "report_superior", party).fields == {"superior"}


def test_first_filing():
    gate = "jurisdiction_first_filing"
    assert dispute().check(gate, "negotiate", {"whose": "theirs"}).warns
    assert dispute().check(gate, "negotiate", {"whose": "ours"}).passes
    assert dispute(own_filed_on=None).check(gate, "negotiate", {"whose": "ours"}).warns
    assert dispute(claim="both_deny").check(gate, "negotiate", {"whose": "theirs"}).passes


def test_negotiated_in_time():
    gate = "jurisdiction_negotiated_in_time"
    assert dispute().check(gate, "negotiate", {"done_on": "2026-11-11"}).passes  # seven working days
    assert dispute().check(gate, "negotiate", {"done_on": "2026-11-12"}).warns
    assert dispute().at_rest(gate).warns
    assert dispute("urban").at_rest(gate).passes


def test_designated_by_the_superior_that_was_asked():
    gate = "jurisdiction_designated_by_superior"
    case = dispute().act("report_superior", "2026-11-12", {"superior": "某厅"})
    assert case.check(gate, "receive_designation", {"superior": "别的厅"}).blocks
    assert case.check(gate, "receive_designation", {"superior": "某厅"}).passes


def test_both_cases_noted():
    gate = "jurisdiction_both_cases_noted"
    assert dispute().check(gate, "close", {}).fields == {"own_noted", "other_told_on"}
    assert dispute().check(gate, "close", {"own_noted": True, "other_told_on": "2026-11-12"}).passes


def test_the_procedure_loads_and_its_clocks_end():
    procedure = discovery.procedure("jurisdiction.dispute")
    started = {s.clock for a in procedure.acts.values() for s in a.start}
    assert started <= {c for a in procedure.acts.values() for c in a.stop}
    assert started <= set(procedure.extra["clocks"])
    assert all(a.basis and a.group for a in procedure.acts.values())


def test_only_an_agreement_is_told_to_the_case():
    assert dispute().holds("jurisdiction_agreed", "negotiate", {"outcome": "agreed", "whose": "ours"})
    assert not dispute().holds("jurisdiction_agreed", "negotiate", {"outcome": "failed"})
