"""Means of an attacker who runs the database: no trigger fires, no row is hidden, nothing is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from support.database import use

from yifa.ledger.store import verify
from yifa.registers.scope import WORKER, scope


@contextmanager
def as_superuser() -> Iterator[Any]:
    """Django's connection as the database's administrator, triggers off; a cursor."""
    name = str(connection.settings_dict["NAME"])
    use(name, None)  # type: ignore[arg-type]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            yield cursor
    finally:
        use(name)


def attack(sql: str, *values: Any) -> None:
    """One statement, as the administrator, that must hit something."""
    with as_superuser() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount > 0, "the attack did nothing"


def damages() -> list[str]:
    """What a full verification says."""
    return [str(d) for d in verify.verify(lambda: scope(WORKER), jobs=0).damages]
