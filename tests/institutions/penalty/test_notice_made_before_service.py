"""There is a notice to serve (行政处罚法第四十四条)."""

import pytest

from institutions.builder import Case, notice, service

GATE = "notice_made_before_service"
pytestmark = pytest.mark.requirement("RQ073")


def test_without_one_it_is_refused():
    assert "没有可以送达的告知书" in Case().reported().check(GATE, "serve_notice", service()).blocks


def test_not_before_its_date():
    case = Case().reported().act("notify", "2026-03-18", notice())
    assert "早于" in case.check(GATE, "serve_notice", service(served_on="2026-03-17")).blocks
    assert case.check(GATE, "serve_notice", service(served_on="2026-03-18")).passes
