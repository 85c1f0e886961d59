"""Evaluation of a plan, by clicking: scheme, self-assessment, check, report, circular, a task taken back, portal."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone
from docx import Document
from playwright.sync_api import Page, expect

from .case import day
from .clerk import Clerk, Pick, spoken
from .conftest import Town
from .papers import words_of
from .test_phone import assert_fits
from .test_policy_plan import JUSTICE, TITLE, UNIT, adopt, justice

pytestmark = [pytest.mark.browser, pytest.mark.requirement("RQ195")]


def test_from_a_scheme_to_the_circular_and_the_portal(
    town: Town, work: Callable[[], None], tmp_path: Path
) -> None:
    justice(town)
    owner = town.clerk("j-unit_head")
    adopt(owner, tmp_path)
    plan = owner.page.url.partition("?")[0]
    work()
    leader = town.clerk("j-agency_head")
    here = scheme(owner, plan)
    in_matter(owner, leader, "在事项中启动中期评估", here)
    self_assessed(town.clerk("unit_head"), here)
    self_assessed(owner, here, quick=True)
    checked(town, here)
    owner.page.goto(here)
    row = owner.page.get_by_role("row").filter(has_text=UNIT)
    expect(row).to_contain_text("97")
    owner.page.get_by_label("评估结论").fill("总体进展有序，互评进度偏慢。")
    owner.page.get_by_role("button", name="形成结果，固定得分和名次").click()
    expect(owner.page.get_by_role("status")).to_contain_text("不再变动")
    owner.shoot("evaluation")
    narrow(owner, "evaluation", here)
    said = Document(BytesIO(owner.download(owner.page.get_by_role("link", name="评估报告 DOCX"))))
    told = "\n".join(
        [p.text for p in said.paragraphs] + [c.text for t in said.tables for r in t.rows for c in r.cells]
    )
    assert "互评进度偏慢" in told and UNIT in told

    in_matter(owner, leader, "在事项中形成评估结果", here)
    work()
    assert "互评进度偏慢" in words_of(owner.paper("中期评估报告"))
    in_matter(owner, leader, "拟制通报", here)
    owner.page.goto(here)
    owner.page.get_by_label(re.compile("^通报文号")).fill("云司通〔2026〕1号")
    owner.page.get_by_role("button", name="登记通报").click()
    expect(owner.page.get_by_role("status")).to_contain_text("通报文号已登记")


def test_a_task_taken_back_is_told_on_the_plan_and_on_the_portal(
    town: Town, work: Callable[[], None], tmp_path: Path
) -> None:
    justice(town)
    owner = town.clerk("j-unit_head")
    adopt(owner, tmp_path)
    plan = owner.page.url.partition("?")[0]
    work()
    withdrawn(owner, town.clerk("j-agency_head"), plan, work)
    published(owner, town, plan)


def scheme(owner: Clerk, plan: str) -> str:
    """The scheme, first with a mistake; returns the address of the evaluation."""
    page = owner.page
    page.goto(f"{plan}?tab=evaluation")
    page.get_by_role("link", name="登记评估方案").click()
    page.get_by_role("radio", name="中期评估").check()
    page.get_by_label("评估方案 必填").fill("查阅佐证材料，实地抽查。")
    days = {"开始日期": day(), "自评截止日期": ahead(10), "核查截止日期": ahead(5)}
    for title, value in days.items():
        page.get_by_label(re.compile(f"^{title}")).fill(value)
    first, second = (page.get_by_role("group", name=f"指标第 {n} 项") for n in (1, 2))
    for box, points in ((first, "60"), (second, "40")):
        box.get_by_label("分值").fill(points)
        box.get_by_label("评分标准").fill("按期完成得满分")
    page.get_by_role("button", name="登记评估方案").click()
    expect(page.get_by_role("alert")).to_contain_text("没有保存")
    expect(first.get_by_label("分值")).to_have_value("60")
    page.get_by_label(re.compile("^核查截止日期")).fill(ahead(20))
    owner.shoot("evaluation-new")
    page.get_by_role("button", name="登记评估方案").click()
    expect(page.get_by_role("status")).to_contain_text("各单位可以自评")
    return page.url


def ahead(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def in_matter(owner: Clerk, leader: Clerk, button: str, here: str) -> None:
    """From the evaluation into a form of the plan's matter with the figures in it; sent, and agreed to by the head."""
    owner.page.goto(here)
    owner.page.get_by_role("button", name=button).click()
    title = owner.page.get_by_role("heading", level=1).inner_text()
    owner.submit()
    leader.approve(title)
    owner.page.goto(here)
    owner.page.get_by_role("link", name="评估报告 PDF（文书）").click()
    owner.here()


def self_assessed(head: Clerk, here: str, *, quick: bool = False) -> None:
    """By the head of a unit, who (unless in a hurry) gave no points at first."""
    page = head.page
    page.goto(here)
    page.get_by_role("link", name="填报本单位自评").click()
    if not quick:
        page.get_by_role("button", name="保存自评").click()
        expect(page.get_by_role("alert")).to_contain_text("没有保存")
        head.shoot("evaluation-own")
    for box, points in zip(page.get_by_label(re.compile("^自评分")).all(), ("60", "40"), strict=True):
        box.fill(points)
    page.get_by_label(re.compile("^自评报告")).fill("两项任务均在推进。")
    page.get_by_role("button", name="保存自评").click()
    expect(page.get_by_role("status")).to_contain_text("自评已保存")


def checked(town: Town, here: str) -> None:
    """Three points off, with the reason, for the unit; nothing for the bureau itself; both found on."""
    checker = town.clerk("j-legal_reviewer")
    page = checker.page
    page.goto(here)
    page.get_by_role("link", name=spoken("核查", f"：{UNIT}")).click()
    page.get_by_label(re.compile("^指标 必填")).select_option(index=1)
    page.get_by_label(re.compile("^扣几分")).fill("9")
    page.get_by_label(re.compile("^扣分理由")).fill("互评进度偏慢")
    page.get_by_role("button", name="扣分", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("没有保存")
    page.get_by_label(re.compile("^扣几分")).fill("3")
    page.get_by_role("button", name="扣分", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("已扣分")
    checker.shoot("evaluation-check")
    narrow(checker, "evaluation-check", page.url)
    found(page)
    page.get_by_role("link", name=spoken("核查", f"：{JUSTICE}")).click()
    found(page)


def found(page: Page) -> None:
    page.get_by_role("textbox", name=re.compile("^核查意见")).fill("材料属实。")
    page.get_by_role("button", name="核查完毕").click()
    expect(page.get_by_role("status")).to_contain_text("核查意见已保存")


def narrow(clerk: Clerk, name: str, url: str) -> None:
    """The page as on a phone, and back to the screen of an office."""
    clerk.page.set_viewport_size({"width": 390, "height": 844})
    clerk.page.goto(url)
    assert_fits(clerk, name)
    clerk.page.set_viewport_size({"width": 1280, "height": 900})


def withdrawn(owner: Clerk, leader: Clerk, plan: str, work: Callable[[], None]) -> None:
    """One unit's task is taken back, and told so on the plan and on its task's page."""
    page = owner.page
    page.goto(plan)
    page.get_by_role("link", name=re.compile("开展案卷互评")).click()
    task = page.url
    page.get_by_role("button", name=re.compile(f"^取消或改派.*{UNIT}")).click()
    expect(page.get_by_role("checkbox", name=re.compile(f"{UNIT}：.*开展案卷互评"))).to_be_checked()
    owner.fill_in(
        {"依据文件": "云政办函〔2026〕9号", "理由": "与全省统一组织的评查合并。", "情形": Pick("任务合并")}
    )
    owner.shoot("withdraw-form")
    owner.submit()
    leader.approve("取消或者改派任务")
    work()
    page.goto(task)
    expect(page.get_by_role("row").filter(has_text=UNIT)).to_contain_text("任务合并；云政办函〔2026〕9号")
    owner.shoot("withdrawn-task")
    narrow(owner, "withdrawn-task", task)
    for tab in ("tasks", "board"):
        page.goto(f"{plan}?tab={tab}")
        expect(page.get_by_role("heading", name="已取消或者改派的任务")).to_be_visible()
        owner.shoot(f"withdrawn-{tab}")
        narrow(owner, f"withdrawn-{tab}", f"{plan}?tab={tab}")


def published(owner: Clerk, town: Town, plan: str) -> None:
    """Made public in the matter; the portal tells the plan, and why there is one task less."""
    from yifa.registers.scope import WORKER, scope
    from yifa.supervision.plans import following

    page = owner.page
    page.goto(plan)
    page.get_by_role("link", name=re.compile("^办理：公开")).click()
    owner.here()
    owner.do("向社会公开", {"公开载体": "云州市司法局门户网站"})
    with scope(WORKER):
        following.follow()
    page.goto(f"{town.url}/")
    page.goto(f"{town.url}/plans/")
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("main")).to_contain_text("与全省统一组织的评查合并")
    owner.shoot("portal-plan")
    narrow(owner, "portal-plan", page.url)
