"""Whoever was told to stand back takes no part, in any institution (公务员法第七十六条)."""

import pytest

from institutions.builder import ANN, BO, HEAD, Case
from yifa.matters import discovery

GATE = "recused_take_no_part"


def _case(granted: bool = True) -> Case:
    return Case().act("decide_recusal", "2026-03-09", {"officer": ANN, "granted": granted})


def test_a_recused_officer_does_nothing_more():
    assert "安宁已决定回避" in _case().check(GATE, "archive", by=[ANN, BO]).blocks


def test_others_go_on():
    assert _case().check(GATE, "archive", by=[BO]).passes


def test_a_refused_request_changes_nothing():
    assert _case(granted=False).check(GATE, "archive", by=[ANN]).passes


def test_a_recused_officer_is_not_assigned_and_does_not_approve():
    assert _case().check(GATE, "assign", {"reviewer": ANN}, by=[HEAD]).blocks
    assert _case().approved(officer_id=ANN).check(GATE, "archive", by=[BO]).blocks


@pytest.mark.requirement("RQ187")
def test_every_act_of_every_procedure_asks_it_or_its_own_rule():
    own = {"recusal_respected", "hearing_staff_not_recused"}
    for procedure in discovery.procedures().values():
        assert {"classify", "declare_recusal", "decide_recusal"} <= set(procedure.acts)
        for rule in procedure.acts.values():
            assert GATE in rule.gates or own & set(rule.gates), (procedure.id, rule.id)
