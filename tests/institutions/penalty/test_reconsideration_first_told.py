"""Reconsideration comes first, and the paper says so (行政复议法第二十三条)."""

import pytest

from institutions.builder import Case, spot

GATE = "reconsideration_first_told"
pytestmark = pytest.mark.requirement("RQ069")


def test_told_passes():
    assert Case().check(GATE, "decide_on_spot", spot()).passes


def test_untold_is_refused():
    found = Case().check(GATE, "decide_on_spot", spot(reconsideration_first=False))
    assert found.fields == {"reconsideration_first"}
