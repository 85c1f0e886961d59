"""What is withdrawn is a request that stands (行政处罚法第六十三条)."""

import pytest

from institutions.builder import Case

GATE = "hearing_was_requested"
pytestmark = pytest.mark.requirement("RQ074")


def test_nobody_asked():
    assert Case().notified().check(GATE, "withdraw_hearing_request", by=[]).blocks


def test_asked_passes():
    assert (
        Case()
        .notified()
        .act("request_hearing", "2026-03-23")
        .check(GATE, "withdraw_hearing_request", by=[])
        .passes
    )


def test_withdrawn_is_not_asked():
    case = (
        Case().notified().act("request_hearing", "2026-03-23").act("withdraw_hearing_request", "2026-03-24")
    )
    assert case.check(GATE, "withdraw_hearing_request", by=[]).blocks
