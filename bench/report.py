"""Measured rows, as a table for people and one JSON line for machines."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

CHECKOUT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Row:
    """One measured thing. `samples` are whole runs, or single calls for quick things; the median is judged.

    `target` None means that the number is only printed. `more` says that a larger number is better.
    """

    topic: str
    what: str
    unit: str
    samples: tuple[float, ...]
    target: float | None = None
    more: bool = False
    note: str = ""

    @property
    def median(self) -> float:
        return statistics.median(self.samples)

    @property
    def ratio(self) -> float | None:
        """How many times better than the target; below 1 it is missed."""
        if self.target is None or not self.median:
            return None
        return self.median / self.target if self.more else self.target / self.median

    def as_json(self) -> dict[str, Any]:
        """The row with its figures, without the single samples."""
        found = asdict(self)
        found.pop("samples")
        ratio = None if self.ratio is None else round(self.ratio, 3)
        return found | {
            "min": round(min(self.samples), 4), "median": round(self.median, 4), "max": round(max(self.samples), 4),
            "runs": len(self.samples), "ratio": ratio,
        }  # fmt: skip


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie (nearest rank). Raises IndexError for no values."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def machine() -> dict[str, Any]:
    """What it was measured on, as far as it can be known without the database."""
    revision = _git("rev-parse", "--short", "HEAD")
    changed = bool(_git("status", "--porcelain", "--", "src", "bench"))
    return {
        "revision": revision + ("+changes" if changed else ""),
        "cores": os.cpu_count(),
        "processor": _processor(),
        "python": platform.python_version(),
        "system": platform.platform(),
    }


def load() -> list[float]:
    """Load averages of 1, 5 and 15 minutes."""
    return [round(value, 2) for value in os.getloadavg()]


def _git(*words: str) -> str:
    try:
        done = subprocess.run(["git", *words], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    except OSError:
        return "unknown"
    return done.stdout.strip()


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown"
    )


def show(about: Mapping[str, Any], rows: Sequence[Row]) -> None:
    """The table on standard error's console, then one JSON line on standard output."""
    console = Console(stderr=True, width=150)
    table = Table(title="Yifa bench", caption="; ".join(f"{k} {v}" for k, v in about.items()))
    for name in ("topic", "what", "unit"):
        table.add_column(name, overflow="fold")
    for name in ("min", "median", "max", "runs", "target", "ratio"):
        table.add_column(name, justify="right")
    table.add_column("note", overflow="fold")
    for row in rows:
        table.add_row(row.topic, row.what, row.unit, *_figures(row), row.note)
    console.print(table)
    print(json.dumps({"about": dict(about), "rows": [row.as_json() for row in rows]}, ensure_ascii=False))


def _figures(row: Row) -> tuple[str, ...]:
    sign = "≥" if row.more else "≤"
    target = "" if row.target is None else f"{sign} {_short(row.target)}"
    ratio = "" if row.ratio is None else f"[{'green' if row.ratio >= 1 else 'red'}]×{row.ratio:.2f}[/]"
    values = (min(row.samples), row.median, max(row.samples))
    return (*(_short(v) for v in values), str(len(row.samples)), target, ratio)


def _short(value: float) -> str:
    if value == int(value) and abs(value) < 1e9:
        return str(int(value))
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.3g}"
