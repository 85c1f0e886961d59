"""Tables of an XLSX or DOCX file as grids of text: bytes in, no formulas run, nothing fetched, sizes limited.

A merged cell has its text in every position it covers; `origin` tells such a cell from a repeated text.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any, Literal

from yifa.law.benchmarks import BenchmarkUnreadable

# A published table is some hundred kilobytes; what unpacks to more is no table.
MAX_UNPACKED = 64 * 1024 * 1024
MAX_PARTS = 2000
MAX_COLUMNS = 60
MAX_ROWS = 50_000
MAX_NESTED = 5

Position = tuple[int, int]


@dataclass(slots=True)
class Grid:
    """One sheet or table. Rows and columns count from 1, as the person sees them. `above` is the text before it;
    `inside` a table in a cell of another."""

    kind: Literal["sheet", "table"]
    name: str
    cells: dict[Position, str] = field(default_factory=dict)
    origins: dict[Position, Position] = field(default_factory=dict)
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    odd: list[tuple[Position, str]] = field(default_factory=list)
    inside: bool = False

    def text(self, row: int, column: int) -> str:
        """The text at that position, for a merged cell that of the whole cell."""
        return self.cells.get(self.origin(row, column), "")

    def origin(self, row: int, column: int) -> Position:
        """The top left position of the merged cell there, or the position itself."""
        return self.origins.get((row, column), (row, column))

    @property
    def rows(self) -> list[int]:
        """Numbers of the rows that are not blank, in order."""
        return sorted({r for (r, _), text in self.cells.items() if text} | {r for r, _ in self.origins})

    @property
    def width(self) -> int:
        return max((c for _, c in (*self.cells, *self.origins)), default=0)

    def place(self, row: int, column: int | None = None) -> str:
        """`工作表“城管”第12行D列` or `表2第7行第4列`."""
        where = f"工作表“{self.name}”" if self.kind == "sheet" else self.name
        at = "" if column is None else f"{_letters(column)}列" if self.kind == "sheet" else f"第{column}列"
        return f"{where}第{row}行{at}"


def is_office(raw: bytes) -> bool:
    """True for what claims to be an office file, old or new, whatever its name."""
    return raw[:4] == b"PK\x03\x04" or raw[:4] == b"PK\x05\x06" or raw[:8] == _OLD


_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_grids(raw: bytes) -> list[Grid]:
    """The sheets of a workbook or tables of a document. Raises BenchmarkUnreadable with the reason in Chinese."""
    if raw[:8] == _OLD:
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise BenchmarkUnreadable("文件设有打开密码，请取消密码后重试")
        raise BenchmarkUnreadable("文件是旧格式（.xls或者.doc），请另存为.xlsx或者.docx后重试")
    names = _checked_names(raw)
    try:
        if "xl/workbook.xml" in names:
            return list(_sheets(raw))
        if "word/document.xml" in names:
            return list(_tables(raw))
    except BenchmarkUnreadable:
        raise
    except Exception as error:  # the libraries raise whatever a damaged part leads to
        raise BenchmarkUnreadable(f"文件已损坏，无法读取（{type(error).__name__}）") from error
    raise BenchmarkUnreadable("压缩文件不是Excel工作簿（.xlsx），也不是Word文档（.docx）")


def _checked_names(raw: bytes) -> set[str]:
    """Names of the parts, after counting what they really unpack to; the sizes a file states may be false."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(p.file_size for p in parts) > MAX_UNPACKED:
                raise BenchmarkUnreadable(_TOO_LARGE)
            if any(p.flag_bits & 1 for p in parts):
                raise BenchmarkUnreadable("文件设有打开密码，请取消密码后重试")
            total = 0
            for part in parts:
                with archive.open(part) as stream:
                    first = True
                    while chunk := stream.read(1 << 16):
                        total += len(chunk)
                        if total > MAX_UNPACKED:
                            raise BenchmarkUnreadable(_TOO_LARGE)
                        if first and part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in chunk:
                            raise BenchmarkUnreadable("文件含有不应有的实体声明，不予读取")
                        first = False
            return {p.filename for p in parts}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError, EOFError) as error:
        raise BenchmarkUnreadable("文件已损坏或者不完整，无法解压") from error
    except Exception as error:
        if isinstance(error, BenchmarkUnreadable):
            raise
        raise BenchmarkUnreadable("文件已损坏或者不完整，无法解压") from error


_TOO_LARGE = f"文件解压后超过{MAX_UNPACKED // 1024 // 1024}MB或者部件过多，不予读取"


def _letters(column: int) -> str:
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _sheets(raw: bytes) -> Iterator[Grid]:
    import openpyxl

    values = openpyxl.load_workbook(BytesIO(raw), data_only=True)
    formulas = openpyxl.load_workbook(BytesIO(raw))
    for sheet in values.worksheets:
        grid = Grid("sheet", sheet.title)
        # Only cells that exist: a sheet with one cell at its far corner has 17 thousand million positions.
        for (row, column), cell in sorted(sheet._cells.items()):
            if row > MAX_ROWS or column > MAX_COLUMNS:
                if cell.value is not None:
                    grid.odd.append(((row, column), "超出可读取的范围，未读取"))
                continue
            written = formulas[sheet.title]._cells.get((row, column))
            text, wrong = _cell_text(cell.value, None if written is None else written.value)
            if wrong:
                grid.odd.append(((row, column), wrong))
            if text:
                grid.cells[row, column] = text
        last = max((r for r, _ in grid.cells), default=0)
        for area in sheet.merged_cells.ranges:
            top_left = (area.min_row, area.min_col)
            if not grid.cells.get(top_left):
                continue
            for row in range(area.min_row, min(area.max_row, max(last, area.min_row)) + 1):
                for column in range(area.min_col, min(area.max_col, MAX_COLUMNS) + 1):
                    grid.origins[row, column] = top_left
        yield grid


def _cell_text(value: Any, written: Any) -> tuple[str, str]:
    """(text, what is wrong). A formula counts by its stored result."""
    if value is None:
        formula = isinstance(written, str) and written.startswith("=")
        return "", "公式没有保存计算结果，未读取" if formula else ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d"), ""
    if isinstance(value, bool):
        return "是" if value else "否", ""
    if isinstance(value, float):
        return (str(int(value)) if value.is_integer() else repr(value)), ""
    text = str(value).strip()
    if text.startswith("#") and text.rstrip("!?").isupper() and len(text) < 10:
        return "", f"单元格是错误值{text}，未读取"
    return text, ""


def _tables(raw: bytes) -> Iterator[Grid]:
    import docx

    body = docx.Document(BytesIO(raw)).element.body
    above: list[str] = []
    number = 0
    last: Grid | None = None
    for child in _children(body):
        kind = child.tag.rpartition("}")[2]
        if kind == "p":
            text = _words(child)
            if text:
                above.append(text)
        elif kind == "tbl":
            if last is not None:
                yield last
            number += 1
            made = _table(child, f"表{number}")
            made.above, above = above, []
            nested = list(_nested(child, f"表{number}"))
            last = (nested or [made])[-1]
            yield from [made, *nested][:-1]
    if last is not None:
        last.below = above
        yield last


def _nested(element: Any, name: str, depth: int = 0) -> Iterator[Grid]:
    """The tables in cells of a table, and in theirs, in reading order: `表1内表2`."""
    number = 0
    for row in (r for r in _children(element) if r.tag.endswith("}tr")):
        for cell in (c for c in _children(row) if c.tag.endswith("}tc")):
            for table in (t for t in _children(cell) if t.tag.endswith("}tbl")):
                number += 1
                inner = f"{name}内表{number}"
                made = _table(table, inner)
                made.inside = True
                yield made
                if depth < MAX_NESTED:
                    yield from _nested(table, inner, depth + 1)


def _children(element: Any) -> Iterator[Any]:
    """The children, those in content controls (sdt) as if they stood there by themselves."""
    for child in element.iterchildren():
        kind = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if kind == "sdt":
            for held in child.iterchildren():
                if held.tag.endswith("}sdtContent"):
                    yield from _children(held)
        elif kind:
            yield child


def _words(element: Any) -> str:
    """The text of a paragraph: deleted revisions left out, breaks as newlines."""
    parts: list[str] = []
    for node in element.iter():
        kind = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
        if kind == "t":
            parts.append(node.text or "")
        elif kind in ("br", "cr"):
            parts.append("\n")
        elif kind == "tab" and node.getparent().tag.endswith("}r"):
            parts.append(" ")
    return "".join(parts).strip()


def _table(element: Any, name: str) -> Grid:
    grid = Grid("table", name)
    rows = [r for r in _children(element) if r.tag.endswith("}tr")]
    for at, row in enumerate(rows, 1):
        column = 1 + _value(row, "trPr", "gridBefore", 0)
        for cell in (c for c in _children(row) if c.tag.endswith("}tc")):
            span = max(1, _value(cell, "tcPr", "gridSpan", 1))
            if at > MAX_ROWS or column + span > MAX_COLUMNS + 1:
                grid.odd.append(((at, column), "超出可读取的范围，未读取"))
                break
            origin = (at, column)
            merged = _merge(cell)
            if merged == "continue" and at > 1 and (at - 1, column) in grid.origins:
                origin = grid.origin(at - 1, column)
            else:
                texts = (_words(p) for p in _children(cell) if p.tag.endswith("}p"))
                grid.cells[origin] = "\n".join(t for t in texts if t)
            for covered in range(column, column + span):
                grid.origins[at, covered] = origin
            column += span
    return grid


def _property(element: Any, holder: str, name: str) -> Any:
    for child in element.iterchildren():
        if child.tag.endswith("}" + holder):
            return next((p for p in child.iterchildren() if p.tag.endswith("}" + name)), None)
    return None


def _value(element: Any, holder: str, name: str, otherwise: int) -> int:
    found = _property(element, holder, name)
    text = "" if found is None else next((v for k, v in found.attrib.items() if k.endswith("}val")), "")
    return min(int(text), MAX_COLUMNS + 1) if text.isdigit() else otherwise


def _merge(cell: Any) -> str:
    found = _property(cell, "tcPr", "vMerge")
    if found is None:
        return ""
    return next((v for k, v in found.attrib.items() if k.endswith("}val")), "continue")
