"""Nothing is believed that cannot be pointed at."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from yifa.assist.checking import check, place_of, proposal_of, read
from yifa.policies.document import DateMention, Duty, Target, UnitMention

from .papers import DOCUMENT, FIRST, TEXT, said, span

BUSINESS = "依托市财政局"


def refused(said: object) -> str:
    """The sentence with which one proposal is refused."""
    found = check(TEXT, DOCUMENT, [said])
    assert not found.proposals, found.proposals
    assert len(found.refused) == 1
    return found.refused[0]


@pytest.mark.parametrize(
    ("proposed", "mention"),
    [
        (
            said("cooperating", "市财政局", span(BUSINESS, "市财政局")),
            UnitMention("市财政局", "cooperating", span(BUSINESS, "市财政局")),
        ),
        (
            said("date", "2026年12月底前", span("2026年12月底前完成")),
            DateMention(
                "2026年12月底前",
                "deadline",
                span("2026年12月底前"),
                "2026年12月底前完成",
                end=date(2026, 12, 31),
            ),
        ),
        (
            said("target", "不少于60学时", span("不少于60学时")),
            Target("不少于60学时", ">=", Decimal(60), "学时", span("不少于60学时"), "不少于60学时"),
        ),
        (
            said("duty", "结果报市司法局备案", span("结果报市司法局备案")),
            Duty("file", "结果报市司法局备案", ("市司法局",), "", span("报市司法局备案")),
        ),
    ],
)
def test_what_stands_there_is_read_by_our_own_rules(proposed: dict[str, Any], mention: Any) -> None:
    found = check(TEXT, DOCUMENT, [proposed])
    assert found.refused == ()
    (one,) = found.proposals
    (value,) = read(TEXT, DOCUMENT, one)
    assert type(value) is type(mention)
    for name in ("text", "name", "role", "kind", "span", "end", "comparison", "value", "unit", "to", "by"):
        assert getattr(value, name, None) == getattr(mention, name, None), name
    assert place_of(DOCUMENT.tasks, one.span) == 0


def test_a_unit_that_was_read_may_be_proposed_in_another_role() -> None:
    found = check(TEXT, DOCUMENT, [said("cooperating", "市司法局", span("（牵头单位：市司法局", "市司法局"))])
    assert len(found.proposals) == 1


def test_a_title_renames_its_task_or_makes_one() -> None:
    proposals = [
        said("title", "依托市财政局办班", span("依托市财政局办班")),
        said("title", "组织案卷评查", span("执法要更加规范，组织案卷评查。")),
    ]
    found = check(TEXT, DOCUMENT, proposals)
    assert found.refused == ()
    assert [place_of(DOCUMENT.tasks, p.span) for p in found.proposals] == [0, None]


@pytest.mark.parametrize(
    ("proposed", "why"),
    [
        (said("budget", "60学时", span("60学时")), "budget“60学时”：没有这个字段"),
        (said("lead", "市财政局", (5, 10_000)), "所指的位置不在文件之内"),
        (said("lead", "市财政局", (-9, -5)), "所指的位置不在文件之内"),
        (said("lead", "市财政局", (60, 50)), "所指的位置不在文件之内"),
        (said("lead", "市教育局", span("市教育局")), "所指的位置不在文件之内"),  # of the document before
        (said("lead", "市财政局", (len(TEXT) - 1, len(TEXT))), "没有指明原文的位置"),
        (said("lead", "市财政局", (50, 50)), "没有指明原文的位置"),
        (said("lead", "市财政局", span(BUSINESS), why="  "), "没有用中文说明理由"),
        (said("lead", "市财政局", span(BUSINESS), why="because"), "没有用中文说明理由"),
        (said("lead", "市审计局", span(BUSINESS)), "牵头单位“市审计局”：所指的原文中没有这些字"),
        (
            said("lead", "市财政局", span("依托市财政局办班")),
            "从所指的原文中读不出这个牵头单位",
        ),  # not the name alone
        (said("lead", "", span(BUSINESS)), "所指的原文中没有这些字"),
        (said("date", "2027年12月底前", span("2026年12月底前完成")), "所指的原文中没有这些字"),
        (said("target", "不少于80学时", span("不少于60学时")), "所指的原文中没有这些字"),
        (said("lead", "长期坚持", span("长期坚持")), "从所指的原文中读不出这个牵头单位"),
        (said("date", "长期坚持", span("长期坚持")), "从所指的原文中读不出这个期限"),
        (said("target", "完善制度", span("完善制度")), "从所指的原文中读不出这个指标"),
        (said("duty", "完善制度", span("完善制度")), "从所指的原文中读不出这个报送义务"),
        (said("date", "2月底前", span("2026年12月底前", "2月底前")), "所指的位置把一个数切断了"),
        (said("target", "0学时", span("60学时", "0学时")), "所指的位置把一个数切断了"),
        (said("lead", "市司法局", span("结果报市司法局", "市司法局")), "已经读出"),
        (said("lead", "司法局", span("（牵头单位：市司法局", "司法局")), "已经读出"),  # a part of the name
        (said("cooperating", "司法局", span("（牵头单位：市司法局", "司法局")), "已经读出"),
        (said("title", "全员轮训", span(FIRST)), "已经读出"),
        (said("title", "组织案卷评查", span("组织案卷评查。\n1.全员轮训")), "所指的原文有一部分已经读作任务"),
        (said("responsible", "市教育局", span("云州市规范执法方案")), "所指的原文中没有这些字"),
        (said("date", "执法要更加规范", span("执法要更加规范")), "所指的原文不在任何一项任务之内"),
    ],
)
def test_what_cannot_be_pointed_at_is_refused_and_told(proposed: dict[str, Any], why: str) -> None:
    assert why in refused(proposed)


def test_a_place_too_long_to_look_at_is_refused_without_being_read() -> None:
    document = replace(DOCUMENT, span=(0, 20_000_000))
    began = time.process_time()
    whole = "市财政局，2026年9月底前。" * 1_000_000
    proposals = [said(field, "2026年9月底前", (0, 15_000_000)) for field in ("date", "duty", "title")] * 60
    found = check(whole, document, proposals)
    assert set(found.refused) == {
        f"{name}“2026年9月底前”：所指的原文太长，超过2000字" for name in ("期限", "报送义务", "任务名称")
    }
    assert time.process_time() - began < 2


def test_a_day_that_no_calendar_has_is_refused() -> None:
    assert "日历上没有这一天" in refused(said("date", "6月31日前", span("6月31日前")))


def test_the_same_twice_counts_once() -> None:
    one = said("lead", "市财政局", span(BUSINESS, "市财政局"))
    found = check(TEXT, DOCUMENT, [one, one])
    assert len(found.proposals) == 1
    assert found.refused == ("牵头单位“市财政局”：同一条建议提了两次",)


@pytest.mark.parametrize(
    "rubbish",
    [
        None, 7, "建议", [], {}, {"field": "lead"}, said("lead", "市财政局", span(BUSINESS)) | {"span": [1]},
        said("lead", "市财政局", span(BUSINESS)) | {"span": ["1", "2"]}, {"field": ["lead"], "value": {}},
        said("lead", "市财政局", span(BUSINESS)) | {"why": None},
    ],
)  # fmt: skip
def test_what_is_no_proposal_is_counted(rubbish: object) -> None:
    assert "不是一条建议" in refused(rubbish)


def test_words_of_a_provider_hold_nothing_that_cannot_be_kept() -> None:
    found = proposal_of(said("lead", "市财\x00政局", (1, 2), "因\x00为\ud800\x1b[31m" + "长" * 1000))
    assert found is not None
    assert found.value == "市财政局"
    assert found.why.startswith("因为[31m长") and len(found.why) == 300
    assert "\x00" not in refused(said("lead\x00", "\x00\ud800", span(BUSINESS)))
