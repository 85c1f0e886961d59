"""Questioning and measures come after filing (行政处罚法第五十四条)."""

import pytest

from institutions.builder import Case

GATE = "filing_before_investigation"
pytestmark = pytest.mark.requirement("RQ070")


def test_before_filing_measures_are_refused():
    assert "尚未立案" in Case().check(GATE, "sampling").blocks


def test_questioning_in_the_check_of_a_clue_is_marked():
    found = Case().check(GATE, "record_questioning")
    assert "尚未立案" in found.warns and not found.blocks


def test_after_filing_it_passes():
    assert Case().filed().check(GATE, "record_questioning").passes
