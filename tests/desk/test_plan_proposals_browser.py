"""The assistant's proposals in Chromium: without a script, by keyboard, no wider than a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.assistants import install

from .city import City
from .test_browser import log_in
from .test_plan_proposals import BODY, TEXT

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [390, 1280])
def test_proposals_are_gone_through_by_keyboard_without_a_script(
    live_server: Any,
    fresh_city: City,
    new_browser_page: Callable[..., Any],
    settings: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    width: int,
) -> None:
    settings.YIFA_ASSIST = install(tmp_path, monkeypatch, BODY)
    page = new_browser_page(java_script_enabled=False)
    page.set_viewport_size({"width": width, "height": 900})
    log_in(page, live_server.url)
    page.goto(live_server.url + "/desk/plans/new/")
    page.locator("textarea[name=text]").fill(TEXT)
    page.locator("form:has(textarea[name=text]) button[type=submit]").first.click()
    page.get_by_role("button", name="请助手提出建议").press("Enter")
    page.get_by_text("助手提出3条建议，请逐条核对。").wait_for(timeout=60_000)
    assert page.locator("html").evaluate("e => e.scrollWidth") <= width
    page.get_by_role("button", name="不采用：配合单位云州市市场监督管理局").press("Enter")
    page.get_by_text("没有采用这条建议。").wait_for()
    page.get_by_role("button", name="采用：期限2026年11月底前", exact=True).press("Enter")
    page.get_by_text("已采用这条建议，尚未进入台账。").wait_for()
    assert page.get_by_role("heading", name="助手的建议（1）").is_visible()
    page.get_by_text("没有通过核对，不能采用").press("Enter")
    assert page.get_by_text("所指的原文中没有这些字").is_visible()
    page.get_by_role("link", name="清理积案").click()
    assert page.get_by_text("采用了助手的建议，请核对：期限“2026年11月底前”").is_visible()
    assert page.locator("html").evaluate("e => e.scrollWidth") <= width
