"""What holds of every procedure: its stages lead to an end, its clocks stop and have names, its rules are asked."""

import pytest

from yifa.law.gates import all_gates
from yifa.law.procedure_checks import targets
from yifa.matters import discovery

SHIPPED = sorted(discovery.procedures().values(), key=lambda p: p.id)
each_procedure = pytest.mark.parametrize("procedure", SHIPPED, ids=lambda p: p.id)
# Their papers are kept with the file of the matter they serve, and archived with it.
SERVING = {"deliberation", "hearing", "legal_review", "policy_task.check"}


def reached_from(procedure, stage):
    reached, edge = set(), {stage}
    while edge:
        reached |= edge
        edge = {t for s in edge for rule in procedure.acts_from(s) for t in targets(rule)} - reached
    return reached


@each_procedure
@pytest.mark.requirement("RQ070")
def test_every_stage_leads_to_the_archive(procedure):
    for stage in procedure.stages:
        found = reached_from(procedure, stage)
        if procedure.id in SERVING:
            assert any(procedure.stages[s].closed for s in found), stage
        else:
            assert any(s.endswith("archived") and procedure.stages[s].final for s in found), stage


@each_procedure
def test_every_clock_is_stopped_by_some_act_and_has_a_name(procedure):
    started = {s.clock for a in procedure.acts.values() for s in a.start}
    assert started <= {c for a in procedure.acts.values() for c in a.stop}
    assert started <= set(procedure.extra.get("clocks", {}))


@each_procedure
def test_every_act_cites_what_it_rests_on_and_belongs_to_a_group(procedure):
    assert [a.id for a in procedure.acts.values() if not a.basis or not a.group] == []


@pytest.mark.parametrize("institution", discovery.institutions())
def test_no_rule_of_an_institution_lies_unused(institution):
    own = {
        g.name for g in all_gates() if g.function.__module__.startswith(f"yifa.institutions.{institution}.")
    }
    assert own - listed(institution) == set()


def test_no_common_rule_lies_unused():
    common = {g.name for g in all_gates() if g.function.__module__.startswith("yifa.institutions.common.")}
    assert len(common) > 20
    assert common - listed() == set()


def listed(institution=""):
    """Gates that the institution's procedures (or all) ask of acts or of matters at rest."""
    found = [p for p in SHIPPED if institution in ("", p.id.partition(".")[0])]
    return {g for p in found for a in p.acts.values() for g in a.gates} | {g for p in found for g in p.watch}
