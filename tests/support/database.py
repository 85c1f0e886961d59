"""Databases for tests: one template made by the migrations, clones of it for whoever wants a clean one.

Nothing is ever flushed: TRUNCATE is refused, as in production.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

from yifa.site import boot
from yifa.site.home import CHECKOUT, home
from yifa.site.postgres import lease
from yifa.site.postgres.connect import parameters
from yifa.site.postgres.lease import Lease, holding
from yifa.site.postgres.place import make_folder
from yifa.site.postgres.roles import ensure_roles, prepare_database

RUN = re.sub(r"\W", "", os.environ.get("PYTEST_XDIST_TESTRUNUID", f"p{os.getpid()}"))[:12]
A_DAY = 24 * 3600


class Databases:
    """The test server and its databases, for one test process."""

    def __init__(self) -> None:
        self.lease: Lease | None = None if boot.is_external() else lease(home())
        make_folder(home())
        self.admin_database = None if boot.is_external() else "postgres"
        self.main = f"yifa_test_{os.getpid()}"
        self.fresh = f"{self.main}_fresh"
        self.run = RUN
        self._copies: dict[str, str] = {}
        self._populated: set[str] = set()
        try:
            with self._turn():
                if self.lease:
                    self._need_not_survive_a_crash()
                self._drop_leftovers()
                self.template = self._ensure_template()
            self.clone(self.template, self.main)
            use(self.main)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Drop this process's databases, with the last process of the run what it filled, and let go of the server."""
        connection.close()
        with self._turn():
            for name in (self.main, self.fresh, *self._copies.values()):
                self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
            with boot.admin_connection(self.admin_database) as admin:
                rows = admin.execute("SELECT datname FROM pg_database WHERE datname ~ '^yifa_'").fetchall()
            if not any(re.fullmatch(r"yifa_test_\d+", name) for (name,) in rows):
                for (name,) in rows:
                    if name.startswith(f"yifa_populated_{RUN}_"):
                        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        if self.lease:
            self.lease.release()

    def clone(self, template: str, name: str) -> None:
        """Make `name` a new copy of the template; an existing database of that name is dropped first."""
        connection.close()
        new, source = sql.Identifier(name), sql.Identifier(template)
        with boot.admin_connection(self.admin_database) as admin:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(new))
            for attempt in range(50):
                try:
                    admin.execute(
                        sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER yifa_owner").format(new, source)
                    )
                    break
                except psycopg.errors.ObjectInUse:  # another process is copying or filling the template
                    if attempt == 49:
                        raise
                    time.sleep(0.2)
            # Speeds up tests; what is committed is still all or nothing.
            admin.execute(sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(new))

    def populated(self, key: str, build: Callable[[], object]) -> str:
        """A template that `build` filled, made once per test run whichever process needs it first."""
        name = f"yifa_populated_{RUN}_{re.sub(r'[^a-z0-9_]', '_', key.lower())}"[:60]
        if name in self._populated:
            return name
        with boot.admin_connection(self.admin_database) as turn:
            turn.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
            if not self._exists(name):
                self.clone(self.template, f"{name}_p")
                before = str(connection.settings_dict["NAME"])
                use(f"{name}_p")
                try:
                    with _ledger_in(home() / "ledgers" / name):
                        build()
                finally:
                    use(before)
                self._execute("ALTER DATABASE {} RENAME TO {}", f"{name}_p", name)
                self._stamp(name)
        self._populated.add(name)
        return name

    def copy_of(self, template: str) -> str:
        """This process's copy of a template, made when it is first asked for; whoever uses it leaves it as it was."""
        if template not in self._copies:
            name = f"{self.main}_{len(self._copies)}"
            self.clone(template, name)
            self._copies[template] = name
        return self._copies[template]

    def _ensure_template(self) -> str:
        name = f"yifa_template_{_digest()}"
        with boot.admin_connection(self.admin_database) as admin:
            ensure_roles(admin, login=self.lease is not None)
        if self._exists(name):
            return name
        part = f"{name}_part"
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", part)
        self._execute("CREATE DATABASE {} OWNER yifa_owner ENCODING 'UTF8' TEMPLATE template0", part)
        with boot.admin_connection(part) as admin:
            prepare_database(admin)
        use(part)
        boot.migrate()
        connection.close()
        self._execute("ALTER DATABASE {} RENAME TO {}", part, name)
        self._stamp(name)
        return name

    def _need_not_survive_a_crash(self) -> None:
        """The tests' own server writes without waiting for the disk. Tests of crashes start servers of their own."""
        with boot.admin_connection(self.admin_database) as admin:
            # Nor does anybody gain by tidying databases that live for an hour.
            for setting in ("fsync", "full_page_writes", "autovacuum"):
                admin.execute(f"ALTER SYSTEM SET {setting} = off")  # type: ignore[arg-type]
            admin.execute("ALTER SYSTEM SET max_wal_size = '256MB'")  # it may lie in memory
            admin.execute("SELECT pg_reload_conf()")

    def _drop_leftovers(self) -> None:
        for kept in (home() / "starts").glob("*.pickle"):
            if time.time() - kept.stat().st_mtime > A_DAY:
                kept.unlink(missing_ok=True)
        with boot.admin_connection(self.admin_database) as admin:
            rows = admin.execute(
                "SELECT datname, coalesce(shobj_description(oid, 'pg_database'), ''),"
                " EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.datname = d.datname)"
                " FROM pg_database d WHERE datname ~ '^yifa_(test|template|populated)_'"
            ).fetchall()
        for name, made, used in rows:
            if used:
                continue
            of_process = re.match(r"yifa_test_(\d+)", name)
            old = made.isdigit() and time.time() - int(made) > A_DAY
            if old or (of_process and not Path(f"/proc/{of_process[1]}").exists()):
                with contextlib.suppress(psycopg.Error):
                    self._execute("DROP DATABASE IF EXISTS {}", name)

    def _exists(self, name: str) -> bool:
        with boot.admin_connection(self.admin_database) as admin:
            return (
                admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None
            )

    def _execute(self, statement: str, *names: str) -> None:
        with boot.admin_connection(self.admin_database) as admin:
            admin.execute(sql.SQL(statement).format(*(sql.Identifier(name) for name in names)))  # type: ignore[arg-type]

    def _stamp(self, name: str) -> None:
        self._execute(f"COMMENT ON DATABASE {{}} IS '{int(time.time())}'", name)

    def _turn(self) -> contextlib.AbstractContextManager[None]:
        return holding(home() / "test-template.lock")


@contextlib.contextmanager
def _ledger_in(folder: Path) -> Iterator[None]:
    """What a log keeps outside its database goes into this folder for the length of the block."""
    before = settings.YIFA_LEDGER_DIR
    shutil.rmtree(folder, ignore_errors=True)
    settings.YIFA_LEDGER_DIR = folder
    try:
        yield
    finally:
        settings.YIFA_LEDGER_DIR = before


def take_ledger(template: str) -> None:
    """Give this test a copy of the keys and the checkpoint that belong to a populated template."""
    folder = home() / "ledgers" / template
    if folder.exists():
        shutil.copytree(folder, settings.YIFA_LEDGER_DIR, dirs_exist_ok=True)


def current() -> str:
    """The database that Django points at."""
    return str(connection.settings_dict["NAME"])


def use(name: str, role: str = "app") -> None:
    """Point Django at a database, as a role."""
    connection.close()
    connection.settings_dict["NAME"] = name
    boot.use_role(role)


def connect(role: str | None) -> psycopg.Connection[Any]:
    """A raw autocommit connection to the current test database; None is the administrator."""
    name = str(connection.settings_dict["NAME"])
    if role == "facts":  # nobody logs in as it
        raw = psycopg.connect(**parameters(home(), None, name), autocommit=True)
        raw.execute("SET ROLE yifa_facts")
        return raw
    return psycopg.connect(**parameters(home(), role, name), autocommit=True)


@contextlib.contextmanager
def switched(name: str) -> Iterator[None]:
    """Django works on another database for the length of the block."""
    before = str(connection.settings_dict["NAME"])
    use(name)
    try:
        yield
    finally:
        use(before)


def _digest() -> str:
    """Changes with whatever shapes the schema, so that the next run can use the template again."""
    source = CHECKOUT / "src" / "yifa"
    files = [
        *source.rglob("migrations/*.py"),
        *source.rglob("*.sql"),
        *source.glob("site/postgres/*.py"),
        *source.glob("institutions/*/procedure*.toml"),
        source / "registers" / "sql.py",
        CHECKOUT / "requirements.lock",
    ]
    digest = hashlib.sha256(os.environ.get("YIFA_TEST_REBUILD", "").encode())
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
