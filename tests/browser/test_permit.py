"""A permit from the window to the archive: received, accepted, checked on site, granted, handed over, closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from .case import ADDRESS, day
from .clerk import Find, Pick
from .conftest import Town
from .office import HANDLERS, Desks, refused, served

pytestmark = pytest.mark.browser
FIRM = "云州市顺达商贸有限公司"


def test_a_permit_is_granted_and_handed_over(town: Town, work: Callable[[], None]) -> None:
    desks = Desks(town)
    handler = desks["handler"]
    menu = handler.page.get_by_role("navigation", name="主菜单")
    menu.get_by_role("link", name="收到行政许可申请").click()
    handler.fill_in(application() | {"收费": "200.00"})
    refused(handler, "收费的法律、行政法规依据", "没有法律、行政法规依据不得收费", {"收费": "200.00"})
    handler.fill("收费", "")
    handler.submit()
    desks.stay(handler)
    handler.start("受理")
    handler.fill_in({"受理日期": day()})
    refused(handler, "凭证加盖本机关专用印章", "须出具加盖本机关专用印章", {"受理日期": day()})
    handler.fill("凭证加盖本机关专用印章", True)
    handler.submit()
    expect(handler.page.get_by_role("main")).to_contain_text("许可决定")
    desks.do("实地核查", {"核查日期": day(), "核查地点": ADDRESS, "核查情况": "场地与申请一致，不妨碍通行。"})
    desks.do("作出决定", decision(), "unit_head", "agency_head")
    work()
    told = desks.words("受理通知书")
    assert "云城许受〔" in told and FIRM in told
    words = desks.words("行政许可决定书")
    for said in ("云城许决〔", FIRM, "准予行政许可", "占用解放路88号门前"):
        assert said in words, (said, words)
    desks.do("送达决定", served("周建国", "法定代表人或者主要负责人", 许可后的监督检查安排="每月巡查一次。"))
    handler.tab("概览")
    handler.shoot("permit")
    desks.do("办结", {"办理结果": "已送达。"})
    work()
    desks.archive()


def application() -> dict[str, Any]:
    return {
        "申请事项": "临时占用城市道路",
        "申请人": [{"当事人": Find("顺达", FIRM), "身份": Pick("当事人")}],
        "承办人": HANDLERS,
        "事项编码": "990100CG001",
        "设定依据和法定条件": "《城市道路管理条例》第三十一条：占用方案不妨碍交通，占用期满恢复原状。",
        "申请材料": [
            {"材料名称": "申请书", "已收到": True},
            {"材料名称": "占用方案图", "已收到": True},
        ],
        "承诺时限（工作日）": "10",
    }


def decision() -> dict[str, Any]:
    return {
        "决定": Pick("准予行政许可"),
        "决定内容": "准予占用解放路88号门前道路三十平方米，为期三十日。",
        "理由和依据": "材料齐全，现场核查符合条件，依据《城市道路管理条例》第三十一条。",
    }
