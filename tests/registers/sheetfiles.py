"""Small files for imports, written as people's programs write them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from yifa.registers.sheets import sheet_named


def csv_bytes(rows: Sequence[Sequence[Any]], encoding: str = "utf-8-sig", delimiter: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def book(*pages: tuple[str, Sequence[Sequence[Any]]]) -> Workbook:
    """A workbook with these pages; the caller may still spoil it."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in pages:
        page = made.create_sheet(title)
        for row in rows:
            page.append(list(row))
    return made


def book_bytes(made: Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def titles(name: str) -> list[str]:
    """The titles of a sheet, as its template has them."""
    sheet = sheet_named(name)
    assert sheet is not None
    return [c.title for c in sheet.full]


def bomb() -> bytes:
    """A workbook of some hundred kilobytes that unpacks to a hundred megabytes."""
    raw = book_bytes(book(("权责清单", [titles("powers")])))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename.endswith("sheet1.xml"):
                content = content.replace(b"</sheetData>", b" " * (100 << 20) + b"</sheetData>")
            new.writestr(part.filename, content)
    return out.getvalue()
