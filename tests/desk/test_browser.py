"""The desk in Chromium: without JavaScript, with htmx, by keyboard, and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from .city import PASSWORD, City, register

pytestmark = pytest.mark.browser
NEW = "/desk/new/penalty.ordinary/register_clue/"


def log_in(page: Any, url: str, username: str = "handler") -> None:
    page.goto(f"{url}/desk/login/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("heading", name="工作台").wait_for()


def fill_clue(page: Any, firm: str) -> None:
    page.get_by_label("线索来源").select_option("inspection")
    page.locator("#f-received_on").fill("2026-11-20")
    page.locator("#f-cause").fill("涉嫌未经许可占用城市道路")
    page.locator("#f-summary").fill("巡查发现当事人在人行道摆放货架。")
    page.locator("button[name=_add][value=parties]").click()
    page.locator("input[name='_q.parties.0.subject']").fill("顺达")
    page.locator("button[name=_find]").click()
    page.get_by_label(firm).check()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_clue_is_registered_with_and_without_javascript(
    live_server: Any, fresh_city: City, new_browser_page: Callable[..., Any], javascript: bool
) -> None:
    page = new_browser_page(java_script_enabled=javascript)
    log_in(page, live_server.url)
    page.goto(live_server.url + NEW)
    fill_clue(page, fresh_city.firm.name)
    assert page.locator("#f-cause").input_value() == "涉嫌未经许可占用城市道路", (
        "typed text outlives the row buttons"
    )
    page.get_by_role("button", name="办理", exact=True).click()
    page.get_by_role("heading", name="可以办理", exact=True).wait_for()
    assert fresh_city.firm.name in page.content()


def test_no_page_is_wider_than_a_phone(
    live_server: Any, fresh_city: City, new_browser_page: Callable[..., Any]
) -> None:
    _, matter = register(fresh_city)
    page = new_browser_page()
    page.set_viewport_size({"width": 390, "height": 844})
    log_in(page, live_server.url)
    names = ("workbench", "inbox", "matters", "alerts", "subjects", "citation", "benchmarks", "procedures")
    tabs = [f"{matter}?tab={t}" for t in ("overview", "papers", "approvals", "file", "timeline")]
    for path in [
        *(reverse(f"desk:{n}") for n in names),
        *tabs,
        NEW,
        f"{matter}act/file/",
        f"{matter}what-if/",
    ]:
        page.goto(live_server.url + path)
        wide = page.locator("html").evaluate("e => e.scrollWidth")
        assert wide <= 391, (path, wide)


def test_the_keyboard_reaches_the_content_first(
    live_server: Any, fresh_city: City, browser_page: Any
) -> None:
    log_in(browser_page, live_server.url)
    browser_page.keyboard.press("Tab")
    assert browser_page.evaluate("document.activeElement.textContent") == "跳到主要内容"
    browser_page.keyboard.press("Enter")
    assert browser_page.evaluate("location.hash") == "#main"


def test_every_field_has_a_name_for_screen_readers(
    live_server: Any, fresh_city: City, browser_page: Any
) -> None:
    _, matter = register(fresh_city)
    log_in(browser_page, live_server.url)
    unnamed = """() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
        .filter(e => !(e.labels && e.labels.length) && !e.getAttribute('aria-label')).map(e => e.name)"""
    for path in (NEW, f"{matter}act/file/", f"{matter}act/decide/", "/desk/matters/", "/desk/subjects/new/"):
        browser_page.goto(live_server.url + path)
        assert browser_page.evaluate(unnamed) == [], path
