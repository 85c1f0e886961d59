"""The pages of the three administrators: each does its own work, none that of another, and everything is traced."""

from __future__ import annotations

import csv
import io
import re
import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from registers import make

from yifa.accounts import tries
from yifa.accounts.policy import policy
from yifa.registers.change import change
from yifa.registers.models import Account, EventKind, RoleGrant, SecurityEvent, SecurityPolicy
from yifa.registers.scope import IMPORTER, Actor, scope

from .people import LOGIN, PASSWORD, People, happened

ACCOUNTS, SECURITY, AUDIT = "/desk/admin/accounts/", "/desk/admin/security/", "/desk/admin/audit/"
PAGES = {
    "sysadmin": [ACCOUNTS, f"{ACCOUNTS}new/"],
    "secadmin": [SECURITY, f"{SECURITY}roles/", f"{SECURITY}locks/", f"{SECURITY}policy/"],
    "auditadmin": [AUDIT, f"{AUDIT}?source=changes", f"{AUDIT}?source=looks"],
}


def seated(people: People, username: str) -> Client:
    """Logged in, with a second factor set up, and confirmed a moment ago."""
    client = Client()
    client.force_login(people[username])
    session = client.session
    session["account_authentication_methods_user"] = str(people[username].pk)
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session.save()
    return client


def newcomer(people: People, name: str = "李新来") -> Any:
    with scope(IMPORTER):
        return make.officer(name, people.agency, staff_no="N-1")


@pytest.mark.requirement("RQ187")
@pytest.mark.parametrize("username", [*PAGES, "handler", ""])
def test_each_sees_its_own_pages_and_no_others(people: People, username: str) -> None:
    client = seated(people, username) if username else Client()
    for owner, addresses in PAGES.items():
        for address in addresses:
            answer = client.get(address)
            expected = 302 if not username else 200 if owner == username else 403
            assert answer.status_code == expected, (username, address)
    if username:
        menu = client.get("/desk/").content.decode()
        shown = {one for one in ("账号管理", "安全管理", "审计") if f">{one}" in menu.partition("</nav>")[0]}
        assert shown == {"sysadmin": {"账号管理"}, "secadmin": {"安全管理"}, "auditadmin": {"审计"}}.get(
            username, set()
        )


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        (f"{ACCOUNTS}new/", {"username": "x", "reason": "r"}),
        (f"{ACCOUNTS}{{account}}/", {"_do": "disable", "reason": "r"}),
        (f"{ACCOUNTS}{{account}}/", {"_do": "link", "reason": "r"}),
        (f"{ACCOUNTS}{{account}}/", {"_do": "second", "reason": "r"}),
        (
            f"{SECURITY}roles/{{officer}}/",
            {"_do": "grant", "role": "handler", "since": "2026-11-28", "reason": "r"},
        ),
        (f"{SECURITY}locks/", {"account": "{account}", "reason": "r"}),
        (f"{SECURITY}policy/", {"reason": "r"}),
        (f"{AUDIT}export/", {"source": "events"}),
    ],
)
def test_nobody_does_the_work_of_another(people: People, address: str, typed: dict[str, str]) -> None:
    target = people["other"]
    address = address.format(account=target.pk, officer=target.officer_id)
    owner = next(name for name, pages in PAGES.items() if address.startswith(pages[0]))
    for username in {*PAGES, "handler"} - {owner}:
        answer = seated(people, username).post(address, typed)
        assert answer.status_code == 403, (username, address)
    refused = [(e.username, e.ok) for e in happened(EventKind.REFUSED)]
    assert sorted(refused) == sorted((name, False) for name in {*PAGES, "handler"} - {owner})


def test_a_form_asks_who_one_is_unless_confirmed_a_moment_ago(people: People) -> None:
    client = Client()
    client.force_login(people["sysadmin"])
    address = f"{ACCOUNTS}{people['other'].pk}/"
    asked = client.post(address, {"_do": "disable", "reason": "离职"})
    assert asked.status_code == 302 and asked["Location"].startswith("/desk/account/confirm/")
    wrong = client.post(asked["Location"], {"password": "不对", "next": address})
    assert wrong.status_code == 200 and "密码不正确" in wrong.content.decode()
    done = client.post(asked["Location"], {"password": PASSWORD, "next": address})
    assert done.status_code == 302, "the form that waited is sent"
    assert not Account.objects.get(username="other").is_active


def test_an_account_is_opened_with_a_link_and_no_password(people: People) -> None:
    officer = newcomer(people)
    client = seated(people, "sysadmin")
    found = client.get(f"{ACCOUNTS}new/?q=新来").content.decode()
    assert "李新来" in found and "张handler" not in found
    typed = {"officer": str(officer.pk), "username": "LiXinlai", "reason": "新录用"}
    page = client.post(f"{ACCOUNTS}new/", typed)
    text = page.content.decode()
    link = re.search(r'id="link">http://testserver(/desk/activate/[\w-]+/)<', text)
    assert page.status_code == 200 and link and "no-store" in page["Cache-Control"]
    account = Account.objects.get(username="lixinlai")
    assert account.officer == officer and not account.has_usable_password()
    assert Client().get(link[1]).status_code == 200
    assert [(e.username, e.by, e.detail) for e in happened(EventKind.ACCOUNT_MADE)] == [
        ("lixinlai", "张sysadmin", "新录用")
    ]
    assert "待激活" in client.get(f"{ACCOUNTS}?q=lixinlai").content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"username": "ok-name", "reason": "r"}, "请选择人员"),
        ({"officer": "{officer}", "username": "x", "reason": "r"}, "用户名须以小写字母开头"),
        ({"officer": "{officer}", "username": "Handler", "reason": "r"}, "该用户名已被使用"),
        ({"officer": "{officer}", "username": "good-name", "reason": " "}, "请填写变更理由"),
        ({"officer": "{taken}", "username": "good-name", "reason": "r"}, "请选择人员"),
        ({"officer": "%00", "username": "good\x00name", "reason": "r"}, "请选择人员"),
    ],
)
def test_mistakes_open_no_account(people: People, typed: dict[str, str], said: str) -> None:
    ids = {"officer": newcomer(people).pk, "taken": people["other"].officer_id}
    typed = {key: value.format(**ids) if "{" in value else value for key, value in typed.items()}
    answer = seated(people, "sysadmin").post(f"{ACCOUNTS}new/", {**typed, "q": "李"})
    assert answer.status_code == 422 and said in answer.content.decode()
    assert Account.objects.count() == 6


def test_disabling_ends_sessions_and_enabling_lets_in_again(people: People) -> None:
    client, admin = people.log_in("handler"), seated(people, "sysadmin")
    address = f"{ACCOUNTS}{people['handler'].pk}/"
    assert admin.post(address, {"_do": "disable", "reason": ""}).status_code == 422
    assert admin.post(address, {"_do": "disable", "reason": "调离"}).status_code == 302
    assert client.get("/desk/account/").status_code == 302
    assert "已停用" in admin.get(f"{ACCOUNTS}?state=disabled").content.decode()
    assert admin.post(address, {"_do": "link", "reason": "r"}).status_code == 422
    assert admin.post(address, {"_do": "enable", "reason": "调回"}).status_code == 302
    people.log_in("handler")
    kinds = (EventKind.ACCOUNT_DISABLED, EventKind.ACCOUNT_ENABLED)
    assert [[e.detail for e in happened(kind)] for kind in kinds] == [["调离"], ["调回"]]


def test_a_second_factor_is_reset_for_others_never_for_oneself(people: People) -> None:
    for username in ("handler", "sysadmin"):
        Authenticator.objects.create(user=people[username], type="totp", data={"secret": "x"})
    admin = seated(people, "sysadmin")
    own = f"{ACCOUNTS}{people['sysadmin'].pk}/"
    for step in ("second", "link", "disable"):
        assert admin.post(own, {"_do": step, "reason": "r"}).status_code == 403
    assert (
        admin.post(f"{ACCOUNTS}{people['handler'].pk}/", {"_do": "second", "reason": "手机丢失"}).status_code
        == 302
    )
    assert [a.user for a in Authenticator.objects.all()] == [people["sysadmin"]]
    assert [e.detail for e in happened(EventKind.SECOND_RESET)] == ["手机丢失"]


def test_roles_are_granted_and_withdrawn_with_traces(people: People) -> None:
    officer = people["other"].officer
    assert officer is not None
    admin = seated(people, "secadmin")
    assert "张other" in admin.get(f"{SECURITY}roles/?q=张other").content.decode()
    address = f"{SECURITY}roles/{officer.pk}/"
    today = timezone.localdate()
    grant = {"_do": "grant", "role": "unit_head", "since": f"{today - timedelta(days=3)}", "reason": "任命"}
    assert admin.post(address, grant).status_code == 302
    row = RoleGrant.objects.get(officer=officer, role="unit_head")
    assert "承办机构负责人" in admin.get(address).content.decode()
    assert admin.post(address, {"_do": str(row.pk), "reason": "免职"}).status_code == 302
    row.refresh_from_db()
    assert row.valid_to == today - timedelta(days=1)
    again = admin.post(address, {"_do": str(row.pk), "reason": "免职"})
    assert again.status_code == 422 and "已经失效" in again.content.decode()
    assert [e.detail for e in happened(EventKind.ROLE_GRANTED)] == ["张other：承办机构负责人。任命"]
    assert [e.detail for e in happened(EventKind.ROLE_WITHDRAWN)] == ["张other：承办机构负责人。免职"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"role": "security_admin"}, "三员"),
        ({"role": "king"}, "请选择角色"),
        ({"since": "昨天"}, "请填写日期"),
        ({"until": "2020-01-01"}, "失效日期不能早于生效日期"),
        ({"reason": ""}, "请填写变更理由"),
    ],
)
def test_mistakes_grant_nothing(people: People, typed: dict[str, str], said: str) -> None:
    target = people["sysadmin"].officer_id
    base = {
        "_do": "grant",
        "role": "handler" if "role" not in typed else "",
        "since": "2026-11-28",
        "reason": "r",
    }
    if "role" not in typed:
        target = people["other"].officer_id
        base["role"] = "archivist"
    before = RoleGrant.objects.count()
    answer = seated(people, "secadmin").post(f"{SECURITY}roles/{target}/", {**base, **typed})
    assert answer.status_code == 422 and said in answer.content.decode()
    assert RoleGrant.objects.count() == before


def test_nobody_grants_oneself_a_role(people: People) -> None:
    own = f"{SECURITY}roles/{people['secadmin'].officer_id}/"
    typed = {"_do": "grant", "role": "handler", "since": "2026-11-28", "reason": "r"}
    assert seated(people, "secadmin").post(own, typed).status_code == 403


def test_becoming_an_administrator_ends_the_sessions(people: People) -> None:
    officer = newcomer(people)
    with scope(IMPORTER):
        account = change(
            IMPORTER, Account, None, {"username": "new", "password": PASSWORD, "officer": officer}, "开户"
        )
    client = people.log_in("new")
    typed = {"_do": "grant", "role": "audit_admin", "since": "2026-11-01", "reason": "任命"}
    assert seated(people, "secadmin").post(f"{SECURITY}roles/{officer.pk}/", typed).status_code == 302
    assert client.get("/desk/account/").status_code == 302
    assert account.pk


def test_a_locked_account_is_listed_and_unlocked(people: People) -> None:
    for _ in range(5):
        Client().post(LOGIN, {"username": "handler", "password": "不对"})
    for _ in range(5):
        Client().post(LOGIN, {"username": "nobody-there", "password": "不对"})
    admin = seated(people, "secadmin")
    page = admin.get(f"{SECURITY}locks/").content.decode()
    assert "handler（张handler）" in page and "nobody-there" not in page
    typed = {"account": str(people["handler"].pk)}
    assert admin.post(f"{SECURITY}locks/", {**typed, "reason": " "}).status_code == 422
    assert admin.post(f"{SECURITY}locks/", {**typed, "reason": "本人来电"}).status_code == 302
    assert "没有锁定的账号" in admin.get(f"{SECURITY}locks/").content.decode()
    assert tries.lock_of("handler", policy()) is None
    people.log_in("handler")


def test_the_policy_is_set_within_bounds(people: People) -> None:
    admin = seated(people, "secadmin")
    page = admin.get(f"{SECURITY}policy/").content.decode()
    values = dict(
        re.findall(r'<input id="(\w+)" name="\w+" type="text" inputmode="numeric"[^>]*value="(\d+)"', page)
    )
    assert values["failures"] == "5" and values["lock_minutes"] == "30" and len(values) == 9
    for name, wrong, said in (
        ("failures", "2", "不能小于 3"),
        ("lock_minutes", "9999", "不能大于 1440"),
        ("sessions", "三", "请填写整数"),
        ("idle_minutes", "", "请填写整数"),
    ):
        answer = admin.post(f"{SECURITY}policy/", {**values, name: wrong, "reason": "r"})
        assert answer.status_code == 422 and said in answer.content.decode(), name
    assert not SecurityPolicy.objects.exists()
    assert admin.post(f"{SECURITY}policy/", {**values, "failures": "4", "reason": "加强"}).status_code == 302
    assert policy().failures == 4
    assert [e.detail for e in happened(EventKind.POLICY_CHANGED)] == ["同一账号连续失败几次锁定 5→4。加强"]


def test_events_are_filtered_and_walked_through_once(people: People) -> None:
    for n in range(60):
        Client().post(LOGIN, {"username": f"name-{n}", "password": "x"}, REMOTE_ADDR=f"198.51.100.{n}")
    people.log_in("handler")
    admin = seated(people, "secadmin")
    address, seen = f"{SECURITY}?kind=login_failed", []
    for _ in range(2):
        page = admin.get(address).content.decode()
        seen += re.findall(r'data-label="来源地址">(198\.51\.100\.\d+)<', page)
        more = re.search(r'href="(\?[^"]*before=[^"]*)"', page)
        address = SECURITY + more[1].replace("&amp;", "&") if more else ""
    assert len(seen) == len(set(seen)) == 60 and not address
    only = admin.get(f"{SECURITY}?q=198.51.100.7").content.decode()
    assert only.count('data-label="来源地址">198.51.100.7') == 1
    none = admin.get(f"{SECURITY}?until=2020-01-01&q=%00&kind=nonsense&before=~&since=x").content.decode()
    assert "没有符合条件的记录" in none


@pytest.mark.parametrize("source", ["events", "changes", "looks"])
def test_the_audit_trail_is_taken_away_as_csv_and_that_is_traced(people: People, source: str) -> None:
    Client(HTTP_USER_AGENT="=cmd()").post(LOGIN, {"username": "handler", "password": "x"})
    admin = seated(people, "auditadmin")
    answer = admin.post(f"{AUDIT}export/", {"source": source})
    assert answer.status_code == 200 and answer["Content-Type"] == "text/csv; charset=utf-8"
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][0] == "时间"
    if source == "events":
        assert any(row[1] == "登录失败" and row[6] == "'=cmd()" for row in rows)
    if source == "changes":
        assert {"账号", "岗位角色"} <= {row[1] for row in rows}
        assert "Subject" not in text
    assert [e.by for e in happened(EventKind.EXPORTED)] == ["张auditadmin"]
    assert admin.get(f"{AUDIT}export/").status_code == 405


def test_query_counts_do_not_grow(people: People) -> None:
    admin = seated(people, "sysadmin")

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            assert admin.get(ACCOUNTS).status_code == 200
        return len(found)

    before = count()
    with scope(IMPORTER):
        for n in range(10):
            officer = make.officer(f"甲{n}", people.agency)
            change(IMPORTER, Account, None, {"username": f"more-{n}", "officer": officer}, "开户")
    assert count() == before


@pytest.mark.parametrize(
    ("username", "sees"),
    [("secadmin", True), ("auditadmin", True), ("sysadmin", False), ("handler", False)],
)
def test_the_database_itself_shows_events_only_to_those_whose_duty_it_is(
    people: People, username: str, sees: bool
) -> None:
    """Also to a page that forgot to ask, whatever scope it claims."""
    people.log_in("other")
    officer = str(people[username].officer_id)
    for kind in ("agency", "supervision", "administration", "import", "public"):
        with scope(Actor(kind, officer_id=officer)):  # type: ignore[arg-type]
            assert SecurityEvent.objects.exists() is sees, kind
