"""A register as a file: CSV and XLSX, written row by row, and the template that an import is filled into.

What is exported can be imported again: the same titles, references by their keys. Texts that a spreadsheet would run
are marked as text.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from yifa.registers.sheets import sheet_named
from yifa.registers.sheets.listing import Narrowing, all_rows
from yifa.registers.sheets.references import key_text, key_title
from yifa.registers.sheets.sheet import Column, Mask, Sheet
from yifa.registers.sheets.showing import called
from yifa.registers.sheets.texts import inert, words

GUIDE = "填写说明"
LINES = 1_000_000  # of data in one sheet; a workbook holds 1,048,576 lines in each
_HEAD = PatternFill("solid", fgColor="E8F0F8")
_SHOWN_CODES = 200


def writer(sheet: Sheet, *, mask: Mask | None = None) -> Callable[[Any], list[str]]:
    """A function from a row to its texts, in the order of the columns. With a `mask` it hides what is to be hidden."""
    makers = [_maker(column, mask) for column in sheet.full]
    return lambda row: [make(row) for make in makers]


def _maker(column: Column, mask: Mask | None) -> Callable[[Any], str]:
    field = column.field
    if column.kind == "reference":
        target = sheet_named(column.refers)
        assert target is not None
        known: dict[Any, str] = {}  # agencies and the like come again and again

        def reference(row: Any) -> str:
            value = getattr(row, field)
            if value is None:
                return ""
            if mask is not None and target.private:
                return called(target, value, mask)
            if value.pk not in known:
                if len(known) > 5000:
                    known.clear()
                known[value.pk] = key_text(target, value, column.within)
            return known[value.pk]

        return reference
    if column.masked and mask is not None:
        return lambda row: inert(mask(column, words(column, getattr(row, field)), row))
    if column.kind in ("text", "long"):
        return lambda row: inert(getattr(row, field) or "")
    return lambda row: words(column, getattr(row, field))


def lines(sheet: Sheet, by: Narrowing, *, mask: Mask | None = None) -> Iterator[list[str]]:
    """The rows as texts, without the titles."""
    write = writer(sheet, mask=mask)
    for batch in all_rows(sheet, by):
        for row in batch:
            yield write(row)


def csv_lines(sheet: Sheet, by: Narrowing, *, mask: Mask | None = None) -> Iterator[str]:
    """Lines of a CSV file with a mark at its beginning, without which spreadsheets misread Chinese."""
    to = csv.writer(_Echo())
    yield "\ufeff" + to.writerow([c.title for c in sheet.full])
    for line in lines(sheet, by, mask=mask):
        yield to.writerow(line)


class _Echo:
    """A file that gives back what is written, so that a line can be sent at once."""

    def write(self, text: str) -> str:
        return text


def write_xlsx(out: IO[bytes], sheet: Sheet, by: Narrowing, *, mask: Mask | None = None) -> int:
    """A workbook, a further sheet for each million of rows. Returns the number of rows."""
    book = Workbook(write_only=True)
    count = 0
    page = _page(book, sheet.title, sheet.full)
    for line in lines(sheet, by, mask=mask):
        if count and count % LINES == 0:
            page = _page(book, f"{sheet.title}{count // LINES + 1}", sheet.full)
        page.append(line)
        count += 1
    book.save(out)
    return count


def write_template(out: IO[bytes], sheet: Sheet) -> None:
    """An empty sheet with its titles, and a second one that says how each column is filled in."""
    book = Workbook(write_only=True)
    page = _page(book, sheet.title, sheet.full)
    for position, column in enumerate(sheet.full, 1):
        if column.kind in ("choice", "flag"):
            titles = [t for _, t in column.choices] if column.kind == "choice" else ["是", "否"]
            listed = ",".join(titles)
            if len(listed) < 250:
                rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
                letter = get_column_letter(position)
                rule.add(f"{letter}2:{letter}10000")
                page.data_validations.append(rule)
    guide = book.create_sheet(GUIDE)
    for letter, width in zip("ABCD", (22, 8, 60, 60), strict=True):
        guide.column_dimensions[letter].width = width
    guide.append(_bold(guide, ["列", "必填", "怎样填写", "可选内容"]))
    for column in sheet.full:
        codes = "、".join(title for _, title in column.choices[:_SHOWN_CODES])
        guide.append([column.title, "必填" if column.required else "", how(column), codes])
    for line in remarks(sheet):
        guide.append([line])
    book.save(out)


def table_csv(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines of a CSV file of a table that is no register; texts that a spreadsheet would run are marked."""
    to = csv.writer(_Echo())
    return ["\ufeff" + to.writerow(titles), *(to.writerow([inert(c) for c in row]) for row in rows)]


def write_table(out: IO[bytes], title: str, titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """The same as a workbook."""
    book = Workbook(write_only=True)
    page = book.create_sheet(title[:31])
    page.freeze_panes = "A2"
    for position in range(1, len(titles) + 1):
        page.column_dimensions[get_column_letter(position)].width = 22
    page.append(_bold(page, titles))
    for row in rows:
        page.append([inert(c) for c in row])
    book.save(out)


def how(column: Column) -> str:
    """How a column is filled in."""
    target = sheet_named(column.refers) if column.kind == "reference" else None
    said = {
        "date": "日期，写成2026-01-31",
        "flag": "是或者否，不填为否",
        "whole": "整数",
        "choice": "填写可选内容之一",
        "text": f"文字，最多{column.limit}个字",
        "long": "文字，可以分行",
        "reference": f"填写{target.title}的{key_title(target, column.within)}" if target else "",
    }[column.kind]
    return f"{said}。{column.help}" if column.help else said


def remarks(sheet: Sheet) -> tuple[str, ...]:
    """What is to be known of a whole file."""
    keys = "；或者".join("、".join(sheet.by_field[f].title for f in key) for key in sheet.key)
    return (
        f"按“{keys}”辨认是否已经登记：没有登记的新建，已登记而内容不同的变更。",
        "没有的列不变；有列而单元格为空的，登记为空。",
        "第一行是列名，不要改动；不要合并单元格，不要用公式；号码列设为文本。",
        "上传后先试算，逐行列出新建、变更和不能导入的原因，确认后才写入。",
    )


def _page(book: Workbook, title: str, columns: Sequence[Column]) -> Any:
    page = book.create_sheet(title)
    page.freeze_panes = "A2"
    for position, column in enumerate(columns, 1):
        dimension = page.column_dimensions[get_column_letter(position)]
        dimension.width = 24 if column.kind in ("text", "long", "reference") else 14
        dimension.number_format = "@"
    page.append(_bold(page, [column.title for column in columns]))
    return page


def _bold(page: Any, titles: Sequence[str]) -> list[Any]:
    made = []
    for title in titles:
        cell = WriteOnlyCell(page, value=title)
        cell.font, cell.fill, cell.alignment = Font(bold=True), _HEAD, Alignment(vertical="center")
        made.append(cell)
    return made
