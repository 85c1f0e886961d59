"""One matter of each shorter procedure from 其他事项 to the archive, and to the citizen who looks the decision up."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .case import ADDRESS, IDENTITY, NAME, day
from .clerk import Find, Pick
from .conftest import Town
from .office import HANDLERS, Desks, choose, refused, served

pytestmark = pytest.mark.browser
FIRM = "云州市顺达商贸有限公司"


@dataclass(frozen=True)
class Kind:
    """What one procedure's forms are called and what is typed into them."""

    opening: str
    cause: str
    request: str
    basis: str
    content: str
    decide: str
    paper: str
    mark: str
    serve: str
    more: dict[str, Any] = field(default_factory=dict)
    respondent: bool = False


LEVY = Kind(
    opening="依职权启动行政征收、征用",
    cause="防汛抢险临时征用运输车辆",
    request="云山河水位超过警戒线，抢险物资须立即转运，拟临时征用货车两辆。",
    basis="《中华人民共和国民法典》第二百四十五条",
    content="征用货车两辆，自决定之日起七日；使用后返还。",
    decide="作出行政征收决定",
    paper="行政征收决定书",
    mark="云城征决〔",
    serve="送达行政征收决定书",
    more={
        "征收或者征用": Pick("征用"),
        "公共利益或者紧急需要": "防汛抢险，情况紧急。",
        "补偿的内容": "每车每日补偿八百元，返还之日起十日内支付；毁损的照价补偿。",
    },
)
GRANT = Kind(
    opening="依申请启动行政给付",
    cause="申请临时救助",
    request="因家中失火，基本生活暂时困难，申请临时救助。",
    basis="《社会救助暂行办法》第四十七条",
    content="给予临时救助，一次发放三千元。",
    decide="作出行政给付决定",
    paper="行政给付决定书",
    mark="云城给决〔",
    serve="送达行政给付决定书",
)
CONFIRMATION = Kind(
    opening="依申请启动行政确认",
    cause="申请确认历史建筑门楼权属范围",
    request="申请确认和平里5号门楼的保护范围。",
    basis="《云州市历史建筑保护办法》第十二条",
    content="确认和平里5号门楼的保护范围为门楼本体及其前五米。",
    decide="作出行政确认决定",
    paper="行政确认决定书",
    mark="云城确决〔",
    serve="送达行政确认决定书",
)
ADJUDICATION = Kind(
    opening="依申请启动行政裁决",
    cause="相邻通道使用纠纷",
    request="请求裁决被申请人恢复和平里东侧通道。",
    basis="《云州市城市管理条例》第三十条",
    content="通道由双方共同使用，被申请人于十日内移除围栏。",
    decide="作出行政裁决",
    paper="行政裁决书",
    mark="云城裁决〔",
    serve="送达行政裁决书",
    respondent=True,
)
AWARD = Kind(
    opening="依职权启动行政奖励",
    cause="清雪除冰先进个人奖励",
    request="连续三年组织沿街清雪除冰，拟予奖励。",
    basis="《云州市城市管理条例》第八条",
    content="给予奖励一千元。",
    decide="作出行政奖励决定",
    paper="行政奖励决定书",
    mark="云城奖决〔",
    serve="送达行政奖励决定书",
)


@pytest.mark.requirement("RQ130")
@pytest.mark.parametrize("kind", (LEVY, GRANT, CONFIRMATION, ADJUDICATION, AWARD), ids=lambda k: k.paper)
def test_a_matter_from_opening_to_the_archive_and_the_public(
    town: Town, work: Callable[[], None], kept_page: Callable[[], Page], kind: Kind
) -> None:
    desks = Desks(town)
    handler = desks["handler"]
    choose(handler, kind.opening)
    given = opening(kind)
    who = next(name for name in given if "当事人" in name or "申请人" in name)
    handler.fill_in({name: value for name, value in given.items() if name != who})
    refused(handler, "当事人", "此项必填", {"事项": kind.cause, "申请或者启动的内容": kind.request})
    handler.fill(who, given[who])
    handler.submit()
    desks.stay(handler)
    if kind.respondent:
        desks.do("听取双方意见", heard())
    desks.do("审查核实", examined())
    decide(desks, kind)
    work()
    words = desks.words(kind.paper)
    for said in (kind.mark, kind.cause, kind.content, NAME, "云州市人民政府", "行政复议"):
        assert said in words, (said, words)
    desks.do(kind.serve, served(NAME, 送达地点=ADDRESS))
    work()
    assert NAME in desks.words("送达回证")
    handler.shoot(f"short-{kind.paper}")
    desks.do("办结", {"办理结果": "决定已经送达并执行。"}, "unit_head")
    work()
    desks.archive()
    look_up(kept_page(), town.url, kind)


def opening(kind: Kind) -> dict[str, Any]:
    parties = [{"当事人": Find(IDENTITY, NAME), "身份": Pick("当事人")}]
    if kind.respondent:
        parties = [
            {"当事人": Find(IDENTITY, NAME), "在裁决中的地位": Pick("申请人")},
            {"当事人": Find("顺达", FIRM), "在裁决中的地位": Pick("被申请人")},
        ]
    return {
        "事项": kind.cause,
        "申请人和被申请人" if kind.respondent else "当事人": parties,
        "承办人员": HANDLERS,
        "收到申请或者启动日期": day(),
        "申请或者启动的内容": kind.request,
    }


def heard() -> dict[str, Any]:
    return {
        "听取意见日期": day(),
        "申请人的意见": "通道一直共用，围栏妨碍通行。",
        "被申请人的意见": "围栏是为了堆放货物，愿意协商。",
    }


def examined() -> dict[str, Any]:
    return {
        "审查完成日期": day(),
        "查明的事实": "经现场查看和核对材料，所述情况属实。",
        "证据材料": "申请书、现场照片、核对记录。",
    }


def decide(desks: Desks, kind: Kind) -> None:
    """The first try names no law; the page says so beside the field and keeps it. Then the chain agrees."""
    handler = desks["handler"]
    handler.start(kind.decide)
    request = handler.page.get_by_label(re.compile("申请或者启动的内容"))
    expect(request).to_have_value(kind.request)
    expect(handler.page.get_by_label(re.compile("决定日期"))).to_have_value(day())
    handler.fill_in(kind.more | {"法律依据": "依法办理", "决定内容": kind.content})
    refused(handler, "法律依据", "没有写明作为依据的法律名称和条款", {"法律依据": "依法办理"})
    handler.fill("法律依据", kind.basis)
    handler.submit()
    for role in ("unit_head", "agency_head"):
        desks[role].approve(kind.decide, "同意")


def look_up(page: Page, url: str, kind: Kind) -> None:
    """The decision is public without the person's name, number or address."""
    page.goto(url)
    page.get_by_label("查找行政处罚决定").fill(kind.cause)
    page.get_by_role("main").get_by_role("button", name="查找").click()
    page.get_by_role("main").get_by_role("link", name=re.compile(re.escape(kind.mark))).click()
    expect(page.get_by_role("main")).to_contain_text(kind.content)
    for secret in (NAME, IDENTITY, ADDRESS):
        assert secret not in page.content(), secret
