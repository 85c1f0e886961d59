"""What a remedy told to a decided case forbids and demands, rule by rule, each blocking and passing."""

import pytest

from institutions.builder import Case

TOLD = {
    "remedy": "测复应〔2026〕1号",
    "body": "测试市人民政府",
    "document_number": "测府复〔2026〕9号",
    "settled_on": "2026-11-10",
    "standing": "revoked",
}
GATE = "upset_disclosure_withdrawn"


def decided(kind: str = "penalty.ordinary") -> Case:
    return Case(kind=kind, stage="decided").act("decide", "2026-09-01", {})


def told(case: Case, **changes: object) -> Case:
    return case.act("remedy_result", "2026-11-10", {**TOLD, **changes})


@pytest.mark.parametrize("standing", ["changed", "revoked", "part_revoked", "unlawful", "invalid"])
def test_what_was_upset_is_taken_back_before_the_file_goes_on(standing):
    case = told(decided(), standing=standing)
    assert case.at_rest(GATE).warns
    assert case.check(GATE, "close", {}).blocks
    back = case.act("withdraw_disclosure", "2026-11-12", {"public_reason": "已被撤销"})
    assert back.at_rest(GATE).passes
    assert back.check(GATE, "close", {}).passes


@pytest.mark.parametrize("standing", ["untouched", "to_perform"])
def test_what_still_stands_stays_public(standing):
    case = told(decided(), standing=standing)
    assert case.at_rest(GATE).passes
    assert case.check(GATE, "close", {}).passes


def test_a_decision_to_substitute_is_a_decision_that_was_public():
    case = Case(kind="coercion.enforcement", stage="performed").act("decide_substitute", "2026-09-01", {})
    assert told(case).at_rest(GATE).warns
    again = told(case).act("decide_substitute", "2026-11-12", {})
    assert again.at_rest(GATE).passes


def test_a_file_without_a_decision_has_nothing_to_take_back():
    assert told(Case(kind="grant.general", stage="refused")).check(GATE, "close", {}).passes


def test_a_penalty_names_its_three_working_days_and_other_decisions_none():
    penalty, grant = told(decided()).at_rest(GATE), told(decided("grant.general")).at_rest(GATE)
    assert "2026-11-13" in penalty.findings[0].message  # Tuesday 10 November and three working days
    assert "逾期" in penalty.findings[0].message  # looked at on 22 November
    assert penalty.findings[0].citation == "行政处罚法第四十八条第二款"
    assert "及时" in grant.findings[0].message
    assert grant.findings[0].citation == "国办发〔2018〕118号（六）"


def test_a_decision_held_back_from_the_public_needs_no_withdrawal():
    case = decided().act("hold_disclosure", "2026-09-02", {"public_reason": "个人隐私"})
    assert told(case).check(GATE, "close", {}).passes


def test_an_order_to_decide_anew_is_followed_before_the_file_closes():
    gate, case = "remedy_result_followed", told(decided(), redo=True)
    assert case.check(gate, "close", {}).blocks
    assert told(decided(), redo=False).check(gate, "close", {}).passes
    assert case.act("decide", "2026-11-15", {}).check(gate, "close", {}).passes


def test_nothing_is_enforced_while_enforcement_is_stopped():
    gate, number = "enforcement_not_stayed", {"remedy": TOLD["remedy"]}
    case = decided().act("remedy_stayed", "2026-10-15", {**number, "started_on": "2026-10-15"})
    assert decided().check(gate, "close", {}).passes
    assert case.check(gate, "close", {}).blocks
    case.act("remedy_resumed", "2026-10-20", {"remedy": "测诉应〔2026〕2号"})
    assert case.check(gate, "close", {}).blocks
    assert case.act("remedy_resumed", "2026-10-21", number).check(gate, "close", {}).passes


def test_the_result_of_a_remedy_ends_its_stay():
    case = decided().act(
        "remedy_stayed", "2026-10-15", {"remedy": TOLD["remedy"], "started_on": "2026-10-15"}
    )
    assert told(case, standing="untouched").check("enforcement_not_stayed", "close", {}).passes


def test_nothing_is_erased_while_any_remedy_runs():
    gate = "no_named_remedy_during_erasure"
    case = decided().act("remedy_begun", "2026-10-12", {"remedy": TOLD["remedy"]})
    assert decided().check(gate, "erase_body", {}).passes
    assert case.check(gate, "erase_body", {}).blocks
    case.act("remedy_begun", "2026-10-13", {"remedy": "测诉应〔2026〕2号"})
    assert told(case).check(gate, "erase_body", {}).blocks  # the other one still runs
    assert told(case, remedy="测诉应〔2026〕2号").check(gate, "erase_body", {}).passes


def test_the_period_of_a_special_law_is_kept():
    gate, until = (
        "decided_within_stated_period",
        {"decide_by": "2026-10-30", "period_basis": "《某某法》第九条"},
    )
    case = Case(kind="grant.general", stage="opened").act("apply", "2026-10-01", until)
    late = case.check(gate, "decide", {"decided_on": "2026-10-31"})
    assert late.warns and late.findings[0].citation == "《某某法》第九条"
    assert case.check(gate, "decide", {"decided_on": "2026-10-30"}).passes
    assert case.at_rest(gate).warns
    assert case.act("decide", "2026-10-30", {}).at_rest(gate).passes
    assert Case(kind="grant.general").act("apply", "2026-10-01", {}).at_rest(gate).passes
