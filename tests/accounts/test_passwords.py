"""What a person's password must be like, how old it may get, and that earlier ones do not come back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from yifa.accounts import passwords, sessions
from yifa.accounts.adapters import AccountAdapter
from yifa.registers.change import change
from yifa.registers.ids import new_id
from yifa.registers.models import Account, EventKind, PasswordRecord, SecurityPolicy
from yifa.registers.scope import IMPORTER, scope

from .people import LOGIN, PASSWORD, People, happened

CHANGE = "/desk/account/password/"


@pytest.mark.requirement("RQ187")
@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("Aa1!xyzvq", "至少 10 个字符，现在是 9 个"),
        ("A" * 127 + "b1", "最多 128 个字符"),
        ("abcdefghijkq", "再加入大写字母或者数字或者符号"),
        ("abcdefgh1234", "再加入大写字母或者符号"),
        ("Xhandler-2026-q", "不能有用户名"),
        ("xRELDNAH-2026-q", "不能有用户名"),
        ("Q张handler-9-x", "不能有"),
        ("S-Handler!2026", "不能有"),
        ("Password1234!", "太常见"),
        (PASSWORD, "最近 5 次用过"),
    ],
)
def test_a_weak_password_is_refused_with_what_to_do(people: People, password: str, said: str) -> None:
    found = passwords.problems(people["handler"], password, 5)
    assert said in "；".join(found)


@pytest.mark.parametrize("password", ["Jiangnan-2026-x", "三人行必有我师Ab9", "correct Horse 9 battery"])
def test_a_good_password_is_taken(people: People, password: str) -> None:
    assert passwords.problems(people["handler"], password, 5) == []


def test_the_last_five_do_not_come_back_and_the_sixth_does(people: People) -> None:
    account = people["handler"]
    chosen = [f"Jiangnan-{n}-Qx" for n in range(6)]
    with scope(IMPORTER):
        for one in chosen:
            change(IMPORTER, Account, account.pk, {"password": one}, "改密码")
    account.refresh_from_db()
    for one in chosen[1:]:
        assert passwords.problems(account, one, 5) == ["不能使用最近 5 次用过的密码"]
    assert passwords.problems(account, chosen[0], 5) == []
    kept = PasswordRecord.objects.filter(account=account).values_list("hash", flat=True)
    assert len(kept) == 7 and not any(one in row for one in chosen for row in kept)


def age(account: Account, days: int) -> None:
    """Give the account a password that old: the record of today's is of a time before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO registers_passwordrecord (id, account_id, at, hash)"
            " VALUES (%s, %s, clock_timestamp() - %s, %s)",
            [new_id(), account.pk, timedelta(days=days), account.password],
        )


def fresh_account(people: People, days: int | None) -> Account:
    """An account whose only known password is `days` old; None: of unknown age."""
    officer = people["other"].officer
    with scope(IMPORTER):
        change(IMPORTER, Account, people["other"].pk, {"officer": None}, "换账号")
        account = change(IMPORTER, Account, None, {"username": "aged", "officer": officer}, "开户")
    account.set_password(PASSWORD)
    account.save()
    if days is not None:
        age(account, days)
    return account


@pytest.mark.parametrize(("days", "due"), [(0, False), (89, False), (90, True), (None, True)])
def test_when_a_password_is_due(people: People, days: int | None, due: bool) -> None:
    assert passwords.is_due(fresh_account(people, days), 90) is due


def test_an_old_password_is_changed_before_anything_else(people: People) -> None:
    fresh_account(people, 91)
    client = people.log_in("aged")
    for address in ("/desk/", "/desk/matters/"):
        assert client.get(address)["Location"] == CHANGE
    assert client.get("/api/v1/matters").status_code == 403
    page = client.get("/desk/", follow=True).content.decode()
    assert "密码已超过有效期" in page
    done = client.post(CHANGE, {"old": PASSWORD, "password": "Jiangnan-9-Qx", "again": "Jiangnan-9-Qx"})
    assert done.status_code == 302
    assert client.get("/desk/").status_code == 200
    assert sessions.MUST not in client.session
    people.log_in("aged", "Jiangnan-9-Qx")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "请填写当前密码"),
        ({"old": PASSWORD}, "请填写新密码"),
        ({"old": "不对", "password": "Jiangnan-9-Qx", "again": "Jiangnan-9-Qx"}, "当前密码不正确"),
        ({"old": PASSWORD, "password": "Jiangnan-9-Qx", "again": "jiangnan-9-Qx"}, "两次填写的密码不一致"),
        ({"old": PASSWORD, "password": "a\x00b", "again": "a\x00b"}, "无法保存的字符"),
        ({"old": PASSWORD, "password": "short", "again": "short"}, "密码太短"),
        ({"old": PASSWORD, "password": PASSWORD, "again": PASSWORD}, "最近 5 次"),
    ],
)
def test_mistakes_stand_beside_their_field(people: People, typed: dict[str, str], said: str) -> None:
    client = people.log_in("handler")
    answer = client.post(CHANGE, typed)
    assert answer.status_code == 400 and said in answer.content.decode()
    assert PASSWORD not in answer.content.decode()
    people.log_in("handler")


def test_changing_ends_the_other_logins_and_is_traced(people: People) -> None:
    here, there = people.log_in("handler"), people.log_in("handler")
    here.post(CHANGE, {"old": PASSWORD, "password": "Jiangnan-9-Qx", "again": "Jiangnan-9-Qx"})
    assert here.get("/desk/account/").status_code == 200
    assert there.get("/desk/account/").status_code == 302
    assert [e.username for e in happened(EventKind.PASSWORD_CHANGED)] == ["handler"]


def test_guessing_the_present_password_locks_too(people: People) -> None:
    client = people.log_in("handler")
    new = {"password": "Jiangnan-9-Qx", "again": "Jiangnan-9-Qx"}
    said = [client.post(CHANGE, {"old": "不对", **new}).content.decode() for _ in range(6)]
    assert "当前密码不正确" in said[4] and "登录已锁定到" in said[5]
    assert Client().post(LOGIN, {"username": "handler", "password": PASSWORD}).status_code == 429


def test_the_policy_sets_age_and_history(people: People) -> None:
    with scope(IMPORTER):
        change(IMPORTER, SecurityPolicy, None, {"password_days": 30, "password_history": 1}, "测试")
    fresh_account(people, 31)
    assert people.log_in("aged").get("/desk/")["Location"] == CHANGE


def test_no_account_is_made_by_signing_up(people: People) -> None:
    assert not AccountAdapter().is_open_for_signup(None)  # type: ignore[arg-type]
    for address in ("/desk/signup/", "/accounts/signup/", "/signup/", "/desk/login/signup/"):
        assert Client().get(address).status_code == 404


def test_everybody_can_change_it_with_nothing_but_the_rights_of_the_page(fresh_people: People) -> None:
    """On a database where each request is a transaction of its own, as in production."""
    for username in ("handler", "supervisor"):
        client = fresh_people.log_in(username)
        typed = {"old": PASSWORD, "password": "Jiangnan-9-Qx", "again": "Jiangnan-9-Qx"}
        assert client.post(CHANGE, typed).status_code == 302, username
        fresh_people.log_in(username, "Jiangnan-9-Qx")
