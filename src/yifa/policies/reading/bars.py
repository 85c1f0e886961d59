"""Tables of bars whose rows were broken into lines, a cell or two on each, put into rows again.

Two ways are known: a row opens without a bar, each further cell with one, and a bar alone ends it; or a row opens with
a bar and each of its lines ends with one. A cell that reaches down from a row above is left out of the rows below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yifa.policies.reading.columns import in_columns, is_head, kind_of
from yifa.policies.reading.tables import CELL

_ALONE = re.compile(r"(?m)^[ \t\u3000\xa0]*[|｜][ \t\u3000\xa0]*$")
_OPENED = re.compile(r"(?m)^[ \t\u3000\xa0]*[|｜][^|｜\n]+[|｜][ \t\u3000\xa0]*\n(?![ \t]*[|｜])")
_SPACE = re.compile(r"\s+")
_LEAST_ROWS, _MOST_LINES = 3, 16
Row = tuple[list[str], int, int]  # the cells, and the lines they stood on, the last not included


def barred(text: str) -> str:
    """The text with such tables as rows whose cells are parted by tabs; else as it is."""
    if "|" not in text and "｜" not in text:
        return text
    ends, opens = bool(_ALONE.search(text)), bool(_OPENED.search(text))
    if not ends and not opens:
        return text
    lines = [line.strip(" \t\u3000\xa0").replace("｜", "|") for line in text.split("\n")]
    out, done = [], 0
    for rows in _tables(list(_ended(lines)) if ends else []) or _tables(
        list(_opened(lines)) if opens else []
    ):
        kinds = [kind_of(said) for said in rows[0][0]]
        out += [*text.split("\n")[done : rows[0][1]], CELL.join(rows[0][0])]
        out += [CELL.join(cells if len(cells) == 1 else in_columns(cells, kinds)) for cells, _, _ in rows[1:]]
        done = rows[-1][2]
    return "\n".join([*out, *text.split("\n")[done:]]) if out else text


def _tables(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows that follow one another, from a head on, three or more."""
    found: list[list[Row]] = []
    for row in rows:
        if is_head([kind_of(said) for said in row[0]], 2):
            found.append([row])
        elif found and found[-1][-1][2] == row[1] and len(row[0]) <= len(found[-1][0][0]):
            found[-1].append(row)
    return [rows for rows in found if len(rows) >= _LEAST_ROWS]


def _ended(lines: Sequence[str]) -> Iterator[Row]:
    """Rows whose further cells open with a bar and that a bar alone ends."""
    first = 0
    for n, line in enumerate(lines):
        if line == "|":
            while first < n and (not lines[first] or first + _MOST_LINES < n):
                first += 1
            opening = next((k for k in range(first, n) if lines[k].startswith("|")), first)
            start = max(first, opening - 1)
            cells = _joined(lines[start:n])
            if len(cells) > 1:
                yield cells, start, _behind(lines, n + 1)
            first = n + 1


def _opened(lines: Sequence[str]) -> Iterator[Row]:
    """Rows that open with a bar, their lines ended by one."""
    starts = [n for n, line in enumerate(lines) if line.startswith("|") and line != "|"]
    for n, start in enumerate(starts):
        end = start + 1
        limit = starts[n + 1] if n + 1 < len(starts) else len(lines)
        while end < limit and end - start < _MOST_LINES and (lines[end].endswith("|") or not lines[end]):
            end += 1
        said = [_SPACE.sub("", cell) for cell in "\n".join(lines[start:end]).strip("|\n").split("|")]
        if len(said) > 2:
            yield said, start, _behind(lines, end)


def _behind(lines: Sequence[str], at: int) -> int:
    """Where the next line stands that is not blank; the end of the text for none."""
    while at < len(lines) and not lines[at]:
        at += 1
    return at


def _joined(lines: Sequence[str]) -> list[str]:
    """The cells of a row: each opens with a bar, and a line without one goes on with the cell before it."""
    cells: list[str] = []
    for line in lines:
        if line.startswith("|") or not cells:
            cells.append(line.lstrip("|").strip())
        else:
            cells[-1] += line
    return [_SPACE.sub("", cell) for cell in cells]
