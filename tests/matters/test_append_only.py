"""What the database itself refuses, whoever asks and however they ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from support import world
from support.walk import Walk

SCOPE = "SELECT set_config('yifa.scope', 'import', false)"
APPEND_ONLY = [
    "matters_act", "matters_approval", "matters_draftversion", "matters_clockevent", "matters_refusal",
    "matters_exhibit", "ledger_pendingleaf", "matters_reading", "matters_storedfile", "matters_procedureversion",
    "matters_protectedread",
]  # fmt: skip
KEPT = [
    *APPEND_ONLY,
    "matters_actbody",
    "matters_matter",
    "matters_draft",
    "matters_paper",
    "registers_registerchange",
]
COLUMNS = {
    "matters_act": "kind", "matters_approval": "opinion", "matters_refusal": "kind", "matters_clockevent": "note",
    "matters_exhibit": "title", "ledger_pendingleaf": "kind", "matters_reading": "name", "matters_storedfile": "name",
    "matters_protectedread": "reason",
}  # fmt: skip


def _filed() -> None:
    world.benchmarks()
    Walk(world.office(), world.firm()).until("file")


@pytest.fixture
def case(populated_db: Callable[..., str], connect_as: Any) -> None:
    """A filed case in a database of its own; built once, cloned for each test."""
    populated_db("a_filed_case", _filed)


@pytest.mark.parametrize("role", ["app", "worker"])
def test_update_delete_and_truncate_fail_as_every_role_but_the_owner(
    case: None, connect_as: Any, role: str
) -> None:
    connection = connect_as(role)
    connection.execute(SCOPE)
    statements = [f"DELETE FROM {t}" for t in KEPT] + [f"TRUNCATE {t} CASCADE" for t in KEPT]
    statements += [f"UPDATE {table} SET {column} = 'x'" for table, column in COLUMNS.items()]
    for statement in statements:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)


def test_the_fact_reader_can_write_nothing(case: None, connect_as: Any) -> None:
    admin = connect_as(None)
    admin.execute("SET ROLE yifa_facts")
    for table in KEPT:
        for statement in (f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                admin.execute(statement)


def test_even_the_owner_is_stopped_by_the_trigger(case: None, connect_as: Any) -> None:
    owner = connect_as("owner")
    owner.execute("SELECT set_config('yifa.scope', 'maintenance', false)")
    for table in APPEND_ONLY:
        for statement in (f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
            with pytest.raises(psycopg.Error, match="append-only"):
                owner.execute(statement)


def test_a_body_cannot_be_changed_nor_removed_without_an_erasing_act(case: None, connect_as: Any) -> None:
    app = connect_as("app")
    app.execute(SCOPE)
    for change in ("body = '\\x00'", "body = NULL, erased_by_id = act_id", "head = body", "head = '\\x00'"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="recorded erasure"):
            app.execute(f"UPDATE matters_actbody SET {change}")


def test_recorded_at_is_the_databases_clock(case: None, connect_as: Any) -> None:
    app = connect_as("app")
    app.execute(SCOPE)
    rows = app.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'matters_act'"
        " AND table_schema = current_schema() ORDER BY ordinal_position"
    )
    columns = [row[0] for row in rows]
    own = {"id": "gen_random_uuid()", "seq": "999", "recorded_at": "now() - interval '1 day'"}
    values = ", ".join(own.get(column, column) for column in columns)
    with pytest.raises(psycopg.errors.CheckViolation, match="recorded_at"):
        app.execute(
            f"INSERT INTO matters_act ({', '.join(columns)}) SELECT {values} FROM matters_act LIMIT 1"
        )
