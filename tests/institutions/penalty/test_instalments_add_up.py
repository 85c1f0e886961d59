"""The plan covers the debt inside the period (行政处罚法第六十六条第二款)."""

import pytest

from institutions.builder import Case

GATE = "instalments_add_up"
pytestmark = pytest.mark.requirement("RQ083")


def _plan(*rows, days=90):
    plan = [{"due_on": d, "amount_fen": a} for d, a in rows]
    return (
        Case()
        .decided()
        .check(GATE, "grant_deferral", {"granted_on": "2026-05-06", "days": days, "instalments": plan})
    )


def test_a_plan_that_adds_up_passes():
    assert _plan(("2026-06-01", 250_000), ("2026-07-01", 250_000)).passes


def test_one_that_does_not_is_refused():
    assert "分期合计4000元，尚未缴纳5000元" in _plan(("2026-06-01", 250_000), ("2026-07-01", 150_000)).blocks


def test_nor_one_that_runs_on():
    assert "晚于批准的期限" in _plan(("2026-06-01", 250_000), ("2026-08-05", 250_000)).blocks


def test_a_plain_deferral_has_no_plan():
    assert _plan().passes
