"""代履行: each rule blocking (or warning) and passing."""

import pytest

from institutions.builder import Case
from institutions.coercion.builder import ENFORCEMENT, demanded, order

RESTORE = {"duty": "restore", "principal_fen": None, "power": "substitute"}


def decision(**changes):
    values = {
        **order(),
        "consequence": "pollution",
        "consequence_facts": "废渣随雨水流入河道",
        "manner": "清运",
        "starts_on": "2026-11-04",
        "subject_matter": "废渣二十吨",
        "budget_fen": 800_000,
        "performer": "云州环卫公司",
        "third_person": True,
        "disinterested": True,
    }
    return {**values, **changes}


def decided():
    return (
        demanded(**RESTORE)
        .act("decide_substitute", "2026-10-27", decision())
        .act("serve_decision", "2026-10-28", {"served_on": "2026-10-28"})
    )


def told(on="2026-10-30"):
    return decided().act("demand_substitute", on, {"told_on": on, "starts_on": "2026-11-04"})


def record(**changes):
    values = {
        "started_at": "2026-11-04T09:00:00+08:00",
        "ended_at": "2026-11-04T16:00:00+08:00",
        "supervisor": "安宁",
        "supervisor_signed": True,
        "performer_signed": True,
        "party_signed": True,
        "cost_fen": 700_000,
        "cost_detail": "人工、运输",
        "peaceful": True,
    }
    return {**values, **changes}


def test_substitute_grounds():
    gate, case = "coercion_substitute_grounds", demanded(**RESTORE)
    assert case.check(gate, "decide_substitute", decision()).passes
    assert case.check(gate, "decide_substitute", decision(consequence_facts="")).fields == {
        "consequence_facts"
    }
    assert demanded().check(gate, "decide_substitute", decision()).fields == {"consequence"}


def test_performer_disinterested():
    gate, case = "coercion_performer_disinterested", demanded(**RESTORE)
    assert case.check(gate, "decide_substitute", decision()).passes
    assert case.check(gate, "decide_substitute", decision(disinterested=False)).blocks
    own = decision(disinterested=False, third_person=False)
    assert case.check(gate, "decide_substitute", own).passes


@pytest.mark.parametrize(
    "name",
    ["party_address", "reasons", "basis", "manner", "starts_on", "subject_matter", "budget_fen", "performer"],
)
def test_substitute_contents(name):
    gate, case = "coercion_substitute_contents", demanded(**RESTORE)
    assert case.check(gate, "decide_substitute", decision(**{name: None})).fields == {name}
    assert case.check(gate, "decide_substitute", decision()).passes


def test_substitute_three_days():
    """Wednesday 4 November: Friday 30 October is the third working day before."""
    gate = "coercion_substitute_three_days"
    asked = {"starts_on": "2026-11-04"}
    assert decided().check(gate, "demand_substitute", {**asked, "told_on": "2026-10-30"}).passes
    assert decided().check(gate, "demand_substitute", {**asked, "told_on": "2026-10-31"}).fields == {
        "starts_on"
    }
    assert decided().check(gate, "perform_substitute", record()).blocks
    assert told().check(gate, "perform_substitute", record()).passes
    assert told("2026-11-02").check(gate, "perform_substitute", record()).fields == {"started_at"}
    done = told().act("perform", "2026-11-03", {})
    assert "停止代履行" in done.check(gate, "perform_substitute", record()).blocks


def test_substitute_decided():
    gate = "coercion_substitute_decided"
    assert told().check(gate, "perform_substitute", record()).passes
    assert demanded(**RESTORE).check(gate, "perform_substitute", record()).blocks
    early = record(started_at="2026-10-27T09:00:00+08:00")
    assert told().check(gate, "perform_substitute", early).fields == {"started_at"}


def test_substitute_supervised():
    gate = "coercion_substitute_supervised"
    assert told().check(gate, "perform_substitute", record()).passes
    for name in ("supervisor", "supervisor_signed", "performer_signed", "party_signed"):
        assert told().check(gate, "perform_substitute", record(**{name: None})).fields == {name}


def test_substitute_cost():
    gate = "coercion_substitute_cost"
    assert told().check(gate, "perform_substitute", record()).passes
    assert "构成" in told().check(gate, "perform_substitute", record(cost_detail="")).warns
    assert told().check(gate, "perform_substitute", record(cost_fen=800_001)).warns


def test_substitute_peaceful():
    gate = "coercion_substitute_peaceful"
    assert told().check(gate, "perform_substitute", record()).passes
    assert told().check(gate, "perform_substitute", record(peaceful=False)).blocks


AT_ONCE = {"spot": "road", "litter": "spill", "party_unable": True}


def test_at_once_grounds():
    gate, case = "coercion_at_once_grounds", Case(kind=ENFORCEMENT)
    assert case.check(gate, "substitute_at_once", AT_ONCE).passes
    assert case.check(gate, "substitute_at_once", {**AT_ONCE, "spot": ""}).fields == {"spot"}
    assert case.check(gate, "substitute_at_once", {**AT_ONCE, "party_unable": False}).fields == {
        "party_unable"
    }


def test_absent_party_told():
    gate = "coercion_absent_party_told"
    done = {**AT_ONCE, "party_present": False, "ended_at": "2026-11-04T16:00:00+08:00"}
    case = Case(kind=ENFORCEMENT, stage="performed").act("substitute_at_once", "2026-11-04", done)
    assert case.at_rest(gate).warns
    assert case.check(gate, "close", {}).blocks
    assert case.check(gate, "tell_party", {"told_on": "2026-11-05"}).warns
    assert case.check(gate, "tell_party", {"told_on": "2026-11-04"}).passes
    assert case.act("tell_party", "2026-11-04", {"told_on": "2026-11-04"}).check(gate, "close", {}).passes
    assert demanded().check(gate, "close", {}).passes
    there = Case(kind=ENFORCEMENT, stage="performed").act(
        "substitute_at_once", "2026-11-04", {**done, "party_present": True}
    )
    assert not there.check(gate, "close", {}).blocks
    assert "依法作出处理" in there.check(gate, "close", {}).warns
