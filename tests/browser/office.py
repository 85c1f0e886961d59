"""What the walks through the institutions share: desks, an opening, a mistake pointed out, the archive."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, expect

from .case import day
from .clerk import Clerk, Pick, Tick, labelled
from .conftest import Town
from .papers import words_of

HANDLERS = Tick(("张伟", "王芳"))
ARCHIVING = {"保管期限": Pick("10年"), "已核对卷内目录，材料齐全": True}


class Desks:
    """Several people at their desks, with one matter between them. Everyone logs in when first needed."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.clerks: dict[str, Clerk] = {}
        self.matter = ""

    def __getitem__(self, role: str) -> Clerk:
        if role not in self.clerks:
            self.clerks[role] = self.town.clerk(role)
        clerk = self.clerks[role]
        clerk.matter = self.matter
        return clerk

    def open(self, title: str, values: Mapping[str, Any], role: str = "handler") -> None:
        """Open a matter from 其他事项 in the menu, and stay on its page."""
        clerk = self[role]
        choose(clerk, title)
        clerk.fill_in(values)
        clerk.submit()
        self.stay(clerk)

    def stay(self, clerk: Clerk) -> None:
        """The matter whose page this clerk sees is the one that everyone works on from now."""
        clerk.here()
        self.matter = clerk.matter

    def do(self, title: str, values: Mapping[str, Any], *approvers: str, role: str = "handler") -> None:
        """An act, and everyone who has to agree to it, in this order."""
        self[role].do(title, values)
        for approver in approvers:
            self[approver].approve(title, f"同意{title}")

    def archive(self) -> None:
        """The archivist puts the file away; the matter says so."""
        self.do("归档", ARCHIVING, role="archivist")
        expect(self["archivist"].page.get_by_role("main")).to_contain_text("已归档")

    def words(self, title: str, of: Clerk | None = None) -> str:
        """What a paper of the matter says; the paper is kept when YIFA_SHOTS names a folder."""
        paper = (of or self["handler"]).paper(title)
        folder = os.environ.get("YIFA_SHOTS")
        if folder:
            (Path(folder) / f"{title}.pdf").write_bytes(paper)
        return words_of(paper)


def choose(clerk: Clerk, title: str) -> None:
    """From the menu through 其他事项 to a form that opens a matter."""
    menu = clerk.page.get_by_role("navigation", name="主菜单")
    menu.get_by_role("link", name="其他事项", exact=True).click()
    clerk.page.get_by_role("main").get_by_role("link", name=title, exact=True).click()
    expect(clerk.page.get_by_role("heading", name=title, exact=True)).to_be_visible()


def refused(clerk: Clerk, title: str, message: str, kept: Mapping[str, str]) -> None:
    """Press the button; the page says what is wrong beside the field, and what was typed in `kept` is still there."""
    clerk.press()
    expect(clerk.page.get_by_role("alert")).to_contain_text("没有提交")
    expect(beside(clerk, title)).to_contain_text(message)
    for name, typed in kept.items():
        expect(clerk.page.get_by_label(labelled(name))).to_have_value(typed)


def beside(clerk: Clerk, title: str) -> Locator:
    """A field with its name, its help and what is said about it."""
    name = clerk.page.locator("label, legend, .label").filter(has_text=labelled(title))
    return clerk.page.locator(".field").filter(has=name).last


def served(recipient: str, relation: str = "受送达人本人", **more: Any) -> dict[str, Any]:
    """Handed over and signed for today."""
    return {
        "送达方式": Pick("直接送达"),
        "送达日期": day(),
        "收件人": recipient,
        "收件人身份": Pick(relation),
        "收件人已在送达回证上签收": True,
    } | more
