"""A ruling answers an application (行政强制法第五十六条)."""

import pytest

from institutions.builder import Case

GATE = "court_was_asked"
pytestmark = pytest.mark.requirement("RQ081")


def test_unasked():
    assert Case().decided().check(GATE, "court_ruling").blocks


def test_asked():
    assert Case().decided().act("apply_court", "2026-11-10").check(GATE, "court_ruling").passes
