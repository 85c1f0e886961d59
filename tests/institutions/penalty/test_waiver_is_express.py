"""Rights are given up over a signature (行政处罚法第六十二条)."""

import pytest

from institutions.builder import Case

GATE = "waiver_is_express"
pytestmark = pytest.mark.requirement("RQ073")


def test_unsigned_is_refused():
    assert Case().notified().check(GATE, "waive_defence", {"signed": False}).fields == {"signed"}


def test_signed_passes():
    assert Case().notified().check(GATE, "waive_defence", {"signed": True}).passes


def test_before_the_notice_there_is_nothing_to_give_up():
    assert "告知书尚未送达" in Case().reported().check(GATE, "waive_defence", {"signed": True}).blocks
