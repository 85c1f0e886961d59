"""The desk on a phone: nothing runs off to the side, and everything can be hit with a thumb."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.walk import Walk

from . import case
from .clerk import Clerk, Find
from .conftest import Town

pytestmark = pytest.mark.browser
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
SMALLEST = 32  # CSS pixels; WCAG 2.2 asks for 24
TOO_SMALL = """least => [
    ...document.querySelectorAll("button, input, select, textarea, summary, .btn, .menu a, .tabs a, .tile")]
    .map(e => e.type === "checkbox" || e.type === "radio" ? e.closest("label") || e : e)
    .filter(e => e.checkVisibility() && !e.closest(".sr, .skip") && !e.classList.contains("sr"))
    .map(e => [e.outerHTML.slice(0, 120), e.getBoundingClientRect()])
    .filter(([, box]) => Math.min(box.width, box.height) < least)
    .map(([html, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`)"""


def assert_fits(clerk: Clerk, name: str) -> None:
    """No horizontal scroll, no target under the size, and text large enough to read."""
    clerk.page.wait_for_load_state()  # the stylesheet too
    clerk.shoot(f"phone-{name}")
    wide, view = clerk.page.locator("html").evaluate("e => [e.scrollWidth, window.innerWidth]")
    assert wide <= view == 390, (name, wide, view)
    assert clerk.page.evaluate(TOO_SMALL, SMALLEST) == [], name
    assert float(clerk.page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")) >= 16


def test_the_desk_fits_a_phone(town: Town, tmp_path: Path) -> None:
    walk = Walk(town.office, town.firm).until("add_evidence")
    walk.run_effects()
    clerk = town.clerk("handler", **PHONE)
    assert_fits(clerk, "workbench")
    clerk.page.get_by_role("main").get_by_role("link", name="登记线索").click()
    assert_fits(clerk, "clue")
    clerk.page.get_by_role("navigation", name="主菜单").get_by_role("link", name="工作台").click()
    clerk.page.get_by_role("row").filter(has_text="焚烧塑料案").get_by_role("link").first.click()
    clerk.here()
    for tab in ("概览", "证据", "文书", "审批", "送达与执行", "案卷", "大事记"):
        clerk.tab(tab)
        assert_fits(clerk, tab)
    clerk.start("调查终结")
    clerk.fill_in(case.report() | {"违法事实": "当事人在云山河边焚烧废塑料约两吨。"})
    assert_fits(clerk, "report")


def test_a_clue_is_registered_on_a_phone(town: Town) -> None:
    clerk = town.clerk("handler", **PHONE)
    clerk.page.get_by_role("main").get_by_role("link", name="登记线索").click()
    values = case.clue()
    values["当事人"][0]["当事人"] = Find("顺达", "云州市顺达商贸有限公司")
    clerk.fill_in(values)
    assert_fits(clerk, "clue-filled")
    clerk.submit()
    assert_fits(clerk, "clue-done")
