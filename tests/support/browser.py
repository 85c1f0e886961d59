"""Headless Chromium from Debian, driven by Playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-dev-shm-usage",
]  # fmt: skip


def chromium_path() -> str:
    """Chromium's path; skips the test when there is none, and fails it in CI."""
    path = os.environ.get("YIFA_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path:
        return path
    reason = "没有 chromium:apt install chromium(Chromium is not installed)"
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
    wanted = {"viewport": {"width": 1280, "height": 900}, **options}
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **wanted)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(15_000)
    violations: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            violations.append(message.text)

    page.on("console", listen)
    try:
        yield page
    finally:
        context.close()
    assert not violations, violations
