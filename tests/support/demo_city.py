"""The demonstration city as `yifa demo` makes it, in a home of its own: made once per run, for one test at a time."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support.homes import stop_and_remove, yifa_environment
from yifa.site.postgres.place import make_folder

TEMPORARY = Path(tempfile.gettempdir())
SECONDS = 600


def folder() -> Path:
    """Where this run keeps it. The name is that of the process which began the run; its workers inherit it."""
    return TEMPORARY / f"yifa-city-{os.environ['YIFA_TEST_RUN']}"


@dataclass(frozen=True)
class DemoCity:
    """The home, and what `yifa demo --exit-when-ready` said on this port when it made the city there."""

    home: Path
    port: int
    said: dict[str, Any]


@contextmanager
def demo_city() -> Iterator[DemoCity]:
    """For the length of the block no other test uses it. Fails with what the command said when there is no city."""
    make_folder(folder())
    home, kept = folder() / "home", folder() / "said.json"
    with (folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            make_folder(home)
            kept.write_text(json.dumps(_made(home)))
        made = json.loads(kept.read_text())
        assert made["code"] == 0, made["errors"]
        yield DemoCity(home, made["port"], json.loads(made["output"]))


def _made(home: Path) -> dict[str, Any]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    done = subprocess.run(
        [sys.executable, "-m", "yifa.cli", "demo", "--exit-when-ready", "--port", str(port)],
        env=yifa_environment(home),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    return {"code": done.returncode, "port": port, "output": done.stdout, "errors": done.stderr}


def remove() -> None:
    """At the end of the run: the city of this run, and those of runs that were killed."""
    for found in TEMPORARY.glob("yifa-city-*"):
        process = re.fullmatch(r"yifa-city-(\d+)", found.name)
        mine = found == folder()
        if process and (mine or not Path(f"/proc/{process[1]}").exists()):
            stop_and_remove(found / "home")
            shutil.rmtree(found, ignore_errors=True)
