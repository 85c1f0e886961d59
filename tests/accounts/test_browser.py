"""Login in Chromium, as a person does it: second factors of both kinds, recovery codes, logins that are ended."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from yifa.registers.models import EventKind

from .people import PASSWORD, People, happened

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)


def shoot(page: Page, name: str) -> None:
    """Keep a picture when YIFA_SHOTS names a folder."""
    if folder := os.environ.get("YIFA_SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def code_now(secret: str, steps: int = 0) -> str:
    """What an authenticator app shows now, or `steps` half minutes later (RFC 6238)."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def log_in(page: Page, url: str, username: str) -> None:
    page.goto(f"{url}/desk/login/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()


def confirm(page: Page) -> None:
    """The page that asks once more for the password."""
    expect(page.get_by_role("heading", name="请再确认一次身份")).to_be_visible()
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="确认").click()


def log_out(page: Page) -> None:
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()


@pytest.mark.requirement("RQ187")
def test_an_administrator_sets_up_an_app_and_logs_in_with_its_code(
    live_server: Any, fresh_people: People, new_browser_page: Any
) -> None:
    page = new_browser_page()
    log_in(page, live_server.url, "sysadmin")
    expect(page.get_by_text("您的岗位须启用动态验证")).to_be_visible()
    shoot(page, "second-required")
    page.goto(f"{live_server.url}/desk/admin/accounts/")
    expect(page.get_by_role("heading", name="动态验证")).to_be_visible()
    page.get_by_role("row", name=re.compile("动态口令")).get_by_role("link", name="启用").click()
    confirm(page)
    secret = page.locator("#secret").inner_text()
    shoot(page, "totp-setup")
    page.get_by_label("验证码").fill("000000")
    page.get_by_role("button", name="启用").click()
    expect(page.get_by_text("验证码不正确")).to_be_visible()
    assert page.locator("#secret").inner_text() == secret
    page.get_by_label("验证码").fill(code_now(secret, -1))
    page.get_by_role("button", name="启用").click()
    codes = page.locator(".codes li").all_inner_texts()
    assert len(set(codes)) == 10
    shoot(page, "recovery-codes")
    page.reload()
    expect(page.get_by_text("已经显示过，不能再看")).to_be_visible()
    page.goto(f"{live_server.url}/desk/")
    expect(page.get_by_role("heading", name="工作台")).to_be_visible()
    log_out(page)

    log_in(page, live_server.url, "sysadmin")
    expect(page.get_by_role("heading", name="动态验证")).to_be_visible()
    shoot(page, "second-asked")
    page.goto(f"{live_server.url}/desk/")
    expect(page.get_by_role("heading", name="动态验证")).to_be_visible()
    used = code_now(secret)
    page.get_by_label("验证码").fill(used)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("heading", name="工作台")).to_be_visible()
    log_out(page)

    log_in(page, live_server.url, "sysadmin")
    page.get_by_label("验证码").fill(used)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_text("或者已经用过")).to_be_visible()
    for _ in range(2):  # a recovery code opens once
        page.get_by_label("验证码").fill(codes[0])
        page.get_by_role("button", name="登录", exact=True).click()
        if page.get_by_role("heading", name="工作台").count():
            log_out(page)
            log_in(page, live_server.url, "sysadmin")
    expect(page.get_by_text("验证码不正确")).to_be_visible()
    assert [e.detail for e in happened(EventKind.SECOND_ADDED)] == ["动态口令"]
    assert len(happened(EventKind.SECOND_FAILED)) == 2


def test_wrong_codes_lock_the_second_factor(
    live_server: Any, fresh_people: People, new_browser_page: Any
) -> None:
    from allauth.mfa.totp.internal.auth import TOTP

    secret = "JBSWY3DPEHPK3PXP"
    authenticator = TOTP.activate(fresh_people["handler"], secret).instance
    assert secret not in str(authenticator.data), "kept encrypted"
    page = new_browser_page()
    log_in(page, live_server.url, "handler")
    for _ in range(5):
        page.get_by_label("验证码").fill("123")
        page.get_by_role("button", name="登录", exact=True).click()
        expect(page.get_by_text("验证码不正确")).to_be_visible()
    page.get_by_label("验证码").fill(code_now(secret))
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_text("失败次数太多")).to_be_visible()
    shoot(page, "second-locked")


@pytest.fixture
def with_key(new_browser_page: Any) -> Page:
    """A page of a browser in which a security key is plugged in."""
    page: Page = new_browser_page()
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "usb", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


@pytest.mark.requirement("RQ187")
def test_a_security_key_is_registered_and_opens(
    live_server: Any, fresh_people: People, with_key: Page
) -> None:
    url, page = live_server.url.replace("127.0.0.1", "localhost"), with_key
    log_in(page, url, "secadmin")
    page.get_by_role("row", name=re.compile("安全密钥")).get_by_role("link", name="登记").click()
    confirm(page)
    page.get_by_label("名称").fill("办公室的密钥")
    shoot(page, "key-setup")
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_role("heading", name="恢复码")).to_be_visible()
    page.goto(f"{url}/desk/account/second/keys/")
    expect(page.get_by_text("办公室的密钥")).to_be_visible()
    page.goto(f"{url}/desk/")
    log_out(page)
    log_in(page, url, "secadmin")
    page.get_by_role("button", name="使用安全密钥").click()
    expect(page.get_by_role("heading", name="工作台")).to_be_visible()

    page.goto(f"{url}/desk/account/second/keys/")
    page.get_by_role("link", name="取消").click()
    expect(page.get_by_text("不能停用最后一种")).to_be_visible()
    assert not happened(EventKind.SECOND_REMOVED)


def test_locked_out_and_other_logins_ended(
    live_server: Any, fresh_people: People, new_browser_page: Any
) -> None:
    here, phone = new_browser_page(), new_browser_page(viewport={"width": 390, "height": 844})
    log_in(here, live_server.url, "handler")
    log_in(phone, live_server.url, "handler")
    expect(phone.get_by_role("heading", name="工作台")).to_be_visible()
    phone.goto(f"{live_server.url}/desk/account/")
    shoot(phone, "account-phone")
    here.get_by_role("link", name=re.compile("张handler")).click()
    expect(here.get_by_text("本次登录")).to_be_visible()
    shoot(here, "account")
    here.get_by_role("button", name="结束其他登录").click()
    expect(here.get_by_text("已结束其他 1 处登录")).to_be_visible()
    phone.goto(f"{live_server.url}/desk/")
    expect(phone.get_by_role("button", name="登录", exact=True)).to_be_visible()
    shoot(phone, "login-phone")
    for _ in range(5):
        phone.get_by_label("用户名").fill("handler")
        phone.get_by_label("密码").fill("不对")
        phone.get_by_role("button", name="登录", exact=True).click()
        expect(phone.get_by_role("alert")).to_be_visible()
    log_in(phone, live_server.url, "handler")
    expect(phone.get_by_text("登录已锁定到")).to_be_visible()
    shoot(phone, "locked-phone")
