"""Gates answer whatever a payload holds; they never raise, with a proposal or without."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from institutions.builder import (
    ANN,
    BO,
    SHOP_PARTY,
    Case,
    at,
    decision,
    notice,
    report,
    service,
    spot,
)
from yifa.institutions import common, penalty
from yifa.law.gates import all_gates
from yifa.law.view import Proposal

HOMES = (common.__name__, penalty.__name__)
GATES = [g for g in all_gates() if g.function.__module__.startswith(HOMES)]
VALUES: dict[str, Any] = {**report(), **notice(), **decision(), **spot(), **service()}
NAMES = sorted(
    {*VALUES, "days", "round", "topic", "members", "instalments", "exhibits", "corrections", "target"}
)
KINDS = [
    "file",
    "report",
    "notify",
    "decide",
    "decide_on_spot",
    "pay",
    "serve_decision",
    "apply_court",
    "close",
    "x",
]

odd = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.text(max_size=12),
    st.sampled_from(
        ["9999-12-31", "0001-01-01", "2026-02-30", "2026-03-02T25:00", "0001-01-01T00:00:00+08:00"]
    ),
    st.lists(
        st.one_of(
            st.text(max_size=4), st.integers(), st.none(), st.dictionaries(st.text(max_size=3), st.integers())
        ),
        max_size=3,
    ),
    st.dictionaries(st.text(max_size=4), st.integers(), max_size=2),
)
payloads = st.dictionaries(st.sampled_from(NAMES), odd, max_size=8)


def full_case() -> Case:
    """A case in which everything has happened, so that every gate has something to read."""
    case = Case(sector="market", parties=(SHOP_PARTY,)).past().notified(hearing_right=True)
    for number, kind in enumerate(
        [
            "preregister", "preregister_urgent", "hear_defence", "review_defence", "request_hearing",
            "appoint_hearing_officer", "hearing_notice", "hold_hearing", "hearing_report", "legal_review", "deliberate",
            "decide", "serve_decision", "grant_deferral", "demand", "serve_demand", "start_reconsideration",
            "end_reconsideration", "change_decision", "criminal_returned", "close",
        ],
        start=1,
    ):  # fmt: skip
        case.act(kind, f"2026-05-{number:02d}", decision() if kind == "decide" else {})
    return case


@pytest.mark.parametrize("gate", GATES, ids=lambda g: g.name)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(payloads, st.sampled_from(KINDS))
def test_no_payload_makes_a_gate_raise(gate, payload, kind):
    view = full_case().view()
    gate(view, Proposal(kind, {**VALUES, **payload}, (ANN, BO), at("2026-06-01"), at("2026-06-01")))
    gate(view, Proposal(kind, payload, (), at("2026-06-01"), at("2026-06-01")))


@pytest.mark.parametrize("gate", GATES, ids=lambda g: g.name)
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(payloads)
def test_nothing_recorded_earlier_makes_a_gate_raise(gate, payload):
    case = full_case()
    for kind in (
        "file",
        "report",
        "notify",
        "decide",
        "grant_deferral",
        "correct",
        "end_reconsideration",
        "demand",
    ):
        case.act(kind, "2026-05-25", payload)
    gate(case.view(), None)
    gate(case.view(), Proposal("decide", VALUES, (ANN, BO), at("2026-06-01"), at("2026-06-01")))


@pytest.mark.parametrize("gate", GATES, ids=lambda g: g.name)
def test_an_empty_case_makes_no_gate_raise(gate):
    case = Case(parties=(), handlers=(), officers={})
    gate(case.view(), None)
    gate(case.view(), Proposal(gate.name, {}, (), at("2026-06-01"), at("2026-06-01")))
