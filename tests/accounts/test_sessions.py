"""How long a login lasts, how many there may be, and what ends them."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.test import Client

from yifa.accounts import sessions
from yifa.registers.change import change
from yifa.registers.models import Account, EventKind, LoginSession, SecurityPolicy
from yifa.registers.scope import IMPORTER, scope
from yifa.registers.sessions import SEEN, SINCE

from .people import LOGIN, PASSWORD, People, aged, happened

MINUTE = 60


def works(client: Client) -> bool:
    return client.get("/desk/account/").status_code == 200


@pytest.mark.requirement("RQ187")
def test_an_idle_session_ends_and_says_why(people: People) -> None:
    client = people.log_in("handler")
    aged(client, **{SEEN: time.time() - 29 * MINUTE})
    assert works(client)
    aged(client, **{SEEN: time.time() - 30 * MINUTE})
    answer = client.get("/desk/matters/", follow=True)
    assert answer.redirect_chain[0][0] == f"{LOGIN}?next=/desk/matters/"
    assert "较长时间没有操作" in answer.content.decode()
    assert [e.username for e in happened(EventKind.SESSION_EXPIRED)] == ["handler"]


def test_using_a_session_keeps_it_alive_but_not_for_ever(people: People) -> None:
    client = people.log_in("handler")
    aged(client, **{SEEN: time.time() - 20 * MINUTE})
    assert works(client)
    assert client.session[SEEN] == pytest.approx(time.time(), abs=5)
    aged(client, **{sessions.LAST: time.time() - 1})
    answer = client.get("/desk/", follow=True)
    assert "已到最长时限" in answer.content.decode()


def test_the_limits_are_those_of_the_policy(people: People) -> None:
    with scope(IMPORTER):
        change(IMPORTER, SecurityPolicy, None, {"idle_minutes": 5, "session_hours": 1}, "测试")
    client = people.log_in("handler")
    assert client.session[sessions.IDLE] == 5 * MINUTE
    assert client.session[sessions.LAST] - client.session[SINCE] == pytest.approx(3600, abs=1)


def test_the_api_says_it_in_json(people: People) -> None:
    client = people.log_in("handler")
    aged(client, **{SEEN: time.time() - 31 * MINUTE})
    answer = client.get("/api/v1/matters")
    assert answer.status_code == 401 and "没有操作" in answer.json()["message"]


def test_htmx_is_told_to_load_the_whole_page(people: People) -> None:
    client = people.log_in("handler")
    aged(client, **{SEEN: time.time() - 31 * MINUTE})
    answer = client.get("/desk/", headers={"HX-Request": "true"})
    assert answer.status_code == 204 and answer["HX-Redirect"].startswith(LOGIN)


def test_a_fourth_login_ends_the_oldest(people: People) -> None:
    clients = [people.log_in("handler") for _ in range(3)]
    assert [works(client) for client in clients] == [True, True, True]
    fourth = people.log_in("handler")
    assert [works(client) for client in (*clients, fourth)] == [False, True, True, True]
    people.log_in("other")
    assert works(fourth), "another account's login ends nothing"
    assert len(happened(EventKind.SESSION_ENDED)) == 1


def test_the_list_shows_ones_own_logins_and_ends_the_others(people: People) -> None:
    here = people.log_in("handler", client=Client(HTTP_USER_AGENT="Here/1"))
    there = people.log_in("handler", client=Client(HTTP_USER_AGENT="<b>There</b>", REMOTE_ADDR="203.0.113.4"))
    stranger = people.log_in("other", client=Client(HTTP_USER_AGENT="Stranger/1"))
    page = here.get("/desk/account/").content.decode()
    assert "Here/1" in page and "203.0.113.4" in page and "&lt;b&gt;There" in page
    assert "Stranger/1" not in page and page.count("本次登录") == 1
    assert here.get("/desk/account/sessions/end/").status_code == 405
    answer = here.post("/desk/account/sessions/end/", follow=True).content.decode()
    assert "已结束其他 1 处登录" in answer
    assert [works(client) for client in (here, there, stranger)] == [True, False, True]


def test_a_disabled_account_is_out_at_once(people: People) -> None:
    client = people.log_in("handler")
    with scope(IMPORTER):
        change(IMPORTER, Account, people["handler"].pk, {"is_active": False}, "停用")
    assert not works(client)
    refused = Client().post(LOGIN, {"username": "handler", "password": PASSWORD})
    assert refused.status_code == 401 and "用户名或者密码不正确" in refused.content.decode()


def test_a_session_row_says_whose_it_is(people: People, django_assert_num_queries: Any) -> None:
    client = people.log_in("handler")
    row = LoginSession.objects.get(pk=client.session.session_key)
    assert row.account_id == people["handler"].pk and row.started_at is not None
    client.post("/desk/logout/")
    assert not LoginSession.objects.filter(account_id=people["handler"].pk).exists()
    assert [e.username for e in happened(EventKind.LOGOUT)] == ["handler"]


def test_the_cookie_ends_with_the_browser_and_scripts_cannot_read_it(people: People) -> None:
    cookie = people.log_in("handler").cookies["sessionid"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert cookie["max-age"] == "" and cookie["expires"] == ""
