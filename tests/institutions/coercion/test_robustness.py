"""Gates and conditions answer whatever a payload or an earlier act holds; they never raise."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from institutions.builder import ANN, BO, Case, at
from institutions.coercion.builder import (
    COURT,
    ENFORCEMENT,
    MEASURE,
    demand,
    freezing,
    opening,
    order,
    planned,
    taken,
)
from yifa.institutions import coercion
from yifa.law.gates import all_gates, find_condition
from yifa.law.view import Proposal
from yifa.matters import discovery

GATES = [g for g in all_gates() if g.function.__module__.startswith(coercion.__name__)]
PROCEDURES = (MEASURE, ENFORCEMENT, COURT)
VALUES: dict[str, Any] = {**planned(), **taken(), **freezing(), **opening(), **demand(), **order()}
KINDS = sorted({k for p in PROCEDURES for k in discovery.procedure(p).acts})
FIELDS = sorted(
    {
        f
        for p in PROCEDURES
        for k in discovery.procedure(p).acts
        for f in discovery.payload_model(p, k).model_fields
    }
)
CONDITIONS = sorted(
    {
        name
        for p in PROCEDURES
        for rule in discovery.procedure(p).acts.values()
        for name in (rule.when, *(s.when for s in rule.start))
        if name
    }
    | {p.when for name in PROCEDURES for p in discovery.procedure(name).papers.values() if p.when}
)

odd = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.text(max_size=12),
    st.sampled_from(
        ["9999-12-31", "0001-01-01", "2026-02-30", "2026-03-02T25:00", "0001-01-01T00:00:00+08:00"]
    ),
    st.sampled_from(
        ["seal", "freeze", "freedom", "money", "restore", "demolish", "running", "refuse", "accepted"]
    ),
    st.lists(
        st.one_of(st.text(max_size=4), st.dictionaries(st.sampled_from(FIELDS), st.integers())), max_size=3
    ),
    st.dictionaries(st.text(max_size=4), st.integers(), max_size=2),
)
payloads = st.dictionaries(st.sampled_from(FIELDS), odd, max_size=10)


def case_of(told: dict[str, Any]) -> Case:
    """A file in which every act happened, each saying something odd."""
    case = Case(kind=MEASURE)
    for number, kind in enumerate(KINDS):
        case.act(kind, f"2026-{5 + number // 28:02d}-{1 + number % 28:02d}", {**VALUES, **told})
    return case


@pytest.mark.parametrize("gate", GATES, ids=lambda g: g.name)
@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(payloads, payloads, st.sampled_from(KINDS))
def test_no_payload_makes_a_gate_raise(gate, told, asked, kind):
    when = at("2026-11-01")
    for view in (case_of(told).view(), Case(kind=MEASURE).view()):
        gate(view, None)
        gate(view, Proposal(kind, {**VALUES, **asked}, (ANN, BO), when, when))
        gate(view, Proposal(kind, asked, (), when, when))


@pytest.mark.parametrize("name", CONDITIONS)
@settings(max_examples=3, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(payloads, payloads)
def test_no_payload_makes_a_condition_raise(name, told, asked):
    found = find_condition(name)
    when = at("2026-11-01")
    for view in (case_of(told).view(), Case(kind=MEASURE).view()):
        assert found(view, None) in (True, False)
        assert found(view, Proposal("freeze", asked, (ANN, BO), when, when)) in (True, False)
