"""Workbooks and documents written from a table in JSON, in the layouts agencies publish."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
import openpyxl

from yifa.law.benchmarks import load_benchmark

HEADER = ("序号", "违法行为", "处罚依据", "法定处罚幅度", "裁量阶次", "适用条件", "具体标准")
Rows = list[tuple[str, ...]]


def heading(data: dict[str, Any]) -> list[str]:
    head = data["benchmark"]
    lines = [head["title"], head["document_no"], f"制定机关：{head['authority']}"]
    lines += [f"发布日期：{head['issued']}", f"施行日期：{head['effective']}"]
    if head.get("valid_years"):
        lines.append(f"有效期{head['valid_years']}年")
    if head.get("lookback_note"):
        lines.append(head["lookback_note"])
    return lines


def rows(data: dict[str, Any], *, full_width: bool = False) -> Rows:
    """One row for each tier, every cell filled."""
    found: Rows = []
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for item in load_benchmark(data).items:
        for _, group, tier in item.tiers():
            no = str(item.no).translate(wide) if full_width else str(item.no)
            found.append(
                (no, item.violation, item.cite_basis(), group.range, tier.name, tier.condition, tier.standard)
            )
    return found


def spans(table: Rows, column: int) -> list[tuple[int, int]]:
    """Runs (first, last) of rows that agree in every column up to this one."""
    runs: list[tuple[int, int]] = []
    for at, row in enumerate(table):
        if runs and table[at - 1][: column + 1] == row[: column + 1]:
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    return runs


def merged_workbook(data: dict[str, Any], *, full_width: bool = False) -> bytes:
    """Title rows above, a joint heading over two rows, violations merged over their tiers."""
    book = openpyxl.Workbook()
    sheet = book.active
    for line in heading(data):
        sheet.append([line])
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=7)
    top = sheet.max_row + 1
    sheet.append([*HEADER[:4], "裁量标准", None, None])
    sheet.append([None] * 4 + list(HEADER[4:]))
    sheet.merge_cells(start_row=top, end_row=top, start_column=5, end_column=7)
    for column in range(1, 5):
        sheet.merge_cells(start_row=top, end_row=top + 1, start_column=column, end_column=column)
    table = rows(data, full_width=full_width)
    for row in table:
        sheet.append(row)
    for column in range(4):
        for first, last in spans(table, column):
            if last > first:
                start, end = top + 2 + first, top + 2 + last
                sheet.merge_cells(
                    start_row=start, end_row=end, start_column=column + 1, end_column=column + 1
                )
    return saved(book)


def paged_workbook(data: dict[str, Any]) -> bytes:
    """A cover sheet, then two sheets; cells repeated, numbers typed, blank rows and a header on every page."""
    book = openpyxl.Workbook()
    cover = book.active
    cover.title = "封面"
    for line in heading(data):
        cover.append([line])
    table = rows(data)
    half = next(a for a, _ in spans(table, 1) if a >= len(table) // 2)
    for name, part in (("上", table[:half]), ("下", table[half:])):
        sheet = book.create_sheet(name)
        for at, row in enumerate(part):
            if at % 20 == 0:
                sheet.append(HEADER)
            if at % 20 == 7:
                sheet.append([None] * 7)
            sheet.append([int(row[0]), *row[1:]])
    return saved(book)


def saved(book: Any) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def merged_document(data: dict[str, Any], *, pages: int = 1) -> bytes:
    """Paragraphs above, then tables with vertically merged cells; only the first has a header."""
    document = docx.Document()
    for line in heading(data):
        document.add_paragraph(line)
    table = rows(data)
    runs = spans(table, 1)
    cuts = [runs[len(runs) * k // pages][0] for k in range(pages)] + [len(table)]
    for page, (start, end) in enumerate(zip(cuts, cuts[1:], strict=False)):
        part = table[start:end]
        extra = 0 if page else 1
        grid = document.add_table(rows=len(part) + extra, cols=7)
        if extra:
            for cell, name in zip(grid.rows[0].cells, HEADER, strict=True):
                cell.text = name
        cells = [list(row.cells) for row in grid.rows[extra:]]
        for column in range(7):
            for first, last in spans(part, column) if column < 4 else [(i, i) for i in range(len(part))]:
                cells[first][column].text = part[first][column]
                if last > first:
                    cells[first][column].merge(cells[last][column])
        document.add_paragraph("")
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
