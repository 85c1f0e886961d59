"""The four database roles and the database itself. Idempotent; safe on a server that others use too.

yifa_owner  owns the database and everything in it; runs migrations
yifa_app    the web processes
yifa_worker the queue's processes
yifa_facts  owns the few functions that read across agencies for the gates; nobody logs in as it
"""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql

from yifa.site.postgres.connect import ROLES
from yifa.site.postgres.errors import DatabaseTrouble

OWNER, APP, WORKER, FACTS = ROLES["owner"], ROLES["app"], ROLES["worker"], ROLES["facts"]
LOCK = 0x59494641  # "YIFA"; two installations starting at once take turns


def ensure_roles(admin: psycopg.Connection[Any], *, login: bool) -> None:
    """Create the roles that are missing.

    `login` for the embedded server, where the socket decides who may enter.
    """
    with admin.transaction():
        admin.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        have = {row[0] for row in admin.execute("SELECT rolname FROM pg_roles").fetchall()}
        try:
            for name in (OWNER, APP, WORKER, FACTS):
                if name not in have:
                    admin.execute(sql.SQL("CREATE ROLE {} NOINHERIT").format(sql.Identifier(name)))
                if login and name != FACTS:
                    admin.execute(sql.SQL("ALTER ROLE {} LOGIN").format(sql.Identifier(name)))
            _ensure_owner_powers(admin)
            _ensure_membership(admin)
        except psycopg.errors.InsufficientPrivilege as error:
            raise DatabaseTrouble(
                "DATABASE_URL 的用户不能建立数据库角色。",
                f"请给它 CREATEROLE 权限,或者由管理员预先建立 {OWNER}、{APP}、{WORKER}、{FACTS}。",
                f"The user of DATABASE_URL needs CREATEROLE: {error.diag.message_primary}",
            ) from None


def ensure_database(admin: psycopg.Connection[Any], name: str) -> bool:
    """Create the database, owned by yifa_owner, when it is missing.

    True when it was made. Needs autocommit.
    """
    if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        return False
    admin.execute(
        sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0").format(
            sql.Identifier(name), sql.Identifier(OWNER)
        )
    )
    return True


def prepare_database(admin: psycopg.Connection[Any]) -> None:
    """Let the roles into the connected database and its current schema. Table rights come from migrations."""
    with admin.transaction():
        # Processes that start together would grant at once, which PostgreSQL refuses.
        admin.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        row = admin.execute(
            "SELECT current_schema(), current_database(), pg_get_userbyid(datdba),"
            " pg_encoding_to_char(encoding)"
            " FROM pg_database WHERE datname = current_database()"
        ).fetchone()
        assert row is not None
        schema, database, owner, encoding = row
        if encoding != "UTF8":
            raise DatabaseTrouble(
                f"数据库 {database} 的编码是 {encoding}。",
                "请用 UTF8 编码重新建立数据库。",
                "The database must be encoded in UTF8.",
            )
        names = {
            "db": sql.Identifier(database),
            "schema": sql.Identifier(schema),
            "owner": sql.Identifier(OWNER),
            "app": sql.Identifier(APP),
            "worker": sql.Identifier(WORKER),
            "facts": sql.Identifier(FACTS),
        }
        if owner != OWNER:
            _try(admin, sql.SQL("ALTER DATABASE {db} OWNER TO {owner}").format(**names))
        for statement in (
            "GRANT CONNECT, TEMPORARY ON DATABASE {db} TO {owner}, {app}, {worker}",
            "GRANT CREATE ON DATABASE {db} TO {owner}",
            "GRANT USAGE, CREATE ON SCHEMA {schema} TO {owner}, {facts}",
            "GRANT USAGE ON SCHEMA {schema} TO {app}, {worker}",
        ):
            admin.execute(sql.SQL(statement).format(**names))


def _ensure_owner_powers(admin: psycopg.Connection[Any]) -> None:
    """The owner inherits, so that it may hand functions to yifa_facts and keep altering them afterwards.

    Creating databases is wanted by tests only, so a user that cannot grant it is good enough.
    """
    row = admin.execute("SELECT rolinherit, rolcreatedb FROM pg_roles WHERE rolname = %s", [OWNER]).fetchone()
    if row and not row[0]:
        admin.execute(sql.SQL("ALTER ROLE {} INHERIT").format(sql.Identifier(OWNER)))
    if row and not row[1]:
        _try(admin, sql.SQL("ALTER ROLE {} CREATEDB").format(sql.Identifier(OWNER)))


def _ensure_membership(admin: psycopg.Connection[Any]) -> None:
    row = admin.execute("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    assert row is not None
    me, is_super = row
    wanted = [(FACTS, OWNER)]
    if not is_super and me not in ROLES.values():  # a service that logs in as its own role takes on no other
        wanted += [(name, me) for name in (OWNER, APP, WORKER) if name != me]
    for group, member in wanted:
        found = admin.execute("SELECT pg_has_role(%s, %s, 'MEMBER')", [member, group]).fetchone()
        can_set = bool(found and found[0])
        if can_set and admin.info.server_version >= 160000:
            found = admin.execute("SELECT pg_has_role(%s, %s, 'SET')", [member, group]).fetchone()
            can_set = bool(found and found[0])
        if not can_set:
            admin.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(group), sql.Identifier(member)))


def _try(admin: psycopg.Connection[Any], statement: sql.Composed) -> None:
    try:
        with admin.transaction():
            admin.execute(statement)
    except psycopg.errors.InsufficientPrivilege:
        pass
