"""Two agencies claim one case: negotiated in vain, put before the common superior, designated, closed, archived."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from yifa.matters.models import Act, Matter
from yifa.registers.scope import WORKER, scope

from .case import day
from .clerk import Pick
from .conftest import Town
from .office import HANDLERS, Desks, choose, refused

pytestmark = pytest.mark.browser
OTHER = "云州市生态环境局"
SUPERIOR = "云州市人民政府"


def test_a_dispute_over_jurisdiction_is_designated_by_the_superior(
    town: Town, work: Callable[[], None]
) -> None:
    number = filed(town)
    desks = Desks(town)
    handler = desks["handler"]
    choose(handler, "提出管辖争议")
    handler.fill_in({k: v for k, v in raised(number).items() if k != "对方机关"})
    refused(handler, "对方机关", "此项必填", {"本机关案号或者线索编号": number})
    handler.fill("对方机关", OTHER)
    handler.submit()
    desks.stay(handler)
    desks.do(
        "协商",
        {"协商结果": Pick("协商不成"), "协商情况": "双方均认为由本机关管辖，协商不成。"},
        "agency_head",
    )
    handler.start("报请指定管辖")
    handler.fill_in(
        {
            "共同的上一级行政机关": SUPERIOR,
            "上级机关所在区划代码": "440000",
            "报请理由": "协商不成，请予指定。",
        }
    )
    refused(handler, "上级机关所在区划代码", "不是本机关所在区划的上级", {"共同的上一级行政机关": SUPERIOR})
    handler.fill("上级机关所在区划代码", "990100")
    handler.submit()
    desks["agency_head"].approve("报请指定管辖")
    work()
    letter = desks.words("报请指定管辖的函")
    for said in ("云城辖报〔", SUPERIOR, "协商不成，请予指定。", "焚烧废旧轮胎"):
        assert said in letter, (said, letter)
    handler.start("收到指定管辖决定")
    expect(handler.page.get_by_label("作出指定的机关")).to_have_value(SUPERIOR)
    handler.fill_in({"指定管辖文书文号": "云政辖〔2026〕3号", "指定由谁管辖": Pick("由本机关管辖")})
    handler.submit()
    expect(handler.page.get_by_role("main")).to_contain_text("由本机关管辖")
    closing = {"已在本机关案件中登记": True, "告知对方机关的日期": day(), "处理结果": "由本机关继续办理。"}
    desks.do("办结", closing, "unit_head")
    handler.tab("概览")
    handler.shoot("jurisdiction")
    work()
    desks.archive()
    assert told(town, number) == ["jurisdiction_disputed", "jurisdiction_settled"]


def filed(town: Town) -> str:
    """The number of the agency's own case, filed before the dispute came up."""
    from support.walk import Walk

    walk = Walk(town.office, town.firm)
    walk.until("file")
    with scope(WORKER):
        return str(Matter.objects.get(pk=walk.matter_id).number)


def told(town: Town, number: str) -> list[str]:
    """What the own case knows of the dispute."""
    with scope(WORKER):
        acts = Act.objects.filter(matter__number=number, kind__startswith="jurisdiction_").order_by("seq")
        return list(acts.values_list("kind", flat=True))


def raised(number: str) -> dict[str, object]:
    return {
        "争议事项": "云山河岸焚烧废旧轮胎案的管辖",
        "承办人": HANDLERS,
        "争议的情形": Pick("双方都认为有管辖权"),
        "发生争议之日": day(-3),
        "本机关案号或者线索编号": number,
        "本机关立案日期": day(-8),
        "对方机关": OTHER,
        "对方机关所在区划代码": "990100",
        "对方立案日期": day(-5),
        "争议的经过和本机关意见": "本机关先立案，两机关先后到场，本机关认为由本机关管辖。",
    }
