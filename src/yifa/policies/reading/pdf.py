"""Text of a PDF that has text: lines that were only broken by the page's width are joined again."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO

from yifa.policies.reading.errors import PolicyUnreadable
from yifa.policies.reading.wrapping import joined

MAX_PAGES = 2000
MAX_TEXT = 40 * 1024 * 1024
_PAGE_NUMBER = re.compile(
    r"^\s*(?:[-—－]\s*\d{1,4}\s*[-—－]|第\s*\d+\s*页(?:\s*[共/／]\s*\d+\s*页?)?|\d{1,4})\s*$"
)


def read_pdf(raw: bytes) -> str:
    """The words of a PDF. Raises PolicyUnreadable; a scan has no words and is told so."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise PolicyUnreadable("PDF文件设有打开密码，请取消密码后重试")
        if len(reader.pages) > MAX_PAGES:
            raise PolicyUnreadable(f"PDF文件超过{MAX_PAGES}页，请拆分后重试")
        pages, size = [], 0
        for page in reader.pages:
            pages.append(page.extract_text() or "")
            size += len(pages[-1])
            if size > MAX_TEXT:
                raise PolicyUnreadable("PDF文件的文字过多，请拆分后重试")
    except PolicyUnreadable:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, OSError, AttributeError) as error:
        raise PolicyUnreadable("PDF文件已经损坏，请重新下载或者另存后重试") from error
    words = sum(sum("\u4e00" <= c <= "\u9fff" for c in page) for page in pages)
    if words < 20 * max(1, len(pages)) and words < 200:
        raise PolicyUnreadable(
            "PDF文件是扫描件，没有可以读取的文字，请先做文字识别（OCR）或者上传有文字的版本，也可以直接粘贴文字"
        )
    return of_pages(pages)


def of_pages(pages: list[str]) -> str:
    """The lines of the pages as paragraphs, page numbers and running heads left out."""
    split = [[line.rstrip() for line in page.split("\n")] for page in pages]
    running = _running(split)
    lines = [
        line.strip()
        for page in split
        for line in page
        if line.strip() and not _PAGE_NUMBER.match(line) and line.strip() not in running
    ]
    return "\n".join(joined(lines, _width(lines)))


def _running(pages: list[list[str]]) -> set[str]:
    """First and last lines that most pages have."""
    if len(pages) < 4:
        return set()
    seen = Counter(
        line for page in pages for line in {p.strip() for p in (*page[:1], *page[-1:]) if p.strip()}
    )
    return {line for line, n in seen.items() if n > len(pages) // 2}


def _width(lines: list[str]) -> int:
    """How long a full line is."""
    lengths = sorted(len(line.strip()) for line in lines)
    return lengths[int(len(lengths) * 0.8)] if lengths else 0
