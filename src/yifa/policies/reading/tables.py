"""Tables as text: a row is a line, its cells are parted by tabs, so that a row can be read as a task."""

from __future__ import annotations

import re
from collections.abc import Iterable

from yifa.policies.reading.columns import is_office

CELL = "\t"
_LEAST_NAME = 3
_SPACE = re.compile(r"[ \t\r\f\v\xa0\u3000]*\n[ \t\r\f\v\xa0\u3000]*|\t")


def as_lines(rows: Iterable[Iterable[str]]) -> str:
    """The rows, one a line. Line breaks inside a cell are taken out: a cell is narrow, not a paragraph; but names of
    offices that stand one below the other are parted by 、."""
    lines = []
    for row in rows:
        cells = [_SPACE.sub("", _names(cell.strip())) for cell in row]
        if any(cells):
            lines.append(CELL.join(cells))
    return "\n".join(lines)


def _names(cell: str) -> str:
    """The cell, its lines parted by 、 where each is the name of an office."""
    if "\n" not in cell:
        return cell
    lines = [line.strip(" \t\u3000\xa0") for line in cell.split("\n")]
    lines = [line for line in lines if line]
    whole = all(len(line) >= _LEAST_NAME and is_office(line) for line in lines)
    return "、".join(lines) if whole else cell
