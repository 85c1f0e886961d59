"""Files of the usual kinds made of a text: lines with tabs are table rows, ↑ is a cell merged with it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from io import BytesIO
from itertools import groupby

import typst
from docx import Document

MERGED = "↑"
Row = list[str]


def blocks(text: str) -> Iterable[tuple[bool, list[str]]]:
    """Runs of lines, with whether each run is a table."""
    for is_table, lines in groupby(text.split("\n"), key=lambda line: "\t" in line):
        yield is_table, list(lines)


def docx(text: str) -> bytes:
    """A Word file: a paragraph for each line, tables as tables with merged cells."""
    document = Document()
    for is_table, lines in blocks(text):
        if not is_table:
            for line in lines:
                document.add_paragraph(line)
            continue
        rows = [line.split("\t") for line in lines]
        grid = document.add_table(len(rows), len(rows[0]))
        for y, row in enumerate(rows):
            for x, words in enumerate(row):
                if words == MERGED:
                    grid.cell(y - 1, x).merge(grid.cell(y, x))
                else:
                    grid.cell(y, x).text = words
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def html(text: str) -> bytes:
    """A web page with navigation around it; merged cells by rowspan."""
    body = "".join(
        _html_table([line.split("\t") for line in lines])
        if is_table
        else "".join(f"<p>&emsp;&emsp;{escape(line.strip())}</p>" for line in lines if line.strip())
        for is_table, lines in blocks(text)
    )
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>公文_某网站</title></head><body>'
        '<div class="nav"><a href="/">首页</a> <a href="/zwgk">政务公开</a></div>'
        f'<div class="article">{body}</div><div class="footer">版权所有 备案号 网站地图</div></body></html>'
    ).encode()


def _html_table(rows: list[Row]) -> str:
    lines = []
    for y, row in enumerate(rows):
        cells = ""
        for x, words in enumerate(row):
            if words == MERGED:
                continue
            below = next(
                (n for n, later in enumerate(rows[y + 1 :]) if later[x] != MERGED), len(rows) - y - 1
            )
            span = f' rowspan="{below + 1}"' if below else ""
            cells += f"<td{span}>{escape(words)}</td>"
        lines.append(f"<tr>{cells}</tr>")
    return f"<table>{''.join(lines)}</table>"


def pdf(text: str) -> bytes:
    """A PDF whose lines are broken by the width of the page."""
    paragraphs = [
        '#par[#"' + line.strip().replace("\\", "\\\\").replace('"', '\\"') + '"]'
        for line in text.split("\n")
        if line.strip()
    ]
    head = '#set page(width: 21cm)\n#set text(font: "Noto Serif CJK SC", lang: "zh", size: 12pt)\n'
    head += "#set par(first-line-indent: (amount: 2em, all: true))\n"
    return bytes(typst.compile((head + "\n\n".join(paragraphs)).encode()))
