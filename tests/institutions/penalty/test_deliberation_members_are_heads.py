"""Members are the agency's heads, and each one's reasons are on record (行政处罚法第五十七条第二款)."""

import pytest

from institutions.builder import ANN, DEPUTY, HEAD, REVIEWER, Case

GATE = "deliberation_members_are_heads"
pytestmark = pytest.mark.requirement("RQ075")


def _meeting(*members, presider=HEAD):
    rows = [{"officer": o, "opinion": "agree", "reasons": r} for o, r in members]
    return Case().check(GATE, "deliberate", {"members": rows, "presider": presider})


def test_two_heads_pass():
    assert _meeting((HEAD, "同意，事实清楚"), (DEPUTY, "不同意，处罚偏重")).passes


def test_a_head_of_unit_cannot_take_a_heads_place():
    found = _meeting((HEAD, "同意"), (DEPUTY, "同意"), (ANN, "同意"))
    assert "安宁不是本机关负责人" in found.blocks


def test_one_head_is_no_meeting():
    assert "两名以上" in _meeting((HEAD, "同意")).blocks


def test_silence_is_not_an_opinion():
    assert "意见和理由都应当记录" in _meeting((HEAD, "同意"), (DEPUTY, "")).blocks


def test_a_head_presides():
    assert "由机关负责人主持" in _meeting((HEAD, "同意"), (DEPUTY, "同意"), presider=REVIEWER).blocks
