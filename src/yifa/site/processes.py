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

from yifa.site.postgres.errors import DatabaseTrouble
from yifa.site.postgres.place import write_whole

PR_SET_PDEATHSIG = 1


@dataclass
class Processes:
    """The child processes of one `yifa serve` or `yifa demo`, recorded in the state folder."""

    home: Path
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def record(self) -> Path:
        return self.home / "processes.json"

    def start(self, command: list[str], **environment: str) -> subprocess.Popen[bytes]:
        """Start a child in a group of its own that ends when we do, even when we are killed."""
        log = (self.home / "serve.log").open("ab")
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=os.environ | environment,
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )
        log.close()
        self.running.append(child)
        write_whole(self.record, json.dumps([{"pid": p.pid, "mark": _mark(p.pid)} for p in self.running]))
        return child

    def ended(self) -> subprocess.Popen[bytes] | None:
        """The first child that is no longer running."""
        return next((child for child in self.running if child.poll() is not None), None)

    def stop(self, seconds: float = 15) -> None:
        """Stop all children and whatever they started; first asked, then killed."""
        for child in self.running:
            _signal_group(child.pid, signal.SIGTERM)
        deadline = time.monotonic() + seconds
        for child in self.running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(max(0.1, deadline - time.monotonic()))
            _signal_group(child.pid, signal.SIGKILL)
            child.wait()
        self.running.clear()
        self.record.unlink(missing_ok=True)


def end_leftovers(home: Path) -> int:
    """End web and queue processes that a killed run of this home left behind; returns how many."""
    record = home / "processes.json"
    try:
        entries = json.loads(record.read_text())
    except (OSError, ValueError):
        return 0
    count = 0
    for entry in entries:
        if entry["mark"] and _mark(entry["pid"]) == entry["mark"]:
            _signal_group(entry["pid"], signal.SIGTERM)
            for _ in range(50):
                if _mark(entry["pid"]) != entry["mark"]:
                    break
                time.sleep(0.1)
            _signal_group(entry["pid"], signal.SIGKILL)
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
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{url}/healthz", timeout=2):
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


def _mark(pid: int) -> str:
    """The start time of a process, so that a reused number is not mistaken for it; empty when unknown."""
    with contextlib.suppress(OSError, IndexError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return "" if fields[0] == "Z" else fields[19]
    return ""


def _end_with_parent() -> None:
    """Linux only.

    Be told to end when the parent dies. Elsewhere the leftovers are ended at the next start.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
