"""In the demonstration anybody may be anybody: one click, no second factor, nobody thrown out, no password too old."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from .people import LOGIN, PASSWORD, People


@pytest.fixture
def demo(people: People, settings: Any, tmp_path: Path) -> People:
    rows = [
        {
            "role": "x",
            "post": post,
            "agency": "市司法局",
            "name": "甲",
            "username": username,
            "password": PASSWORD,
        }
        for username, post in (("sysadmin", "系统管理员"), ("handler", "承办人"))
    ]
    (tmp_path / "demo.json").write_text(json.dumps({"state": "loaded", "accounts": rows}), "utf-8")
    settings.YIFA_DEMO, settings.YIFA_HOME = True, tmp_path
    return people


def test_one_click_opens_the_desk_of_each_post(demo: People) -> None:
    page = Client().get(LOGIN).content.decode()
    forms = re.findall(
        r'name="username" value="(\w+)"><input type="hidden" name="password" value="([^"]+)"', page
    )
    assert [name for name, _ in forms] == ["sysadmin", "handler"]
    for username, password in forms:
        client = demo.log_in(username, password)
        assert client.get("/desk/").status_code == 200, username
    assert demo.log_in("sysadmin").get("/desk/admin/accounts/").status_code == 200


def test_many_share_an_account(demo: People) -> None:
    clients = [demo.log_in("handler") for _ in range(5)]
    assert all(client.get("/desk/account/").status_code == 200 for client in clients)


@pytest.mark.parametrize("told", ["", "[]", '{"accounts": [1]}', '{"accounts": [{"post": "x"}]}'])
def test_a_broken_list_is_no_list(demo: People, settings: Any, told: str) -> None:
    (settings.YIFA_HOME / "demo.json").write_text(told, "utf-8")
    answer = Client().get(LOGIN)
    assert answer.status_code == 200 and "演示账号" not in answer.content.decode()


def test_nothing_of_it_anywhere_else(demo: People, settings: Any) -> None:
    settings.YIFA_DEMO = False
    assert PASSWORD not in Client().get(LOGIN).content.decode()
    assert demo.log_in("sysadmin").get("/desk/")["Location"] == "/desk/account/second/"
