"""What an item may ask for, each rule passing and blocking (行政许可法第十六条、第三十一条、第四十二条、第五十八条)."""

import pytest

from institutions.builder import Case

EMPTY = Case(kind="permit.ordinary", stage="none")
FEE = {"fee_fen": 100, "fee_source": "law", "fee_basis": "《某某法》第一条", "fee_standard": "某价〔2025〕1号 每件1元",
       "fee_for": "licensing"}  # fmt: skip
CONDITION = {"content": "有固定场所", "source": "law", "basis": "《某某法》第三条"}
# A paper that says in detail what a law asks; a permit set by a decision of the State Council (许可法 14(2)).
DETAIL = {
    "content": "面积不少于二十平方米",
    "source": "other",
    "basis": "某局审查细则",
    "refines": "《某某法》第三条",
}
DECISION = {"content": "经核准", "source": "state_council", "basis": "《国务院某决定》附件第101项"}
# 环境影响评价法 22(3): sixty calendar days from the receipt on Monday 2 March 2026 end on 1 May, off until 6 May.
# Worked until then: 21 days of March, 21 of April (4 to 6 off), 6 May. One month ends on 2 April: 21 and 2.
SIXTY = {
    "period_days": 60,
    "period_unit": "cd",
    "period_from": "received",
    "period_source": "law",
    "period_basis": "《环境影响评价法》第二十二条第三款",
    "received_on": "2026-03-02",
}
FAST = {"priority": True, "priority_reason": "省重点项目", "priority_person": "张某", "promise_days": 5}
ROWS = [
    ("permit_fee_has_law", FEE, {**FEE, "fee_basis": ""}, "fee_basis"),
    ("permit_fee_by_law_or_regulation", FEE, {**FEE, "fee_source": "rule"}, "fee_source"),
    ("permit_fee_by_law_or_regulation", {"fee_fen": None}, {**FEE, "fee_standard": ""}, "fee_standard"),
    ("permit_form_is_free", FEE, {**FEE, "fee_for": "form"}, "fee_fen"),
    ("permit_conditions_set_by_law", {"conditions": [DETAIL]}, {"conditions": [{**DETAIL, "refines": ""}]},
     "conditions"),
    ("permit_conditions_set_by_law", {"conditions": [DECISION]}, {"conditions": [{**CONDITION, "basis": "规定"}]},
     "conditions"),
    ("permit_materials_for_the_item", {"materials": [{"name": "申请书", "basis": "《某某法》第二条"}]},
     {"materials": [{"name": "纳税证明", "basis": ""}]}, "materials"),
    ("permit_materials_for_the_item", {"materials": [{"name": "平面图", "basis": "", "proves": "有固定场所"}]},
     {"materials": [{"name": "平面图", "basis": "", "proves": ""}]}, "materials"),
    ("permit_promise_within_period", {"promise_days": 20}, {"promise_days": 21}, "promise_days"),
    ("permit_promise_within_period", {"promise_days": 45, "handling": "joint"},
     {"promise_days": 46, "handling": "joint"}, "promise_days"),
    ("permit_promise_within_period", {**SIXTY, "promise_days": 43}, {**SIXTY, "promise_days": 44}, "promise_days"),
    ("permit_promise_within_period", {**SIXTY, "period_days": 1, "period_unit": "mo", "promise_days": 23},
     {**SIXTY, "period_days": 1, "period_unit": "mo", "promise_days": 24}, "promise_days"),
    ("permit_special_period_has_law", SIXTY, {**SIXTY, "period_source": "rule"}, "period_source"),
    ("permit_special_period_has_law", {**SIXTY, "period_source": "local"}, {**SIXTY, "period_basis": "环评法"},
     "period_basis"),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r[0]}-{r[3]}")
def test_an_item_asks_for_no_more_than_the_law(row):
    gate, lawful, unlawful, field = row
    assert EMPTY.check(gate, "receive", lawful).passes
    found = EMPTY.check(gate, "receive", unlawful)
    assert found.blocks
    assert found.fields == {field}


@pytest.mark.parametrize("source", ["law", "regulation", "state_council", "local", "rule"])
def test_an_article_that_is_not_named_is_asked_for_and_does_not_stop_the_application(source):
    given = {"conditions": [{**CONDITION, "source": source, "basis": "《某某法》"}]}
    found = EMPTY.check("permit_conditions_set_by_law", "receive", given)
    assert not found.blocks and [f.level for f in found.findings] == ["warn"]


@pytest.mark.parametrize("name", ["priority_reason", "priority_person", "promise_days"])
def test_a_priority_channel_without_person_reason_or_time_is_pointed_out_as_its_policy_asks(name):
    assert EMPTY.check("permit_priority_named", "receive", FAST).passes
    found = EMPTY.check("permit_priority_named", "receive", {**FAST, name: None})
    assert [(f.level, f.field) for f in found.findings] == [("warn", name)]
    assert EMPTY.check("permit_priority_named", "receive", {**FAST, "priority": False, name: None}).passes


def test_jointly_no_other_period_is_known():
    found = EMPTY.check("permit_special_period_has_law", "receive", {**SIXTY, "handling": "joint"})
    assert [(f.level, f.citation) for f in found.findings] == [("warn", "行政许可法第四十二条第二款")]


def test_the_items_of_a_window_are_looked_at_one_by_one():
    window = Case(kind="permit.intake", stage="none")
    lawful = {
        "title": "甲",
        "fee_fen": 100,
        "fee_source": "law",
        "fee_basis": "《某法》第一条",
        "fee_standard": "1元",
    }
    rows = [lawful, {**lawful, "title": "乙", "fee_source": "rule", "fee_basis": ""}]
    for gate in ("permit_fee_has_law", "permit_fee_by_law_or_regulation"):
        assert window.check(gate, "take_in", {"items": rows[:1]}).passes
        found = window.check(gate, "take_in", {"items": rows})
        assert found.fields == {"items"} and all("“乙”" in f.message for f in found.findings)
