# ruff: noqa: F811
"""The public site in Chromium: on a phone, without JavaScript, by keyboard, and the API's own pages."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.published import city  # noqa: F401  (a fixture)

pytestmark = pytest.mark.browser
PHONE = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}


def shoot(page, name: str) -> None:
    """Keep a picture when YIFA_SHOTS names a folder."""
    folder = os.environ.get("YIFA_SHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.requirement("RQ060")
def test_a_citizen_finds_a_decision_without_javascript(city, live_server, browser):
    row = city.publish()
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(live_server.url)
    page.get_by_label("查找行政处罚决定").fill("占道")
    page.get_by_role("main").get_by_role("button", name="查找").click()
    page.get_by_role("link", name=row.number).click()
    assert page.get_by_role("heading", name="擅自占道经营").is_visible()
    page.get_by_role("link", name=row.code).click()
    assert page.get_by_text("在人行道摆卖").is_visible()
    shoot(page, "portal-code")
    context.close()


def test_pages_fit_a_phone(city, live_server, new_browser_page):
    row = city.publish()
    page = new_browser_page(**PHONE)
    paths = ["/", "/decisions/", f"/decisions/{row.pk}/", f"/c/{row.code}", "/c/", "/benchmarks/",
             f"/benchmarks/{city.table.pk}/", f"/benchmarks/{city.table.pk}/1/", "/procedures/",
             "/procedures/penalty.ordinary/"]  # fmt: skip
    for path in paths:
        page.goto(live_server.url + path)
        shoot(page, "phone-" + (path.strip("/").replace("/", "-")[:30] or "home"))
        wide, view = page.locator("html").evaluate("e => [e.scrollWidth, window.innerWidth]")
        assert wide <= view, path
    box = page.locator("svg.flow").bounding_box()
    assert box and box["width"] <= 360


def test_the_keyboard_reaches_the_content(city, live_server, browser_page):
    browser_page.goto(live_server.url)
    browser_page.keyboard.press("Tab")
    assert browser_page.evaluate("document.activeElement.textContent") == "跳到主要内容"
    shoot(browser_page, "portal-home")
    browser_page.goto(live_server.url + "/procedures/penalty.ordinary/")
    assert browser_page.get_by_role("img", name="行政处罚（普通程序）流程图").is_visible()
    shoot(browser_page, "portal-procedure")
    browser_page.goto(live_server.url + "/decisions/")
    shoot(browser_page, "portal-decisions")


def test_the_api_pages_need_nothing_from_elsewhere(city, live_server, browser_page):
    asked: list[str] = []
    browser_page.on("request", lambda r: asked.append(r.url))
    browser_page.goto(live_server.url + "/api/v1/docs")
    browser_page.get_by_text("提出办理行为").first.wait_for()
    assert all(url.startswith((live_server.url, "data:", "blob:")) for url in asked)
