"""The first steps of a case in a browser that runs no scripts: every button is an ordinary form."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from . import case
from .conftest import Town

pytestmark = pytest.mark.browser


def test_a_case_is_filed_without_scripts(town: Town) -> None:
    handler = town.clerk("handler", java_script_enabled=False)
    page = handler.page
    page.get_by_role("main").get_by_role("link", name="登记线索").click()
    handler.fill("案由", "涉嫌在人口集中地区焚烧塑料")
    page.get_by_role("button", name="办理", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("没有提交")
    expect(page.get_by_label("案由")).to_have_value("涉嫌在人口集中地区焚烧塑料")
    handler.fill_in(case.clue())
    handler.submit()
    handler.here()
    handler.do("核查线索", case.check())
    handler.do("立案", case.filing("在云山河边焚烧废塑料约二十公斤。"))
    for role in ("unit_head", "agency_head"):
        town.clerk(role, java_script_enabled=False).approve("立案", "同意立案")
    handler.tab("概览")
    expect(page.get_by_role("main")).to_contain_text("云城立〔")
    expect(page.get_by_role("main")).to_contain_text("办案期限")
