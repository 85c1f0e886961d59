"""A workbook read row by row. Formulas are not run, merged cells are named, a bomb is met before it is unpacked."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from yifa.registers.imports import xlsxcells
from yifa.registers.imports.files import MAX_COLUMNS, Line, Source, Unreadable

MAX_PARTS = 2000
MAX_UNPACKED = 1536 * 1024 * 1024
MAX_STRINGS = 256 * 1024 * 1024  # the shared texts of a workbook are held in memory
FREE = 64 * 1024 * 1024  # below this size the ratio does not matter
MAX_RATIO = 100
GUIDES = frozenset(("填写说明", "说明"))
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_PRECISE = 10**15  # a number of more digits has lost its last ones in a spreadsheet
Area = tuple[int, int, int, int, str]  # first line, last line, first column, last column (from 0), as written
MAX_MERGES = 2000


def open_workbook(raw: bytes) -> Source:
    """The sheets of a workbook, those that only explain left out. Raises Unreadable."""
    merges = checked(raw)
    try:
        book = _opened(raw)
        sheets = [s for s in book.worksheets if s.title.strip() not in GUIDES]
    except Exception as error:  # the library raises whatever a damaged part leads to
        raise Unreadable(f"工作簿已损坏，无法读取（{type(error).__name__}）") from error
    if not sheets:
        raise Unreadable("工作簿中没有可以导入的工作表")
    return Source("xlsx", [s.title for s in sheets], _lines(sheets, merges))


def _opened(raw: bytes) -> Any:
    """The workbook; the texts its cells share are read by `xlsxcells`."""
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.xml.constants import SHARED_STRINGS

    class Reader(ExcelReader):  # type: ignore[misc, unused-ignore]
        def read_strings(self) -> None:
            part = self.package.find(SHARED_STRINGS)
            if part is not None:
                with self.archive.open(part.PartName[1:]) as stream:
                    self.shared_strings = xlsxcells.texts(stream)

    reader = Reader(BytesIO(raw), read_only=True, keep_vba=False, data_only=False, keep_links=False)
    reader.read()
    return reader.wb


def checked(raw: bytes) -> dict[str, list[Area]]:
    """Merged areas by the part that holds them, after counting what every part really unpacks to."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            parts = archive.infolist()
            if "xl/workbook.xml" not in {p.filename for p in parts}:
                raise Unreadable("压缩文件不是Excel工作簿（.xlsx）")
            if any(p.flag_bits & 1 for p in parts):
                raise Unreadable("文件设有打开密码，请取消密码后重试")
            limit = min(MAX_UNPACKED, max(FREE, MAX_RATIO * len(raw)))
            if len(parts) > MAX_PARTS or sum(p.file_size for p in parts) > limit:
                raise Unreadable(_BOMB)
            return _unpacked(archive, parts, limit)
    except Unreadable:
        raise
    except Exception as error:  # what a damaged archive raises has no common base
        raise Unreadable("文件已损坏或者不完整，无法解压") from error


_BOMB = "文件解压后异常地大，不予读取；数据很多的，请另存为CSV导入"


def _unpacked(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], limit: int) -> dict[str, list[Area]]:
    total, merges = 0, {}
    for part in parts:
        found: list[Area] = []
        size, tail = 0, b""
        with archive.open(part) as stream:
            while chunk := stream.read(1 << 18):
                if not size and part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in chunk:
                    raise Unreadable("文件含有不应有的实体声明，不予读取")
                size += len(chunk)
                total += len(chunk)
                if total > limit or (part.filename.endswith("sharedStrings.xml") and size > MAX_STRINGS):
                    raise Unreadable(_BOMB)
                if part.filename.startswith("xl/worksheets/") and len(found) < MAX_MERGES:
                    window = tail + chunk
                    found += [_area(m) for m in _MERGE.finditer(window)]
                    tail = b"" if not window else window[window.rfind(b"<") :][-200:]
        if found:
            merges[part.filename] = sorted(set(found))
    return merges


def _area(match: re.Match[bytes]) -> Area:
    left, top, right, bottom = (g.decode() for g in match.groups())
    return int(top), int(bottom), _number(left), _number(right), f"{left}{top}:{right}{bottom}"


def _number(name: str) -> int:
    value = 0
    for char in name:
        value = value * 26 + ord(char) - 64
    return value - 1


def _lines(sheets: list[Any], merges: Mapping[str, list[Area]]) -> Iterator[Line]:
    for number, sheet in enumerate(sheets):
        areas = merges.get(str(sheet._worksheet_path).lstrip("/"), [])
        merged = _by_line(areas)
        book = sheet.parent
        styles = xlsxcells.Styles(
            frozenset(book._date_formats), frozenset(book._timedelta_formats), book.epoch
        )
        try:
            with sheet._get_source() as stream:
                for line, cells in xlsxcells.rows(stream, sheet._shared_strings, styles):
                    if not cells:
                        continue
                    texts, odd = _texts(cells)
                    if line in merged:
                        odd = {**(odd or {}), **merged[line]}
                    yield number, line, texts, odd
        except Unreadable:
            raise
        except Exception as error:
            raise Unreadable(f"工作表“{sheet.title}”已损坏，无法读取（{type(error).__name__}）") from error


def _by_line(areas: list[Area]) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {}
    for top, bottom, left, right, ref in areas:
        for line in range(top, min(bottom, top + 5000) + 1):
            found.setdefault(line, {}).update(
                dict.fromkeys(
                    range(left, min(right, MAX_COLUMNS) + 1), f"合并单元格{ref}，请取消合并并逐格填写"
                )
            )
    return found


def _texts(cells: list[xlsxcells.Cell]) -> tuple[list[str], dict[int, str] | None]:
    texts: list[str] = []
    odd: dict[int, str] | None = None
    for at, value, kind in cells:
        if at > len(texts):
            texts += [""] * (at - len(texts))
        if kind == "s":
            text, wrong = value, ""
        else:
            text, wrong = _text(value, kind)
        if at < len(texts):
            texts[at] = text
        else:
            texts.append(text)
        if wrong:
            odd = odd or {}
            odd[at] = wrong
    return texts, odd


def _text(value: Any, kind: str) -> tuple[str, str]:
    """(text, what is wrong)."""
    if kind == "f":
        return "", "是公式，请复制后选择性粘贴为数值"
    if kind == "e":
        return "", f"是错误值{value}"
    if isinstance(value, bool):
        return ("是" if value else "否"), ""
    if isinstance(value, datetime):
        whole = value.time() == time(0)
        return (f"{value:%Y-%m-%d}" if whole else f"{value:%Y-%m-%d %H:%M:%S}"), ""
    if isinstance(value, date):
        return value.isoformat(), ""
    if isinstance(value, int | float):
        if abs(value) >= _PRECISE:
            return "", "号码被表格软件存成了数字，后几位已经丢失，请把该列设为文本后重新填写"
        return (str(int(value)) if float(value).is_integer() else repr(value)), ""
    return str(value), ""
