"""Which kind of file it is, told by its content; and text files in whatever encoding they came."""

from __future__ import annotations

import re

from yifa.policies.reading.errors import PolicyUnreadable
from yifa.policies.reading.tables import CELL

__all__ = ["CELL", "MAX_BYTES", "PolicyUnreadable", "plain_text", "read_bytes"]

MAX_BYTES = 64 * 1024 * 1024
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_HTML = re.compile(
    rb"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:div|p|table|br)[\s>/]", re.IGNORECASE
)
_BYTES = re.compile(r"[\x80-\x84\x86-\x9f]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")


def read_bytes(raw: bytes, name: str = "") -> str:
    """The text of a file. Raises PolicyUnreadable with the reason and what to do, in Chinese."""
    if not raw.strip():
        raise PolicyUnreadable("文件是空的")
    if len(raw) > MAX_BYTES:
        raise PolicyUnreadable(f"文件超过{MAX_BYTES // 1024 // 1024}MB，不予读取，请拆分后重试")
    if raw[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        from yifa.policies.reading.word import read_docx

        return plain_text(read_docx(raw))
    if raw[:1024].lstrip()[:5] == b"%PDF-" or raw[:5] == b"%PDF-":
        from yifa.policies.reading.pdf import read_pdf

        return plain_text(read_pdf(raw))
    if raw[:8] == _OLD_OFFICE:
        raise PolicyUnreadable("文件是旧格式（.doc、.xls或者.wps），请另存为.docx后重试")
    if raw[:5] == b"{\\rtf":
        raise PolicyUnreadable("文件是RTF格式，请另存为.docx后重试")
    if raw.startswith(_PICTURES):
        raise PolicyUnreadable("文件是图片，没有可以读取的文字，请先做文字识别（OCR），或者粘贴文字")
    text = decode(raw)
    if _HTML.search(raw[:4096]) or name.lower().endswith((".html", ".htm", ".shtml")) and "<" in text:
        from yifa.policies.reading.html import read_html

        return plain_text(read_html(text))
    return plain_text(text)


def decode(raw: bytes) -> str:
    """Text bytes as text: by the mark at the beginning, else UTF-8, else GB18030, UTF-16 without mark, Big5."""
    if raw[:3] == b"\xef\xbb\xbf":
        return raw[3:].decode("utf-8", "replace")
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        # A cut at the very end, or a few bad bytes in a text that is UTF-8 otherwise, does not make it another code.
        bad = raw.decode("utf-8", "replace").count("\ufffd")
        if bad * 50 < sum(b > 0x7F for b in raw[:200_000]) // 3 or error.start > len(raw) - 4:
            return raw.decode("utf-8", "replace")
    for codec in _by_likeness(raw):
        return raw.decode(codec, "replace")
    raise PolicyUnreadable("文件不是文本，或者编码无法识别，请另存为UTF-8编码的文本后重试")


def _by_likeness(raw: bytes) -> list[str]:
    """The codes that make the most used characters of the bytes, and few that are none, the likeliest first."""
    sample = raw[:60_000]
    found = []
    for codec in ("gb18030", "big5", "utf-16-le", "utf-16-be"):
        text = sample.decode(codec, "replace")
        high = [c for c in text if c > "\x7f"]
        many = max(1, len(high))
        good = sum(c in _FREQUENT for c in high) / many
        bad = (text.count("\ufffd") + text.count("\0")) / many
        if bad < 0.1 and good > 0.08:
            found.append((good - 2 * bad, codec))
    return [codec for _, codec in sorted(found, reverse=True)]


_FREQUENT = frozenset(
    "的一是在和了不人有为工作政府行各部门责任单位法制度要市县区，。、（）：實為國務執機關責單位縣區"
)


def plain_text(text: str) -> str:
    """Line breaks of one kind and no control characters; everything else stays as it was."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.removeprefix("\ufeff")
    for odd in "\v\f\x85\u2028\u2029\x1c\x1d\x1e":
        # Among others of its kind x85 is a byte of a text that was misread, and no line break.
        if odd in text and not (odd == "\x85" and _BYTES.search(text)):
            text = text.replace(odd, "\n")
    if _CONTROL.search(text):
        bad = len(_CONTROL.findall(text))
        if bad * 10 > len(text):
            raise PolicyUnreadable("文件不是文本，或者已经损坏，请换一个文件")
        text = _CONTROL.sub("", text)
    if not text.strip():
        raise PolicyUnreadable("文件里没有文字")
    return text
