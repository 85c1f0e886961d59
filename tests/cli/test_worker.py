"""The worker keeps the log up with what is recorded, as a process of its own, and starts on no older database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
from django.conf import settings
from ledger.store.leaves import add
from support.homes import yifa_environment
from support.walk import Walk

from yifa.ledger.store import reading
from yifa.ledger.store.following import Follower
from yifa.ledger.store.models import PendingLeaf
from yifa.site import boot
from yifa.site.home import home
from yifa.site.postgres.connect import parameters

ConnectAs = Callable[[str | None], psycopg.Connection[Any]]


def wait_for(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return condition()


def environment(folder: Path, database: str) -> dict[str, str]:
    """Of a process on this test's database and log."""
    found = parameters(home(), None, database)
    user = quote(found.pop("user")) + (f":{quote(found.pop('password'))}" if "password" in found else "")
    found.pop("dbname")
    url = f"postgresql://{user}@/{database}?{urlencode(found)}"
    return yifa_environment(folder) | {"DATABASE_URL": url, "YIFA_LEDGER_DIR": str(settings.YIFA_LEDGER_DIR)}


@contextmanager
def worker(folder: Path, database: str, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """A running `yifa worker`, with settings of its own; killed at the end if the test did not stop it."""
    running = subprocess.Popen(
        [sys.executable, "-m", "yifa.cli", "worker"],
        env=environment(folder, database) | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield running
    finally:
        running.kill()
        running.communicate()


def entered(size: int) -> bool:
    return reading.newest(published=True).size >= size and not PendingLeaf.objects.exists()


def test_what_is_recorded_stands_in_a_published_checkpoint_within_two_seconds(
    committed_walk: Callable[[], Walk], fresh_db: str, tmp_path: Path
) -> None:
    walk = committed_walk()
    with worker(tmp_path, fresh_db) as running:
        assert wait_for(lambda: entered(1), 30)
        taken = []
        for step in ("register_clue", "check_clue", "file"):
            before = reading.newest().size
            walk.steps()[step]()
            committed = time.monotonic()
            assert wait_for(lambda before=before: entered(before + 1), 30), step
            taken.append(time.monotonic() - committed)
        assert min(taken) < 2  # the others may have met a busy machine
        running.send_signal(signal.SIGTERM)
        assert running.wait(10) == 0


def test_a_worker_that_was_killed_goes_on_where_it_was(fresh_db: str, tmp_path: Path) -> None:
    add(300)
    with worker(tmp_path, fresh_db) as first:
        assert wait_for(lambda: entered(300), 30)
        add(50)
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        add(50)
    with worker(tmp_path, fresh_db):
        assert wait_for(lambda: entered(400), 30)
    assert reading.newest().size == 400


def test_yesterdays_backup_is_refused_with_what_to_do(fresh_db: str, tmp_path: Path, databases: Any) -> None:
    add(3)
    with worker(tmp_path, fresh_db):
        assert wait_for(lambda: entered(3), 30)
    backup = f"{databases.main}_backup"
    databases.clone(fresh_db, backup)
    try:
        add(3)
        with worker(tmp_path, fresh_db):
            assert wait_for(lambda: entered(6), 30)
        for command in (("worker",), ("serve", "--port", "0")):
            refused = subprocess.run(
                [sys.executable, "-m", "yifa.cli", *command],
                env=environment(tmp_path, backup),
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
            assert refused.returncode == 1, command
            assert "数据库里的日志只有 3 项，而本机签署过 6 项" in refused.stderr
            assert "请换用更新的备份" in refused.stderr
            assert "Traceback" not in refused.stderr
    finally:
        with boot.admin_connection(databases.admin_database) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{backup}" WITH (FORCE)')


def test_the_thread_outlives_lost_connections(fresh_db: str, connect_as: ConnectAs) -> None:
    from django.db import connection

    told: list[str] = []
    follower = Follower(told.append, 0.05)
    follower.start()
    try:
        add(1)
        assert wait_for(lambda: entered(1), 10)
        for size in (2, 3):
            connect_as(None).execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = %s AND pid <> pg_backend_pid() AND backend_type = 'client backend'",
                [fresh_db],
            )
            connection.close()
            add(1)
            assert wait_for(lambda size=size: entered(size), 10)
    finally:
        follower.stop()
    assert not follower.is_alive()


def test_a_trouble_is_told_once_and_its_end_too(
    fresh_db: str, connect_as: ConnectAs, ledger_folder: Path
) -> None:
    told: list[str] = []
    follower = Follower(told.append, 0.02)
    add(1)
    follower.start()
    try:
        assert wait_for(lambda: entered(1), 10)
        key = ledger_folder / "log.key"
        kept = key.read_bytes()
        key.unlink()
        add(1)
        assert wait_for(lambda: bool(told), 10)
        assert not wait_for(lambda: len(told) > 1, 0.3)
        assert "不见了" in told[0] and "请从密钥的备份恢复" in told[0]
        key.write_bytes(kept)
        assert wait_for(lambda: entered(2), 10)
    finally:
        follower.stop()
    assert len(told) == 2 and "恢复" in told[1]


def test_stopping_takes_no_longer_than_the_round_at_hand(fresh_db: str) -> None:
    follower = Follower(lambda _what: None, 60)
    follower.start()
    add(1)
    began = time.monotonic()
    follower.stop()
    assert time.monotonic() - began < 30
