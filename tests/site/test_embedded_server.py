"""The embedded PostgreSQL survives what machines and people do to it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from support.homes import stop_and_remove, yifa_environment

from yifa.site.postgres import DatabaseTrouble, cluster, lease
from yifa.site.postgres.connect import for_place
from yifa.site.postgres.lease import in_use
from yifa.site.postgres.place import Place, known_place

RunYifa = Callable[..., subprocess.CompletedProcess[str]]

HOLD = """
import sys, time
from pathlib import Path
from yifa.site.postgres import lease
held = lease(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(float(sys.argv[2]))
held.release()
"""


def quiet(_sentence: str) -> None:
    """Says nothing."""


def hold_elsewhere(home: Path, seconds: float) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home), str(seconds)],
        env=yifa_environment(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def wait_held(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "held"


def connect(place: Place) -> psycopg.Connection:
    return psycopg.connect(**for_place(place), autocommit=True)


def postmaster(place: Place) -> int:
    pid = cluster.status(place).pid
    assert pid is not None
    return pid


def kill(place: Place) -> None:
    """kill -9 the server and wait until it is gone."""
    pid = postmaster(place)
    os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while cluster.status(place).pid == pid and time.monotonic() < deadline:
        time.sleep(0.05)


def test_first_start_then_last_one_out_stops(new_home: Path) -> None:
    with lease(new_home, quiet) as held, connect(held.place) as db:
        shown = db.execute("SHOW fsync").fetchone(), db.execute("SHOW listen_addresses").fetchone()
        assert shown == (("on",), ("",))
        row = db.execute(
            "SELECT datcollate, datctype, datlocale FROM pg_database WHERE datname='template0'"
        ).fetchone()
        assert row[2] == "C.UTF-8"
        assert cluster.status(held.place).state == "running"
    assert cluster.status(held.place).state == "stopped"


def test_three_processes_start_it_at_once(new_home: Path) -> None:
    processes = [hold_elsewhere(new_home, 20) for _ in range(3)]
    for process in processes:
        wait_held(process)
    place = known_place(new_home)
    assert place is not None
    first = postmaster(place)
    for process in processes[:2]:
        process.kill()
        process.wait()
    assert postmaster(place) == first
    assert in_use(place)
    processes[2].kill()
    processes[2].wait()
    assert not in_use(place)
    assert postmaster(place) == first, "nobody stopped it, but it can be found"
    lease(new_home, quiet).release()
    assert cluster.status(place).state == "stopped"


def test_killed_postmaster_comes_back_with_what_was_committed(new_home: Path) -> None:
    held = lease(new_home, quiet)
    with connect(held.place) as db:
        db.execute("CREATE TABLE kept (n int)")
        for n in range(500):
            db.execute("INSERT INTO kept VALUES (%s)", [n])
        kill(held.place)
    with lease(new_home, quiet) as again, connect(again.place) as db:
        assert db.execute("SELECT count(*) FROM kept").fetchone() == (500,)
    held.release()
    assert cluster.status(held.place).state == "stopped"


def test_every_server_process_killed_under_load(new_home: Path) -> None:
    held = lease(new_home, quiet)
    place = held.place
    acknowledged = 0
    pid = postmaster(place)
    with connect(place) as db, pytest.raises(psycopg.OperationalError):
        db.execute("CREATE TABLE kept (n int)")
        while True:
            db.execute("INSERT INTO kept VALUES (%s)", [acknowledged])
            acknowledged += 1
            if acknowledged == 300:
                os.killpg(pid, signal.SIGKILL)
    with lease(new_home, quiet) as again, connect(again.place) as db:
        found = db.execute("SELECT count(*) FROM kept").fetchone()
    held.release()
    assert found in ((acknowledged,), (acknowledged + 1,))


def test_half_initialised_folder_is_moved_aside_and_kept(new_home: Path) -> None:
    unfinished = new_home / "postgres" / "data"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")
    said: list[str] = []
    with lease(new_home, said.append) as held:
        assert cluster.status(held.place).state == "running"
    kept = list(held.place.base.glob("data.unfinished-*/PG_VERSION"))
    assert [path.read_text() for path in kept] == ["18\n"]
    assert any("已移到" in sentence for sentence in said)


def test_initialisation_killed_halfway(new_home: Path) -> None:
    process = hold_elsewhere(new_home, 20)
    while not (new_home / "postgres" / "data" / "base").exists():
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.wait()
    with lease(new_home, quiet) as held, connect(held.place) as db:
        assert db.execute("SELECT 1").fetchone() == (1,)


def test_pid_file_whose_number_now_belongs_to_another_program(new_home: Path) -> None:
    held = lease(new_home, quiet)
    place = held.place
    kill(place)
    pid_file = place.data / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    with lease(new_home, quiet) as again, connect(again.place) as db:
        assert db.execute("SELECT 1").fetchone() == (1,)
    held.release()


def test_missing_data_are_told_and_never_replaced(new_home: Path) -> None:
    with lease(new_home, quiet) as held:
        pass
    elsewhere = held.place.data.rename(held.place.base / "moved")
    with pytest.raises(DatabaseTrouble, match="不见了") as trouble:
        lease(new_home, quiet)
    assert "ready.json" in trouble.value.way_out
    assert not held.place.data.exists()
    elsewhere.rename(held.place.data)
    lease(new_home, quiet).release()


def test_a_deep_folder_gets_a_short_socket(new_home: Path) -> None:
    deep = new_home / ("a" * 60) / ("b" * 60)
    try:
        with lease(deep, quiet) as held, connect(held.place) as db:
            assert db.execute("SELECT 1").fetchone() == (1,)
            assert len(str(held.place.run)) < 90
            assert held.place.run.stat().st_mode & 0o777 == 0o700
    finally:
        stop_and_remove(deep)


def test_start_keeps_it_running_until_stop(run_yifa: RunYifa, new_home: Path) -> None:
    assert run_yifa("db", "start").returncode == 0
    lease(new_home, quiet).release()
    rows = json.loads(run_yifa("db", "status", "--json").stdout)
    mine = next(row for row in rows if row["home"] == str(new_home))
    assert mine["state"] == "running"
    assert "已停止" in run_yifa("db", "stop").stdout
    place = known_place(new_home)
    assert place is not None
    assert cluster.status(place).state == "stopped"


def test_status_finds_the_server_of_another_home(run_yifa: RunYifa, new_home: Path, tmp_path: Path) -> None:
    with lease(new_home, quiet):
        rows = json.loads(run_yifa("db", "status", "--json", YIFA_HOME=str(tmp_path)).stdout)
        assert [row["state"] for row in rows if row["home"] == str(new_home)] == ["running"]


def test_stop_refuses_while_in_use(run_yifa: RunYifa, new_home: Path) -> None:
    with lease(new_home, quiet) as held:
        refused = run_yifa("db", "stop")
        assert refused.returncode == 1
        assert "还有进程在使用" in refused.stdout
        assert cluster.status(held.place).state == "running"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has another user to run it as")
def test_as_root_the_server_runs_as_another_user(new_home: Path) -> None:
    with lease(new_home, quiet) as held:
        pid = postmaster(held.place)
        owner = Path(f"/proc/{pid}").stat().st_uid
        assert owner != 0
        assert held.place.data.stat().st_uid == owner
        assert new_home.stat().st_uid == 0
