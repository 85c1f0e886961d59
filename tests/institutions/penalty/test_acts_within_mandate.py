"""Entrusted organisations and townships punish only what a document in force gives them (行政处罚法 20, 24)."""

from dataclasses import replace
from datetime import date

import pytest

from institutions.penalty.mandates import ENTRUSTED, GRANTED, said

GATE = "acts_within_mandate"
ACTS = ["register_clue", "file", "decide", "decide_no_penalty", "decide_on_spot"]


@pytest.mark.parametrize("act", ACTS)
def test_without_a_document_nothing_is_begun_or_decided(act):
    assert "测试市城市管理局" in said(GATE, act, kind="entrusted").blocks
    assert said(GATE, act, ENTRUSTED, kind="entrusted").passes
    assert said(GATE, act, level=4).findings[0].citation == "行政处罚法第二十四条第一款"


def test_an_entrustment_that_ran_out_gives_nothing():
    over = replace(ENTRUSTED, valid_to=date(2026, 11, 21))
    assert said(GATE, "decide", over, kind="entrusted").blocks


def test_a_township_punishes_only_the_violations_it_was_granted():
    inside, outside = {"violation_code": "T-1"}, {"violation_code": "T-2"}
    assert said(GATE, "decide", GRANTED, level=4, payload=inside).passes
    assert said(GATE, "decide", GRANTED, level=4, payload=outside).findings[0].field == "violation_code"
