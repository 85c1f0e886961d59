"""A seizure from the request to the archive: approved by the head, done on the spot, lifted, given back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from .case import ADDRESS, day, minute
from .clerk import Clerk, Find, Pick
from .conftest import Town
from .office import HANDLERS, Desks, choose, refused

pytestmark = pytest.mark.browser
FIRM = "云州市顺达商贸有限公司"
CAUSE = "店门外高音喇叭噪声扰民"
LEVEL = "设定该强制措施的依据"


def test_things_are_seized_and_given_back(town: Town, work: Callable[[], None]) -> None:
    desks = Desks(town)
    handler = desks["handler"]
    requested(desks, handler)
    handler.shoot("coercion-approved")
    handler.start("实施强制措施")
    handler.fill_in(on_the_spot())
    refused(handler, "决定书（和清单）已当场交付当事人", "应当当场交付", {"地点": ADDRESS})
    handler.shoot("coercion-refused")
    handler.fill("决定书（和清单）已当场交付当事人", True)
    handler.submit()
    main = handler.page.get_by_role("main")
    expect(main).to_contain_text("实施中")
    expect(main).to_contain_text("查封、扣押期限")
    handler.shoot("coercion-in-force")
    work()
    words = desks.words("扣押决定书")
    for said in ("云城扣押决〔", FIRM, "落地音箱2只", "期限为30日", "申请行政复议"):
        assert said in words, (said, words)
    assert "落地音箱" in desks.words("查封、扣押场所、设施、财物清单")
    desks.do("解除强制措施", release(), "unit_head", "agency_head")
    handler.start("退还财物")
    handler.fill_in({"退还的财物": "落地音箱二只。", "领取人": "周建国"})
    refused(handler, "领取人已签收", "没有领取人的签收", {"领取人": "周建国"})
    handler.fill("领取人已签收", True)
    handler.submit()
    desks.do("办结", {"办结理由": Pick("措施已经解除或者已经处理完毕"), "办理结果": "已经退还。"}, "unit_head")
    work()
    desks.archive()


def requested(desks: Desks, handler: Clerk) -> None:
    """The request, with a text that cannot set a seizure pointed out; the heads agree."""
    choose(handler, "申请采取强制措施")
    handler.fill_in(request())
    handler.fill(LEVEL, Pick("规章或者其他规范性文件"))
    refused(handler, LEVEL, "不得由该层级的文件设定", {"事由": CAUSE, "期限（日）": "30"})
    handler.fill(LEVEL, Pick("法律"))
    handler.submit()
    for role in ("unit_head", "agency_head"):
        desks[role].approve("申请采取强制措施")
    handler.find_matter(CAUSE)
    desks.stay(handler)


def request() -> dict[str, Any]:
    return {
        "事由": CAUSE,
        "当事人": [{"当事人": Find("顺达", FIRM), "身份": Pick("当事人")}],
        "承办人员": HANDLERS,
        "实施强制措施的权限": Pick("法律、法规规定由本机关实施"),
        "必要性": "已经两次责令改正，当事人拒不改正，不扣押不能制止噪声。",
        "强制措施的种类": Pick("扣押财物"),
        "依据": "《中华人民共和国生态环境法典》第五百六十二条",
        "理由": "在店门外使用音箱招揽顾客，被责令改正后仍不改正。",
        "拟查封、扣押的场所、设施或者财物": [
            {"名称": "落地音箱", "数量": "2", "单位": "只", "与涉嫌违法行为有关": True}
        ],
        "期限（日）": "30",
    }


def on_the_spot() -> dict[str, Any]:
    return {
        "地点": ADDRESS,
        "开始时间": minute(-50),
        "结束时间": minute(-10),
        "已出示执法证件": True,
        "已当场告知理由、依据以及当事人依法享有的权利、救济途径": True,
        "已通知当事人到场": True,
        "当事人到场": True,
        "当事人的陈述和申辩": "当事人没有提出陈述、申辩。",
        "对陈述、申辩的复核意见": "当事人没有提出陈述、申辩。",
        "现场情况": "店门外两只音箱正在循环播放促销广告，清点后加贴标签。",
        "签名情况": Pick("已核对并签名或者盖章"),
        "实施之日": day(),
    }


def release() -> dict[str, Any]:
    return {
        "解除的情形": Pick("其他不再需要采取强制措施的情形"),
        "理由": "当事人已经停止使用音箱并书面承诺，不再需要扣押。",
        "退还的财物": "落地音箱二只。",
    }
