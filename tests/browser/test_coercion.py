"""Things are seized with a list, given back when nothing was wrong, and the file is put away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from .case import ADDRESS, minute
from .clerk import Find, Pick
from .conftest import Town
from .office import HANDLERS, Desks, choose, refused

pytestmark = pytest.mark.browser
FIRM = "云州市顺达商贸有限公司"
LAW = "《中华人民共和国食品安全法》第一百一十条第四项"
GOODS = [
    {"名称": "预包装糕点", "规格型号": "500克", "数量": "36", "单位": "袋", "与涉嫌违法行为有关": True},
    {"名称": "散装糖果", "数量": "4", "单位": "箱", "与涉嫌违法行为有关": True},
]


def test_goods_are_seized_and_given_back(town: Town, work: Callable[[], None]) -> None:
    desks = Desks(town)
    handler = desks["handler"]
    choose(handler, "申请采取强制措施")
    handler.fill_in(request())
    refused(handler, "期限（日）", "30", {"期限（日）": "45", "理由": request()["理由"]})
    handler.fill("期限（日）", "30")
    handler.submit()
    for role in ("unit_head", "agency_head"):
        desks[role].approve("申请采取强制措施")
    handler.find_matter("涉嫌经营不合格食品")
    desks.stay(handler)
    handler.start("实施强制措施")
    handler.fill_in(taking())
    refused(handler, "已出示执法证件", "出示", {"现场情况": taking()["现场情况"]})
    handler.fill("已出示执法证件", True)
    handler.submit()
    expect(handler.page.get_by_role("main")).to_contain_text("查封、扣押")
    handler.tab("概览")
    handler.shoot("coercion")
    work()
    listed = desks.words("查封、扣押场所、设施、财物清单")
    assert "预包装糕点" in listed and "36" in listed and "散装糖果" in listed, listed
    decided = desks.words("扣押决定书")
    for said in (FIRM, "食品安全法", "云州市人民政府"):
        assert said in decided, (said, decided)
    lifting = {"解除的情形": Pick("当事人没有违法行为"), "理由": "检验合格。", "退还的财物": "糕点和糖果"}
    desks.do("解除强制措施", lifting, "unit_head", "agency_head")
    back = {"退还的财物": "糕点三十六袋、糖果四箱", "领取人": "周建国", "领取人已签收": True}
    desks.do("退还财物", back)
    closing = {"办结理由": Pick("措施已经解除或者已经处理完毕"), "办理结果": "已解除并退还。"}
    desks.do("办结", closing, "unit_head")
    work()
    desks.archive()


def request() -> dict[str, Any]:
    return {
        "事由": "涉嫌经营不合格食品",
        "当事人": [{"当事人": Find("顺达", FIRM), "身份": Pick("当事人")}],
        "承办人员": HANDLERS,
        "实施强制措施的权限": Pick("法律、法规规定由本机关实施"),
        "设定该强制措施的依据": Pick("法律"),
        "必要性": "食品正在销售，不扣押可能继续流入市场。",
        "强制措施的种类": Pick("扣押财物"),
        "依据": LAW,
        "理由": "有证据证明食品可能不符合食品安全标准。",
        "拟查封、扣押的场所、设施或者财物": GOODS,
        "期限（日）": "45",
    }


def taking() -> dict[str, Any]:
    return {
        "地点": ADDRESS,
        "开始时间": minute(-50),
        "结束时间": minute(-10),
        "已当场告知理由、依据以及当事人依法享有的权利、救济途径": True,
        "签名情况": Pick("已核对并签名或者盖章"),
        "已通知当事人到场": True,
        "当事人到场": True,
        "当事人的陈述和申辩": "没有提出。",
        "对陈述、申辩的复核意见": "当事人没有提出陈述、申辩。",
        "现场情况": "清点货架和库房，逐件登记后封存。",
        "决定书（和清单）已当场交付当事人": True,
    }
