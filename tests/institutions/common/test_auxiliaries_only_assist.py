"""Auxiliaries are given no part that decides or enforces, in any institution (行政执法监督条例第十七条第二款)."""

import pytest

from institutions.builder import ANN, AUXILIARY, BO, Case, at
from yifa.law.view import ApprovalView
from yifa.matters import discovery

GATE = "auxiliaries_only_assist"
pytestmark = pytest.mark.requirement("RQ008")


@pytest.mark.parametrize(
    "payload",
    [
        {"handlers": [ANN, AUXILIARY]},
        {"presider": AUXILIARY},
        {"reviewer": AUXILIARY},
        {"heads": [AUXILIARY]},
        {"assistants": [AUXILIARY]},
        {"members": [{"officer": AUXILIARY}]},
    ],
    ids=lambda p: next(iter(p)),
)
def test_no_part_that_acts_is_given_to_one(payload):
    assert "富辅是辅助人员" in Case().check(GATE, "assign", payload).blocks


def test_officers_get_it_and_auxiliaries_write_the_minutes():
    assert Case().check(GATE, "assign", {"handlers": [ANN, BO], "clerk": AUXILIARY}).passes


def test_none_approves():
    case = Case()
    case.approvals.append(ApprovalView(0, "approve", AUXILIARY, "unit_head", at("2026-03-01")))
    assert "富辅是辅助人员" in case.check(GATE, "file", {"handlers": [ANN, BO]}).blocks


@pytest.mark.parametrize("procedure", discovery.procedures().values(), ids=lambda p: p.id)
def test_every_act_of_every_institution_asks_it(procedure):
    assert [a.id for a in procedure.acts.values() if GATE not in a.gates] == []
