"""The court is not asked while a remedy runs (行政强制法第五十三条)."""

import pytest

from institutions.builder import Case

GATE = "no_remedy_running"
pytestmark = pytest.mark.requirement("RQ081")


def test_running_blocks():
    case = Case().decided().act("start_reconsideration", "2026-05-10", {"started_on": "2026-05-10"})
    assert case.check(GATE, "apply_court").blocks
    assert case.act("end_reconsideration", "2026-06-10").check(GATE, "apply_court").passes
