"""Text of a DOCX file: paragraphs with their automatic numbers, tables as rows. Sizes are checked before unpacking."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from yifa.policies.reading.errors import PolicyUnreadable
from yifa.policies.reading.numbering import Numbering
from yifa.policies.reading.tables import as_lines

MAX_UNPACKED = 256 * 1024 * 1024
MAX_PARTS = 5000
MAX_RATIO = 200


def read_docx(raw: bytes) -> str:
    """The words of a document in their order. Raises PolicyUnreadable."""
    _check(raw)
    from docx import Document

    try:
        document = Document(BytesIO(raw))
    except Exception as error:  # python-docx raises many kinds for broken files
        raise PolicyUnreadable("DOCX文件已经损坏，请用文字处理软件打开并另存后重试") from error
    numbering = Numbering(document)
    return "\n".join(_blocks(document.element.body, numbering))


def _check(raw: bytes) -> None:
    """Refuse what is no DOCX, and what unpacks to far more than a document is."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise PolicyUnreadable("文件已经损坏，请重新下载或者另存后重试") from error
    names = {part.filename for part in parts}
    if "word/document.xml" not in names:
        kind = "表格（.xlsx）" if "xl/workbook.xml" in names else "压缩包或者其他格式"
        raise PolicyUnreadable(f"文件是{kind}，不是DOCX文档，请另存为.docx后重试")
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or unpacked > max(len(raw), 50_000) * MAX_RATIO:
        raise PolicyUnreadable("文件展开后过大，疑似压缩炸弹，不予读取")
    document = next(part for part in parts if part.filename == "word/document.xml")
    if document.flag_bits & 1:
        raise PolicyUnreadable("文件设有密码，请取消密码后重试")


def _blocks(body: Any, numbering: Numbering) -> Iterator[str]:
    from docx.oxml.ns import qn

    for child in body.iterchildren():
        if child.tag == qn("w:p"):
            yield numbering.mark(child) + _words(child)
        elif child.tag == qn("w:tbl"):
            yield as_lines(_rows(child))
        elif child.tag == qn("w:sdt"):
            content = child.find(qn("w:sdtContent"))
            if content is not None:
                yield from _blocks(content, numbering)


def _words(paragraph: Any) -> str:
    """Text that is there: deleted text under track changes is not, inserted text is."""
    from docx.oxml.ns import qn

    out = []
    for node in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr")):
        if node.tag == qn("w:t"):
            out.append(node.text or "")
        elif node.tag == qn("w:tab"):
            if node.getparent().tag == qn("w:r"):
                out.append(" ")
        else:
            out.append("\n")
    return "".join(out)


def _rows(table: Any) -> Iterator[list[str]]:
    """Rows with their cells; a cell merged downwards has its text in every row it covers."""
    from docx.oxml.ns import qn

    above: list[str] = []
    for row in table.iterchildren(qn("w:tr")):
        cells: list[str] = []
        for cell in row.iterchildren(qn("w:tc")):
            said = "\n".join(_words(p) for p in cell.iter(qn("w:p")))
            properties = cell.find(qn("w:tcPr"))
            merge = None if properties is None else properties.find(qn("w:vMerge"))
            if merge is not None and merge.get(qn("w:val")) != "restart" and len(cells) < len(above):
                said = above[len(cells)]
            span = None if properties is None else properties.find(qn("w:gridSpan"))
            width = int(span.get(qn("w:val")) or 1) if span is not None else 1
            cells += [said, *[""] * (min(width, 60) - 1)]
        above = cells
        yield cells
