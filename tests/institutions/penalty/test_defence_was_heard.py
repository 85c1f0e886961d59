"""There is a defence to review (行政处罚法第四十五条)."""

import pytest

from institutions.builder import Case

GATE = "defence_was_heard"
pytestmark = pytest.mark.requirement("RQ073")


def test_nothing_heard_nothing_reviewed():
    assert Case().notified().check(GATE, "review_defence").blocks


def test_heard_passes():
    assert Case().notified().act("hear_defence", "2026-03-23").check(GATE, "review_defence").passes
