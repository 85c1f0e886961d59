"""`yifa demo` from nothing, and its second start, each until the site answers, in a folder of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from bench import place
from bench.report import Row


def run(_: str) -> list[Row]:
    """All rows of this topic."""
    if find_spec("yifa.demo.city") is None:
        return [Row("demo", "yifa demo: SKIPPED", "s", (0.0,), note="this version has no demonstration city")]
    home = Path(tempfile.mkdtemp(prefix="yifa-bench-demo-"))
    try:
        first, told = _start(home)
        second, _told = _start(home)
    finally:
        place.remove(home)
    counts = ", ".join(f"{n} {name}" for name, n in dict(told["counts"]).items())
    return [
        Row("demo", "first run, packages installed", "s", (first,), 90, note=counts),
        Row("demo", "second start", "s", (second,), 10),
    ]


def _start(home: Path) -> tuple[float, dict[str, object]]:
    """Seconds of one run of the command, and the JSON object it prints. Raises RuntimeError when it fails."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("YIFA_") and k != "DATABASE_URL"}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "yifa.cli", "demo", "--exit-when-ready", "--port", str(_free_port())]
    began = time.perf_counter()
    done = subprocess.run(
        command, env=kept | {"YIFA_HOME": str(home)}, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - began
    if done.returncode != 0:
        raise RuntimeError(f"yifa demo failed: {done.stderr[-2000:]}")
    return seconds, dict(json.loads(done.stdout.strip().splitlines()[-1]))


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
