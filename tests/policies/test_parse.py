"""A reading as JSON has the shape that is promised, and every value its place in the text."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies import papers
from yifa.policies.as_json import as_json
from yifa.policies.parse import parse_text
from yifa.policies.reading import PolicyUnreadable

TASK_KEYS = {
    "no", "title", "text", "path", "lead_units", "cooperating_units", "responsible_units", "dates", "targets",
    "duties", "spans",
}  # fmt: skip
DOCUMENT_KEYS = {
    "title", "number", "issuer", "date", "span", "cites", "outline", "tasks", "dates", "duties", "not_understood",
}  # fmt: skip


@pytest.mark.parametrize("name", ["PLAN", "POINTS", "THREE_SYSTEMS", "ASSIGNMENT", "RULES", "NO_TASKS"])
def test_a_reading_as_json(name: str) -> None:
    found: dict[str, Any] = json.loads(
        json.dumps(as_json(parse_text(getattr(papers, name))), ensure_ascii=False)
    )
    assert set(found) == {"documents", "text", "mended", "problems"}
    for document in found["documents"]:
        assert set(document) == DOCUMENT_KEYS
        for task in document["tasks"]:
            assert set(task) == TASK_KEYS
            [span] = task["spans"]["text"]
            assert found["text"][slice(*span)] == task["text"]
            for role in ("lead", "cooperating", "responsible"):
                said = ["".join(found["text"][slice(*s)].split()) for s in task["spans"][f"{role}_units"]]
                assert list(dict.fromkeys(said)) == task[f"{role}_units"]
            for date, place in zip(task["dates"], task["spans"]["dates"], strict=True):
                assert "".join(found["text"][slice(*place)].split()) == date["text"]


def test_the_outline_as_json() -> None:
    outline = as_json(parse_text(papers.POINTS))["documents"][0]["outline"]
    assert [(h["level"], h["mark"], h["title"]) for h in outline] == [
        (1, "一、", "健全监督制度"),
        (1, "二、", "开展专项监督"),
    ]
    assert [(h["level"], h["mark"]) for h in outline[0]["children"]] == [(2, "1、"), (2, "2、")]


def test_a_reading_twice_is_the_same() -> None:
    assert as_json(parse_text(papers.PLAN)) == as_json(parse_text(papers.PLAN))


PIECES = st.sampled_from(
    ["一、", "（一）", "1.", "一是", "\n", "\n\n", "。", "；", "(牵头单位:", "市司法局", ")", "2024年6月31日前",
     "《", "》", "某市方案", "\t", "序号\t任务\t责任单位", "附件", "?。ㄒ唬┲笇?dǎo)", "執(zhí)法", "关于印发",
     "的通知", "各部门：", "现印发给你们", "　", "不少于60学时", "目录", "首页 > 公开", "豫政办〔2012〕78号",
     "二○一二年六月十四日", "应当", "第一章", "第二条", "①"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_text_makes_reading_fall_over(text: str) -> None:
    try:
        reading = parse_text(text)
    except PolicyUnreadable:
        assert not text.strip()
        return
    size = len(reading.text)
    for document in reading.documents:
        assert 0 <= document.span[0] <= document.span[1] <= size
        for task in document.tasks:
            assert reading.text[slice(*task.span)] == task.text
    json.dumps(as_json(reading))


def wrapped(text: str, width: int) -> str:
    lines = []
    for line in text.split("\n"):
        lines += [line[at : at + width] for at in range(0, len(line), width)] or [""]
    return "\n".join(lines)


@pytest.mark.parametrize("width", [22, 28, 35])
def test_a_text_broken_at_the_width_of_a_page_is_read_as_its_paragraphs(width: int) -> None:
    paragraphs = [
        "　　（一）公布检查主体。各部门应当于2024年6月30日前公布本系统的检查主体名单和职责，"
        "接受社会公众监督，并报司法厅备案。（牵头单位：省司法厅；责任单位：省级各有关部门、各市州人民政府）",
        "　　（二）压减检查频次。同一机关对同一企业的现场检查每年不得超过2次，确因工作需要增加的，"
        "要经本机关主要负责人批准。（牵头单位：省司法厅；配合单位：省市场监管局、省生态环境厅）",
        "　　（三）规范检查行为。检查人员应当主动出示执法证件和检查通知，检查结束后当场出具结果，"
        "不得干扰企业正常经营。（责任单位：各级行政检查机关）",
    ]
    text = "云岭省涉企行政检查工作方案\n　　一、重点任务\n" + "\n".join(paragraphs)
    reading = parse_text(wrapped(text, width))
    whole = parse_text(text)
    assert "文字按页面宽度折行，已经合并为段落" in reading.problems
    assert [(t.no, t.title, t.text) for t in reading.documents[0].tasks] == [
        (t.no, t.title, t.text) for t in whole.documents[0].tasks
    ]
    assert [t.unit_names("lead") for t in reading.documents[0].tasks] == [["省司法厅"], ["省司法厅"], []]


@pytest.mark.parametrize("name", ["PLAN", "POINTS", "THREE_SYSTEMS", "ASSIGNMENT", "RULES", "NO_TASKS"])
def test_a_text_that_is_not_broken_at_a_width_stays_as_it_is(name: str) -> None:
    assert parse_text(getattr(papers, name)).text == getattr(papers, name)
