"""The browser that other tests use, against a real server."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from support.browser import KeptPages, new_page

pytestmark = pytest.mark.browser


def test_login_page_in_chromium(live_server: Any, browser_page: Page) -> None:
    answer = browser_page.goto(f"{live_server.url}/desk/login/")
    assert answer is not None
    assert answer.status == 200
    assert browser_page.evaluate("navigator.language") == "zh-CN"
    assert browser_page.evaluate("getComputedStyle(document.body).fontFamily") != ""


def test_pages_have_sessions_of_their_own(live_server: Any, new_browser_page: Any) -> None:
    first, second = new_browser_page(), new_browser_page()
    first.goto(f"{live_server.url}/desk/login/")
    assert first.context.cookies()
    assert not second.context.cookies()


def test_a_kept_page_comes_back_as_new(live_server: Any, kept_pages: KeptPages) -> None:
    address = f"{live_server.url}/desk/login/"
    stored = "[document.cookie, localStorage.length, sessionStorage.length]"
    with kept_pages.lend() as first:
        first.goto(address)
        first.evaluate(
            "localStorage.setItem('a', '1'); sessionStorage.setItem('b', '2'); document.cookie = 'c=3'"
        )
        assert all(first.evaluate(stored))
        assert {"c", "csrftoken"} <= {cookie["name"] for cookie in first.context.cookies()}
    with kept_pages.lend() as second:
        assert second is first and second.url == "about:blank"
        assert not second.context.cookies()
        second.goto(f"{live_server.url}/healthz")
        assert second.evaluate(stored) == ["", 0, 0]


def test_inline_script_fails_the_test_that_meets_it(live_server: Any, browser: Browser) -> None:
    def visit() -> None:
        with new_page(browser) as page:
            page.goto(f"{live_server.url}/healthz")
            page.evaluate(
                "document.body.appendChild(document.createElement('script')).text = 'window.ran = 1'"
            )
            page.wait_for_timeout(100)
            assert page.evaluate("window.ran") is None

    with pytest.raises(AssertionError, match="Content Security Policy"):
        visit()
