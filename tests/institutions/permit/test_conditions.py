"""Which time an application has, and what follows a decision."""

import pytest

from institutions.builder import Case
from institutions.permit.permits import accepted

HANDLING = {
    "single": {"permit_single"},
    "joint": {"permit_joint"},
    "lower_first": {"permit_lower_first"},
}


@pytest.mark.parametrize("handling", sorted(HANDLING))
def test_an_application_has_one_period_by_how_it_is_handled(handling):
    case = accepted(handling=handling)
    assert {c for c in ("permit_single", "permit_joint", "permit_lower_first") if case.holds(c)} == HANDLING[
        handling
    ]


@pytest.mark.parametrize(
    ("mode", "joint"), [("unified", True), ("joint", True), ("central", True), ("parallel", False)]
)
def test_a_window_handles_jointly_unless_each_goes_its_own_way(mode, joint):
    case = Case(kind="permit.intake")
    assert case.holds("permit_dispatched_jointly", "dispatch", {"mode": mode}) is joint
    assert case.holds("permit_dispatched_in_parallel", "dispatch", {"mode": mode}) is not joint
    assert case.act("dispatch", "2026-03-03", {"mode": mode}).holds("permit_joint") is joint


def test_inspection_publicity_and_promise_hang_on_what_was_told():
    assert accepted(item="technical").holds("permit_by_standard")
    assert not accepted().holds("permit_by_standard")
    assert accepted().holds("permit_granted", "decide", {"outcome": "grant"})
    assert not accepted().holds("permit_granted", "decide", {"outcome": "refuse"})
    assert accepted().holds("permit_promised", "accept", {"promise_days": 5})
    assert not accepted().holds("permit_promised", "accept", {"promise_days": None})
