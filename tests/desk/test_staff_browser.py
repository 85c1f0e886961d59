"""Handing over and the certificate on a phone, in Chromium: no script, by keyboard, no wider than the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from support import world

from yifa.matters.models import Matter
from yifa.registers.models import Certificate
from yifa.registers.scope import IMPORTER, scope

from .city import City, register
from .test_browser import log_in

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.requirement("RQ010")
def test_a_head_hands_a_case_over(
    live_server: Any, fresh_city: City, new_browser_page: Callable[..., Any], width: int
) -> None:
    register(fresh_city)
    with scope(IMPORTER):
        new = world.officer(fresh_city.office, "handler3", "handler", "康行")
    page = new_browser_page(java_script_enabled=False)
    page.set_viewport_size({"width": width, "height": 900})
    log_in(page, live_server.url, "unit_head")
    page.goto(f"{live_server.url}/desk/staff/{fresh_city.office.id_of('handler')}/")
    page.get_by_role("link", name="移交案件（1）").press("Enter")
    page.get_by_label("全部移交给").select_option(label="康行（执法一科）")
    page.get_by_role("button", name="移交").press("Enter")
    page.get_by_text("请填写移交理由").wait_for()
    assert page.get_by_label("全部移交给").input_value() == str(new.pk)
    page.get_by_label("移交理由").fill("调离执法岗位")
    page.get_by_label("移交理由").press("Enter")
    page.get_by_text("已移交1件案件").wait_for()
    assert page.locator("html").evaluate("e => e.scrollWidth") <= width
    with scope(IMPORTER):
        assert Matter.objects.get().handlers == [str(new.pk)]


@pytest.mark.requirement("RQ002", "RQ003")
def test_a_citizen_checks_the_certificate_that_the_officer_shows(
    live_server: Any, fresh_city: City, new_browser_page: Callable[..., Any]
) -> None:
    phone = {"width": 390, "height": 844}
    officer = new_browser_page(java_script_enabled=False)
    officer.set_viewport_size(phone)
    log_in(officer, live_server.url, "handler")
    officer.goto(f"{live_server.url}/desk/certificate/")
    code = officer.get_by_role("img", name="核验二维码")
    assert code.evaluate("image => image.complete && image.naturalWidth > 100")
    assert officer.locator("html").evaluate("e => e.scrollWidth") <= 390
    with scope(IMPORTER):
        held = Certificate.objects.get(officer=fresh_city.office.people["handler"])
    citizen = new_browser_page(java_script_enabled=False)
    citizen.set_viewport_size(phone)
    citizen.goto(f"{live_server.url}/v/{held.code}")
    assert citizen.get_by_role("status").inner_text().startswith("有效")
    assert citizen.locator("html").evaluate("e => e.scrollWidth") <= 390
