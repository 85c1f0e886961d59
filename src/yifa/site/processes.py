"""Web and queue processes: started together, stopped together, and found again after a kill -9."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yifa.site.postgres.errors import DatabaseTrouble
from yifa.site.postgres.place import write_whole

PR_SET_PDEATHSIG = 1
TRIES_PER_MINUTE = 5


@dataclass
class Child:
    """A running child and how to start it again."""

    command: list[str]
    environment: dict[str, str]
    process: subprocess.Popen[bytes]
    started: list[float]


@dataclass
class Processes:
    """The child processes of one `yifa serve` or `yifa demo`, recorded in the state folder."""

    home: Path
    children: list[Child] = field(default_factory=list)

    @property
    def record(self) -> Path:
        return self.home / f"processes-{os.getpid()}.json"

    def start(self, command: list[str], **environment: str) -> None:
        """Start a child in a group of its own that ends when we do, even when we are killed."""
        process = self._spawn(command, environment)
        self.children.append(Child(command, environment, process, [time.monotonic()]))
        self._write_record()

    def ended(self) -> Child | None:
        """The first child that is no longer running."""
        return next((child for child in self.children if child.process.poll() is not None), None)

    def revive(self, child: Child) -> bool:
        """Start an ended child again; False when it has ended too often to be worth it."""
        now = time.monotonic()
        child.started = [*(moment for moment in child.started if moment > now - 60), now]
        if len(child.started) > TRIES_PER_MINUTE:
            return False
        _signal_group(child.process.pid, signal.SIGKILL)
        child.process = self._spawn(child.command, child.environment)
        self._write_record()
        return True

    def stop(self, seconds: float = 15) -> None:
        """Stop all children and whatever they started; first asked, then killed."""
        for child in self.children:
            _signal_group(child.process.pid, signal.SIGTERM)
        deadline = time.monotonic() + seconds
        for child in self.children:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.1, deadline - time.monotonic()))
            _signal_group(child.process.pid, signal.SIGKILL)
            child.process.wait()
        self.children.clear()
        self.record.unlink(missing_ok=True)

    def _spawn(self, command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
        with (self.home / "serve.log").open("ab") as log:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=os.environ | environment,
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )

    def _write_record(self) -> None:
        pids = [os.getpid(), *(child.process.pid for child in self.children)]
        write_whole(self.record, json.dumps([{"pid": pid, "mark": _mark(pid)} for pid in pids]))


def end_leftovers(home: Path) -> int:
    """End web and queue processes that a killed run of this home left behind; returns how many."""
    count = 0
    for record in home.glob("processes-*.json"):
        try:
            parent, *children = json.loads(record.read_text())
        except (OSError, ValueError):
            continue
        if _is(parent):
            continue
        for child in filter(_is, children):
            _signal_group(child["pid"], signal.SIGTERM)
            for _ in range(50):
                if not _is(child):
                    break
                time.sleep(0.1)
            _signal_group(child["pid"], signal.SIGKILL)
            count += 1
        record.unlink(missing_ok=True)
    return count


def web_command(host: str, port: int, workers: int) -> list[str]:
    """The granian command line for the web processes."""
    return [
        *(sys.executable, "-m", "granian", "yifa.site.wsgi:application", "--interface", "wsgi"),
        *("--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", "4"),
        *("--no-ws", "--respawn-failed-workers", "--log-level", "warning", "--workers-kill-timeout", "10"),
    ]


def queue_command() -> list[str]:
    """The command line of a queue process."""
    return [sys.executable, "-m", "yifa.cli", "worker"]


def check_port(host: str, port: int) -> None:
    """Raise DatabaseTrouble when the port cannot be served on."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise DatabaseTrouble(
                f"没有权限使用端口 {port}。",
                f"请换一个 1024 以上的端口,例如 --port {8000 + port % 1000}。",
                f"No permission for port {port}; use one above 1024.",
            ) from None
        except (OSError, OverflowError):
            raise DatabaseTrouble(
                f"端口 {port} 已被占用,可能有另一个服务正在运行。",
                f'请先停止它,或者换一个端口:加上 --port {port + 1}(make demo ARGS="--port {port + 1}")。',
                f"Port {port} is taken; stop the other service or choose another with --port.",
            ) from None


def wait_until_answering(url: str, processes: Processes, seconds: float = 60) -> None:
    """Wait until the web process answers. Raises DatabaseTrouble with the last log lines when it does not."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if processes.ended() is not None:
            break
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{url}/healthz", timeout=2):  # nosec B310
            return
        time.sleep(0.1)
    log = processes.home / "serve.log"
    tail = "\n".join(log.read_text(errors="replace").splitlines()[-8:]) if log.exists() else ""
    raise DatabaseTrouble(
        "网页服务没有启动成功。",
        f"数据没有改动。详细记录见 {log}。",
        f"The web server did not start; see {log}.",
        tail,
    )


def _signal_group(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)


def _is(entry: dict[str, Any]) -> bool:
    """True when the recorded process still runs."""
    return bool(entry["mark"]) and _mark(entry["pid"]) == entry["mark"]


def _mark(pid: int) -> str:
    """When a process started, so that a reused number is not mistaken for it; empty when it does not run."""
    if Path("/proc/self/stat").exists():
        with contextlib.suppress(OSError, IndexError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            return "" if fields[0] == "Z" else fields[19]
        return ""
    shown = subprocess.run(
        ["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return shown.stdout.strip()


def _end_with_parent() -> None:
    """Linux only.

    Be told to end when the parent dies. Elsewhere the leftovers are ended at the next start.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
