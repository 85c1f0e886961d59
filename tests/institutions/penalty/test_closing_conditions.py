"""Nothing that was ordered is left undone (程序规定第七十七条)."""

import pytest

from institutions.builder import Case, service

GATE = "closing_conditions"
pytestmark = pytest.mark.requirement("RQ082")


def _paid(**changes) -> Case:
    return Case().decided(**changes).act("pay", "2026-05-05", {"amount_fen": 500_000})


def test_paid_in_full_closes():
    assert _paid().check(GATE, "close", {"ground": "performed"}).passes


def test_unpaid_does_not():
    assert "罚款尚有5000元未缴" in Case().decided().check(GATE, "close", {"ground": "performed"}).blocks


def test_unserved_does_not():
    assert "尚未送达" in Case().decided(served=None).check(GATE, "close", {"ground": "performed"}).blocks


def test_other_measures_must_be_performed():
    case = _paid(kinds=["fine", "halt"])
    assert "其他内容尚未履行" in case.check(GATE, "close", {"ground": "performed"}).blocks
    case.act("confirm_performance", "2026-05-06", {"complete": True})
    assert case.check(GATE, "close", {"ground": "performed"}).passes


def test_confiscated_income_must_be_paid():
    case = _paid(confiscated_income_fen=10_000)
    assert "违法所得尚有100元" in case.check(GATE, "close", {"ground": "performed"}).blocks


def test_enforcement_that_ended_closes():
    case = Case().decided()
    assert "没有终结执行" in case.check(GATE, "close", {"ground": "court_ended"}).blocks
    assert case.act("end_enforcement", "2026-11-01").check(GATE, "close", {"ground": "court_ended"}).passes


def test_a_no_penalty_decision_closes_once_served():
    case = Case().reported().act("decide_no_penalty", "2026-04-01")
    assert case.check(GATE, "close", {"ground": "no_penalty"}).blocks
    case.act("serve_decision", "2026-04-02", service())
    assert case.check(GATE, "close", {"ground": "no_penalty"}).passes


def test_the_ground_must_be_the_true_one():
    assert "没有作出不予处罚决定" in _paid().check(GATE, "close", {"ground": "no_penalty"}).blocks


def test_a_running_remedy_is_marked():
    case = _paid().act("start_reconsideration", "2026-05-10", {"started_on": "2026-05-10"})
    assert "尚未终结" in case.check(GATE, "close", {"ground": "performed"}).warns
