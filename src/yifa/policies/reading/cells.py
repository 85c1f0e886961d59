"""A table whose cells came each on a line of its own, as text taken from a page gives it, put into rows again.

Known by its head: three or more short lines one below the other that name columns, the number among the first, and a
line that is nothing but 1. Rows begin at 1, 2, 3 …; what is left over in a row is told apart by what it is: a time, the
name of an office, else what is to be done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from yifa.policies.reading.tables import CELL

_ONE = re.compile(r"(?m)^[ \t\u3000\xa0]*1[.．、]?[ \t\u3000\xa0]*$")
_NUMBER = re.compile(r"(\d{1,3})[.．、]?")
_HEAD = re.compile(
    r"(?P<no>序号|编号|序|号)|(?P<who>.{0,6}(?:牵头|责任|承办|配合|协办|实施|主办|落实)(?:单位|部门|科室|处室|主体)?)"
    r"|(?P<when>.{0,6}(?:时限|时间|期限|进度|节点)(?:要求|安排)?)|(?P<what>.{0,8}(?:任务|措施|举措|事项|内容|要求|要点|项目|工作|实事|目标))"
)
_OFFICE = re.compile(
    r"[^。;；]{1,60}(?:局|委|办|办公室|厅|部|院|府|中心|处|科|室|队|所|站|会|组|公司|集团|联|部门|单位|机关|街道|乡镇|镇|街|指挥部)"
    r"(?:[（(][^（()）]*[)）])?(?:牵头|配合|负责)?"
)
_WHEN = re.compile(
    r"[^。]{0,20}(?:\d{1,2}月|月底|年底|年末|\d{4}年|季度|半年|长期|全年|持续|常态化|\d{4}[./-]\d{1,2})[^。]{0,16}"
)
_SHORT, _MOST_HEADS, _MOST_CELLS, _RUN_TOGETHER = 14, 8, 12, 120
_SPREAD = re.compile(r"(?<=\s)[\u4e00-\u9fff](?:\s[\u4e00-\u9fff])+(?=\s)")  # 工 作 内 容
_GROUP = re.compile(r"[一二三四五六七八九十]{1,3}、.{2,40}")


def rows_again(text: str) -> str:
    """The text with such tables as rows whose cells are parted by tabs; else as it is."""
    given = text
    if "序号" in text:
        text = "\n".join(_apart(line) for line in text.split("\n"))
    if not _ONE.search(text):
        return given
    lines = [line.strip(" \t\u3000\xa0") for line in text.split("\n")]
    kept = [n for n, line in enumerate(lines) if line and line not in ("|", "｜")]
    out: list[str] = []
    at, done = 0, 0
    while at < len(kept):
        heads = _heads(lines, kept, at)
        rows, behind = _rows(lines, kept, at + len(heads), heads) if heads else ([], at)
        if rows:
            out += [*lines[done : kept[at]], CELL.join(heads), *(CELL.join(row) for row in rows)]
            done = kept[behind] if behind < len(kept) else len(lines)
            at = behind
        else:
            at += 1
    return "\n".join([*out, *text.split("\n")[done:]]) if out else given


def _apart(line: str) -> str:
    """A line into which a whole table was run together, its cells parted by blanks, with each cell on a line."""
    before, head, after = line.partition("序号")
    if not head or "\t" in line or "|" in line or len(line) < _RUN_TOGETHER or " 1 " not in after:
        return line
    after = _SPREAD.sub(lambda found: re.sub(r"\s", "", found.group()), after)
    return "\n".join([before, head, *after.split()])


def _kind(said: str) -> str:
    found = _HEAD.fullmatch(re.sub(r"\s", "", said)) if len(said) <= _SHORT else None
    return (found.lastgroup or "") if found else ""


def _heads(lines: Sequence[str], kept: Sequence[int], at: int) -> list[str]:
    """The names of the columns from this line on, where at least three kinds stand together."""
    heads: list[str] = []
    while at + len(heads) < len(kept) and len(heads) < _MOST_HEADS:
        said = lines[kept[at + len(heads)]]
        if not _kind(said):
            break
        heads.append(said)
    kinds = {_kind(said) for said in heads}
    return heads if len(heads) > 2 and "what" in kinds and len(kinds) > 2 else []


def _rows(
    lines: Sequence[str], kept: Sequence[int], at: int, heads: Sequence[str]
) -> tuple[list[list[str]], int]:
    """The rows below the heads, and where they end."""
    kinds = [_kind(said) for said in heads]
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
            [mark[1], *_in_columns(cells, kinds[1:])]
            if numbered
            else [group, mark[1] + "." + cells[0], *cells[1:]]
        )
        group = "".join(left)[: _SHORT * 4] or group
        rows += [[said] for said in named]
    return rows, at


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


def _in_columns(cells: Sequence[str], kinds: Sequence[str]) -> list[str]:
    """The cells in as many columns as there are: names of offices together, times together, the rest before them."""
    if len(cells) == len(kinds):
        return list(cells)
    places: dict[str, list[str]] = {"when": [], "who": [], "what": []}
    for said in cells:
        kind = "what"
        if "when" in kinds and len(said) <= 24 and _WHEN.fullmatch(said) and places["what"]:
            kind = "when"
        elif places["what"] and _OFFICE.fullmatch(said):
            kind = "who"
        places[kind].append(said)
    row = []
    for n, kind in enumerate(kinds):
        more = kind in kinds[n + 1 :]
        waiting = places.get(kind, [])
        taken = waiting[:1] if more else waiting
        places[kind] = waiting[len(taken) :]
        row.append(("、" if kind == "who" else "").join(taken))
    return row
