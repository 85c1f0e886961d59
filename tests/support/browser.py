"""Headless Chromium from Debian, driven by Playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-dev-shm-usage",
]  # fmt: skip

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")


def chromium_path() -> str:
    """Chromium's path; skips the test when there is none, and fails it in CI.

    The headless shell is the same engine without the windows around it: half the processor time.
    """
    for found in (os.environ.get("YIFA_CHROMIUM"), *map(shutil.which, PROGRAMS)):
        if found:
            return found
    reason = "没有 chromium:apt install chromium-headless-shell(Chromium is not installed)"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def launched() -> Iterator[Browser]:
    """One browser for a test process."""
    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS, headless=True)
        yield browser
        browser.close()


@contextmanager
def new_page(browser: Browser, **options: object) -> Iterator[Page]:
    """A page in a context of its own, Chinese, Shanghai time.

    A violation of the content policy fails the test.
    """
    page = _opened(browser, **options)
    with _policy_kept(page):
        try:
            yield page
        finally:
            page.context.close()


class KeptPages:
    """Pages as `new_page` opens them without options, used again: opening one costs a second of processor time.

    Whoever gets one finds it as new: no cookies, nothing stored or cached, an empty page. Not for tests that change
    what a page is (scripts added, requests routed, another size): those take a new one.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._idle: list[Page] = []

    @contextmanager
    def lend(self) -> Iterator[Page]:
        """A page for one test; a violation of the content policy fails it."""
        page = self._idle.pop() if self._idle else _opened(self._browser)
        with _policy_kept(page):
            try:
                yield page
            finally:
                if self._emptied(page):
                    self._idle.append(page)
                else:
                    page.context.close()

    def _emptied(self, page: Page) -> bool:
        """False for a page that cannot be made as new: closed, crashed, or with others beside it."""
        if page.is_closed() or len(page.context.pages) > 1:
            return False
        try:
            origin = "/".join(page.url.split("/")[:3])
            if origin.startswith("http"):
                page.evaluate(
                    "sessionStorage.clear()"
                )  # it is the window's, and outlives what is cleared below
            page.goto("about:blank")
            page.context.clear_cookies()
            tools = page.context.new_cdp_session(page)
            tools.send("Network.clearBrowserCache")
            if origin.startswith("http"):
                tools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
            tools.detach()
        except PlaywrightError:
            return False
        return True


def _opened(browser: Browser, **options: object) -> Page:
    # Without motion, or the page still glides after each field that gets the focus: the button that is pressed next
    # moves under the pointer, and every frame of it is drawn.
    wanted = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **options}
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **wanted)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(15_000)
    return page


@contextmanager
def _policy_kept(page: Page) -> Iterator[None]:
    """Fails when the page broke the content policy meanwhile."""
    violations: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            violations.append(message.text)

    page.on("console", listen)
    try:
        yield
    finally:
        page.remove_listener("console", listen)
    assert not violations, violations
