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
_OPENED = re.compile(r"(?m)^[ \t\u3000\xa0]*[|｜][^\n]+[|｜][ \t\u3000\xa0]*\n(?![ \t]*[|｜])[^\n|｜]+[|｜]")
_CLOSED = re.compile(r"(?m)^[ \t\u3000\xa0]*(?:序\s?号|编号)[ \t]*[|｜][ \t\u3000\xa0]*$")
_CAPTION = re.compile(r"^[ \t]*[|｜]?[ \t]*([^|｜\n]+?)[ \t]*(?:[|｜][ \t]*){3,}$")
_SPACE = re.compile(r"\s+")
_MOST_LINES, _MOST_WAITING, _KNOWN, _LONGEST_HEAD = 16, 3, 0.5, 14
Row = tuple[list[str], int, int]  # the cells, and the lines they stood on, the last not included


def barred(text: str) -> str:
    """The text with such tables as rows whose cells are parted by tabs; else as it is."""
    if "|" not in text and "｜" not in text:
        return text
    lines = [line.strip(" \t\u3000\xa0").replace("｜", "|") for line in text.split("\n")]
    for known, ways in ((_ALONE, _ended), (_OPENED, _opened), (_CLOSED, _closed)):
        tables = _tables(list(ways(lines))) if known.search(text) else []
        if tables:
            return _written(text.split("\n"), tables)
    return text


def _written(lines: Sequence[str], tables: Sequence[Sequence[Row]]) -> str:
    """The lines, the tables among them as rows whose cells are parted by tabs."""
    out: list[str] = []
    done = 0
    for rows in tables:
        kinds = [kind_of(said) for said in rows[0][0]]
        out += [*_captions(lines[done : rows[0][1]]), CELL.join(rows[0][0])]
        out += [CELL.join(cells if len(cells) == 1 else in_columns(cells, kinds)) for cells, _, _ in rows[1:]]
        done = rows[-1][2]
    return "\n".join([*out, *lines[done:]])


def _captions(lines: Sequence[str]) -> list[str]:
    """The lines above a table, rows of one cell without their bars: they name the table."""
    return [_CAPTION.sub(r"\1", line) for line in lines]


def _tables(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows that follow one another, from a head on."""
    found: list[list[Row]] = []
    for row in rows:
        if is_head([kind_of(said) for said in row[0]], 2, _KNOWN) and max(map(len, row[0])) <= _LONGEST_HEAD:
            found.append([row])
        elif found and found[-1][-1][2] == row[1] and len(row[0]) <= len(found[-1][0][0]):
            found[-1].append(row)
    return [rows for rows in found if len(rows) > 1]


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


def _closed(lines: Sequence[str]) -> Iterator[Row]:
    """Rows each cell of which ends with a bar; the number that follows opens the next one."""
    for start, line in enumerate(lines):
        if not _CLOSED.match(line):
            continue
        cells = list(_ended_cells(lines, start))
        said = [words for words, _ in cells]
        first = said.index("1") if "1" in said else 0
        if not first:
            continue
        yield said[:first], start, cells[first - 1][1]
        number = 1
        while first < len(said) and said[first] == str(number):
            number += 1
            most = first + said.index("1")
            last = (
                said.index(str(number), first + 1, most + 1)
                if str(number) in said[first + 1 : most + 1]
                else most
            )
            last = min(last, len(said))
            yield said[first:last], cells[first - 1][1], cells[last - 1][1]
            first = last


def _ended_cells(lines: Sequence[str], at: int) -> Iterator[tuple[str, int]]:
    """The cells from this line on, each up to its bar, and the line behind it; they end where no bar comes any more,
    and at the head of the next table."""
    waiting: list[str] = []
    first = at
    while at < len(lines) and len(waiting) <= _MOST_WAITING and (at == first or not _CLOSED.match(lines[at])):
        *ended, left = lines[at].split("|")
        at += 1
        for n, said in enumerate(ended):
            yield _SPACE.sub("", "".join([*waiting, said])), at if n == len(ended) - 1 else at - 1
            waiting = []
        waiting += [left] if left else []


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
