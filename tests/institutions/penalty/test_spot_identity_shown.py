"""Certificates are shown on the spot (行政处罚法第五十二条)."""

import pytest

from institutions.builder import Case, spot

GATE = "spot_identity_shown"
pytestmark = pytest.mark.requirement("RQ069")


def test_shown_passes():
    assert Case().check(GATE, "decide_on_spot", spot()).passes


def test_not_shown_is_refused():
    assert Case().check(GATE, "decide_on_spot", spot(identity_shown=False)).fields == {"identity_shown"}
