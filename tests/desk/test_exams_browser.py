"""The exam on a phone, in Chromium: with and without a script, no wider than the screen, kept through a reload."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from yifa.registers.models import ExamPaper
from yifa.registers.scope import IMPORTER, scope

from .city import City
from .test_browser import log_in
from .test_exams import open_exam

pytestmark = [pytest.mark.browser, pytest.mark.requirement("RQ005")]


def saved() -> dict[str, Any]:
    with scope(IMPORTER):
        found: dict[str, Any] = ExamPaper.objects.get().answers
        return found


@pytest.mark.parametrize("script", [False, True])
def test_an_exam_on_a_phone(
    live_server: Any, fresh_city: City, new_browser_page: Callable[..., Any], script: bool
) -> None:
    open_exam(fresh_city)
    page = new_browser_page(java_script_enabled=script)
    page.set_viewport_size({"width": 390, "height": 844})
    log_in(page, live_server.url, "novice")
    page.goto(f"{live_server.url}/desk/exam/")
    page.get_by_role("button", name="开始考试").press("Enter")
    first = page.get_by_role("radio").first
    first.wait_for()
    assert page.locator("html").evaluate("e => e.scrollWidth") <= 390
    if script:  # saved as it is given
        with page.expect_response(lambda r: r.request.method == "POST" and r.status == 204):
            first.check()
    else:
        first.check()
        page.get_by_role("button", name="保存，下一页（1/3）").press("Enter")
        page.get_by_role("button", name="保存，上一页").press("Enter")
        page.get_by_role("button", name="保存，下一页（1/3）").wait_for()
    page.reload()
    assert page.get_by_role("radio").first.is_checked()
    assert saved() == {"0": ["A"]}
    page.goto(f"{page.url.split('?')[0]}?page=4")
    page.get_by_text("还有 14 题没有答").wait_for()
    page.get_by_role("button", name="交卷").press("Enter")
    page.get_by_text("已交卷，成绩").wait_for()
    assert page.locator("html").evaluate("e => e.scrollWidth") <= 390
