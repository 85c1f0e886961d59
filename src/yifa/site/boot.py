"""From nothing to a usable database: server, roles, database, migrations, and a configured Django."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from typing import Any

import psycopg

from yifa.site.home import home
from yifa.site.postgres import DatabaseTrouble, lease
from yifa.site.postgres.cluster import Say, say_to_stderr, start, status
from yifa.site.postgres.connect import DATABASE, django_database, parameters
from yifa.site.postgres.lease import holding
from yifa.site.postgres.place import known_place
from yifa.site.postgres.roles import ensure_database, ensure_roles, prepare_database


@contextlib.contextmanager
def database(say: Say = say_to_stderr) -> Iterator[None]:
    """Hold the embedded server for the length of the block; with DATABASE_URL there is nothing to hold."""
    if is_external():
        yield
        return
    held = lease(home(), say)
    try:
        yield
    finally:
        with contextlib.suppress(Exception):
            close_connections()
        held.release()


def revive_database(say: Say = say_to_stderr) -> bool:
    """Start the embedded server again when it was killed; True when it was. Cheap when all is well."""
    place = None if is_external() else known_place(home())
    if place is None or status(place).state == "running":
        return False
    with holding(place.lock):
        if status(place).state == "running":
            return False
        start(place, say)
    return True


def is_external() -> bool:
    """True when DATABASE_URL says where the database is."""
    return bool(os.environ.get("DATABASE_URL"))


def setup(role: str = "app") -> None:
    """Configure Django for a database role ("owner", "app", "worker")."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yifa.site.settings")
    os.environ["YIFA_DB_ROLE"] = role
    django.setup()
    use_role(role)


@contextlib.contextmanager
def booted(role: str = "app", say: Say = say_to_stderr) -> Iterator[None]:
    """A held database and a configured Django, for commands."""
    with database(say):
        prepare_server()
        setup(role)
        yield


def prepare_server() -> None:
    """Roles, the database and who may enter it. Idempotent. Raises DatabaseTrouble."""
    if is_external():
        with admin_connection(None) as admin:
            ensure_roles(admin, login=False)
            prepare_database(admin)
        return
    with admin_connection("postgres") as admin:
        ensure_roles(admin, login=True)
        ensure_database(admin, DATABASE)
    with admin_connection(DATABASE) as admin:
        prepare_database(admin)


@contextlib.contextmanager
def admin_connection(database_name: str | None) -> Iterator[psycopg.Connection[Any]]:
    """An autocommit connection as the administrator.

    Raises DatabaseTrouble when the server cannot be reached.
    """
    try:
        wanted = parameters(home(), None, database_name)
        connection = psycopg.connect(**wanted, autocommit=True, connect_timeout=10)
    except (psycopg.OperationalError, ValueError) as error:
        raise DatabaseTrouble(
            "连接不上数据库。",
            "请检查 DATABASE_URL 的主机、端口、用户名、密码和数据库名,以及数据库是否已经启动。"
            if is_external()
            else "请用 `yifa db status` 查看数据库的状态。",
            f"Cannot connect to the database: {str(error).strip().splitlines()[-1]}",
        ) from None
    with connection:
        yield connection


def use_role(role: str) -> None:
    """Point Django's connection at a database role; an open one is closed first."""
    from django.db import connection

    connection.close()
    entry = django_database(home(), role)
    connection.settings_dict["USER"] = entry.get("USER", "")
    connection.settings_dict["HOST"] = entry.get("HOST", "")
    connection.settings_dict["OPTIONS"] = entry["OPTIONS"]


@contextlib.contextmanager
def as_role(role: str) -> Iterator[None]:
    """Work as another database role for the length of the block, e.g. as the owner to migrate."""
    before = os.environ.get("YIFA_DB_ROLE", "app")
    use_role(role)
    try:
        yield
    finally:
        use_role(before)


def unapplied() -> int:
    """How many migrations have not been applied to the connected database."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate(report: Callable[[str], None] = lambda _name: None) -> int:
    """Apply migrations as the owner; returns how many. Two processes at once take turns. Needs `setup`."""
    from django.core.management import call_command
    from django.db import connection

    from yifa.site import migrating
    from yifa.site.postgres.grants import grant_library_tables

    with as_role("owner"), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [0x59494642])
        try:
            count = unapplied()
            if count:
                report(f"正在建立或更新数据表({count} 步)…")
                migrating.apply_all()
                call_command("migrate", interactive=False, verbosity=0)
            grant_library_tables()
            _store_procedures()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [0x59494642])
    return count


def _store_procedures() -> None:
    """Keep today's procedure texts. Raises DatabaseTrouble when a stored version has other bytes."""
    from yifa.matters import versions

    try:
        versions.sync()
    except versions.ChangedVersion as changed:
        raise DatabaseTrouble(
            str(changed),
            "数据没有改动。演示环境可以删除数据目录(YIFA_HOME)后重新装载;正式环境请给改动的程序一个新版本。",
            "A stored procedure version differs from its file; give the changed file a new version.",
        ) from None


def close_connections() -> None:
    """Close Django's connections, so that the server can stop at once."""
    from django.db import connections

    connections.close_all()
