"""Single sign-on: with a real provider in Chromium, and what is refused without one."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.test import Client
from playwright.sync_api import Page, expect

from yifa.access import Denied
from yifa.accounts import managing
from yifa.registers.actors import actor_for
from yifa.registers.models import Account, EventKind
from yifa.registers.scope import scope
from yifa.site.providers import Provider, SignOnTrouble, read_providers

from .people import People, happened

NAME = "云州市统一身份认证"
GOOD = {
    "id": "city",
    "name": NAME,
    "server_url": "https://sso.example.gov.cn",
    "client_id": "yifa",
    "secret": "s",
}


def settings_for(url: str, secret: str = "only-for-this-test") -> dict[str, Any]:
    return {"openid_connect": {"APPS": [Provider("city", NAME, url, "yifa", secret).app()]}}


def register(people: People, username: str, subject: str) -> None:
    actor = actor_for(people["sysadmin"])
    with scope(actor):
        managing.register_sign_on(actor, people[username], "city", subject, "本人申请")


@pytest.fixture
def issuer(live_server: Any, settings: Any) -> Iterator[str]:
    """A running provider that this site is a client of."""
    from support.openid import provider

    callback = f"{live_server.url}/desk/login/with/city/callback/"
    with provider(callback, f"{live_server.url}/desk/login/") as url:
        settings.SOCIALACCOUNT_PROVIDERS = settings_for(url)
        yield url


def sign_on(page: Page, url: str, subject: str) -> None:
    """From our login page through the provider's own pages and back."""
    page.goto(f"{url}/desk/login/")
    page.get_by_role("link", name=f"用{NAME}登录").click()
    page.locator("input[name=login]").fill(subject)
    page.locator("input[name=password]").fill("x")
    page.locator("button[type=submit]").click()
    page.locator("button[type=submit]", has_text=re.compile("continue", re.IGNORECASE)).click()


@pytest.mark.browser
@pytest.mark.requirement("RQ187")
def test_the_round_trip(live_server: Any, fresh_people: People, issuer: str, new_browser_page: Any) -> None:
    register(fresh_people, "handler", "zhang.san")
    page = new_browser_page()
    page.goto(f"{live_server.url}/desk/matters/")
    if folder := os.environ.get("YIFA_SHOTS"):
        page.screenshot(path=Path(folder) / "login-sso.png")
    sign_on(page, live_server.url, "zhang.san")
    expect(page.get_by_role("heading", name="工作台")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("张handler"))).to_be_visible()
    kept = SocialAccount.objects.get()
    assert (kept.uid, kept.extra_data) == ("zhang.san", {}), "nothing of the provider's answer is kept"
    assert [(e.username, e.detail) for e in happened(EventKind.LOGIN)] == [("handler", "统一身份认证")]

    page.get_by_role("button", name="退出").click()
    expect(page.get_by_text(f"{NAME}还处在登录状态")).to_be_visible()
    page.get_by_role("link", name=f"同时退出{NAME}").click()
    page.get_by_role("button", name=re.compile("yes", re.IGNORECASE)).click()
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()
    page.get_by_role("link", name=f"用{NAME}登录").click()
    expect(page.locator("input[name=login]")).to_be_visible()


@pytest.mark.browser
def test_whoever_is_not_registered_stays_outside(
    live_server: Any, fresh_people: People, issuer: str, new_browser_page: Any
) -> None:
    register(fresh_people, "handler", "zhang.san")
    page = new_browser_page()
    sign_on(page, live_server.url, "somebody.else")
    expect(page.get_by_text("该身份没有登记到本系统的账号")).to_be_visible()
    expect(page.get_by_text("somebody.else")).to_be_visible()
    page.goto(f"{live_server.url}/desk/account/")
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()
    assert Account.objects.count() == 6 and SocialAccount.objects.count() == 1
    assert [e.detail for e in happened(EventKind.SSO_REFUSED)] == ["city：somebody.else"]


@pytest.mark.browser
def test_an_administrator_still_needs_the_second_factor(
    live_server: Any, fresh_people: People, issuer: str, new_browser_page: Any
) -> None:
    register(fresh_people, "auditadmin", "li.si")
    page = new_browser_page()
    sign_on(page, live_server.url, "li.si")
    expect(page.get_by_text("您的岗位须启用动态验证")).to_be_visible()


@pytest.fixture
def offline(settings: Any) -> None:
    """A provider that cannot be reached: nothing listens on that port."""
    settings.SOCIALACCOUNT_PROVIDERS = settings_for("http://127.0.0.1:9")


def test_a_provider_that_is_away_is_said(people: People, offline: None) -> None:
    answer = Client().get("/desk/login/with/city/")
    assert answer.status_code == 403 and "暂时连接不上" in answer.content.decode()
    assert len(happened(EventKind.SSO_REFUSED)) == 1


@pytest.mark.parametrize(
    "query",
    ["", "?code=x", "?code=x&state=y", "?error=access_denied", "?state=%00&code=%00", "?error=server_error"],
)
def test_an_answer_to_no_question_opens_nothing(people: People, offline: None, query: str) -> None:
    client = Client()
    answer = client.get(f"/desk/login/with/city/callback/{query}")
    assert answer.status_code == 403 and "没有登录" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_no_identifier_is_connected_by_its_owner(people: People, offline: None) -> None:
    client = people.log_in("handler")
    answer = client.get("/desk/login/with/city/?process=connect")
    assert answer["Location"] == "/desk/login/"
    assert client.get("/desk/login/with/nobody/").status_code == 404


@pytest.mark.parametrize(
    ("provider", "subject", "reason", "said"),
    [
        ("other", "a", "r", "没有配置"),
        ("city", " ", "r", "请填写身份标识"),
        ("city", "x" * 192, "r", "最多 191"),
        ("city", "a\u202eb", "r", "请填写身份标识"),
        ("city", "a", " ", "请填写理由"),
        ("city", "taken", "r", "已登记到一个账号"),
    ],
)
def test_mistakes_register_nothing(
    people: People, offline: None, provider: str, subject: str, reason: str, said: str
) -> None:
    register(people, "other", "taken")
    actor = actor_for(people["sysadmin"])
    with scope(actor), pytest.raises(ValidationError) as refused:
        managing.register_sign_on(actor, people["handler"], provider, subject, reason)
    assert said in "".join(refused.value.messages)
    assert SocialAccount.objects.count() == 1


def test_only_the_system_administrator_registers_and_takes_away(people: People, offline: None) -> None:
    register(people, "handler", "zhang.san")
    row = SocialAccount.objects.get()
    for username in ("secadmin", "auditadmin", "handler"):
        with pytest.raises(Denied):
            managing.remove_sign_on(actor_for(people[username]), people["handler"], row.pk, "r")
    client = people.log_in("handler")
    managing.remove_sign_on(actor_for(people["sysadmin"]), people["handler"], row.pk, "离职")
    assert not SocialAccount.objects.exists() and client.get("/desk/account/").status_code == 302
    assert [e.detail for e in happened(EventKind.SSO_REMOVED)] == ["city：zhang.san。离职"]


def write(folder: Path, content: Any) -> Path:
    path = folder / "oidc.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return path


def test_the_file_of_providers_is_read(tmp_path: Path) -> None:
    assert read_providers(tmp_path / "absent.json", {}) == []
    [found] = read_providers(write(tmp_path, [GOOD]), {"YIFA_OIDC_SECRET_CITY": "from-environment"})
    assert (found.id, found.name, found.secret) == ("city", NAME, "from-environment")
    assert "from-environment" not in repr(found)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "读不出来"),
        ({}, "应为 JSON 列表"),
        (["x"], "第 1 项：应为 JSON 对象"),
        ([GOOD, GOOD], "id 有重复"),
        ([{**GOOD, "name": ""}], "缺少 name"),
        ([{**GOOD, "id": "a/b"}], "id 只能用"),
        ([{**GOOD, "server_url": "http://sso.example.gov.cn"}], "须以 https:// 开头"),
        ([{**GOOD, "server_url": "file:///etc/passwd"}], "须以 https:// 开头"),
        ([{**GOOD, "secret": ""}], "YIFA_OIDC_SECRET_CITY"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, content: Any, said: str) -> None:
    with pytest.raises(SignOnTrouble, match=re.escape(said)):
        read_providers(write(tmp_path, content), {})
