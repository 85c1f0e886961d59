"""A table whose rows kept their lines but whose cells are parted by blanks only, put into cells again.

Known by its head: the number first, all the words of the line names of columns. Its rows open with 1, 2, 3 …
"""

from __future__ import annotations

import re

from yifa.policies.reading.columns import in_columns, is_head, kind_of
from yifa.policies.reading.tables import CELL

_HEAD = re.compile(r"(?m)^[ \u3000\xa0]*(?:序[ \u3000]?号|编号)[ \u3000\xa0]+[^\t|｜\n]{4,90}$")
_KNOWN = 0.6
_NUMBERED = ("序号 ", "序号\u3000", "序号\xa0", "序 号", "编号 ")
_SPREAD = re.compile(r"(?<!\S)[\u4e00-\u9fff](?:[ \u3000\xa0][\u4e00-\u9fff])+(?!\S)")  # 责 任 单 位
_ROW = re.compile(r"[ \u3000\xa0]*(\d{1,3})[.．、]?[ \u3000\xa0]+(\S.*)")
_GROUP = re.compile(r"[一二三四五六七八九十]{1,3}、.{2,40}|[（(][一二三四五六七八九十]{1,3}[)）].{2,40}")


def spaced(text: str) -> str:
    """The text with such tables as rows whose cells are parted by tabs; else as it is."""
    if not any(words in text for words in _NUMBERED) or not _HEAD.search(text):
        return text
    out, lines, at = [], text.split("\n"), 0
    while at < len(lines):
        heads = _heads(lines[at])
        rows, behind = _rows(lines, at + 1, [kind_of(said) for said in heads]) if heads else ([], at)
        out += [CELL.join(row) for row in [heads, *rows]] if rows else [lines[at]]
        at = behind if rows else at + 1
    return "\n".join(out)


def _heads(line: str) -> list[str]:
    if not _HEAD.fullmatch(line):
        return []
    said = _SPREAD.sub(lambda found: re.sub(r"\s", "", found.group()), line).split()
    return said if is_head([kind_of(name) for name in said], 2, _KNOWN) else []


def _rows(lines: list[str], at: int, kinds: list[str]) -> tuple[list[list[str]], int]:
    """The rows below a head, and where they end: at a line that is no row and no group."""
    rows: list[list[str]] = []
    number = 1
    while at < len(lines):
        said = lines[at].strip()
        row = _ROW.fullmatch(lines[at])
        if row and int(row[1]) == number:
            rows.append([row[1], *in_columns(row[2].split(), kinds[1:])])
            number += 1
        elif _GROUP.fullmatch(said) and " " not in said:
            rows.append([said])
        elif said:
            break
        at += 1
    return (rows, at) if number > 2 else ([], at)
