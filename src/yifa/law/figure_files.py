"""A file of figures while it is being read: where its rows stand, and the mistakes found in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yifa.law.figures import Figure
from yifa.law.toml_lines import TomlLines


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a data file; `message` is Chinese, `line` counts from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}：{self.message}"


class FigureErrors(ValueError):
    """Figure files that cannot be used; `problems` lists every mistake."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(p) for p in problems))


@dataclass(slots=True)
class FigureFile:
    """One file while it is being read."""

    name: str
    lines: TomlLines
    group: str = ""
    region: str = ""  # for rows that do not say where they apply
    sector: str = ""
    registered: bool = False  # regions are those of a register, which may have others than the national list
    valid_from: date | None = None  # the whole file applies from and to these days, as far as its rows do
    valid_to: date | None = None
    sources: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, message: str, table: str = "", index: int = 0, key: str | None = None) -> None:
        self.problems.append(Problem(self.name, self.lines.line(table, index, key), message))


@dataclass(frozen=True, slots=True)
class Placed:
    """A good row and where it stands."""

    figure: Figure
    file: FigureFile
    index: int

    def problem(self, message: str) -> Problem:
        """A mistake of this row, with the line of its id."""
        return Problem(self.file.name, self.file.lines.line("figure", self.index, "id"), message)
