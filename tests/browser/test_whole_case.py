"""One ordinary case from clue to archived file by seven people, then the citizen who scans the decision's code."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from . import case
from .clerk import Clerk, Pick, spoken
from .conftest import Town
from .papers import pages_of, scan, words_of

pytestmark = pytest.mark.browser
CAUSE = "在人口集中地区焚烧塑料案"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A picture such as a camera makes."""
    path = tmp_path / "现场照片.jpg"
    Image.linear_gradient("L").resize((640, 480)).convert("RGB").save(path, "JPEG")
    return path


class Desks:
    """Seven people at their desks, with one case between them."""

    def __init__(self, town: Town) -> None:
        roles = (
            "handler",
            "handler2",
            "unit_head",
            "agency_head",
            "deputy_head",
            "legal_reviewer",
            "archivist",
        )
        self.clerks = {role: town.clerk(role) for role in roles}
        self.number = ""

    def __getitem__(self, role: str) -> Clerk:
        return self.clerks[role]

    def agreed(self, title: str, *roles: str) -> None:
        """Everyone named agrees, in this order."""
        for role in roles:
            self[role].approve(title, f"同意{title}")

    def done(self, role: str, title: str, values: dict[str, Any], *approvers: str) -> None:
        """An act with its approvals."""
        self[role].do(title, values)
        self.agreed(title, *approvers)


@pytest.mark.requirement("RQ007", "RQ060", "RQ068", "RQ070", "RQ077")
def test_a_case_from_clue_to_archive_and_to_the_citizen(
    town: Town, work: Callable[[], None], photo: Path, new_browser_page: Callable[..., Page]
) -> None:
    desks = Desks(town)
    open_case(desks)
    file_case(desks)
    investigate(desks, photo)
    review_and_notify(desks, work)
    decide(desks, work)
    work()
    decision = read_decision(desks)
    perform_and_close(desks)
    work()
    archive(desks)
    assert_timeline(desks)
    citizen(new_browser_page(), town.url, decision, desks.number)


def open_case(desks: Desks) -> None:
    """The clue comes from the workbench; the check moves it on."""
    handler = desks["handler"]
    handler.shoot("01-workbench")
    handler.page.get_by_role("main").get_by_role("link", name="登记线索").click()
    handler.fill_in(case.clue())
    handler.shoot("02-clue")
    handler.submit()
    expect(handler.page.get_by_role("heading", name="涉嫌在人口集中地区焚烧塑料")).to_be_visible()
    expect(handler.page.get_by_role("link", name=case.NAME)).to_be_visible()
    handler.here()
    handler.do("核查线索", case.check())


def file_case(desks: Desks) -> None:
    """The filing is returned once with reasons; what changed is shown to whoever reads it again."""
    handler, head = desks["handler"], desks["unit_head"]
    handler.do("立案", case.filing("在云山河边焚烧废塑料。"))
    head.read_waiting("立案")
    head.shoot("03-approval")
    head.decide("退回", "请写明焚烧的数量。")
    handler.page.get_by_role("navigation", name="主菜单").get_by_role("link", name="待办").click()
    handler.page.get_by_role("row").filter(has_text="立案").get_by_role("link", name="修改").click()
    expect(handler.page.get_by_role("main")).to_contain_text("请写明焚烧的数量。")
    handler.fill("涉嫌违法行为的简要情况", "在云山河边焚烧废塑料约二十公斤。")
    handler.shoot("04-returned")
    handler.submit()
    head.read_waiting("立案")
    expect(head.page.get_by_role("insertion").filter(has_text="约二十公斤")).to_be_visible()
    head.shoot("05-changes")
    head.decide("同意", "同意立案")
    desks.agreed("立案", "agency_head")
    handler.tab("概览")
    heading = handler.page.get_by_role("main")
    found = re.search(r"云城立〔\d{4}〕\d+号", heading.inner_text())
    assert found, heading.inner_text()[:400]
    desks.number = found[0]
    desks["handler2"].find_matter(desks.number)
    handler.shoot("06-matter")


def investigate(desks: Desks, photo: Path) -> None:
    """Identity, questioning, evidence with a file, an order to correct, the report."""
    handler, second = desks["handler"], desks["handler2"]
    handler.do("出示执法证件", case.identity())
    second.do("询问", case.questioning())
    handler.do("登记证据", case.evidence(photo))
    handler.tab("证据")
    handler.shoot("07-evidence")
    handler.page.get_by_role("link", name=photo.name).click()
    assert handler.page.get_by_role("img").evaluate("picture => picture.naturalWidth") == 640
    assert handler.page.request.get(handler.page.url).body() == photo.read_bytes()
    desks.done("handler", "责令改正", case.correction(), "unit_head")
    desks.done("handler", "调查终结", case.report(), "unit_head")


def review_and_notify(desks: Desks, work: Callable[[], None]) -> None:
    """Legal review apart from the case; deciding before the notice is locked, and says which article locks it."""
    handler, reviewer = desks["handler"], desks["legal_reviewer"]
    handler.do("送法制审核", case.review_request())
    work()
    reviewer.find_matter(desks.number)
    reviewer.open_apart("重大执法决定法制审核")
    reviewer.do("确定审核人员", {"审核人员": Pick("杨洋")})
    reviewer.shoot("08-review")
    reviewer.do("出具审核意见", case.review())
    work()
    reviewer.back_to_case(desks.number)
    expect(reviewer.page.get_by_role("main")).to_contain_text("法制审核 · 系统")
    handler.tab("概览")
    draft_only = handler.page.get_by_role("link", name=spoken("先拟稿", "：作出处罚决定"))
    locked = handler.page.get_by_role("listitem").filter(has=draft_only)
    expect(locked).to_contain_text("条件未满足")
    expect(locked.get_by_role("link", name="行政处罚法第六十二条")).to_be_visible()
    handler.shoot("08-locked")
    desks.done("handler", "事先告知", case.notice(), "unit_head", "deputy_head")
    handler.do("送达告知书", case.service())
    handler.do("放弃陈述申辩", case.waiver())


def decide(desks: Desks, work: Callable[[], None]) -> None:
    """The heads talk it over, then the decision goes through its chain and is served."""
    desks["handler"].do("提请集体讨论", case.question_to_the_heads())
    work()
    deputy = desks["deputy_head"]
    deputy.find_matter(desks.number)
    deputy.open_apart("负责人集体讨论")
    desks.done("deputy_head", "集体讨论记录", case.deliberation(), "agency_head")
    work()
    desks["handler"].start("作出处罚决定")
    desks["handler"].fill_in(case.decision())
    desks["handler"].shoot("09-decision")
    desks["handler"].submit()
    desks.agreed("作出处罚决定", "unit_head", "agency_head")
    desks["handler"].do("送达决定书", case.service())


def read_decision(desks: Desks) -> bytes:
    """The papers are there; the decision says what was decided, and its code can be scanned."""
    handler = desks["handler"]
    handler.tab("文书")
    handler.shoot("10-papers")
    filed = words_of(handler.paper("立案审批表"))
    for said in ("同意立案", "李娜", "云城unit_head", "刘强", "云城agency_head"):
        assert said in filed, said
    asked = words_of(handler.paper("询问笔录"))
    assert "请说明焚烧废塑料的经过" in asked
    told = words_of(handler.paper("行政处罚事先告知书"))
    assert "陈述" in told and "500" in told
    decision = handler.paper("行政处罚决定书")
    words = words_of(decision)
    remedies = ("云州市人民政府", "云州市云山区人民法院")
    for said in ("云城罚决〔", case.NAME, case.IDENTITY, "第一千一百三十一条第三款", *remedies):
        assert said in words, said
    assert "500" in words or "伍佰" in words or "五百" in words
    return decision


def perform_and_close(desks: Desks) -> None:
    """Paid, corrected, closed."""
    desks["handler"].do("罚没款缴清", case.payment())
    desks["handler"].do("复查改正情况", case.correction_check())
    desks.done("handler", "结案", case.closing(), "unit_head", "deputy_head")


def archive(desks: Desks) -> None:
    """The archivist has the whole file in one document, and puts it away."""
    archivist = desks["archivist"]
    archivist.find_matter(desks.number)
    archivist.tab("案卷")
    archivist.shoot("11-file")
    whole = archivist.download(archivist.page.get_by_role("link", name="下载整卷 PDF"))
    pages = pages_of(whole)
    assert len(pages) > 20
    assert desks.number in pages[0]
    contents = "".join(page for page in pages if "卷内目录" in page)
    for title in (
        "立案审批表",
        "询问笔录",
        "行政处罚决定书",
        "送达回证",
        "法制审核意见书",
        "负责人集体讨论记录",
        "结案审批表",
    ):
        assert title in contents, title
    archivist.do("归档", case.archiving())
    expect(archivist.page.get_by_role("main")).to_contain_text("已归档")


def assert_timeline(desks: Desks) -> None:
    """Every step with the name of who took it."""
    desks["handler"].tab("大事记")
    desks["handler"].shoot("12-timeline")
    said = desks["handler"].page.get_by_role("main").inner_text()
    steps = {
        "登记线索": "张伟", "核查线索": "张伟", "立案": "张伟", "询问": "王芳", "登记证据": "张伟", "法制审核": "系统",
        "提请集体讨论": "张伟", "集体讨论": "系统", "作出处罚决定": "张伟", "罚没款缴清": "张伟",
        "结案": "张伟", "归档": "黄敏",
    }  # fmt: skip
    for title, name in steps.items():
        assert re.search(rf"{title} · [^\n]*{name}", said), title


def citizen(page: Page, url: str, decision: bytes, number: str) -> None:
    """Scan the code; find the decision from the home page in two clicks, and by its number."""
    scanned = scan(decision)
    assert scanned and all(one.startswith(f"{url}/c/") for one in scanned), scanned
    page.goto(scanned[0])
    main = page.get_by_role("main")
    for said in (number, "归档", "作出处罚决定", "罚款", "500.00元", case.TIER, "孙某某"):
        expect(main).to_contain_text(said)
    assert_redacted(page)
    shoot(page, "13-code")
    page.goto(url)
    page.get_by_role("main").get_by_role("link", name="执法决定公示").click()
    link = page.get_by_role("main").get_by_role("link", name=re.compile(r"云城罚决〔\d{4}〕1号"))
    paper_number = link.inner_text()
    link.click()
    expect(page.get_by_role("heading", name=CAUSE)).to_be_visible()
    assert_redacted(page)
    shoot(page, "14-public-decision")
    assert paper_number in words_of(decision)
    page.get_by_role("link", name="首页").first.click()
    page.get_by_label("查找行政处罚决定").fill(paper_number)
    page.get_by_role("main").get_by_role("button", name="查找").click()
    expect(page.get_by_role("main").get_by_role("link", name=paper_number)).to_be_visible()


def assert_redacted(page: Page) -> None:
    """No name, number, telephone or address of the person anywhere in the page's source."""
    source = page.content()
    for secret in (case.NAME, case.IDENTITY, "13900001234", case.ADDRESS, "云财"):
        assert secret not in source, secret


def shoot(page: Page, name: str) -> None:
    Clerk(page, "", "").shoot(name)
