"""Reading papers back as a person would: their words, and the code printed on them as a phone sees it."""

from __future__ import annotations

import io

import pypdfium2
import zxingcpp
from pypdf import PdfReader


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page, without white space: where a line breaks is the printer's affair."""
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def words_of(pdf: bytes) -> str:
    return "".join(pages_of(pdf))


def scan(pdf: bytes) -> list[str]:
    """What a scanner reads off the printed pages, at 150 dots per inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pictures = [page.render(scale=150 / 72).to_pil() for page in document]
    finally:
        document.close()
    return [found.text for picture in pictures for found in zxingcpp.read_barcodes(picture)]
