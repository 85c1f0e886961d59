"""Both procedures load against the real models, gates, figures and templates, and every case can be ended and filed."""

from pathlib import Path

import pytest

from institutions import builder
from yifa.institutions import penalty
from yifa.institutions.penalty import acts
from yifa.law.figures import DEFAULT_FIGURES
from yifa.law.gates import all_gates, find_condition
from yifa.law.procedure import Outcome, Procedure, load_procedure
from yifa.matters.discovery import templates
from yifa.matters.payloads import ActPayload

HOME = Path(penalty.__file__).parent
TESTS = Path(builder.__file__).parent
ENDINGS = ("closed", "refused", "transferred", "terminated", "revoked")


def models(procedure_id: str) -> dict[str, type[ActPayload]]:
    return {
        m.kind: m
        for m in vars(acts).values()
        if isinstance(m, type)
        and issubclass(m, ActPayload)
        and "kind" in vars(m)
        and m.procedure in ("*", procedure_id)
    }


def load(name: str) -> Procedure:
    path = HOME / f"procedure.{name}.toml"
    return load_procedure(
        path.read_text(encoding="utf-8"),
        path.name,
        payload_fields={k: frozenset(m.model_fields) for k, m in models(f"penalty.{name}").items()},
        figures=DEFAULT_FIGURES,
        templates=templates("penalty"),
    )


@pytest.fixture(scope="module", params=["ordinary", "summary"])
def procedure(request) -> Procedure:
    return load(request.param)


def targets(procedure: Procedure, stage: str) -> set[str]:
    found: set[str] = set()
    for rule in procedure.acts_from(stage):
        if isinstance(rule.to, Outcome):
            found |= set(rule.to.cases.values())
        elif rule.to:
            found.add(rule.to)
    return found


@pytest.mark.requirement("RQ096")
def test_every_ending_can_be_archived(procedure):
    for stage in set(ENDINGS) & set(procedure.stages):
        assert "archived" in targets(procedure, stage), stage


def test_the_ordinary_procedure_goes_through_its_stages_in_order():
    ordinary = load("ordinary")
    order = [
        "clue",
        "checked",
        "investigating",
        "investigated",
        "decided",
        "performing",
        "closed",
        "archived",
    ]
    for stage, following in zip(order, order[1:], strict=False):
        assert following in targets(ordinary, stage)


def test_a_decision_asks_for_the_heads_and_for_a_meeting_when_one_is_due():
    steps = load("ordinary").acts["decide"].approve
    assert [s.roles for s in steps[:2]] == [("unit_head",), ("agency_head",)]
    assert (steps[2].meeting, steps[2].when) == ("deliberate", "deliberation_required")


def test_every_act_that_ends_a_case_starts_the_time_to_archive(procedure):
    for rule in procedure.acts.values():
        ends = rule.to in ENDINGS
        assert ends == any(s.clock == "archiving" for s in rule.start), rule.id


def test_every_gate_of_the_procedures_has_a_test_file_of_its_own():
    used = {g for n in ("ordinary", "summary") for a in load(n).acts.values() for g in a.gates}
    used |= {g for n in ("ordinary", "summary") for g in load(n).watch}
    files = {p.stem for folder in ("common", "penalty") for p in (TESTS / folder).glob("test_*.py")}
    assert {g for g in used if f"test_{g}" not in files} == set()


def test_every_gate_cites_an_article():
    for gate in all_gates():
        if gate.function.__module__.startswith(f"{penalty.__name__}.gates"):
            assert "第" in gate.citation and "条" in gate.citation, gate.name


def test_every_model_serves_an_act():
    used = {a for n in ("ordinary", "summary") for a in load(n).acts}
    used |= set(load("ordinary").extra["former_acts"])
    assert {k for n in ("ordinary", "summary") for k in models(f"penalty.{n}")} - used == set()


def test_conditions_named_in_the_procedures_exist(procedure):
    named = {a.when for a in procedure.acts.values() if a.when}
    assert all(find_condition(name) for name in named)
