"""The papers of a hearing say what its law asks for, by either law, and stand the worst input."""

from __future__ import annotations

from typing import Any

import pytest
from papers.sample import PEOPLE, case
from papers.test_templates import HOSTILE, filled, text_of

from yifa.institutions.hearing import acts as models
from yifa.matters.payloads import ActPayload
from yifa.papers import describe, render, template_path

OPENED = {"title": "占用城市道路案", "requested_on": "2026-11-01", "requester": "张三"}
NOTICE = {
    "hearing_at": "2026-11-16T09:30:00+08:00",
    "place": "城管局听证室",
    "presider_name": "钱学文",
    "staff": "记录员：李卫东",
    "recusal_right_told": True,
}
RECORD = {
    "place": "城管局听证室",
    "started_at": "2026-11-16T09:30:00+08:00",
    "ended_at": "2026-11-16T11:00:00+08:00",
    "rights_told": True,
    "signature": "signed",
    "course": "held",
    "participants": "张三、王建国、赵敏",
    "agents": 1,
    "investigator_statement": "出示现场照片，建议罚款。",
    "party_statement": "承认事实，请求从轻。",
}
ABSENT = {
    **{k: v for k, v in RECORD.items() if not k.endswith("_statement")},
    "course": "party_absent",
    "absence_note": "经依法通知，当事人没有到场，也没有说明理由。",
    "signature": "absent",
    "signature_note": "当事人未到场",
}
REPORT = {
    **{k: RECORD[k] for k in ("place", "started_at", "participants", "course")},
    "presider_name": "钱学文",
    "views": "双方对罚款数额有争议。",
    "facts": "占用事实成立。",
    "conclusion": "support",
    "reasons": "建议维持拟处理意见。",
}
ANNOUNCED = {"published_on": "2026-11-05", "channel": "本机关网站", "content": "公众可以凭身份证件旁听。"}


def data(
    kind: str, title: str, values: dict[str, Any], regime: str = "penalty", **done: dict[str, Any]
) -> dict[str, Any]:
    """What a template of the hearing is given: the act it is for, and those done before."""
    every = {"open": {**OPENED, "regime": regime}, **done, kind: values}
    shown = {k: _described(getattr(models, MODELS[k]), v) for k, v in every.items()}
    return case("notify", title) | {"act": shown[kind], "acts": shown}


def _described(model: type[ActPayload], values: dict[str, Any]) -> dict[str, Any]:
    return describe(model, model.model_validate(values).model_dump(mode="json"), PEOPLE)


MODELS = {"open": "Open", "notice": "Notice", "announce": "Announce", "hold": "Hold", "report": "Report"}
PAPERS: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [
    (
        "hearing_notice",
        data("notice", "听证通知书", NOTICE),
        ("行政处罚法》第六十四条", "2026年11月16日9时30分", "委托一至二人代理", "申请回避", "视为放弃听证权利"),
    ),
    (
        "hearing_notice",
        data("notice", "听证通知书", NOTICE, "permit_request"),
        ("行政许可法》第四十八条", "申请回避", "申辩和质证", "不承担本机关组织听证的费用"),
    ),
    (
        "hearing_announcement",
        data("announce", "听证公告", ANNOUNCED, "permit_public", notice=NOTICE),
        ("2026年11月16日9时30分", "城管局听证室", "公众可以凭身份证件旁听", "本机关网站", "2026年11月5日"),
    ),
    (
        "hearing_record",
        data("hold", "听证笔录", RECORD, notice=NOTICE),
        ("钱学文", "当事人委托代理人1人", "出示现场照片", "请求从轻", "已核对并签名或者盖章"),
    ),
    (
        "hearing_record",
        data("hold", "听证笔录", ABSENT, notice=NOTICE),
        ("无正当理由拒不出席", "没有说明理由", "不在场", "当事人未到场"),
    ),
    (
        "hearing_report",
        data("report", "听证报告", REPORT, notice=NOTICE, hold=RECORD),
        ("钱学文", "占用事实成立", "罚款数额有争议", "建议按拟处理意见办理", "建议维持拟处理意见"),
    ),
]  # fmt: skip


@pytest.mark.requirement("RQ074")
@pytest.mark.parametrize(("template", "given", "expected"), PAPERS)
def test_content(template: str, given: dict[str, Any], expected: tuple[str, ...]) -> None:
    text = text_of(render(template_path("hearing", template), given))
    for words in expected:
        assert words in text, words
    assert "none" not in text


def test_a_permit_is_not_told_of_penalties() -> None:
    text = text_of(render(template_path("hearing", "hearing_notice"), PAPERS[1][1]))
    assert "处罚" not in text and "视为放弃" not in text


@pytest.mark.parametrize("template", sorted({p[0] for p in PAPERS}))
def test_the_worst_input_makes_a_paper(template: str) -> None:
    given = next(p[1] for p in PAPERS if p[0] == template)
    worst = {**given, **{k: filled(given[k], HOSTILE, 3) for k in ("act", "matter")}}
    assert "标题" in text_of(render(template_path("hearing", template), worst))
