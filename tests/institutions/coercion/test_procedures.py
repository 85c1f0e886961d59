"""The procedures load, every stage reaches the archive, every clock has an end and a name, every act its article."""

import pytest

from institutions.coercion.builder import COURT, ENFORCEMENT, MEASURE
from yifa.law.procedure import Outcome
from yifa.matters import discovery


@pytest.fixture(params=[MEASURE, ENFORCEMENT, COURT])
def procedure(request):
    return discovery.procedure(request.param)


def targets(procedure, stage):
    found = set()
    for rule in procedure.acts_from(stage):
        found |= set(rule.to.cases.values()) if isinstance(rule.to, Outcome) else {rule.to} - {None}
    return found


def test_every_stage_leads_to_the_archive(procedure):
    for stage in procedure.stages:
        reached, edge = set(), {stage}
        while edge:
            reached |= edge
            edge = set().union(*(targets(procedure, s) for s in edge)) - reached
        assert "archived" in reached, stage


def test_every_clock_is_stopped_by_some_act_and_has_a_name(procedure):
    started = {s.clock for a in procedure.acts.values() for s in a.start}
    assert started <= {c for a in procedure.acts.values() for c in a.stop}
    assert started <= set(procedure.extra["clocks"])


def test_every_act_cites_what_it_rests_on(procedure):
    assert all(a.basis and a.group for a in procedure.acts.values())


def test_every_rule_of_the_institution_is_asked_somewhere():
    from yifa.law.gates import all_gates

    listed = set()
    for name in (MEASURE, ENFORCEMENT, COURT):
        found = discovery.procedure(name)
        listed |= set(found.watch) | {g for a in found.acts.values() for g in a.gates}
    assert {g.name for g in all_gates() if g.name.startswith("coercion_")} <= listed
