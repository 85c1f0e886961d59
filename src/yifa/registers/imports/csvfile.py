"""CSV as spreadsheets write it: UTF-8 with or without mark, UTF-16, GBK (GB 18030); comma, tab or semicolon."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from yifa.registers.imports.files import MAX_COLUMNS, Line, Source, Unreadable

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHUNK = 1 << 20
NAMES = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "utf-16": "UTF-16", "gb18030": "GBK（GB 18030）"}


def open_csv(raw: bytes) -> Source:
    """The file as one page without a name."""
    encoding = encoding_of(raw)
    notes = [("info", f"按{NAMES[encoding]}编码读取")]
    return Source("csv", [""], _lines(raw, encoding, _delimiter(raw, encoding)), notes)


def encoding_of(raw: bytes) -> str:
    """The encoding in which every byte of the file makes sense; UTF-8 before GBK. Raises Unreadable."""
    for mark, name in _MARKS:
        if raw.startswith(mark):
            if not _decodes(raw, name):
                raise Unreadable("文件不是完整的文本，请重新导出后再试")
            return name
    for name in ("utf-8", "gb18030"):
        if _decodes(raw, name):
            return name
    raise Unreadable("文件不是文本，或者编码不是UTF-8、GBK。请在表格软件中另存为“CSV UTF-8”或者.xlsx后重试")


def _decodes(raw: bytes, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for at in range(0, len(raw), _CHUNK):
            if "\x00" in decoder.decode(raw[at : at + _CHUNK]):
                return False
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(raw: bytes, encoding: str) -> str:
    first = raw[:8192].decode(encoding, "ignore").partition("\n")[0]
    return max(",\t;", key=first.count)


def _lines(raw: bytes, encoding: str, delimiter: str) -> Iterator[Line]:
    text = io.TextIOWrapper(io.BytesIO(raw), encoding, newline="")
    reader = csv.reader(text, delimiter=delimiter)
    at = 1
    try:
        for cells in reader:
            if len(cells) > MAX_COLUMNS and any(c.strip() for c in cells[MAX_COLUMNS:]):
                raise Unreadable(f"第{at}行超过{MAX_COLUMNS}列，请检查分隔符和引号")
            yield 0, at, cells, None
            at = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(f"第{at}行不能按CSV读取，请检查引号是否成对（{error}）") from None
