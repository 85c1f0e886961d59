"""A server and databases of the bench's own: made fresh, fsync on, removed afterwards. Never the demonstration's."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

DATABASE_SETTINGS = ("server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers")


def prepare_environment(home: Path) -> None:
    """Before anything of Django is imported. Stories have past times: back entry is allowed as far as they reach."""
    for name in [n for n in os.environ if n.startswith("YIFA_")] + ["DATABASE_URL"]:
        os.environ.pop(name, None)
    os.environ["YIFA_HOME"] = str(home)
    os.environ["YIFA_TLS"] = "0"
    os.environ["DJANGO_SETTINGS_MODULE"] = "yifa.site.settings"


def settle() -> None:
    """Configure Django as the application's role, and let a story's past times pass the limit of back entry."""
    from django.conf import settings

    from yifa.site import boot

    boot.setup("app")
    settings.YIFA_BACK_ENTRY_DAYS = 3650
    settings.YIFA_REQUEST_LIMITS = {}  # one client asks as fast as it can


@contextmanager
def server(home: Path) -> Iterator[dict[str, str]]:
    """The embedded server in `home`, with a migrated template; yields its settings. All of it is removed afterwards."""
    from yifa.site import boot

    prepare_environment(home)
    try:
        with boot.database():
            boot.prepare_server()
            settle()
            boot.migrate()
            settings = check_settings()
            _collect_static()
            disconnect()
            _admin('ALTER DATABASE "yifa" RENAME TO "bench_template"')
            yield settings
    finally:
        remove(home)


def _collect_static() -> None:
    from yifa.site.static import collect

    collect()


def check_settings() -> dict[str, str]:
    """What the connected database says of itself. Raises RuntimeError unless a commit means that it is on the disk."""
    from django.db import connection

    found: dict[str, str] = {}
    with connection.cursor() as cursor:
        for name in DATABASE_SETTINGS:
            cursor.execute(f"SHOW {name}")
            found[name] = str(cursor.fetchone()[0])
    if found["fsync"] != "on" or found["synchronous_commit"] != "on":
        raise RuntimeError(f"the bench measures durable commits only: {found}")
    return found


@contextmanager
def database(name: str, template: str = "bench_template") -> Iterator[str]:
    """A new clone of a template, with Django connected to it as yifa_app and a log of its own; dropped afterwards."""
    from django.conf import settings

    disconnect()
    _admin(f'CREATE DATABASE "{name}" TEMPLATE "{template}" OWNER yifa_owner')
    use(name)
    before, settings.YIFA_LEDGER_DIR = settings.YIFA_LEDGER_DIR, settings.YIFA_HOME / "ledgers" / name
    try:
        yield name
    finally:
        shutil.rmtree(settings.YIFA_LEDGER_DIR, ignore_errors=True)
        settings.YIFA_LEDGER_DIR = before
        disconnect()
        _admin(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def use(name: str, role: str = "app") -> None:
    """Point Django at a database, as a role; refuses one that does not wait for the disk."""
    from django.db import connection

    from yifa.matters import versions
    from yifa.registers import lawbook
    from yifa.site import boot

    connection.close()
    connection.settings_dict["NAME"] = name
    boot.use_role(role)
    lawbook._cached = None
    versions._version_row.cache_clear()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone()[0] == f"yifa_{role}"
    check_settings()


def disconnect() -> None:
    from django.db import connections

    connections.close_all()


def _admin(statement: str) -> None:
    from yifa.site import boot

    with boot.admin_connection("postgres") as admin:
        admin.execute(statement)  # type: ignore[call-overload]


def admin_sql(name: str, *statements: str) -> None:
    """Statements as the administrator of a bench database, in one transaction, for bulk set-up."""
    from yifa.site import boot

    with boot.admin_connection(name) as admin, admin.transaction():
        for statement in statements:
            admin.execute(statement)  # type: ignore[call-overload]


def remove(home: Path) -> None:
    """Stop the server of a home that the bench made, and remove all of it."""
    from yifa.site.postgres import cluster
    from yifa.site.postgres.lease import holding
    from yifa.site.postgres.place import known_place

    place: Any = known_place(home)
    if place is not None and place.base.exists():
        with holding(place.lock):
            cluster.stop(place)
        shutil.rmtree(place.base, ignore_errors=True)
        shutil.rmtree(place.run, ignore_errors=True)
    shutil.rmtree(home, ignore_errors=True)
