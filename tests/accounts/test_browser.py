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


PHONE = {"width": 390, "height": 844}


def fits(page: Page) -> None:
    """Nothing is wider than the window."""
    assert page.locator("html").evaluate("e => e.scrollWidth <= window.innerWidth"), page.url


def on_both(page: Page, name: str) -> None:
    """Keep a picture at both sizes, and see that the page fits a phone."""
    size = page.viewport_size
    shoot(page, name)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    fits(page)
    shoot(page, f"{name}-phone")
    assert size is not None
    page.set_viewport_size(size)


@pytest.mark.requirement("RQ187")
def test_three_administrators_bring_somebody_in_and_follow_what_happened(
    live_server: Any, fresh_people: People, new_browser_page: Any, settings: Any
) -> None:
    from registers import make

    from yifa.registers.scope import IMPORTER, scope

    settings.YIFA_MFA_REQUIRED_ROLES = []
    with scope(IMPORTER):
        make.officer("李新来", fresh_people.agency, staff_no="N-1", post="二级行政执法员")
    url = live_server.url

    system = new_browser_page()
    log_in(system, url, "sysadmin")
    system.get_by_role("link", name="账号管理", exact=True).click()
    on_both(system, "admin-accounts")
    system.get_by_role("link", name="开立账号").click()
    system.get_by_label("给谁开立").fill("新来")
    system.get_by_role("button", name="查找", exact=True).last.click()
    system.get_by_label(re.compile("李新来")).check()
    system.get_by_label(re.compile("^用户名")).fill("lixinlai")
    system.get_by_label(re.compile("^理由")).fill("新录用")
    on_both(system, "admin-new")
    system.get_by_role("button", name="开立账号并发放链接").click()
    confirm(system)
    link = system.locator("#link").inner_text()
    on_both(system, "admin-link")

    person = new_browser_page(viewport=PHONE)
    person.goto(link)
    person.get_by_label("新密码").fill("Lixinlai-2026")
    person.get_by_label("再填一次").fill("Lixinlai-2026")
    person.get_by_role("button", name="设置密码").click()
    expect(person.get_by_text("密码里不能有用户名")).to_be_visible()
    fits(person)
    shoot(person, "activate-phone")
    for label in ("新密码", "再填一次"):
        person.get_by_label(label).fill(PASSWORD)
    person.get_by_role("button", name="设置密码").click()
    expect(person.get_by_text("密码已设置，请用用户名 lixinlai 登录")).to_be_visible()
    log_in(person, url, "lixinlai")
    expect(person.get_by_role("heading", name="工作台")).to_be_visible()

    security = new_browser_page()
    log_in(security, url, "secadmin")
    security.get_by_role("link", name="安全管理", exact=True).click()
    expect(security.get_by_role("cell", name="使用一次性链接")).to_be_visible()
    on_both(security, "admin-events")
    security.get_by_role("link", name="岗位角色").click()
    security.get_by_label("姓名（可以只填一部分）或者工号").fill("N-1")
    security.get_by_role("button", name="查找", exact=True).last.click()
    security.get_by_role("link", name="李新来").click()
    security.get_by_label(re.compile("^角色")).select_option("承办人")
    security.locator("form", has_text="授予角色").get_by_label(re.compile("^理由")).fill("上岗")
    security.get_by_role("button", name="授予").click()
    confirm(security)
    expect(security.get_by_text("角色已授予")).to_be_visible()
    on_both(security, "admin-roles")
    security.get_by_role("link", name="安全策略").click()
    on_both(security, "admin-policy")
    person.reload()
    expect(person.get_by_role("link", name="登记线索").first).to_be_visible()

    audit = new_browser_page()
    log_in(audit, url, "auditadmin")
    audit.get_by_role("link", name="审计", exact=True).click()
    expect(audit.get_by_role("cell", name="李新来：承办人。上岗")).to_be_visible()
    on_both(audit, "admin-audit")
    audit.get_by_role("link", name="登记簿变更和授权").click()
    expect(audit.get_by_role("cell", name="上岗")).to_be_visible()
    on_both(audit, "admin-changes")
    audit.get_by_role("button", name="导出 CSV").click()
    with audit.expect_download() as waiting:
        confirm(audit)
    assert "岗位角色" in Path(waiting.value.path()).read_text("utf-8-sig")
    audit.goto(f"{url}/desk/admin/accounts/")
    expect(audit.get_by_text("您没有开立和停用账号的权限")).to_be_visible()
