"""A penalty that was upset leaves the public within three working days (行政处罚法 48 II)."""

import pytest

from institutions.builder import Case

GATE = "upset_disclosure_withdrawn"
RESULT = {
    "remedy": "测复应〔2026〕1号",
    "body": "测试市人民政府",
    "document_number": "测府复〔2026〕9号",
    "settled_on": "2026-06-10",
    "standing": "revoked",
    "redo": True,
}


def upset(**changes) -> Case:
    case = Case(stage="reopened").decided()
    return case.act("remedy_result", "2026-06-10", {**RESULT, **changes})


@pytest.mark.parametrize("act", ["decide", "decide_no_penalty", "close", "archive"])
def test_the_file_does_not_go_on_before(act):
    assert "测府复〔2026〕9号" in upset().check(GATE, act, on="2026-06-11").blocks
    back = upset().act("withdraw_disclosure", "2026-06-11", {"public_reason": "决定已被撤销"})
    assert back.check(GATE, act, on="2026-06-12").passes


def test_the_third_working_day_is_named_and_its_passing_seen():
    # Wednesday 10 June 2026: three working days are Thursday, Friday and Monday.
    assert "2026-06-15" in upset().at_rest(GATE, "2026-06-15").warns
    assert "逾期" not in upset().at_rest(GATE, "2026-06-15").warns
    assert "逾期" in upset().at_rest(GATE, "2026-06-16").warns


def test_what_was_maintained_stays_public():
    assert upset(standing="untouched", redo=False).check(GATE, "close", on="2026-06-11").passes
