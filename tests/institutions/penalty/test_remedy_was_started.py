"""Only what began can end (行政处罚法第七十三条)."""

import pytest

from institutions.builder import Case

GATE = "remedy_was_started"
pytestmark = pytest.mark.requirement("RQ081")


def test_nothing_running():
    assert Case().decided().check(GATE, "end_reconsideration").blocks


def test_something_running():
    case = Case().decided().act("start_reconsideration", "2026-05-10", {"started_on": "2026-05-10"})
    assert case.check(GATE, "end_reconsideration").passes
    assert case.act("end_reconsideration", "2026-06-10").check(GATE, "end_reconsideration").blocks
