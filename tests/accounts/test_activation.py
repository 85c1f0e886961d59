"""One-time links, and the first administrators of an installation."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone
from registers import make as rows
from typer.testing import CliRunner

from yifa.accounts import activation, first
from yifa.registers.change import change
from yifa.registers.models import Account, Activation, Agency, EventKind, Officer, Role, RoleGrant
from yifa.registers.scope import IMPORTER, scope

from .people import LOGIN, PASSWORD, People, happened

GOOD = "Jiangnan-2026-Qx"
TODAY = date(2026, 11, 28)
THREE = [
    first.Person(Role.SYSTEM_ADMIN, "甲", "sysadmin"),
    first.Person(Role.SECURITY_ADMIN, "乙", "secadmin"),
    first.Person(Role.AUDIT_ADMIN, "丙", "auditadmin"),
]


def issue(account: Account, **options: Any) -> str:
    with scope(IMPORTER):
        return activation.issue(account, IMPORTER, **options)


def set_password(token: str, password: str = GOOD, again: str = "") -> Any:
    return Client().post(f"/desk/activate/{token}/", {"password": password, "again": again or password})


@pytest.mark.requirement("RQ187")
def test_a_link_sets_the_password_once(people: People) -> None:
    token = issue(people["handler"])
    assert Client().post(LOGIN, {"username": "handler", "password": PASSWORD}).status_code == 401
    page = Client().get(f"/desk/activate/{token}/")
    assert page.status_code == 200 and "handler" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert set_password(token)["Location"] == LOGIN
    people.log_in("handler", GOOD)
    for again in (Client().get(f"/desk/activate/{token}/"), set_password(token, "Another-2026-Qx")):
        assert again.status_code == 403 and "链接不能使用" in again.content.decode()
    assert [e.username for e in happened(EventKind.ACTIVATED)] == ["handler"]


def test_a_refused_password_leaves_the_link_as_it_was(people: People) -> None:
    token = issue(people["handler"])
    weak = set_password(token, "short")
    assert weak.status_code == 400 and "密码太短" in weak.content.decode()
    assert "两次填写的密码不一致" in set_password(token, GOOD, GOOD + "x").content.decode()
    assert set_password(token).status_code == 302


def test_links_that_are_old_replaced_unknown_or_of_a_disabled_account_open_nothing(people: People) -> None:
    replaced = issue(people["handler"])
    valid = issue(people["handler"])
    old = issue(people["other"])
    past = timezone.now() - timedelta(seconds=1)
    Activation.objects.filter(account=people["other"]).update(expires_at=past)
    disabled = issue(people["sysadmin"])
    with scope(IMPORTER):
        change(IMPORTER, Account, people["sysadmin"].pk, {"is_active": False}, "停用")
    for token in (replaced, old, disabled, "x" * 43, "%00", "令牌"):
        assert Client().get(f"/desk/activate/{token}/").status_code == 403, token
    assert activation.find(valid) is not None


def test_a_new_link_ends_sessions_and_the_password(people: People) -> None:
    client = people.log_in("handler")
    issue(people["handler"])
    assert client.get("/desk/account/").status_code == 302
    people["handler"].refresh_from_db()
    assert not people["handler"].has_usable_password()


def test_the_token_is_nowhere_in_the_database(people: People) -> None:
    token = issue(people["handler"])
    with connection.cursor() as cursor:
        for table in ("registers_activation", "registers_registerchange", "registers_securityevent"):
            with scope(IMPORTER):
                cursor.execute(f"SELECT coalesce(string_agg(t::text, ''), '') FROM {table} t")
                assert token not in cursor.fetchone()[0]


def test_the_first_three_are_made_once_with_links_and_without_passwords(db: None) -> None:
    with scope(IMPORTER):
        rows.region()
    where = first.NewAgency(rows.uscc(1), "云州市司法局", "530100")
    made = first.make(THREE, where, TODAY)
    assert [one.person.username for one in made] == ["sysadmin", "secadmin", "auditadmin"]
    held = {(g.officer.name, g.role) for g in RoleGrant.objects.select_related("officer")}
    assert held == {("甲", "system_admin"), ("乙", "security_admin"), ("丙", "audit_admin")}
    assert not any(account.has_usable_password() for account in Account.objects.all())
    with pytest.raises(first.Exists):
        first.make(THREE, where, TODAY)
    for link in made:
        assert set_password(link.token).status_code == 302
    assert len(happened(EventKind.ACCOUNT_MADE)) == 3


def test_links_nobody_used_are_issued_again_and_then_never(db: None) -> None:
    with scope(IMPORTER):
        rows.region()
    where = first.NewAgency(rows.uscc(1), "云州市司法局", "530100")
    with pytest.raises(first.Exists):
        first.again(TODAY)
    before = first.make(THREE, where, TODAY)
    after = first.again(TODAY)
    assert Client().get(f"/desk/activate/{before[0].token}/").status_code == 403
    assert set_password(after[0].token).status_code == 302
    with pytest.raises(first.Exists):
        first.again(TODAY)


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (first.NewAgency(rows.uscc(1)), "没有登记代码"),
        (first.NewAgency(rows.uscc(1), "局", "990000"), "没有代码为 990000 的行政区划"),
        (first.NewAgency("123", "局", "530100"), "代码"),
    ],
)
def test_a_mistake_writes_nothing(db: None, where: first.NewAgency, said: str) -> None:
    with scope(IMPORTER):
        rows.region()
    with pytest.raises(ValidationError) as refused:
        first.make(THREE, where, TODAY)
    assert said in "".join(refused.value.messages)
    assert not (Agency.objects.exists() or Officer.objects.exists() or Account.objects.exists())


def run(*arguments: str) -> Any:
    from yifa.cli import app

    return CliRunner().invoke(app, ["first-admin", *arguments])


def test_the_command_wants_three_different_people(db: None) -> None:
    missing = run("--agency", rows.uscc(1), "--system", "甲")
    assert missing.exit_code == 2 and "--security、--audit" in missing.output
    same = run("--agency", rows.uscc(1), "--system", "甲", "--security", "甲", "--audit", "丙")
    assert same.exit_code == 2 and "不得由同一人兼任" in same.output


def test_the_command_prints_links_that_work(
    fresh_db: str, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    from contextlib import nullcontext

    monkeypatch.setattr("yifa.site.boot.booted", lambda *_: nullcontext())
    with scope(IMPORTER):
        rows.region()
    names = ("--system", "甲", "--security", "乙", "--audit", "丙")
    place = ("--agency", rows.uscc(1), "--agency-name", "云州市司法局", "--region", "530100")
    told = run(*place, *names, "--json")
    assert told.exit_code == 0, told.output
    links = [row["link"] for row in json.loads(told.stdout)]
    paths = [
        re.fullmatch(rf"{re.escape(settings.YIFA_PUBLIC_URL)}(/desk/activate/\S+/)", link) for link in links
    ]
    for path in paths:
        assert path and Client().get(path[1]).status_code == 200
    refused = run(*place, *names)
    assert refused.exit_code == 1 and "已经有管理员" in refused.output
