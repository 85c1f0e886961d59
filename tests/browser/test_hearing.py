"""A party asks for a hearing: the officer appointed for it gives notice, holds it and reports."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, expect
from support import walk as road
from support.walk import Walk

from .case import day, minute
from .clerk import Clerk, Pick
from .conftest import Town
from .papers import words_of

pytestmark = pytest.mark.browser
AGO = 20
MINUTES = 24 * 60


class EarlierWalk(Walk):
    """A case of three weeks ago: every step is dated when it was done."""

    def attempt(self, kind: str, payload: Any, by: str = "handler", **extra: Any) -> Any:
        return super().attempt(kind, payload, by, **{"occurred_to": road.now(), **extra})


@pytest.fixture
def case(town: Town, monkeypatch: pytest.MonkeyPatch) -> Walk:
    """A case whose notice, with the right to a hearing, reached the party twenty days ago."""
    now = road.now
    with monkeypatch.context() as then:
        then.setattr(road, "now", lambda: now() - timedelta(days=AGO))
        return EarlierWalk(town.office, town.firm).until("serve_notice")


def deciding(handler: Clerk) -> Locator:
    """What stands beside 作出处罚决定 on the matter's page."""
    handler.tab("概览")
    link = handler.page.get_by_role("link", name="作出处罚决定")
    return handler.page.get_by_role("listitem").filter(has=link)


@pytest.mark.requirement("RQ074")
def test_a_hearing_is_asked_for_held_and_reported(town: Town, case: Walk, work: Any) -> None:
    number = "云城立〔"
    handler, reviewer = town.clerk("handler"), town.clerk("legal_reviewer")
    presider, head = town.clerk("hearing_officer"), town.clerk("agency_head")
    for clerk in (handler, reviewer, presider):
        clerk.find_matter(number)
    handler.do("要求听证", asked())
    expect(deciding(handler)).to_contain_text("尚未举行听证")
    expect(deciding(handler).get_by_role("link", name="行政处罚法第六十三条第一款")).to_be_visible()
    work()
    reviewer.open_apart("听证")
    reviewer.do("指定听证主持人", {"听证主持人": Pick("赵磊"), "办理时间": minute(-17 * MINUTES)})
    head.approve("指定听证主持人")
    start = minute(-90)
    presider.open_apart("听证")
    presider.do("通知听证", told(start))
    handler.open_apart("听证")
    handler.do("送达听证通知书", served())
    presider.do("举行听证", held(start))
    presider.do("听证报告", reported())
    presider.shoot("20-hearing")
    work()
    record = words_of(presider.paper("听证笔录"))
    assert "罚款数额过高" in record and "赵磊" in record
    assert "云城听通〔" in words_of(presider.paper("听证通知书"))
    handler.back_to_case(found(handler))
    expect(deciding(handler)).not_to_contain_text("尚未举行听证")
    expect(deciding(handler)).to_contain_text("法制审核")
    handler.shoot("21-heard")


def found(clerk: Clerk) -> str:
    """The number of the case that the open matter serves."""
    number = re.search(r"云城立〔\d{4}〕\d+号", clerk.page.get_by_role("main").inner_text())
    assert number is not None
    return number[0]


def asked() -> dict[str, Any]:
    return {
        "提出日期": day(-18),
        "提出方式": Pick("书面"),
        "要求听证人": "周建国",
        "理由": "认为罚款过高。",
        "办理时间": minute(-18 * MINUTES),
    }


def told(start: str) -> dict[str, Any]:
    return {
        "听证时间": start,
        "听证地点": "二楼听证室",
        "听证主持人": "赵磊",
        "公开举行": True,
        "已告知申请回避的权利": True,
        "办理时间": minute(-16 * MINUTES),
    }


def served() -> dict[str, Any]:
    return {
        "送达方式": Pick("直接送达"),
        "送达日期": day(-15),
        "收件人": "周建国",
        "收件人身份": Pick("法定代表人或者主要负责人"),
        "送达地点": "云州市云山区解放路88号",
        "收件人已在送达回证上签收": True,
        "办理时间": minute(-15 * MINUTES),
    }


def held(start: str) -> dict[str, Any]:
    end = datetime.fromisoformat(start) + timedelta(minutes=60)
    return {
        "地点": "二楼听证室",
        "开始时间": start,
        "结束时间": f"{end:%Y-%m-%dT%H:%M}",
        "已告知陈述、申辩和申请回避的权利": True,
        "签名情况": Pick("已核对并签名或者盖章"),
        "听证经过": Pick("已举行"),
        "听证参加人": "调查人员张伟、王芳；当事人的法定代表人周建国。",
        "调查（审查）人员提出的事实、证据和建议": "现场照片和监控录像证明焚烧约两吨，建议处以罚款。",
        "当事人的申辩和质证": "对事实没有异议，认为罚款数额过高。",
    }


def reported() -> dict[str, Any]:
    return {
        "听证认定的事实和证据": "焚烧废塑料约两吨，有照片、录像和陈述。",
        "双方主要事实、理由和意见": "当事人认为罚款数额过高。",
        "听证结论": Pick("建议按拟处理意见办理"),
        "处理意见和建议": "罚款数额在裁量基准之内，建议维持。",
    }
