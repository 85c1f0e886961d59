"""What an item may ask for, each rule passing and blocking (行政许可法第十六条、第三十一条、第四十二条、第五十八条)."""

import pytest

from institutions.builder import Case

EMPTY = Case(kind="permit.ordinary", stage="none")
FEE = {"fee_fen": 100, "fee_source": "law", "fee_basis": "《某某法》第一条", "fee_standard": "某价〔2025〕1号 每件1元",
       "fee_for": "licensing"}  # fmt: skip
CONDITION = {"content": "有固定场所", "source": "law", "basis": "《某某法》第三条"}
FAST = {"priority": True, "priority_reason": "省重点项目", "priority_person": "张某", "promise_days": 5}
ROWS = [
    ("permit_fee_has_law", FEE, {**FEE, "fee_basis": ""}, "fee_basis"),
    ("permit_fee_by_law_or_regulation", FEE, {**FEE, "fee_source": "rule"}, "fee_source"),
    ("permit_fee_by_law_or_regulation", {"fee_fen": None}, {**FEE, "fee_standard": ""}, "fee_standard"),
    ("permit_form_is_free", FEE, {**FEE, "fee_for": "form"}, "fee_fen"),
    ("permit_conditions_have_law", {"conditions": [CONDITION]}, {"conditions": [{**CONDITION, "source": "other"}]},
     "conditions"),
    ("permit_conditions_have_law", {"conditions": [CONDITION]}, {"conditions": [{**CONDITION, "basis": "规定"}]},
     "conditions"),
    ("permit_materials_related", {"materials": [{"name": "申请书", "basis": "《某某法》第二条"}]},
     {"materials": [{"name": "纳税证明", "basis": ""}]}, "materials"),
    ("permit_promise_not_longer", {"promise_days": 20}, {"promise_days": 21}, "promise_days"),
    ("permit_promise_not_longer", {"promise_days": 45, "handling": "joint"},
     {"promise_days": 46, "handling": "joint"}, "promise_days"),
    ("permit_priority_has_person_and_time", FAST, {**FAST, "promise_days": None}, "promise_days"),
    ("permit_priority_has_person_and_time", FAST, {**FAST, "priority_person": ""}, "priority_person"),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r[0]}-{r[3]}")
def test_an_item_asks_for_no_more_than_the_law(row):
    gate, lawful, unlawful, field = row
    assert EMPTY.check(gate, "receive", lawful).passes
    found = EMPTY.check(gate, "receive", unlawful)
    assert found.blocks
    assert found.fields == {field}


def test_an_ordinary_paper_below_a_rule_sets_no_condition_at_all():
    found = EMPTY.check(
        "permit_conditions_have_law", "receive", {"conditions": [{**CONDITION, "source": "other"}]}
    )
    assert found.findings[0].citation == "行政许可法第十六条第四款、第十七条"
