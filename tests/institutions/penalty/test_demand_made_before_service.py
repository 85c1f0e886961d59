"""There is a demand to serve (行政强制法第三十八条)."""

import pytest

from institutions.builder import Case, service

GATE = "demand_made_before_service"
pytestmark = pytest.mark.requirement("RQ081")


def test_without_one_it_is_refused():
    assert Case().decided().check(GATE, "serve_demand", service()).blocks


def test_not_before_its_date():
    case = Case().decided().act("demand", "2026-10-23", {})
    assert case.check(GATE, "serve_demand", service(served_on="2026-10-22")).blocks
    assert case.check(GATE, "serve_demand", service(served_on="2026-10-26")).passes
