"""Lock-out after wrong tries, per account and per address, the same in every process: the database counts.

A try is appended before it is judged, under a lock of the name, so that guesses sent at the same moment are
all counted; passing is appended afterwards and makes that try a right one. Names that do not exist are counted
like those that do, so an answer never tells which exist.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.core.internal.ratelimit import truncate_ip
from django.conf import settings
from django.db import connection, transaction

from yifa.registers.ids import new_id
from yifa.registers.models import LoginTry, SecurityPolicy

TABLE = LoginTry._meta.db_table


@dataclass(frozen=True, slots=True)
class Try:
    """What was decided about a try: `locked_until` when it may not be judged, else its id and how many are left.

    `locks` says that this try, if wrong, is the one that locks.
    """

    id: UUID | None
    locked_until: datetime | None
    left: int
    by_address: bool = False

    @property
    def locks(self) -> bool:
        return self.locked_until is None and self.left == 0


def locked_until(failures: Sequence[datetime], limit: int, lock: timedelta, now: datetime) -> datetime | None:
    """When a lock ends that `failures` (any order) have caused, or None. Only those of the last `lock` count."""
    recent = sorted(at for at in failures if at > now - lock)
    return recent[-1] + lock if len(recent) >= limit else None


def begin(name: str, address: str, limits: SecurityPolicy) -> Try:
    """Append a try unless the name or the address is locked."""
    digest, place = name_digest(name), truncate_ip(address)
    lock = timedelta(minutes=limits.lock_minutes)
    with transaction.atomic(), connection.cursor() as cursor:
        for key in (f"try:{digest}", f"from:{place}"):  # always in this order
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
        of_name = _failures_of_name(digest, now - lock)
        of_place = _failures_of_address(place, now - lock) if place else []
        ends = locked_until(of_name, limits.failures, lock, now)
        elsewhere = locked_until(of_place, limits.address_failures, lock, now)
        if ends or elsewhere:
            return Try(
                None, max(at for at in (ends, elsewhere) if at), 0, by_address=bool(elsewhere and not ends)
            )
        made = _append("tried", digest, place, None)
    left = min(limits.failures - len(of_name), limits.address_failures - len(of_place)) - 1
    return Try(made, None, left)


def passed(name: str, address: str, made: UUID) -> None:
    """The try was right: it and those before it no longer count for the name."""
    _append("passed", name_digest(name), truncate_ip(address), made)


def unlock(name: str) -> None:
    """Tries so far no longer count for the name."""
    _append("unlocked", name_digest(name), "", None)


def lock_of(name: str, limits: SecurityPolicy) -> datetime | None:
    """Until when the name is locked, or None. Two statements."""
    lock = timedelta(minutes=limits.lock_minutes)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return locked_until(_failures_of_name(name_digest(name), now - lock), limits.failures, lock, now)


def name_digest(name: str) -> str:
    """A keyed digest of a name as it was typed, without case and space around it."""
    typed = name.strip().lower().encode("utf-8", "replace")
    return hmac.new(b"login-name:" + settings.SECRET_KEY.encode(), typed, hashlib.sha256).hexdigest()


def _failures_of_name(digest: str, since: datetime) -> list[datetime]:
    """Tries since then, and since the name last passed or was unlocked."""
    return _times(
        f"SELECT at FROM {TABLE} WHERE name = %s AND kind = 'tried' AND at > greatest(%s, coalesce("
        f"(SELECT max(at) FROM {TABLE} WHERE name = %s AND kind IN ('passed', 'unlocked')), '-infinity'))",
        [digest, since, digest],
    )


def _failures_of_address(place: str, since: datetime) -> list[datetime]:
    """Tries since then that did not pass: one good account must not wipe the guesses at others."""
    return _times(
        f"SELECT at FROM {TABLE} t WHERE address = %s AND kind = 'tried' AND at > %s"
        f" AND NOT EXISTS (SELECT 1 FROM {TABLE} p WHERE p.of = t.id)",
        [place, since],
    )


def _times(statement: str, values: list[Any]) -> list[datetime]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [row[0] for row in cursor.fetchall()]


def _append(kind: str, digest: str, place: str, of: UUID | None) -> UUID:
    made = new_id()
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {TABLE} (id, at, kind, name, address, of) VALUES (%s, clock_timestamp(), %s, %s, %s, %s)",
            [made, kind, digest, place, of],
        )
    return made
