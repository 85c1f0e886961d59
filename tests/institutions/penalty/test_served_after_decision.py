"""First the decision, then its service (行政处罚法第六十一条)."""

import pytest

from institutions.builder import Case, service

GATE = "served_after_decision"
pytestmark = pytest.mark.requirement("RQ078")


def test_without_a_decision_it_is_refused():
    assert "没有可以送达的决定书" in Case().notified().check(GATE, "serve_decision", service()).blocks


def test_not_before_its_date():
    case = Case().decided("2026-04-20", served=None)
    assert "2026-04-20" in case.check(GATE, "serve_decision", service(served_on="2026-04-19")).blocks
    assert case.check(GATE, "serve_decision", service(served_on="2026-04-20")).passes
