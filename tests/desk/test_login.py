"""Logging in: Chinese errors, a lock after too many failures, and never off the site."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import global_settings
from django.test import Client

from yifa.registers.change import change
from yifa.registers.models import Account
from yifa.registers.scope import IMPORTER, scope
from yifa.site import settings as shipped

from .city import PASSWORD, City

URL = "/desk/login/"


def test_login_leads_to_the_page_that_was_wanted(city: City) -> None:
    client = Client()
    asked = client.get("/desk/matters/?q=x")
    assert asked.status_code == 302 and asked["Location"].startswith(URL)
    done = client.post(
        asked["Location"], {"username": "handler", "password": PASSWORD, "next": "/desk/matters/?q=x"}
    )
    assert done["Location"] == "/desk/matters/?q=x"
    assert client.get("/desk/matters/").status_code == 200


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil"]
)
def test_login_never_leads_off_the_site(city: City, target: str) -> None:
    done = Client().post(URL, {"username": "handler", "password": PASSWORD, "next": target})
    assert done["Location"] == "/desk/"


def test_errors_are_in_chinese_and_keep_the_name(city: City) -> None:
    client = Client()
    empty = client.post(URL, {})
    assert empty.status_code == 400
    assert "请填写用户名" in empty.content.decode() and "请填写密码" in empty.content.decode()
    wrong = client.post(URL, {"username": "handler", "password": "不对"})
    text = wrong.content.decode()
    assert wrong.status_code == 401 and "用户名或者密码不正确" in text and 'value="handler"' in text
    unknown = client.post(URL, {"username": "nobody", "password": "不对"}).content.decode()
    assert "用户名或者密码不正确" in unknown, "must not tell which names exist"


@pytest.mark.parametrize(
    "name", ["a\x00b", "\ud800".encode("utf-8", "replace").decode(), "x" * 100_000, "<script>"]
)
def test_hostile_names_are_only_wrong(city: City, name: str) -> None:
    assert Client().post(URL, {"username": name, "password": "x\x00"}).status_code == 401


def test_too_many_failures_lock_for_a_while(city: City) -> None:
    client = Client()
    for _ in range(5):
        client.post(URL, {"username": "handler", "password": "不对"})
    locked = client.post(URL, {"username": "handler", "password": PASSWORD})
    assert locked.status_code == 429 and "登录已锁定" in locked.content.decode()
    other = client.post(URL, {"username": "unit_head", "password": PASSWORD})
    assert other.status_code == 302


def test_logout_ends_the_session(city: City) -> None:
    client = city.client("handler")
    assert client.get("/desk/logout/").status_code == 405
    assert client.post("/desk/logout/")["Location"] == URL
    assert client.get("/desk/").status_code == 302


def test_htmx_is_told_to_load_the_login_page(city: City) -> None:
    answer = Client().get("/desk/", headers={"HX-Request": "true"})
    assert answer.status_code == 204 and answer["HX-Redirect"].startswith(URL)


def test_a_password_is_kept_slow_to_guess_and_still_opens(city: City, settings: Any) -> None:
    """With the shipped hashers; all other tests do with a quick one."""
    settings.PASSWORD_HASHERS = getattr(shipped, "PASSWORD_HASHERS", global_settings.PASSWORD_HASHERS)
    with scope(IMPORTER):
        row = Account.objects.get(username="handler")
        kept = change(IMPORTER, Account, row.pk, {"password": "Yunzhou-2026-slow"}, "重置密码").password
    algorithm, rounds, salt, _ = kept.split("$")
    assert algorithm == "pbkdf2_sha256" and int(rounds) >= 600_000 and len(salt) >= 16
    asked = {"username": "handler", "next": "/desk/"}
    assert Client().post(URL, {**asked, "password": PASSWORD}).status_code == 401
    assert Client().post(URL, {**asked, "password": "Yunzhou-2026-slow"})["Location"] == "/desk/"
