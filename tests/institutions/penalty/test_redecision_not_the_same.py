"""Ordered to decide anew, the same is not decided on the same facts and reasons (行政复议法 64 II、行政诉讼法 71)."""

import pytest

from institutions.builder import Case, decision, spot
from institutions.penalty.test_upset_disclosure_withdrawn import upset

GATE = "redecision_not_the_same"
ANEW = decision(decided_on="2026-06-20")


@pytest.mark.requirement("RQ131")
def test_the_same_again_on_the_same_facts_and_reasons_is_refused():
    found = upset(procedural_ground=False).check(GATE, "decide", ANEW, on="2026-06-20")
    assert "测府复〔2026〕9号" in found.blocks and found.fields == {"conduct"}


def test_other_words_for_the_same_marks_are_the_same():
    spaced = {**ANEW, "conduct": "擅自占用人行道，堆放建材。"}
    assert upset(procedural_ground=False).check(GATE, "decide", spaced, on="2026-06-20").blocks


@pytest.mark.parametrize(
    "changes",
    [
        {"conduct": "擅自占用车行道堆放建材"},
        {"basis": "《测试市市容条例》第十三条"},
        {"kinds": ["warning"], "fine_fen": None},
    ],
)
def test_other_facts_another_basis_or_another_kind_may_be_decided(changes):
    again = {**ANEW, **changes}
    assert upset(procedural_ground=False).check(GATE, "decide", again, on="2026-06-20").passes


def test_what_was_revoked_for_its_procedure_may_be_decided_as_before():
    assert upset(procedural_ground=True).check(GATE, "decide", ANEW, on="2026-06-20").passes


def test_only_another_amount_is_pointed_out():
    less = {**ANEW, "fine_fen": 400_000}
    found = upset(procedural_ground=False).check(GATE, "decide", less, on="2026-06-20")
    assert "基本相同" in found.warns and not found.blocks


def test_a_record_that_does_not_say_why_it_was_revoked_only_warns():
    found = upset().check(GATE, "decide", ANEW, on="2026-06-20")
    assert found.warns and not found.blocks


def test_nothing_binds_without_an_order_to_decide_anew():
    assert upset(redo=False, procedural_ground=False).check(GATE, "decide", ANEW, on="2026-06-20").passes
    assert Case().decided().check(GATE, "decide", ANEW).passes


def test_a_decision_on_the_spot_is_bound_as_well():
    told = {
        "document_number": "测府复〔2026〕3号",
        "standing": "revoked",
        "redo": True,
        "procedural_ground": False,
    }
    case = Case(stage="reopened").on_the_spot().act("remedy_result", "2026-06-20", told)
    assert case.check(GATE, "decide_on_spot_anew", spot(), on="2026-06-25").blocks
    other = spot(conduct="在车站随地吐痰")
    assert case.check(GATE, "decide_on_spot_anew", other, on="2026-06-25").passes
