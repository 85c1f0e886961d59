"""A plan from upload to a closed task, by clicking: read, put right, accepted, charged, reported, claimed, checked."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from .case import day
from .clerk import PASSWORD, Clerk, Tick
from .conftest import Town
from .office import Desks
from .test_phone import PHONE, assert_fits

pytestmark = [pytest.mark.browser, pytest.mark.requirement("RQ171")]
JUSTICE = "云州市司法局"
UNIT = "云州市城市管理综合执法局"
TITLE = "云州市执法队伍练兵工作方案"
NEXT = timezone.localdate().year + 1
TEXT = f"""{TITLE}
云政办发〔{NEXT - 1}〕77号
为提高执法队伍的业务水平，制定本方案。
一、工作目标
用一年时间，使全市执法队伍的业务水平有明显提高。
二、主要任务
（一）组织岗位练兵
1.开展案卷互评。{NEXT}年6月30日前完成一轮案卷互评，每个中队互评案卷不少于20件。（牵头单位：市城管综合执法支队）
2.编写问答手册。{NEXT}年9月30日前编写执法常见问题问答手册并印发。（牵头单位：{JUSTICE}）
三、工作要求
各单位要高度重视，确定专人负责。
"""


def test_from_an_upload_to_a_closed_task(town: Town, work: Callable[[], None], tmp_path: Path) -> None:
    justice(town)
    owner = town.clerk("j-unit_head")
    adopt(owner, tmp_path)
    plan = owner.page.url.partition("?")[0]
    expect(owner.page.get_by_role("main")).to_contain_text("待交办")
    work()
    looked_over(owner, plan)

    desks = Desks(town)
    head = desks["unit_head"]
    menu = head.page.get_by_role("navigation", name="主菜单")
    menu.get_by_role("link", name="方案台账").click()
    head.page.get_by_role("link", name="本机关的任务").click()
    row = head.page.get_by_role("row").filter(has_text="开展案卷互评")
    expect(row).to_contain_text("待接收")
    row.get_by_role("link", name=re.compile("^办理")).click()
    desks.stay(head)
    desks.do("接收任务", {"承办人": Tick(("张伟", "王芳"))}, role="unit_head")
    proof = {"佐证材料": [{"材料名称": "案卷互评记录", "文号或者网址": "云城评〔2026〕1号"}]}
    desks.do("报告进展", {"完成进度（%）": "60", "已开展的工作": "已互评案卷12件。", **proof})
    done = {"完成日期": day(), "完成情况": "各中队互评案卷均满20件。", **proof}
    desks.do("申请销号", done, "unit_head")
    work()

    checker = town.clerk("j-legal_reviewer")
    checker.page.get_by_role("navigation", name="主菜单").get_by_role("link", name="待办").click()
    checker.page.get_by_role("row").filter(has_text="开展案卷互评").get_by_role("link", name="办理").click()
    checker.here()
    checker.do("核查通过", {"核查方式": "书面核查", "核查意见": "互评记录齐全，属实。"})
    work()

    handler = desks["handler"]
    handler.page.goto(plan)
    task = handler.page.get_by_role("row").filter(has_text="开展案卷互评")
    expect(task).to_contain_text("已销号")
    expect(task).to_contain_text("1/1（100%）")
    handler.shoot("plan-tasks")
    task.get_by_role("link", name=re.compile("开展案卷互评")).click()
    expect(handler.page.get_by_role("heading", name=f"申报与实测：{UNIT}")).to_be_visible()
    expect(handler.page.get_by_role("main")).to_contain_text("60%")
    handler.shoot("plan-task")


def justice(town: Town) -> None:
    """A second agency, which adopts the plan; its accounts begin with j-."""
    from support import world

    from yifa.registers.change import change_many
    from yifa.registers.models import Account
    from yifa.registers.scope import IMPORTER, scope

    office = world.office(JUSTICE, "justice", "云司", "10000002")
    rows = [
        {"username": f"j-{name}", "password": PASSWORD, "officer": officer}
        for name, officer in office.people.items()
    ]
    with scope(IMPORTER):
        change_many(IMPORTER, Account, rows, "测试账号")


def adopt(owner: Clerk, folder: Path) -> None:
    """Upload, name the agency that the document calls by another name, accept; ends on the plan's page."""
    file = folder / "练兵方案.txt"
    file.write_text(TEXT, encoding="utf-8")
    page = owner.page
    page.get_by_role("navigation", name="主菜单").get_by_role("link", name="方案台账").click()
    page.get_by_role("link", name="读入方案").click()
    page.get_by_label("文件", exact=True).set_input_files(file)
    page.get_by_role("button", name="读取").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"核对：{TITLE}")
    page.get_by_label(re.compile("市城管综合执法支队")).fill(UNIT)
    page.get_by_role("button", name="指明单位").click()
    expect(page.get_by_role("row").filter(has_text="开展案卷互评")).to_contain_text(UNIT)
    page.get_by_role("button", name="采纳，进入台账并交办").click()
    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()


def looked_over(owner: Clerk, plan: str) -> None:
    """The plan's tabs and the board, on the screen of an office and on a phone."""
    page = owner.page
    for tab in ("source", "board"):
        page.goto(f"{plan}?tab={tab}")
        owner.shoot(f"plan-{tab}")
    page.goto(plan)
    page.get_by_role("navigation", name="方案内容").get_by_role("link", name="原文").press("Enter")
    expect(page.locator(".source mark.mark-date").first).to_have_attribute("title", re.compile("期限"))
    expect(page.get_by_label("图例")).to_be_visible()


def test_the_pages_of_a_plan_fit_a_phone(town: Town, work: Callable[[], None], tmp_path: Path) -> None:
    justice(town)
    owner = town.clerk("j-unit_head", **PHONE)
    adopt(owner, tmp_path)
    plan = owner.page.url.partition("?")[0]
    work()
    month = f"{NEXT}-06"
    for name, path in {
        "plan-tasks": plan,
        "plan-source": f"{plan}?tab=source",
        "plan-board": f"{plan}?tab=board",
        "board": f"{town.url}/desk/plans/board/?month={month}",
        "plans": f"{town.url}/desk/plans/",
        "evaluation-new": f"{plan}evaluations/new/",
    }.items():
        owner.page.goto(path)
        assert_fits(owner, name)
