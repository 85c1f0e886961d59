"""执法统计 in Chromium: by keyboard, without a script, and no wider than a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from .city import City
from .test_browser import log_in
from .test_statistics import KINDS, decided

pytestmark = pytest.mark.browser
YEAR = "/desk/statistics/?from=2026-01-01&to=2026-12-31"


def filled(city: City) -> None:
    for number, (procedure, outcome) in enumerate(KINDS.items()):
        for month in range(1, 13):
            decided(city.office, procedure, date(2026, month, 5), outcome, times=(number * month) % 4)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_fits_and_the_table_scrolls_by_itself(
    live_server: Any, fresh_city: City, new_browser_page: Callable[..., Any], width: int
) -> None:
    filled(fresh_city)
    page = new_browser_page(java_script_enabled=True)
    page.set_viewport_size({"width": width, "height": 900})
    log_in(page, live_server.url, "agency_head")
    page.goto(live_server.url + YEAR)
    assert page.locator("html").evaluate("e => e.scrollWidth") <= width
    assert page.locator("svg rect").count() == 12
    assert page.get_by_role("region", name="按事项、结果和月份").is_visible()
    page.goto(live_server.url + "/desk/statistics/?from=oops&to=2026-12-31")
    assert page.locator("html").evaluate("e => e.scrollWidth") <= width
    assert page.locator("#s-from").input_value() == "oops"


def test_the_period_is_changed_by_keyboard_without_a_script(
    live_server: Any, fresh_city: City, new_browser_page: Callable[..., Any]
) -> None:
    filled(fresh_city)
    page = new_browser_page(java_script_enabled=False)
    log_in(page, live_server.url, "agency_head")
    page.get_by_role("link", name="执法统计").press("Enter")
    page.get_by_label("起始日期").fill("2026-02-01")
    page.get_by_label("截止日期").fill("2026-03-31")
    page.get_by_label("截止日期").press("Enter")
    page.get_by_role("heading", name="每月决定件数").wait_for()
    assert page.locator("svg rect").count() == 2
    with page.expect_download() as caught:
        page.get_by_role("link", name="导出 CSV").click()
    assert caught.value.suggested_filename == "statistics-20260201-20260331.csv"
