"""A second node: a web server in a process of its own, with its own database, keys and settings.

`python node.py DATABASE` serves that database on a free port, which it prints; `Node` starts and stops one.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Node:
    """A running witness: its submission prefix."""

    prefix: str

    def shown(self) -> dict[str, Any]:
        """What it shows to everyone."""
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"{self.prefix}/") as answer:
            return dict(json.load(answer))

    @property
    def key(self) -> str:
        """Its vkey."""
        return str(self.shown()["witness"])

    @property
    def entry(self) -> str:
        """What a log writes into YIFA_LEDGER_WITNESSES to ask it."""
        return f"{self.prefix} {self.key}"


@contextlib.contextmanager
def running(database: str, folder: Path, logs: str, name: str = "supervision.example") -> Iterator[Node]:
    """A witness of these logs on this database, for the length of the block."""
    environment = os.environ | {
        "YIFA_LEDGER_DIR": str(folder),
        "YIFA_LEDGER_ORIGIN": f"{name}/ledger",
        "YIFA_WITNESSED_LOGS": logs,
        "PYTHONPATH": str(TESTS),
    }
    command = [sys.executable, __file__, database]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        assert port, "the second node did not start"
        yield Node(f"http://127.0.0.1:{port}/witness")
    finally:
        process.terminate()
        process.wait(20)


def serve(database: str) -> None:
    """Serve the whole site on this database until terminated."""
    import django

    django.setup()
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application
    from support.database import use

    use(database)
    server = ThreadedWSGIServer(("127.0.0.1", 0), WSGIRequestHandler, connections_override={})
    server.set_app(get_wsgi_application())
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    serve(sys.argv[1])
