"""Handed over on the spot; a refusal to sign is noted (行政处罚法第五十二条)."""

import pytest

from institutions.builder import Case, spot

GATE = "spot_delivered"
pytestmark = pytest.mark.requirement("RQ069")


def test_delivered_and_signed_passes():
    assert Case().check(GATE, "decide_on_spot", spot()).passes


def test_undelivered_is_refused():
    assert Case().check(GATE, "decide_on_spot", spot(delivered=False)).fields == {"delivered"}


def test_a_refusal_is_noted():
    assert Case().check(GATE, "decide_on_spot", spot(signature="refused")).fields == {"signature_note"}
    values = spot(signature="refused", signature_note="当事人拒绝签收，已当面宣读")
    assert Case().check(GATE, "decide_on_spot", values).passes
