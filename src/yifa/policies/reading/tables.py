"""Tables as text: a row is a line, its cells are parted by tabs, so that a row can be read as a task."""

from __future__ import annotations

import re
from collections.abc import Iterable

CELL = "\t"
_SPACE = re.compile(r"[ \t\r\f\v\xa0\u3000]*\n[ \t\r\f\v\xa0\u3000]*|\t")


def as_lines(rows: Iterable[Iterable[str]]) -> str:
    """The rows, one a line. Line breaks inside a cell are taken out: a cell is narrow, not a paragraph."""
    lines = []
    for row in rows:
        cells = [_SPACE.sub("", cell.strip()) for cell in row]
        if any(cells):
            lines.append(CELL.join(cells))
    return "\n".join(lines)
