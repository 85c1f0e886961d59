"""A thousand random changes of one field each, across every table that the log protects: all are found.

In four parts with dice of their own, so that test processes share the work.
"""

from __future__ import annotations

import contextlib
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DataError, IntegrityError, transaction

from ledger.store import town
from ledger.store.attacks import as_superuser
from yifa.ledger.store import verify
from yifa.registers.ids import new_id
from yifa.registers.scope import WORKER, scope

DRAWS, PARTS = 1000, 4
# Every table whose rows the log proves, and the log's own, with the columns that identify a row.
TABLES = {
    "matters_act": ("id",),
    "matters_actbody": ("act_id",),
    "matters_approval": ("id",),
    "matters_exhibit": ("id",),
    "matters_paper": ("id",),
    "matters_party": ("id",),
    "matters_disclosure": ("id",),
    "matters_refusal": ("id",),
    "matters_reading": ("id",),
    "matters_protectedread": ("id",),
    "matters_storedfile": ("id",),
    "matters_filekey": ("file_id",),
    "matters_procedureversion": ("id",),
    "registers_registerchange": ("id",),
    "ledger_entry": ("index",),
    "ledger_tile": ("level", "index"),
    "ledger_checkpoint": ("size",),
}
# When this database first met a procedure is its own note; the law is the text and its hash.
EXCEPT = {"matters_procedureversion": ("created_at",)}
ONLY = {
    "matters_disclosure": "published_at IS NOT NULL",
    "matters_paper": "state = 'ready'",
    "matters_storedfile": "EXISTS (SELECT 1 FROM matters_paper p WHERE p.file_id = t.id)"
    " OR EXISTS (SELECT 1 FROM matters_exhibit x WHERE x.file_id = t.id)",
    "registers_registerchange": "body IS NOT NULL",
    "matters_procedureversion": "EXISTS (SELECT 1 FROM matters_act a WHERE a.version_id = t.id)",
}


def changed(kind: str, value: Any, dice: random.Random) -> tuple[str, list[Any]]:
    """An SQL expression for another value of a column, and its parameters."""
    if kind == "bytea":
        if value is None:
            return "%s", [b"x"]
        at = dice.randrange(len(value))
        return "set_byte({column}, %s, %s)", [at, bytes(value)[at] ^ (1 << dice.randrange(8))]
    if value is None:
        filler = {"uuid": str(new_id()), "timestamp with time zone": "2026-01-05T02:00:00Z", "date": "2026-01-05",
                  "jsonb": "{}"}  # fmt: skip
        return "%s", [filler.get(kind, "1")]
    if kind in ("smallint", "integer", "bigint"):
        return "{column} + %s", [dice.choice([1, 7, 1000])]
    if kind == "boolean":
        return "NOT {column}", []
    if kind == "uuid":
        return "%s", [str(new_id())]
    if kind == "date":
        return "{column} + 1", []
    if kind == "timestamp with time zone":
        return "{column} + %s::interval", [dice.choice(["1 microsecond", "1 second", "-1 day"])]
    if kind == "jsonb":
        return "jsonb_build_array({column}, 1)", []
    if value and dice.random() < 0.5:
        at = dice.randrange(len(value))
        return "%s", [value[:at] + ("人" if value[at] != "人" else "入") + value[at + 1 :]]
    return "%s", [value[:-1] if value else "x"]


@pytest.mark.requirement("RQ093")
@pytest.mark.parametrize("part", range(PARTS))
def test_a_thousand_random_changes_of_one_field_are_all_found(
    populated_db: Callable[[str, Callable[[], object]], str], part: int
) -> None:
    populated_db("proved", town.build)
    dice = random.Random(20261122 + part)
    drawn: Counter[str] = Counter()
    missed: list[object] = []
    with as_superuser() as cursor:
        columns = {table: _columns(cursor, table) for table in TABLES}
        rows = {table: _rows(cursor, table) for table in TABLES}
        while sum(drawn.values()) < DRAWS // PARTS:
            table = dice.choice(list(TABLES))
            key = dice.choice(rows[table])
            column, kind = dice.choice(columns[table])
            if column in EXCEPT.get(table, ()):
                continue
            found = _change_is_found(cursor, table, key, column, kind, dice)
            drawn[table] += found is not None
            if found is False:
                missed.append((table, key, column))
    assert Counter((table, column) for table, _, column in missed) == {}
    assert sum(drawn.values()) == DRAWS // PARTS and set(drawn) == set(TABLES)


def _change_is_found(
    cursor: Any, table: str, key: tuple[Any, ...], column: str, kind: str, dice: random.Random
) -> bool | None:
    """Change, verify, undo; None when the table's own constraints would not have it."""
    where = " AND ".join(f'"{name}" = %s' for name in TABLES[table])
    cursor.execute(f'SELECT "{column}" FROM {table} WHERE {where}', key)
    (before,) = cursor.fetchone()
    expression, values = changed(kind, before, dice)
    expression = expression.format(column=f'"{column}"')
    with contextlib.suppress(IntegrityError, DataError), transaction.atomic():
        cursor.execute(f'UPDATE {table} SET "{column}" = {expression} WHERE {where}', [*values, *key])
        found = not verify.verify(lambda: scope(WORKER), jobs=0).ok
        transaction.set_rollback(True)
        return found
    return None


def _columns(cursor: Any, table: str) -> list[tuple[str, str]]:
    cursor.execute(
        "SELECT column_name, data_type FROM information_schema.columns"
        " WHERE table_name = %s AND table_schema = current_schema()",
        [table],
    )
    return list(cursor.fetchall())


def _rows(cursor: Any, table: str) -> list[tuple[Any, ...]]:
    names = ", ".join(f'"{name}"' for name in TABLES[table])
    cursor.execute(f"SELECT {names} FROM {table} t WHERE {ONLY.get(table, 'true')}")
    return list(cursor.fetchall())
