"""What the database itself refuses, in raw SQL, whatever the application does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import connection

from registers import make
from yifa.registers.models import RegisterChange, Subject
from yifa.registers.scope import IMPORTER, PUBLIC, WORKER, Actor, Unscoped, scope

Connect = Callable[[str | None], psycopg.Connection[Any]]
CHANGES = "registers_registerchange"


@pytest.mark.parametrize("role", ["app", "worker", "facts"])
@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {CHANGES} SET reason = '别的'",
        f"DELETE FROM {CHANGES}",
        f"TRUNCATE {CHANGES}",
    ],
)
def test_history_cannot_be_changed_by_any_working_role(
    connect_as: Connect, role: str, statement: str
) -> None:
    make.firm(1)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connect_as(role).execute(statement)
    with scope(IMPORTER):
        assert RegisterChange.objects.count() == 1


@pytest.mark.parametrize(
    "statement",
    [f"UPDATE {CHANGES} SET reason = '别的'", f"DELETE FROM {CHANGES}", f"TRUNCATE {CHANGES}"],
)
def test_the_trigger_refuses_even_the_owner(
    owner_connection: psycopg.Connection[Any], statement: str
) -> None:
    make.firm(1)
    owner_connection.execute("SELECT set_config('yifa.scope', 'maintenance', false)")
    with pytest.raises(psycopg.errors.RestrictViolation, match="只能追加"):
        owner_connection.execute(statement)


@pytest.mark.parametrize("role", ["app", "worker", "facts"])
@pytest.mark.parametrize("table", ["registers_subject", "registers_officer", "registers_article"])
def test_no_working_role_may_delete(connect_as: Connect, role: str, table: str) -> None:
    for statement in (f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connect_as(role).execute(statement)


def test_facts_reads_but_does_not_write_and_sees_no_passwords(connect_as: Connect) -> None:
    facts = connect_as("facts")
    facts.execute("SELECT count(*) FROM registers_officer")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        facts.execute("UPDATE registers_officer SET name = ''")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        facts.execute("SELECT password FROM registers_account")


@pytest.mark.parametrize("role", ["owner", "app", "worker", "facts"])
@pytest.mark.parametrize("table", ["registers_subject", CHANGES])
def test_with_nothing_set_nothing_shows(connect_as: Connect, role: str, table: str) -> None:
    make.firm(1)
    assert connect_as(role).execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # type: ignore[arg-type]


def test_the_owner_sees_personal_data_only_in_maintenance(owner_connection: psycopg.Connection[Any]) -> None:
    make.firm(1)
    owner_connection.execute("SELECT set_config('yifa.scope', 'maintenance', false)")
    assert owner_connection.execute("SELECT count(*) FROM registers_subject").fetchone() == (1,)


@pytest.mark.parametrize("role", ["app", "worker"])
def test_maintenance_is_nothing_to_a_working_role(connect_as: Connect, role: str) -> None:
    make.firm(1)
    link = connect_as(role)
    link.execute("SELECT set_config('yifa.scope', 'maintenance', false)")
    assert link.execute("SELECT count(*) FROM registers_subject").fetchone() == (0,)


@pytest.mark.parametrize(
    ("actor", "seen"),
    [(Actor("agency"), 1), (Actor("supervision"), 1), (WORKER, 1), (IMPORTER, 1), (PUBLIC, 0)],
)
def test_subjects_show_only_to_officials(fresh_db: str, actor: Actor, seen: int) -> None:
    make.firm(1)
    with scope(actor):
        assert Subject.objects.count() == seen
    with pytest.raises(Unscoped):
        Subject.objects.count()


def test_nobody_writes_a_subject_without_a_scope(connect_as: Connect) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        connect_as("app").execute(
            "INSERT INTO registers_subject (id, node, kind, name, identifier_kind, identifier, legal_rep, address,"
            " phone, valid_from) VALUES (gen_random_uuid(), 'x', 'legal', '甲', '', '', '', '', '', '2020-01-01')"
        )


def test_the_scope_is_read_once_per_statement(fresh_db: str) -> None:
    """As an init plan, so that row-level security does not call a function for every row."""
    with scope(IMPORTER), connection.cursor() as cursor:
        cursor.execute("EXPLAIN SELECT * FROM registers_subject WHERE name = '甲'")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "InitPlan" in plan


def test_no_schema_is_named_anywhere() -> None:
    from yifa.registers import sql

    statements = [*sql.scoped("t", ["agency"]), sql.append_only("t", "f"), sql.grant("SELECT", ["t"], ["r"])]
    assert not [s for s in statements if "public" in s]


def test_a_missing_role_does_not_stop_the_migration(owner_connection: psycopg.Connection[Any]) -> None:
    from yifa.registers import sql

    owner_connection.execute(sql.grant("SELECT", ["registers_region"], ["yifa_app", "no_such_role"]))  # type: ignore[arg-type]
