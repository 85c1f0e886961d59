"""Lock-out: counted per name and per address, in the database, the same for names that do not exist."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import Client

from yifa.accounts import tries
from yifa.accounts.policy import policy
from yifa.registers.ids import new_id
from yifa.registers.models import EventKind

from .people import LOGIN, PASSWORD, People, happened

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
HALF = timedelta(minutes=30)


def ago(*minutes: int) -> list[datetime]:
    return [NOON - timedelta(minutes=m) for m in minutes]


@pytest.mark.parametrize(
    ("failures", "ends"),
    [
        ([], None),
        (ago(1, 2, 3, 4), None),
        (ago(1, 2, 3, 4, 5), NOON + timedelta(minutes=29)),
        (ago(5, 4, 3, 2, 1), NOON + timedelta(minutes=29)),
        (ago(1, 2, 3, 4, 30), None),  # the oldest is out of the window at that very moment
        (ago(1, 2, 3, 4, 29), NOON + timedelta(minutes=29)),
        (ago(29, 29, 29, 29, 29), NOON + timedelta(minutes=1)),
    ],
)
def test_when_a_lock_ends(failures: list[datetime], ends: datetime | None) -> None:
    assert tries.locked_until(failures, 5, HALF, NOON) == ends


def fail(username: str, times: int, client: Client | None = None, **extra: Any) -> list[Any]:
    client = client or Client()
    return [client.post(LOGIN, {"username": username, "password": "不对"}, **extra) for _ in range(times)]


@pytest.mark.requirement("RQ187")
def test_five_wrong_passwords_lock_the_name_from_everywhere(people: People) -> None:
    words = [answer.content.decode() for answer in fail("handler", 5)]
    assert "还可以再试 4 次" in words[0] and "还可以再试 1 次" in words[3]
    assert "登录已锁定 30 分钟" in words[4]
    for address in ("127.0.0.1", "203.0.113.9"):
        locked = Client().post(LOGIN, {"username": "handler", "password": PASSWORD}, REMOTE_ADDR=address)
        assert locked.status_code == 429 and "登录已锁定到" in locked.content.decode()
    assert Client().post(LOGIN, {"username": " HANDLER ", "password": PASSWORD}).status_code == 429
    people.log_in("other")
    assert [(e.username, e.ok) for e in happened(EventKind.LOCKED)] == [("handler", False)]
    assert len(happened(EventKind.LOGIN_FAILED)) == 5


def test_an_unknown_name_is_told_exactly_what_a_known_one_is(people: People) -> None:
    def told(username: str) -> list[tuple[int, str]]:
        answers = fail(username, 6)
        return [
            (a.status_code, a.content.decode().partition('role="alert">')[2].partition("</div>")[0])
            for a in answers
        ]

    known, unknown = told("handler"), told("nobody-there")
    assert [status for status, _ in known] == [401] * 5 + [429]
    assert known == unknown


def test_a_right_password_starts_the_count_again(people: People) -> None:
    for _ in range(2):
        assert all(answer.status_code == 401 for answer in fail("handler", 4))
        people.log_in("handler")


def test_an_address_is_locked_for_guesses_at_many_names(people: People) -> None:
    """One right login among them does not wipe the address."""
    for n in range(10):
        fail(f"name-{n}", 1, REMOTE_ADDR="198.51.100.7")
    good = Client().post(LOGIN, {"username": "other", "password": PASSWORD}, REMOTE_ADDR="198.51.100.7")
    assert good.status_code == 302
    for n in range(10, 20):
        fail(f"name-{n}", 1, REMOTE_ADDR="198.51.100.7")
    told = Client().post(LOGIN, {"username": "handler", "password": PASSWORD}, REMOTE_ADDR="198.51.100.7")
    assert told.status_code == 429 and "所在网络的失败次数太多" in told.content.decode()
    elsewhere = Client().post(
        LOGIN, {"username": "handler", "password": PASSWORD}, REMOTE_ADDR="198.51.100.8"
    )
    assert elsewhere.status_code == 302


def test_a_lock_ends_by_itself(people: People) -> None:
    digest = tries.name_digest("handler")
    with connection.cursor() as cursor:
        for minutes in (31, 32, 33, 34, 35):
            cursor.execute(
                f"INSERT INTO {tries.TABLE} (id, at, kind, name, address)"
                " VALUES (%s, clock_timestamp() - %s, 'tried', %s, '')",
                [new_id(), timedelta(minutes=minutes), digest],
            )
    assert tries.lock_of("handler", policy()) is None
    people.log_in("handler")


def test_unlocking_lets_in_at_once(people: People) -> None:
    fail("handler", 5)
    assert tries.lock_of("handler", policy()) is not None
    tries.unlock("handler")
    assert tries.lock_of("handler", policy()) is None
    people.log_in("handler")


def test_guesses_at_the_same_moment_are_all_counted(fresh_people: People) -> None:
    """Twelve at once: five are judged, seven find the name locked."""

    def guess(_: int) -> bool:
        try:
            return tries.begin("handler", "", policy()).id is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as pool:
        judged = list(pool.map(guess, range(12)))
    assert sum(judged) == 5


@pytest.mark.parametrize(
    "table", ["registers_logintry", "registers_securityevent", "registers_passwordrecord"]
)
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.parametrize("role", ["app", "worker", "owner"])
def test_traces_are_only_added_to(connect_as: Any, table: str, statement: str, role: str) -> None:
    with pytest.raises((psycopg.errors.RestrictViolation, psycopg.errors.InsufficientPrivilege)):
        connect_as(role).execute(statement.format(table))
