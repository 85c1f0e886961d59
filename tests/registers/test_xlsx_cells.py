"""Cells read from the XML as it comes: the same as openpyxl reads, and what it leaves out."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any
from xml.parsers.expat import ExpatError

import openpyxl
import pytest

from yifa.registers.imports import xlsxcells, xlsxfile
from yifa.registers.imports.files import Unreadable

VALUES: list[list[Any]] = [
    ["名称", "数", "日期", "是否"],
    ["甲 乙", 12, date(2026, 1, 1), True],
    [" 前后空格 ", 1.5, datetime(2026, 1, 1, 9, 30), False],
    [None, None, time(9, 30), "最后"],
    ["=1+1", "一\n二", 0, None],
    [],
    ["引号\"<>&'", "𠮷", -3, "x005F"],
]


def read(raw: bytes) -> list[tuple[int, list[str]]]:
    return [(line, list(texts)) for _, line, texts, _ in xlsxfile.open_workbook(raw).lines]


def saved(rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row in rows:
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_every_kind_of_cell_is_the_text_that_people_see() -> None:
    assert read(saved(VALUES)) == [
        (1, ["名称", "数", "日期", "是否"]),
        (2, ["甲 乙", "12", "2026-01-01", "是"]),
        (3, [" 前后空格 ", "1.5", "2026-01-01 09:30:00", "否"]),
        (4, ["", "", "09:30:00", "最后"]),
        (5, ["", "一\n二", "0"]),
        (7, ["引号\"<>&'", "𠮷", "-3", "x005F"]),
    ]


def sheet_xml(rows: str) -> io.BytesIO:
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return io.BytesIO(f"{head}{rows}</sheetData></worksheet>".encode())


def cells(rows: str, shared: tuple[str, ...] = ()) -> list[xlsxcells.Row]:
    return list(xlsxcells.rows(sheet_xml(rows), shared, xlsxcells.Styles()))


def test_rows_and_cells_without_places_follow_one_another() -> None:
    assert cells("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>") == [
        (1, [(0, 1, "n"), (1, 2, "n")]),
        (2, [(0, 3, "n")]),
    ]


def test_cells_stand_where_they_say_and_shared_texts_are_looked_up() -> None:
    found = cells(
        '<row r="7"><c r="C7" t="s"><v>1</v></c><c r="AA7" t="str"><v>末</v></c></row>', ("零", "壹")
    )
    assert found == [(7, [(2, "壹", "s"), (26, "末", "s")])]


def test_an_inline_text_is_all_its_parts_without_how_it_is_read() -> None:
    said = "<is><r><t>执</t></r><r><t>法</t></r><rPh><t>zhifa</t></rPh></is>"
    assert cells(f'<row><c t="inlineStr">{said}</c></row>') == [(1, [(0, "执法", "s")])]
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    shared = (
        f"<sst {main}><si><t>甲</t></si><si><r><t>执</t></r><r><t>法</t></r><rPh><t>zf</t></rPh></si></sst>"
    )
    assert xlsxcells.texts(io.BytesIO(shared.encode())) == ["甲", "执法"]


def test_a_formula_is_a_formula_whatever_it_last_gave() -> None:
    assert cells('<row><c t="str"><f>A1</f><v>甲</v></c></row>') == [(1, [(0, "甲", "f")])]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="3"/><row r="2"/>',
        '<row><c t="s"><v>9</v></c></row>',
        "<row><c><v>一</v></c></row>",
        "<row><c>",
    ],
    ids=["rows out of order", "a text that is not there", "not a number", "cut off"],
)
def test_a_damaged_sheet_is_refused_not_guessed(rows: str) -> None:
    with pytest.raises((ValueError, IndexError, ExpatError)):
        cells(rows)


def test_a_sheet_that_breaks_off_names_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsxcells, "rows", lambda *_: cells("<row><c>"))
    with pytest.raises(Unreadable, match="工作表“Sheet”已损坏"):
        read(saved(VALUES))
