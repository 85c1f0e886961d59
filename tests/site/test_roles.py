"""What each database role may and may not do, on the server that the tests run on."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from yifa.site.home import home
from yifa.site.postgres.connect import parameters
from yifa.site.postgres.roles import ensure_roles, prepare_database

Connect = Callable[[str | None], psycopg.Connection[Any]]


def test_roles_are_not_powerful(connect_as: Connect) -> None:
    rows = connect_as(None).execute(
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolreplication, rolcreatedb FROM pg_roles"
        " WHERE rolname IN ('yifa_owner', 'yifa_app', 'yifa_worker', 'yifa_facts') ORDER BY 1"
    )
    assert rows.fetchall() == [
        ("yifa_app", False, False, False, False, False),
        ("yifa_facts", False, False, False, False, False),
        ("yifa_owner", False, False, False, False, True),
        ("yifa_worker", False, False, False, False, False),
    ]


def test_only_the_owner_is_a_member_of_facts(connect_as: Connect) -> None:
    admin = connect_as(None)
    for role, expected in (("owner", True), ("app", False), ("worker", False)):
        found = admin.execute("SELECT pg_has_role(%s, 'yifa_facts', 'MEMBER')", [f"yifa_{role}"]).fetchone()
        assert found == (expected,)


def test_the_owner_owns_the_database_and_every_table(connect_as: Connect, fresh_db: str) -> None:
    admin = connect_as(None)
    owner = admin.execute("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s", [fresh_db])
    assert owner.fetchone() == ("yifa_owner",)
    owners = admin.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = current_schema()")
    assert owners.fetchall() == [("yifa_owner",)]


@pytest.mark.parametrize("role", ["app", "worker"])
def test_app_and_worker_make_no_tables(connect_as: Connect, role: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connect_as(role).execute("CREATE TABLE mine (n int)")


def test_preparing_twice_changes_nothing(connect_as: Connect) -> None:
    admin = connect_as(None)
    memberships = "SELECT roleid::regrole::text, member::regrole::text FROM pg_auth_members ORDER BY 1, 2"
    before = admin.execute(memberships).fetchall()
    ensure_roles(admin, login=False)
    prepare_database(admin)
    assert admin.execute(memberships).fetchall() == before


def test_processes_that_start_together_all_prepare_the_database(connect_as: Connect) -> None:
    """`yifa serve` and `yifa worker` grant the same things; PostgreSQL refuses two who do so at once."""
    several = [connect_as(None) for _ in range(4)]

    def prepare(admin: psycopg.Connection[Any]) -> None:
        for _ in range(10):
            prepare_database(admin)

    with ThreadPoolExecutor(len(several)) as pool:
        for done in [pool.submit(prepare, admin) for admin in several]:
            done.result()


@pytest.mark.parametrize("may_create_databases", [True, False])
def test_a_creator_of_roles_that_is_no_superuser_prepares_its_database(
    connect_as: Connect, may_create_databases: bool
) -> None:
    """What an operator's DATABASE_URL looks like on a managed server."""
    admin = connect_as(None)
    me, name = f"yifa_test_operator_{os.getpid()}", f"yifa_test_{os.getpid()}_operator"
    more = "CREATEDB" if may_create_databases else ""
    admin.execute(f"CREATE ROLE {me} LOGIN CREATEROLE {more} PASSWORD 'for-this-test-only'")
    try:
        admin.execute(f"GRANT yifa_owner, yifa_app, yifa_worker, yifa_facts TO {me} WITH ADMIN OPTION")
        admin.execute(f"CREATE DATABASE {name} OWNER {me} TEMPLATE template0 ENCODING 'UTF8'")
        wanted = parameters(home(), None, name) | {"user": me, "password": "for-this-test-only"}
        with psycopg.connect(**wanted, autocommit=True) as operator:
            ensure_roles(operator, login=False)
            prepare_database(operator)
            prepare_database(operator)
            operator.execute("SET ROLE yifa_owner")
            operator.execute("CREATE TABLE rows (n int)")
            operator.execute("GRANT SELECT ON rows TO yifa_app")
            operator.execute("SET ROLE yifa_app")
            assert operator.execute("SELECT count(*) FROM rows").fetchone() == (0,)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                operator.execute("DROP TABLE rows")
    finally:
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        admin.execute(f"DROP OWNED BY {me}")
        admin.execute(f"DROP ROLE {me}")


@pytest.mark.parametrize("role", ["owner", "app", "worker"])
def test_a_service_may_log_in_as_its_own_role_and_becomes_no_other(connect_as: Connect, role: str) -> None:
    raw = connect_as(None)
    raw.execute(f"SET SESSION AUTHORIZATION yifa_{role}")
    ensure_roles(raw, login=False)
    prepare_database(raw)
    for other in {"owner", "app", "worker"} - {role}:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            raw.execute(f"SET ROLE yifa_{other}")


def test_the_queue_and_sessions_are_open_to_app_and_worker(connect_as: Connect) -> None:
    for role in ("app", "worker"):
        raw = connect_as(role)
        for table in ("procrastinate_jobs", "django_session"):
            assert raw.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
