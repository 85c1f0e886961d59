"""Questioning and measures come after filing (行政处罚法第五十四条)."""

import pytest

from institutions.builder import Case

GATE = "filing_before_investigation"
pytestmark = pytest.mark.requirement("RQ070")


def test_before_filing_it_is_refused():
    assert "尚未立案" in Case().check(GATE, "record_questioning").blocks


def test_after_filing_it_passes():
    assert Case().filed().check(GATE, "record_questioning").passes
