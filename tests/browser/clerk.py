"""One account at its desk in Chromium: everything by clicking and typing what the page calls it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, Request, expect

PASSWORD = "Yunzhou-2026-desk"
DONE = re.compile("已办理|已送审")
MAIN = re.compile("^(办理|提交审批)$")
ANSWER = 60_000  # the server makes papers and signs, on a machine that other tests keep busy
expect.set_options(timeout=20_000)  # as patient as actions are: the machine may be busy with other tests


@dataclass(frozen=True)
class Pick:
    """One of a closed list, by its words: a radio button or a line of a drop-down list."""

    words: str


@dataclass(frozen=True)
class Tick:
    """Several of a list; each is the beginning of a check box's label."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Find:
    """A subject of the register: what is typed in the search, and the name that is chosen."""

    query: str
    name: str


Rows = Sequence[Mapping[str, Any]]


def spoken(*parts: str) -> re.Pattern[str]:
    """A name of which some parts are only for screen readers: there may be a space between them."""
    return re.compile(r"^\s*" + r"\s*".join(map(re.escape, parts)) + r"\s*$")


def labelled(title: str) -> re.Pattern[str]:
    """A field's name with the words 必填 or 选填 that the page adds."""
    return re.compile(rf"^\s*{re.escape(title)}\s*(必填|选填)?\s*$")


def sent(request: Request) -> bool:
    """It is a form that the page sends by leaving for the answer."""
    return request.method == "POST" and request.is_navigation_request()


class Clerk:
    """A person with an account. `page` has a session of its own."""

    def __init__(self, page: Page, url: str, username: str) -> None:
        self.page, self.url, self.username = page, url, username
        self.matter = ""

    def log_in(self) -> Clerk:
        """Through the login page, to the workbench."""
        self.page.goto(f"{self.url}/desk/login/")
        self.page.get_by_label("用户名").fill(self.username)
        self.page.get_by_label("密码").fill(PASSWORD)
        self.page.get_by_role("button", name="登录").click()
        expect(self.page.get_by_role("heading", name="工作台")).to_be_visible()
        return self

    def shoot(self, name: str) -> None:
        """Keep a picture when YIFA_SHOTS names a folder."""
        folder = os.environ.get("YIFA_SHOTS")
        if folder:
            self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    # -- finding the way -----------------------------------------------------------------------------------------

    def find_matter(self, words: str) -> None:
        """By the search at the top of every page."""
        self.page.get_by_label("查找案件").fill(words)
        self.page.get_by_label("查找案件").press("Enter")
        self.page.get_by_role("row").filter(has_text=words).get_by_role("link").first.click()
        self.here()

    def say_why(self) -> None:
        """Whoever has no part in a matter yet is asked for a reason before it opens."""
        if "须写明理由" in self.page.get_by_role("heading", level=1).first.inner_text():
            self.page.get_by_label("协助办理、交接").check()
            self.page.get_by_label(labelled("理由")).fill("按岗位职责办理本案")
            self.page.get_by_role("button", name="继续查看").click()

    def here(self) -> None:
        """Remember the matter whose page is open."""
        self.say_why()
        expect(self.page.get_by_role("navigation", name="案件内容")).to_be_visible()
        self.matter = self.page.url.partition("?")[0]

    def open_apart(self, title: str) -> None:
        """From a case to a matter that serves it, by the link on the case's page."""
        self.tab("概览")
        apart = self.page.get_by_role("heading", name="另案办理的程序")
        box = self.page.locator("section").filter(has=apart)
        box.get_by_role("link", name=title, exact=True).last.click()
        self.here()
        expect(self.page.get_by_role("main")).to_contain_text("所属事项")

    def back_to_case(self, number: str) -> None:
        """From a matter that serves a case to the case, by the link at its head."""
        self.tab("概览")
        self.page.get_by_role("main").get_by_role("link", name=number, exact=True).click()
        self.here()

    def tab(self, title: str) -> None:
        """One of the matter's tabs, as it stands now."""
        if self.page.url.partition("?")[0] == self.matter:
            self.page.reload()
        else:
            self.page.goto(self.matter)
            self.say_why()
        tabs = self.page.get_by_role("navigation", name="案件内容")
        link = tabs.get_by_role("link", name=re.compile(rf"^{title}( \d+)?$"))
        if not link.get_attribute("aria-current"):
            link.click()
            expect(link).to_have_attribute("aria-current", "page")

    def start(self, title: str) -> None:
        """Open an act's form from what the matter's page offers."""
        if self.page.url != self.matter:
            self.tab("概览")
        name = re.compile(rf"^((办理|先拟稿)\s*：)?{re.escape(title)}$")
        self.page.get_by_role("main").get_by_role("link", name=name).click()
        expect(self.page.get_by_role("heading", name=title, exact=True)).to_be_visible()

    # -- forms ---------------------------------------------------------------------------------------------------

    def fill_in(self, values: Mapping[str, Any], within: Locator | None = None) -> None:
        """Fields by their titles, from top to bottom."""
        for title, value in values.items():
            self.fill(title, value, within)

    def fill(self, title: str, value: Any, within: Locator | None = None) -> None:
        """One field; what is done depends on what kind of answer it is."""
        scope = within or self.page.get_by_role("main")
        group = scope.get_by_role("group", name=labelled(title))
        if isinstance(value, bool):
            group.get_by_role("radio", name="是" if value else "否", exact=True).check()
        elif isinstance(value, Pick):
            self._pick(scope, group, title, value)
        elif isinstance(value, Tick):
            for words in value.words:
                group.get_by_role("checkbox", name=re.compile(rf"^\s*{re.escape(words)}")).check()
        elif isinstance(value, Find):
            self._find(scope, title, value)
        elif isinstance(value, Path):
            scope.get_by_label(labelled(title)).set_input_files(value)
        elif isinstance(value, str):
            scope.get_by_label(labelled(title)).fill(value)
        else:
            self._rows(group, title, value)

    def _pick(self, scope: Locator, group: Locator, title: str, value: Pick) -> None:
        if group.count():
            group.get_by_role("radio", name=value.words, exact=True).check()
            return
        box = scope.get_by_label(labelled(title))
        line = box.get_by_role("option").filter(has_text=value.words).first
        box.select_option(value=line.get_attribute("value"))

    def _find(self, scope: Locator, title: str, value: Find) -> None:
        scope.get_by_label(f"查找{title}").fill(value.query)
        scope.get_by_role("button", name="查找", exact=True).click()
        scope.get_by_role("radio", name=re.compile(rf"^\s*{re.escape(value.name)}")).check()

    def _rows(self, group: Locator, title: str, rows: Rows) -> None:
        for number, row in enumerate(rows, 1):
            box = group.get_by_role("group", name=f"{title}第 {number} 项", exact=True)
            if not box.count():
                group.get_by_role("button", name=spoken("增加一行", f"：{title}")).click()
            expect(box).to_be_visible()
            self.fill_in(row, box)

    def press(self, name: str | re.Pattern[str] = MAIN) -> None:
        """Press a button that sends the form, and read the answer: what is looked at next is what came of it.

        Fails in one way when the button sent nothing, in another when the server did not answer.
        """
        button = self.page.get_by_role("button", name=name, exact=True)
        arrived = self.page.expect_navigation(wait_until="domcontentloaded", timeout=ANSWER)
        with arrived, self.page.expect_request(sent):
            button.click(no_wait_after=True)

    def submit(self) -> None:
        """Press 办理 or 提交审批; fails with what the page says when it is refused."""
        self.press()
        said = self.page.get_by_role("status").or_(self.page.get_by_role("alert")).first
        expect(said).to_be_visible()
        assert DONE.search(said.inner_text()), self.page.get_by_role("main").inner_text()[:3000]

    def do(self, title: str, values: Mapping[str, Any]) -> None:
        """One act from the matter's page to 办理 or 提交审批."""
        self.start(title)
        self.fill_in(values)
        self.submit()

    # -- approvals -----------------------------------------------------------------------------------------------

    def read_waiting(self, title: str) -> None:
        """From the menu to 待办, and the item that waits."""
        self.page.get_by_role("navigation", name="主菜单").get_by_role("link", name="待办").click()
        row = self.page.get_by_role("row").filter(has_text=title)
        row.get_by_role("link", name="审批").click()
        expect(self.page.get_by_role("heading", name=re.compile(f"^{title}"), level=1)).to_be_visible()

    def approve(self, title: str, opinion: str = "同意") -> None:
        """Read what waits and agree to it."""
        self.read_waiting(title)
        self.decide("同意", opinion)

    def decide(self, button: str, opinion: str) -> None:
        """Give an opinion on the item that is open."""
        self.page.get_by_label("审批意见").fill(opinion)
        self.press(button)
        expect(self.page.get_by_role("status")).to_contain_text(re.compile("已同意|审批完成|已退回"))

    # -- what the desk hands out ---------------------------------------------------------------------------------

    def download(self, link: Locator) -> bytes:
        """The file behind a link."""
        with self.page.expect_download() as waiting:
            link.click()
        return Path(waiting.value.path()).read_bytes()

    def paper(self, title: str) -> bytes:
        """A paper from the matter's tab 文书."""
        self.tab("文书")
        return self.download(self.page.get_by_role("link", name=spoken("下载", title)))
