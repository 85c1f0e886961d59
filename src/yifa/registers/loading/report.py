"""What a load did, and every line that it could not use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

# Called with (done, total) as work goes on; total 0 means it is not known yet.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Problem:
    """A line (0 = the whole file) that was not loaded as it stands, and why, in Chinese."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.message}" if self.line else f"{self.file}:{self.message}"


@dataclass
class LoadReport:
    """Counts by what was loaded; `problems` make the load fail (exit code 1), `notes` do not."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems

    def problem(self, file: str, line: int, message: str) -> None:
        self.problems.append(Problem(file, line, message))

    def note(self, file: str, line: int, message: str) -> None:
        self.notes.append(Problem(file, line, message))


def silent(done: int, total: int) -> None:
    """Progress that nobody looks at."""


def read_text(path: Path, report: LoadReport) -> str | None:
    """The file's text, UTF-8 with or without a byte-order mark; None after noting why it cannot be read."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        report.problem(path.name, 0, f"无法读取文件({error.strerror})")
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        report.problem(path.name, line, "不是 UTF-8 编码,请转换后再装载")
        return None
