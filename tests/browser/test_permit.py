"""A permit from the window to its licence, reviewed on the way in a matter of its own; another is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from support import permit_items

from .case import ADDRESS, day
from .clerk import Find, Pick, Tick, labelled
from .conftest import Town
from .office import ARCHIVING, HANDLERS, Desks, refused, served

pytestmark = pytest.mark.browser
FIRM = "云州市顺达商贸有限公司"
BASIS = "《城市道路管理条例》第三十一条"


def test_a_permit_is_reviewed_granted_and_issued(town: Town, work: Callable[[], None]) -> None:
    desks = Desks(town)
    handler, number = accepted(desks)
    desks.do("实地核查", {"核查日期": day(), "核查地点": ADDRESS, "核查情况": "场地与申请一致，不妨碍通行。"})
    desks.do("送法制审核", submission())
    work()
    reviewer = desks["legal_reviewer"]
    reviewer.open_apart("重大执法决定法制审核")
    expect(reviewer.page.get_by_role("main").get_by_role("link", name="要求补充送审材料")).to_be_visible()
    reviewer.shoot("permit-review")
    reviewer.do("确定审核人员", {"审核人员": Pick("杨洋")})
    reviewer.start("出具审核意见")
    reviewer.fill_in({k: v for k, v in opinion().items() if k != "审核意见"})
    refused(reviewer, "审核意见", "此项必填", {"理由": opinion()["理由"]})
    reviewer.fill("审核意见", opinion()["审核意见"])
    reviewer.submit()
    work()
    assert "符合规定" in desks.words("法制审核意见书", of=reviewer)
    handler.tab("概览")
    expect(handler.page.get_by_role("main")).to_contain_text("法制审核意见")
    handler.shoot("permit-parent")
    handler.start("作出决定")
    handler.fill_in(decision())
    refused(handler, "符合法定条件、标准", "不能准予", {"决定内容": decision()["决定内容"]})
    handler.fill("符合法定条件、标准", True)
    handler.submit()
    for role in ("unit_head", "agency_head"):
        desks[role].approve("作出决定")
    work()
    words = desks.words("行政许可决定书")
    for said in ("云城许决〔", FIRM, "准予", "占用解放路88号门前"):
        assert said in words, (said, words)
    desks.do("颁发、送达许可证件", served("周建国", "法定代表人或者主要负责人") | licence())
    expect(handler.page.get_by_role("main")).to_contain_text("许可有效")
    handler.shoot("permit")
    work()
    desks.do("立卷归档（许可存续期间）", ARCHIVING, role="archivist")
    assert number in handler.page.get_by_role("main").inner_text()


def test_a_permit_is_refused_with_its_remedies_and_archived(town: Town, work: Callable[[], None]) -> None:
    desks = Desks(town)
    handler, _ = accepted(desks)
    handler.start("作出决定")
    handler.fill_in({"决定": Pick("不予行政许可"), "决定内容": "不予许可。", "理由和依据": "通行宽度不足。"})
    handler.fill("申请行政复议、提起行政诉讼的权利", "")
    refused(handler, "申请行政复议、提起行政诉讼的权利", "须写明", {"理由和依据": "通行宽度不足。"})
    handler.fill(
        "申请行政复议、提起行政诉讼的权利", "可以自收到本决定书之日起六十日内向云州市人民政府申请行政复议。"
    )
    handler.submit()
    for role in ("unit_head", "agency_head"):
        desks[role].approve("作出决定")
    work()
    words = desks.words("行政许可决定书")
    assert "不予" in words and "申请行政复议" in words, words
    desks.do("送达决定", served("周建国", "法定代表人或者主要负责人"))
    desks.do("办结", {"办理结果": "决定已经送达。"})
    work()
    desks.archive()


@pytest.mark.requirement("RQ047")
def test_an_item_is_chosen_from_the_register_and_read_by_the_public(town: Town) -> None:
    item = permit_items.register(town.office.agency)
    desks = Desks(town)
    handler = desks["handler"]
    menu = handler.page.get_by_role("navigation", name="主菜单")
    menu.get_by_role("link", name="收到行政许可申请").click()
    handler.fill("登记的许可事项", Pick("临时占用城市道路"))
    handler.page.get_by_role("button", name="带出登记内容").click()
    main = handler.page.get_by_role("main")
    expect(main.get_by_label(labelled("申请事项"))).to_have_value("临时占用城市道路")
    expect(main.get_by_label(labelled("承诺时限（工作日）"))).to_have_value("10")
    handler.shoot("permit-item-chosen")
    rows = [{"已收到": True}, {"已收到": True}]
    handler.fill_in({"申请人": [{"当事人": Find("顺达", FIRM), "身份": Pick("当事人")}], "承办人": HANDLERS})
    handler.fill("申请材料", rows)
    handler.fill("承诺时限（工作日）", "12")
    refused(handler, "承诺时限（工作日）", "公布的承诺时限为10个工作日", {"申请事项": "临时占用城市道路"})
    handler.fill("承诺时限（工作日）", "10")
    handler.submit()
    desks.stay(handler)
    handler.do("受理", {"凭证加盖本机关专用印章": True, "受理日期": day()})
    expect(main).to_contain_text("已受理")
    handler.page.goto(f"{town.url}/permits/")
    handler.page.get_by_role("main").get_by_role("link", name="临时占用城市道路").click()
    expect(handler.page.get_by_role("main")).to_contain_text("占用方案不妨碍交通")
    assert handler.page.url.endswith(f"/permits/{item.pk}/")
    handler.shoot("permit-guide")
    handler.page.set_viewport_size({"width": 390, "height": 844})
    handler.shoot("permit-guide-390")
    wide = handler.page.locator("html").evaluate("e => e.scrollWidth")
    assert wide <= 390, wide


def test_a_window_picks_items_and_agencies_without_scripts_on_a_phone(town: Town) -> None:
    permit_items.register(town.office.agency)
    phone = {"viewport": {"width": 390, "height": 844}}
    handler = town.clerk("handler", java_script_enabled=False, **phone)
    handler.page.goto(f"{town.url}/desk/new/permit.intake/take_in/")
    row = handler.page.get_by_role("group", name="许可事项第 1 项", exact=True)
    handler.fill("登记的许可事项", Pick("临时占用城市道路"), row)
    row.get_by_role("button", name="带出登记内容").click()
    expect(row.get_by_label(labelled("事项编码"))).to_have_value("990100CG001")
    chosen = row.get_by_label(labelled("承办机关")).locator("option:checked")
    expect(chosen).to_have_text(town.office.agency.name)
    materials = handler.page.get_by_role("group", name="共用的申请材料第 2 项", exact=True)
    expect(materials.get_by_label(labelled("材料名称"))).to_have_value("占用方案图")
    handler.shoot("permit-window-390")
    wide = handler.page.locator("html").evaluate("e => e.scrollWidth")
    assert wide <= 390, wide


def accepted(desks: Desks) -> tuple[Any, str]:
    """Received at the window, with a fee nobody may take pointed out, and accepted under the seal."""
    handler = desks["handler"]
    menu = handler.page.get_by_role("navigation", name="主菜单")
    menu.get_by_role("link", name="收到行政许可申请").click()
    handler.fill_in(application() | {"收费": "200.00"})
    refused(handler, "收费的法律、行政法规依据", "没有法律、行政法规依据不得收费", {"收费": "200.00"})
    handler.fill("收费", "")
    handler.submit()
    desks.stay(handler)
    number = handler.page.locator(".number").first.inner_text()
    handler.start("受理")
    handler.fill_in({"受理日期": day()})
    refused(handler, "凭证加盖本机关专用印章", "须出具加盖本机关专用印章", {"受理日期": day()})
    handler.fill("凭证加盖本机关专用印章", True)
    handler.submit()
    return handler, number


def application() -> dict[str, Any]:
    return {
        "申请事项": "临时占用城市道路",
        "申请人": [{"当事人": Find("顺达", FIRM), "身份": Pick("当事人")}],
        "承办人": HANDLERS,
        "事项编码": "990100CG001",
        "设定依据和法定条件": f"{BASIS}：占用方案不妨碍交通，占用期满恢复原状。",
        "申请材料": [
            {"材料名称": "申请书", "已收到": True, "要求提交的依据": BASIS},
            {"材料名称": "占用方案图", "已收到": True, "要求提交的依据": BASIS},
        ],
        "承诺时限（工作日）": "10",
    }


def submission() -> dict[str, Any]:
    return {
        "送审情形": Tick(("涉及重大公共利益",)),
        "送审材料": "申请材料、受理通知书、实地核查记录。",
        "承办机构处理意见": "拟准予占用。",
    }


def opinion() -> dict[str, Any]:
    items = (
        "执法主体、法定权限和人员资格", "当事人基本情况", "事实和证据", "定性，是否涉嫌犯罪需要移送", "适用依据",
        "程序", "裁量基准的适用", "文书是否完备、规范",
    )  # fmt: skip
    return dict.fromkeys(items, "符合规定") | {"审核意见": Pick("同意"), "理由": "事实清楚，程序合法。"}


def decision() -> dict[str, Any]:
    return {
        "决定": Pick("准予行政许可"),
        "决定内容": "准予占用解放路88号门前道路三十平方米。",
        "理由和依据": f"材料齐全，现场核查符合条件，依据{BASIS}。",
        "有效期自": day(),
        "有效期至": day(30),
    }


def licence() -> dict[str, Any]:
    return {
        "许可证件的种类": Pick("行政机关的批准文件"),
        "准予从事的活动和范围": "占用解放路88号门前道路三十平方米。",
        "加盖本行政机关印章": True,
        "已登记入许可证件管理": True,
    }
