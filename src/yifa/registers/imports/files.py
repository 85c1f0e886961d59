"""What a file holds, line by line, whatever kind it is. Bytes in, texts out; nothing runs, sizes are limited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

# (number of the page, line as people count it, texts, {position: what is wrong with that cell} or None)
Line = tuple[int, int, Sequence[str], Mapping[int, str] | None]
MAX_COLUMNS = 100


class Unreadable(Exception):
    """The file as a whole cannot be taken. The message says why and what to do, in Chinese."""


@dataclass(slots=True)
class Source:
    """An opened file: `pages` are names of its sheets, [""] for CSV. `lines` may be called once."""

    form: str
    pages: Sequence[str]
    lines: Iterator[Line]
    notes: list[tuple[str, str]] = field(default_factory=list)


def open_file(raw: bytes) -> Source:
    """A workbook or a CSV by its content, not by its name. Raises Unreadable."""
    from yifa.registers.imports import csvfile, xlsxfile

    if not raw.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise Unreadable("文件是空的")
    if raw[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise Unreadable("文件设有打开密码，请取消密码后重试")
        raise Unreadable("文件是旧格式（.xls），请另存为.xlsx或者CSV后重试")
    if raw[:2] == b"PK":
        return xlsxfile.open_workbook(raw)
    return csvfile.open_csv(raw)


def letters(position: int) -> str:
    """The letters of a column in a workbook, from 0."""
    name, left = "", position + 1
    while left:
        left, rest = divmod(left - 1, 26)
        name = chr(65 + rest) + name
    return name


def place(form: str, position: int) -> str:
    """Where a cell stands in its line: `D列` in a workbook, `第4列` in a CSV."""
    return f"{letters(position)}列" if form == "xlsx" else f"第{position + 1}列"


def line_words(pages: Sequence[str], page: int, line: int) -> str:
    """Where a line stands: `工作表“执法人员”第12行`, or `第12行` in a CSV."""
    name = pages[page] if page < len(pages) else ""
    return f"工作表“{name}”第{line}行" if name else f"第{line}行"
