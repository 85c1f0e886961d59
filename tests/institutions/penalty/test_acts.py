"""Payloads: what a form accepts, and beside which field it answers (in Chinese) when it does not."""

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from yifa.desk.forms.spec import fields_of
from yifa.institutions.penalty import acts
from yifa.matters.payloads import ActPayload

MODELS = sorted(
    (
        m
        for m in vars(acts).values()
        if isinstance(m, type) and issubclass(m, ActPayload) and "kind" in vars(m)
    ),
    key=lambda m: (m.procedure, m.kind),
)
CONTENT: dict[str, Any] = {
    "violation_code": "T-1",
    "conduct": "擅自占用道路",
    "conduct_on": "2026-03-02",
    "evidence": "现场照片",
    "violated": "条例第十二条",
    "basis": "条例第十二条",
    "kinds": ["fine"],
    "fine_fen": 500_000,
    "tier": "情节较轻",
}
DECISION: dict[str, Any] = {
    **CONTENT,
    "party_name": "云州青石建材有限公司",
    "party_address": "青石路1号",
    "performance": "十五日内缴至指定银行",
    "reconsideration_body": "测试市人民政府",
    "court": "青石区人民法院",
    "remedy": "六十日内申请行政复议，六个月内提起诉讼",
    "agency_name": "测试市城市管理局",
    "decided_on": "2026-04-20",
}
SERVICE = {"mode": "direct", "served_on": "2026-04-22", "recipient": "贺经理"}


def problems(model: type[ActPayload], values: dict[str, Any]) -> dict[str, str]:
    """Field → message; empty when the values are accepted."""
    try:
        model.model_validate(values)
    except ValidationError as error:
        return {str(e["loc"][0]) if e["loc"] else "": e["msg"] for e in error.errors()}
    return {}


@pytest.mark.parametrize("model", MODELS, ids=lambda m: f"{m.procedure}:{m.kind}")
def test_every_act_has_a_form_with_chinese_titles(model):
    for field in fields_of(model):
        assert any("\u4e00" <= c <= "\u9fff" for c in field.title), (model.kind, field.name)


@pytest.mark.parametrize("model", MODELS, ids=lambda m: f"{m.procedure}:{m.kind}")
def test_nothing_unknown_is_taken(model):
    assert "smuggled" in problems(model, {"smuggled": 1})


@pytest.mark.parametrize("model", MODELS, ids=lambda m: f"{m.procedure}:{m.kind}")
@settings(max_examples=20)
@given(
    st.dictionaries(
        st.text(max_size=8),
        st.one_of(
            st.none(), st.text(max_size=6), st.integers(), st.floats(), st.lists(st.integers(), max_size=2)
        ),
        max_size=4,
    )
)
def test_nonsense_is_answered_with_a_validation_error(model, values):
    names = list(model.model_fields)
    mixed = {names[len(k) % len(names)] if names else k: v for k, v in values.items()}
    problems(model, mixed)


def test_a_decision_is_accepted_and_keeps_its_six_contents():
    dumped = acts.Decide.model_validate(DECISION).model_dump(mode="json")
    assert {k: dumped[k] for k in DECISION} == DECISION


@pytest.mark.parametrize("name", [k for k in DECISION if k not in ("tier", "fine_fen")])
def test_each_content_of_a_decision_is_needed(name):
    assert name in problems(acts.Decide, {k: v for k, v in DECISION.items() if k != name})


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"fine_fen": None}, "fine_fen", "须填写罚款数额"),
        ({"kinds": ["warning"]}, "fine_fen", "处罚种类中没有罚款"),
        ({"kinds": ["fine", "confiscate_gains"]}, "confiscated_income_fen", "没收违法所得"),
        ({"kinds": ["fine", "confiscate_goods"]}, "confiscated_goods", "没收非法财物"),
        ({"kinds": ["fine", "halt"]}, "other_measures", "具体内容和期限"),
        ({"kinds": []}, "kinds", "至少选择一种处罚"),
        ({"kinds": ["fine", "fine"]}, "kinds", "重复"),
        ({"conduct_until": "2026-03-01"}, "conduct_until", "不能早于"),
        ({"fine_fen": 12.5}, "fine_fen", "整数"),
        ({"fine_fen": True}, "fine_fen", "整数"),
        ({"conduct": "看不见\u202e的字"}, "conduct", "不可见"),
        ({"party_name": "两行\n名称"}, "party_name", "一行"),
        ({"conduct": "   "}, "conduct", "不能为空"),
        ({"decided_on": "1850-01-01"}, "decided_on", "年份"),
    ],
)
def test_what_does_not_fit_is_answered_beside_its_field(changes, field, words):
    found = problems(acts.Decide, {**DECISION, **changes})
    assert words in found.get(field, ""), found


def test_a_negative_or_absurd_fine_is_refused():
    assert "fine_fen" in problems(acts.Decide, {**DECISION, "fine_fen": -1})
    assert "fine_fen" in problems(acts.Decide, {**DECISION, "fine_fen": 10**18})


def test_a_case_is_filed_with_two_different_people():
    values = {
        "cause": "擅自占用道路",
        "parties": [{"subject": str(uuid4())}],
        "violation_code": "T-1",
        "conduct": "占用人行道",
        "conduct_on": "2026-03-02",
        "discovered_on": "2026-03-03",
        "place": "青石路",
        "violated": "条例第十二条",
        "opinion": "建议立案",
    }
    one, two = str(uuid4()), str(uuid4())
    assert problems(acts.File, {**values, "handlers": [one, two]}) == {}
    assert "重复" in problems(acts.File, {**values, "handlers": [one, one]})["handlers"]
    assert "handlers" in problems(acts.File, {**values, "handlers": [one]})
    early = {**values, "handlers": [one, two], "discovered_on": "2026-03-01"}
    assert "不能早于" in problems(acts.File, early)["discovered_on"]


def test_no_penalty_names_a_ground_that_fits():
    values = {
        **DECISION,
        "outcome": "not_established",
        "ground": "minor_corrected_no_harm",
        "reasoning": "事实不清",
    }
    for name in ("violated", "kinds", "fine_fen", "tier", "performance"):
        values.pop(name)
    assert "不一致" in problems(acts.DecideNoPenalty, values)["ground"]
    assert problems(acts.DecideNoPenalty, {**values, "ground": "not_established"}) == {}


def test_a_refusal_to_sign_is_noted():
    values = {
        "place": "青石路1号",
        "started_at": "2026-03-06T09:00:00+08:00",
        "ended_at": "2026-03-06T09:40:00+08:00",
        "signature": "refused",
        "result": "现场堆放建材",
    }
    assert "须注明" in problems(acts.RecordInspection, values)["signature_note"]
    assert problems(acts.RecordInspection, {**values, "signature_note": "拒签"}) == {}
    backwards = {**values, "signature": "signed", "ended_at": "2026-03-06T08:00:00+08:00"}
    assert "早于" in problems(acts.RecordInspection, backwards)["ended_at"]


def test_a_meeting_decides_what_it_was_called_for():
    officers = [str(uuid4()), str(uuid4())]
    values: dict[str, Any] = {
        "started_at": "2026-04-10T09:00:00+08:00",
        "ended_at": "2026-04-10T10:00:00+08:00",
        "place": "会议室",
        "presider": officers[0],
        "recorder": "任清",
        "presentation": "案情汇报",
        "conclusion": "同意",
        "members": [
            {"officer": o, "post": "副局长", "opinion": "agree", "reasons": "同意"} for o in officers
        ],
    }
    assert "outcome" in problems(acts.Deliberate, values)
    assert problems(acts.Deliberate, {**values, "outcome": "penalty"}) == {}
    assert "extension_days" in problems(acts.Deliberate, {**values, "topic": "extension"})


def test_on_the_spot_what_was_collected_is_explained():
    values: dict[str, Any] = {
        **{k: v for k, v in DECISION.items() if k not in ("party_name", "fine_fen")},
        "cause": "乱倒垃圾",
        "parties": [{"subject": str(uuid4())}],
        "handlers": [str(uuid4()), str(uuid4())],
        "fine_fen": 10_000,
        "place": "青石路",
        "correction": "立即清理",
        "signature": "signed",
    }
    assert problems(acts.DecideOnSpot, values) == {}
    found = problems(acts.DecideOnSpot, {**values, "collected_on_spot": True})
    assert set(found) == {"collection_ground", "receipt_number", "collected_on"}
    assert "statement_result" in problems(acts.DecideOnSpot, {**values, "statement": "不是我"})
    assert "kinds" in problems(acts.DecideOnSpot, {**values, "kinds": ["halt"]})


def test_instalments_run_forward():
    values = {
        "applied_on": "2026-05-01",
        "application": "困难",
        "category": "instalments",
        "granted_on": "2026-05-06",
        "days": 90,
    }
    assert "分期安排" in problems(acts.GrantDeferral, values)["instalments"]
    rows = [{"due_on": "2026-07-01", "amount_fen": 1}, {"due_on": "2026-06-01", "amount_fen": 1}]
    assert "由早到晚" in problems(acts.GrantDeferral, {**values, "instalments": rows})["instalments"]


def test_a_payment_pays_something():
    values = {"paid_on": "2026-05-01", "amount_fen": 0, "channel": "bank", "receipt_number": "1"}
    assert "至少填写一项" in problems(acts.Pay, values)["confiscated_fen"]
    assert problems(acts.Pay, {**values, "amount_fen": 1}) == {}


def test_a_correction_corrects_something():
    values = {"target": str(uuid4()), "reasons": "笔误"}
    assert "更正的内容" in problems(acts.Correct, values)["void"]
    assert problems(acts.Correct, {**values, "corrections": [{"field": "place", "new": "青石路11号"}]}) == {}
    assert problems(acts.Correct, {**values, "void": True}) == {}
