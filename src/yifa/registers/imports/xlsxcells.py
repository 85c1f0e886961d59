"""The XML of a workbook as it comes, chunk by chunk: rows of cells, and the texts that cells share.

openpyxl makes an object of every cell and every text, which takes five times as long. It still opens the workbook: it
knows sheets, styles and the beginning of time. Entities are refused before anything is parsed (`xlsxfile.checked`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any
from xml.parsers import expat

from openpyxl.utils.datetime import WINDOWS_EPOCH, from_excel, from_ISO8601

from yifa.registers.imports.files import MAX_COLUMNS

CHUNK = 1 << 16
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ROW, _CELL, _VALUE, _FORMULA, _TEXT, _READING, _ITEM = (
    f"{_MAIN} {name}" for name in ("row", "c", "v", "f", "t", "rPh", "si")
)
_DIGITS = "0123456789"

Cell = tuple[int, Any, str]  # position, value, kind: s text, n number, d date, b flag, e error, f formula
Row = tuple[int, list[Cell]]


@dataclass(slots=True)
class Styles:
    """How numbers are to be understood: which styles are dates, which are spans, when time begins."""

    dates: frozenset[int] = frozenset()
    spans: frozenset[int] = frozenset()
    epoch: datetime = WINDOWS_EPOCH


@dataclass(slots=True)
class _Rows:
    shared: Sequence[str]
    styles: Styles
    done: list[Row] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    line: int = 0
    at: int = -1
    kind: str = ""
    style: int = 0
    formula: bool = False
    listening: bool = False
    within: bool = False  # a cell
    silent: bool = False  # how an East Asian text is read is not the text
    parts: list[str] = field(default_factory=list)
    positions: dict[str, int] = field(default_factory=dict)

    def start(self, name: str, said: dict[str, str]) -> None:
        if name == _CELL:
            reference = said.get("r")
            self.at = self.at + 1 if reference is None else self._position(reference.rstrip(_DIGITS))
            self.kind, self.style = said.get("t", "n"), int(said.get("s", 0))
            self.formula, self.within = False, True
            self.parts.clear()
        elif name in (_VALUE, _TEXT):
            self.listening = (
                self.within and not self.silent and (name == _VALUE) == (self.kind != "inlineStr")
            )
        elif name == _FORMULA:
            self.formula = True
        elif name == _ROW:
            number = said.get("r")
            line = self.line + 1 if number is None else int(float(number))
            if line <= self.line:
                raise ValueError("rows out of order")
            self.line, self.at, self.cells = line, -1, []
        elif name == _READING:
            self.silent = True

    def text(self, data: str) -> None:
        if self.listening:
            self.parts.append(data)

    def end(self, name: str) -> None:
        if name in (_VALUE, _TEXT):
            self.listening = False
        elif name == _CELL:
            self.within = False
            if self.at < MAX_COLUMNS and (self.parts or self.formula):
                self.cells.append((self.at, *self._value("".join(self.parts))))
        elif name == _ROW:
            self.done.append((self.line, self.cells))
        elif name == _READING:
            self.silent = False

    def _position(self, letters: str) -> int:
        found = self.positions.get(letters)
        if found is None:
            value = 0
            for char in letters:
                value = value * 26 + ord(char) - 64
            found = self.positions[letters] = value - 1
        return found

    def _value(self, text: str) -> tuple[Any, str]:
        if self.formula:
            return text, "f"
        if self.kind == "s":
            return self.shared[int(text)], "s"
        if self.kind == "n":
            number: float = float(text) if "." in text or "E" in text or "e" in text else int(text)
            if self.style not in self.styles.dates:
                return number, "n"
            try:
                return from_excel(number, self.styles.epoch, timedelta=self.style in self.styles.spans), "d"
            except (OverflowError, ValueError):
                return "#VALUE!", "e"
        if self.kind == "b":
            return bool(int(text)), "b"
        if self.kind == "d":
            return from_ISO8601(text), "d"
        return text, "e" if self.kind == "e" else "s"


def rows(stream: IO[bytes], shared: Sequence[str], styles: Styles) -> Iterator[Row]:
    """(line as people count it, its cells that hold something) of a worksheet. Raises what a damaged part leads to."""
    state = _Rows(shared, styles)
    parser = _parser(state.start, state.end, state.text)
    while chunk := stream.read(CHUNK):
        parser.Parse(chunk, False)
        yield from state.done
        state.done.clear()
    parser.Parse(b"", True)
    yield from state.done


def texts(stream: IO[bytes]) -> list[str]:
    """The texts that cells share, each with its parts put together."""
    found: list[str] = []
    parts: list[str] = []
    listening = silent = False

    def start(name: str, _said: dict[str, str]) -> None:
        nonlocal listening, silent
        if name == _ITEM:
            parts.clear()
        elif name == _TEXT:
            listening = not silent
        elif name == _READING:
            silent = True

    def end(name: str) -> None:
        nonlocal listening, silent
        if name == _ITEM:
            found.append("".join(parts).replace("x005F_", ""))
        elif name == _TEXT:
            listening = False
        elif name == _READING:
            silent = False

    def text(data: str) -> None:
        if listening:
            parts.append(data)

    parser = _parser(start, end, text)
    while chunk := stream.read(CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)
    return found


def _parser(start: Any, end: Any, text: Any) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    return parser
