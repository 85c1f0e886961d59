"""`python -m bench [topic …]`: measure, print a table and one JSON line. Without topics, all of them."""

from __future__ import annotations

import importlib
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import place
from bench.report import Row, load, machine, show

# In this order; those of the first line need the bench's server, the others make what they need.
TOPICS = (
    "acts",
    "queue",
    "pages",
    "papers",
    "ledger",
    "law",
    "recompute",
    "policy",
    "imports",
    "scope",
    "plans",
    "access",
    "demo",
)
ALONE = frozenset({"access", "demo", "policy"})


def main(wanted: list[str]) -> int:
    """Run the named topics. Returns the exit code: 2 for an unknown topic."""
    unknown = [name for name in wanted if name not in TOPICS]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; topics are {', '.join(TOPICS)}", file=sys.stderr)
        return 2
    topics = [name for name in TOPICS if not wanted or name in wanted]
    about: dict[str, Any] = machine() | {"load_before": load()}
    rows: list[Row] = []
    served = [name for name in topics if name not in ALONE]
    if served:
        home = Path(tempfile.mkdtemp(prefix="yifa-bench-"))
        with place.server(home) as settings:
            about |= settings
            with place.database("bench_city"):
                _populate()
                place.disconnect()
                for name in served:
                    rows += _run(name, "bench_city")
    for name in topics:
        if name in ALONE:
            rows += _run(name, "")
    about["load_after"] = load()
    show(about, rows)
    return 0


def _populate() -> None:
    from datetime import datetime

    from bench import city
    from yifa.matters.clocks import SHANGHAI

    city.build(datetime.now(SHANGHAI).date())


def _run(name: str, populated: str) -> list[Row]:
    print(f"bench: {name} …", file=sys.stderr, flush=True)
    found: list[Row] = importlib.import_module(f"bench.{name}").run(populated)
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
