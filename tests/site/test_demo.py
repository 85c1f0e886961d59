"""`yifa demo` as a stranger runs it: in a process of its own, on an empty folder."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest
from support.demo_city import DemoCity
from support.homes import stop_and_remove, yifa_environment

from yifa.site.boot import is_external
from yifa.site.postgres import cluster
from yifa.site.postgres.connect import for_place
from yifa.site.postgres.place import known_place

PATIENCE = 240  # seconds that only a busy machine takes
RunYifa = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def migrated_home() -> Iterator[Path]:
    """A state folder with all tables and no data, shared by the tests that serve it."""
    if is_external():
        pytest.skip("关于内置数据库,由 make test 检验(about the embedded server; shown by make test)")
    folder = Path(tempfile.mkdtemp(prefix="yifa-home-"))
    folder.chmod(0o755)
    home = folder / "home"
    command = [sys.executable, "-m", "yifa.cli", "migrate"]
    subprocess.run(command, env=yifa_environment(home), check=True, timeout=PATIENCE, capture_output=True)
    yield home
    stop_and_remove(home)
    shutil.rmtree(folder, ignore_errors=True)


def is_stopped(home: Path) -> bool:
    place = known_place(home)
    return place is None or cluster.status(place).state == "stopped"


def answers(port: int, path: str = "/healthz") -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def wait_for(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.2)
    return condition()


def hear_interrupts() -> None:
    """A suite started in the background inherits an ignored SIGINT; a server at a terminal does not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start_server(home: Path, port: int) -> subprocess.Popen[str]:
    """`yifa serve` on a migrated home: what demo runs, without the time the city takes."""
    return subprocess.Popen(
        [sys.executable, "-m", "yifa.cli", "serve", "--port", str(port), "--workers", "1"],
        env=yifa_environment(home) | {"YIFA_TLS": "0"},
        preexec_fn=hear_interrupts,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.skipif(
    find_spec("yifa.demo.city") is None, reason="the demonstration city is not part of this build"
)
def test_demo_from_nothing_and_again(demo_city: DemoCity) -> None:
    home, port, result = demo_city.home, demo_city.port, demo_city.said
    assert set(result) == {"url", "accounts", "counts", "seconds"}
    assert result["url"] == f"http://127.0.0.1:{port}"
    assert is_stopped(home)
    assert not answers(port)
    command = [sys.executable, "-m", "yifa.cli", "demo", "--exit-when-ready", "--port", str(port)]
    again = subprocess.run(
        command, env=yifa_environment(home), check=True, timeout=PATIENCE, capture_output=True, text=True
    )
    assert is_stopped(home)
    second = json.loads(again.stdout)
    assert second["counts"] == result["counts"]
    assert second["accounts"] == result["accounts"]
    assert {account["role"] for account in second["accounts"]} >= {"handler", "unit_head", "agency_head"}


@pytest.mark.skipif(
    find_spec("yifa.demo.city") is None, reason="the demonstration city is not part of this build"
)
def test_an_interrupted_loading_starts_again_from_an_empty_database(
    run_yifa: RunYifa, new_home: Path, free_port: int
) -> None:
    marker = new_home / "demo.json"

    def begin() -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "yifa.cli", "demo", "--port", str(free_port)]
        return subprocess.Popen(
            command,
            env=yifa_environment(new_home),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def subjects() -> int:
        """How many rows of the city are in; 0 while there is no table."""
        place = known_place(new_home)
        if place is None or cluster.status(place).state != "running":
            return 0
        try:
            with psycopg.connect(**for_place(place, "yifa")) as db:
                db.execute("SELECT set_config('yifa.scope', 'import', true)")
                return int(db.execute("SELECT count(*) FROM registers_agency").fetchone()[0])
        except psycopg.Error:
            return 0

    first = begin()
    assert wait_for(lambda: subjects() > 0, PATIENCE)
    assert json.loads(marker.read_text())["state"] == "loading"
    first.kill()
    first.wait()
    second = begin()
    assert wait_for(lambda: not marker.exists(), PATIENCE)
    assert wait_for(lambda: marker.exists() and subjects() > 0, PATIENCE)
    second.send_signal(signal.SIGTERM)
    said = second.communicate(timeout=PATIENCE)[1]
    assert "中断了" in said
    assert "Traceback" not in said
    assert is_stopped(new_home)


def test_a_taken_port_is_a_sentence(run_yifa: RunYifa, free_port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port))
        taken.listen()
        done = run_yifa("demo", "--port", str(free_port))
    assert done.returncode == 1
    assert f"端口 {free_port} 已被占用" in done.stderr
    assert f"--port {free_port + 1}" in done.stderr
    assert "Traceback" not in done.stderr


def test_serve_before_migrate_is_a_sentence(run_yifa: RunYifa, free_port: int) -> None:
    done = run_yifa("serve", "--port", str(free_port))
    assert done.returncode == 1
    assert "yifa migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_serve_stops_everything_when_asked_and_when_killed(migrated_home: Path, free_port: int) -> None:
    server = start_server(migrated_home, free_port)
    assert wait_for(lambda: answers(free_port), PATIENCE)
    server.send_signal(signal.SIGINT)
    server.wait(PATIENCE)
    assert is_stopped(migrated_home)
    assert not answers(free_port)

    server = start_server(migrated_home, free_port)
    assert wait_for(lambda: answers(free_port), PATIENCE)
    os.kill(server.pid, signal.SIGKILL)
    server.wait()
    # Its children were told to end with it; the port is free for the next start, which finds the same data.
    assert wait_for(lambda: not answers(free_port), PATIENCE)
    server = start_server(migrated_home, free_port)
    assert wait_for(lambda: answers(free_port), PATIENCE)
    server.send_signal(signal.SIGTERM)
    server.wait(PATIENCE)
    assert is_stopped(migrated_home)


def test_a_database_killed_while_serving_comes_back(migrated_home: Path, free_port: int) -> None:
    server = start_server(migrated_home, free_port)
    try:
        assert wait_for(lambda: answers(free_port, "/"), PATIENCE)
        place = known_place(migrated_home)
        assert place is not None
        pid = cluster.status(place).pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        assert wait_for(lambda: cluster.status(place).pid not in (None, pid), PATIENCE)
        assert wait_for(lambda: answers(free_port, "/"), PATIENCE)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(PATIENCE)
    assert is_stopped(migrated_home)


def test_a_second_server_on_another_port_leaves_the_first_alone(migrated_home: Path, free_port: int) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        other_port = int(probe.getsockname()[1])
    first = start_server(migrated_home, free_port)
    assert wait_for(lambda: answers(free_port), PATIENCE)
    second = start_server(migrated_home, other_port)
    assert wait_for(lambda: answers(other_port), PATIENCE)
    assert answers(free_port)
    second.send_signal(signal.SIGINT)
    second.wait(PATIENCE)
    assert answers(free_port, "/"), "the database stays for the first"
    first.send_signal(signal.SIGINT)
    first.wait(PATIENCE)
    assert is_stopped(migrated_home)


def test_an_unreachable_database_url_is_a_sentence(run_yifa: RunYifa, free_port: int) -> None:
    done = run_yifa("migrate", DATABASE_URL=f"postgresql://nobody@127.0.0.1:{free_port}/nothing")
    assert done.returncode == 1
    assert "连接不上数据库" in done.stderr
    assert "Traceback" not in done.stderr
