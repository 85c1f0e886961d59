"""A table whose cells came each on a line of its own, as text taken from a page gives it, put into rows again.

Known by its head: three or more short lines one below the other that name columns, the number among the first, and a
line that is nothing but 1. Rows begin at 1, 2, 3 …; what is left over in a row is told apart by what it is: a time, the
name of an office, else what is to be done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from yifa.policies.reading.bars import barred
from yifa.policies.reading.columns import in_columns, is_head, is_office, kind_of
from yifa.policies.reading.spaced import spaced
from yifa.policies.reading.tables import CELL

_ONE = re.compile(r"(?m)^[ \t\u3000\xa0]*1[.．、]?[ \t\u3000\xa0]*$")
_ITEM = re.compile(r"(\d{1,3})[.．、](?!\d)\s*\S{4,}")
_NUMBER = re.compile(r"(\d{1,3})[.．、]?")
# The head of a column for units on a line of its own: a table may stand there whose numbers are in its cells.
_HEADS = re.compile(r"(?m)^[ \t\u3000\xa0]*(?:主要)?(?:责任|牵头|承办)(?:单位|部门|科室)[ \t\u3000\xa0]*$")
_SHORT, _MOST_HEADS, _MOST_CELLS, _RUN_TOGETHER = 14, 10, 12, 120
_SPREAD = re.compile(r"(?<=\s)[\u4e00-\u9fff](?:\s[\u4e00-\u9fff])+(?=\s)")  # 工 作 内 容
_GROUP = re.compile(r"[一二三四五六七八九十]{1,3}、.{2,40}")


def rows_again(text: str) -> str:
    """The text with such tables as rows whose cells are parted by tabs; else as it is."""
    given = text
    text = spaced(barred(text))
    if "序号" in text:
        text = "\n".join(_apart(line) for line in text.split("\n"))
    if not _ONE.search(text) and not _HEADS.search(text):
        return text if text != given else given
    lines = [line.strip(" \t\u3000\xa0") for line in text.split("\n")]
    kept = [n for n, line in enumerate(lines) if line and line not in ("|", "｜")]
    out: list[str] = []
    at, done = 0, 0
    while at < len(kept):
        heads, below = _heads(lines, kept, at)
        rows, behind = _rows(lines, kept, below, heads) if heads else ([], at)
        if rows:
            out += [*lines[done : kept[at]], CELL.join(heads), *(CELL.join(row) for row in rows)]
            done = kept[behind] if behind < len(kept) else len(lines)
            at = behind
        else:
            at += 1
    return "\n".join([*out, *text.split("\n")[done:]]) if out else text if text != given else given


def _apart(line: str) -> str:
    """A line into which a whole table was run together, its cells parted by blanks, with each cell on a line."""
    before, head, after = line.partition("序号")
    if not head or "\t" in line or "|" in line or len(line) < _RUN_TOGETHER or " 1 " not in after:
        return line
    after = _SPREAD.sub(lambda found: re.sub(r"\s", "", found.group()), after)
    return "\n".join([before, head, *after.split()])


def _heads(lines: Sequence[str], kept: Sequence[int], at: int) -> tuple[list[str], int]:
    """The names of the columns from this line on, where at least three kinds stand together, and where they end."""
    heads: list[str] = []
    while at < len(kept) and len(heads) < _MOST_HEADS:
        said, following = lines[kept[at]], _at(lines, kept, at + 1)
        if kind_of(said):
            heads.append(said)
        elif len(said) < _SHORT and kind_of(said + following):  # a head that was broken: 抽查 / 对象
            heads.append(said + following)
            at += 1
        elif heads and len(said) < _SHORT and kind_of(heads[-1] + said):
            heads[-1] += said
        else:
            break
        at += 1
    kinds = [kind_of(said) for said in heads]
    return (heads, at) if is_head(kinds, 2 if "no" not in kinds else 3) else ([], at)


def _rows(
    lines: Sequence[str], kept: Sequence[int], at: int, heads: Sequence[str]
) -> tuple[list[list[str]], int]:
    """The rows below the heads, and where they end."""
    kinds = [kind_of(said) for said in heads]
    if "no" in kinds[1:]:
        return _numbered_within(lines, kept, at, kinds)
    if "no" not in kinds and any(_ITEM.match(_at(lines, kept, n)) for n in (at, at + 1)):
        return _of_items(lines, kept, at, kinds)
    numbered = kinds[0] == "no"
    rows: list[list[str]] = []
    group = "" if numbered else _at(lines, kept, at)
    if numbered and _GROUP.fullmatch(_at(lines, kept, at)):
        rows.append([_at(lines, kept, at)])
    at += not numbered or bool(rows)
    number = 1
    while at < len(kept) and (mark := _NUMBER.fullmatch(lines[kept[at]])) and int(mark[1]) == number:
        number += 1
        cells, at = _cells(lines, kept, at + 1, number)
        named = [cells.pop()] if numbered and len(cells) > 1 and _GROUP.fullmatch(cells[-1]) else []
        left: list[str] = []
        if not numbered and len(cells) > len(kinds) - 1:
            cells, left = cells[: len(kinds) - 1], cells[len(kinds) - 1 :]
        rows.append(
            [mark[1], *in_columns(cells, kinds[1:])]
            if numbered
            else [group, mark[1] + "." + cells[0], *cells[1:]]
        )
        group = "".join(left)[: _SHORT * 4] or group
        rows += [[said] for said in named]
    return rows, at


def _numbered_within(
    lines: Sequence[str], kept: Sequence[int], at: int, kinds: Sequence[str]
) -> tuple[list[list[str]], int]:
    """Rows whose number stands behind the group they belong to; the group is printed once."""
    before, rows, number = list(kinds).index("no"), [], 1
    groups = [_at(lines, kept, at + n) for n in range(before)]
    at += before
    while at < len(kept) and (mark := _NUMBER.fullmatch(lines[kept[at]])) and int(mark[1]) == number:
        number += 1
        cells, at = _cells(lines, kept, at + 1, number)
        following: list[str] = []
        while at < len(kept) and len(following) < before and len(cells) > 1 and is_office(cells[-2]):
            if is_office(cells[-1]):
                break
            following.insert(0, cells.pop())
        rows.append([*groups, mark[1], *in_columns(cells, kinds[before + 1 :])])
        groups = [""] * (before - len(following)) + following
    return rows, at


def _of_items(
    lines: Sequence[str], kept: Sequence[int], at: int, kinds: Sequence[str]
) -> tuple[list[list[str]], int]:
    """Rows that open with 1.…, 2.…, the number in the cell of what is to be done; it may begin anew."""
    rows: list[list[str]] = []
    if not _ITEM.match(_at(lines, kept, at)):
        rows.append([_at(lines, kept, at)])
        at += 1
    number = 0
    while at < len(kept) and (item := _ITEM.match(lines[kept[at]])) and int(item[1]) in (number + 1, 1):
        number = int(item[1])
        cells = [lines[kept[at]]]
        at += 1
        while at < len(kept) and len(cells) < _MOST_CELLS and not _begins_anew(lines[kept[at]], number):
            cells.append(lines[kept[at]])
            at += 1
        while len(cells) > 2 and not is_office(
            cells[-1]
        ):  # the group of the rows below, or what follows the table
            cells.pop()
            at -= 1
        offices = next((n for n, said in enumerate(cells) if is_office(said)), len(cells))
        rows.append(in_columns(["".join(cells[:offices]), *cells[offices:]], kinds))
        if not _ITEM.match(_at(lines, kept, at)) and _ITEM.match(_at(lines, kept, at + 1)):
            rows.append([lines[kept[at]]])
            at += 1
    return (rows, at) if sum(len(row) > 1 for row in rows) > 1 else ([], at)


def _begins_anew(said: str, number: int) -> bool:
    item = _ITEM.match(said)
    return item is not None and int(item[1]) in (number + 1, 1)


def _at(lines: Sequence[str], kept: Sequence[int], at: int) -> str:
    return lines[kept[at]] if at < len(kept) else ""


def _cells(lines: Sequence[str], kept: Sequence[int], at: int, following: int) -> tuple[list[str], int]:
    """The lines up to the number of the following row; without one, as many as a row has at most."""
    cells: list[str] = []
    while at < len(kept) and len(cells) < _MOST_CELLS:
        mark = _NUMBER.fullmatch(lines[kept[at]])
        if mark and int(mark[1]) == following:
            break
        cells.append(lines[kept[at]])
        at += 1
    return cells, at
