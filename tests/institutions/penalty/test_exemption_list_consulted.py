"""A claim of 首违 or 轻微 is held against the list in force on the day of conduct (行政处罚法第三十三条)."""

from dataclasses import replace

import pytest

from institutions.builder import LAW, Case, report
from yifa.law.exemption_list import ExemptionShelf, load_exemptions

GATE = "exemption_list_consulted"


def _list(*items, **head):
    values = {
        "title": "测试市首违不罚清单",
        "document_no": "测〔2025〕3号",
        "effective": "2025-01-01",
        "region": "990100",
    }
    return load_exemptions({"list": {**values, **head}, "items": list(items)})


ROAD = {"violation": "擅自占用道路的", "kind": "首违不罚", "conditions": ["占地不足一平方米", "当场清理"]}


def _case(*lists):
    return Case(law=replace(LAW, exemptions=ExemptionShelf(lists)))


def _release(**changes):
    values = {"violation_code": "T-1", "conduct_on": "2026-03-02", "ground": "first_minor_corrected"}
    return {"outcome": "no_penalty", **values, **changes}


def test_a_listed_violation_passes_with_the_lists_conditions():
    found = _case(_list(ROAD)).check(GATE, "decide_no_penalty", _release())
    assert found.passes and not found.warns
    (said,) = found.findings
    assert (
        "列入《测试市首违不罚清单》（测〔2025〕3号）第1项" in said.message
        and "可以不予行政处罚" in said.message
    )
    assert "1．占地不足一平方米；2．当场清理" in said.remedy and said.field == "ground"
    assert said.citation == "行政处罚法第三十三条第一款；《测试市首违不罚清单》（测〔2025〕3号）"


def test_a_violation_that_no_list_has_is_judged_by_the_article():
    found = _case(_list({**ROAD, "violation": "其他行为"})).check(GATE, "decide_no_penalty", _release())
    assert "没有列入违法行为发生时施行的《测试市首违不罚清单》" in found.warns and not found.blocks
    assert "直接依照行政处罚法第三十三条第一款判断" in found.warns


def test_a_claim_of_the_other_kind_is_pointed_out():
    found = _case(_list(ROAD)).check(GATE, "decide_no_penalty", _release(ground="minor_corrected_no_harm"))
    assert "列为首违不罚，不是轻微免罚" in found.warns


@pytest.mark.parametrize(
    "head",
    [
        {"effective": "2026-03-03"},
        {"effective_to": "2026-03-01"},
        {"region": "880000"},
        {"sector": "market"},
    ],
)
def test_a_list_of_another_day_place_or_sector_does_not_count(head):
    found = _case(_list(ROAD, **head)).check(GATE, "decide_no_penalty", _release())
    assert "本机关没有适用的首违不罚清单" in found.findings[0].message and not found.warns


def test_the_days_of_a_list_are_its_first_and_its_last():
    case = _case(_list(ROAD, effective="2026-03-02", effective_to="2026-03-02"))
    assert "列入" in case.check(GATE, "decide_no_penalty", _release()).findings[0].message


def test_the_reports_circumstances_are_looked_up_too():
    values = report(outcome="no_penalty", circumstances=["first_minor_corrected"], kinds=[], fine_fen=None)
    (said,) = _case(_list(ROAD)).check(GATE, "report", values).findings
    assert said.field == "circumstances" and "第1项" in said.message


def test_a_penalty_for_a_listed_violation_names_the_list():
    found = _case(_list(ROAD)).check(GATE, "report", report())
    assert found.passes and "给予处罚前核对是否具备所列条件" in found.findings[0].message
    assert not _case(_list({**ROAD, "violation": "其他"})).check(GATE, "report", report()).findings


def test_other_grounds_and_odd_values_say_nothing():
    case = _case(_list(ROAD))
    assert not case.check(GATE, "decide_no_penalty", _release(ground="no_fault")).findings
    assert not case.check(GATE, "decide_no_penalty", _release(violation_code=7)).findings
    assert not case.at_rest(GATE).findings
