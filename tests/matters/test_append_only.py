"""What the database itself refuses, whoever asks and however they ask."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest
from support.walk import Walk

SCOPE = "SELECT set_config('yifa.scope', 'import', false)"
APPEND_ONLY = [
    "matters_act", "matters_approval", "matters_draftversion", "matters_clockevent", "matters_refusal",
    "matters_exhibit", "matters_pendingleaf", "matters_storedfile", "matters_procedureversion",
]  # fmt: skip


@pytest.fixture
def case(committed_walk: Callable[[], Walk]) -> Walk:
    return committed_walk().until("file")


@pytest.mark.parametrize("role", ["app", "worker"])
@pytest.mark.parametrize(
    "table", [*APPEND_ONLY, "matters_actbody", "matters_matter", "registers_registerchange"]
)
def test_delete_and_truncate_fail_as_every_role_but_the_owner(
    case: Walk, connect_as, role: str, table: str
) -> None:
    connection = connect_as(role)
    connection.execute(SCOPE)
    for statement in (f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)


@pytest.mark.parametrize("role", ["app", "worker"])
@pytest.mark.parametrize(
    ("table", "column"),
    [("matters_act", "kind"), ("matters_approval", "opinion"), ("matters_refusal", "kind"),
     ("matters_clockevent", "note"), ("matters_exhibit", "title")],
)  # fmt: skip
def test_update_fails_as_every_role_but_the_owner(
    case: Walk, connect_as, role: str, table: str, column: str
) -> None:
    connection = connect_as(role)
    connection.execute(SCOPE)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(f"UPDATE {table} SET {column} = 'x'")


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_even_the_owner_is_stopped_by_the_trigger(case: Walk, connect_as, table: str) -> None:
    owner = connect_as("owner")
    owner.execute("SELECT set_config('yifa.scope', 'maintenance', false)")
    for statement in (f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
        with pytest.raises(psycopg.Error, match="append-only|refused"):
            owner.execute(statement)


def test_a_body_cannot_be_changed_nor_removed_without_an_erasing_act(case: Walk, connect_as) -> None:
    app = connect_as("app")
    app.execute(SCOPE)
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="recorded erasure"):
        app.execute("UPDATE matters_actbody SET body = '\\x00'")
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="recorded erasure"):
        app.execute("UPDATE matters_actbody SET body = NULL, erased_by_id = act_id")


def test_recorded_at_is_the_databases_clock(case: Walk, connect_as) -> None:
    app = connect_as("app")
    app.execute(SCOPE)
    columns = [r[0] for r in app.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'matters_act'"
        " AND table_schema = current_schema() ORDER BY ordinal_position")]  # fmt: skip
    values = ", ".join(
        {"id": "gen_random_uuid()", "seq": "999", "recorded_at": "now() - interval '1 day'"}.get(c, c)
        for c in columns
    )
    with pytest.raises(psycopg.errors.CheckViolation, match="recorded_at"):
        app.execute(
            f"INSERT INTO matters_act ({', '.join(columns)}) SELECT {values} FROM matters_act LIMIT 1"
        )
