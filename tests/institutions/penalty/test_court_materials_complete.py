"""The application comes with what the court needs (行政强制法第五十五条)."""

import pytest

from institutions.builder import Case

GATE = "court_materials_complete"
pytestmark = pytest.mark.requirement("RQ081")


ALL = ["application", "decision", "opinion", "subject"]


def test_all_four_pass():
    assert Case().check(GATE, "apply_court", {"materials": ALL}).passes


def test_each_is_needed():
    for left_out in ALL:
        given = [m for m in ALL if m != left_out]
        assert Case().check(GATE, "apply_court", {"materials": given}).fields == {"materials"}
