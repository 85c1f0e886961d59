"""A report follows the hearing (行政处罚法第六十五条)."""

import pytest

from institutions.builder import Case

GATE = "hearing_was_held"
pytestmark = pytest.mark.requirement("RQ074")


def test_before_the_hearing_it_is_refused():
    assert Case().notified().act("request_hearing", "2026-03-23").check(GATE, "hearing_report").blocks


def test_after_it_passes():
    case = Case().notified().act("request_hearing", "2026-03-23").act("hold_hearing", "2026-04-02")
    assert case.check(GATE, "hearing_report").passes
