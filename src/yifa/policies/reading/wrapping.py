"""Lines that were only broken by the width of a page, as in text copied from a PDF, joined into paragraphs again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_OPENS = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[.．、](?!\d)|[①-⑳]"
    r"|[一二三四五六七八九十]是|第[一二三四五六七八九十百\d]+[章条节]|附件)"
)
_ENDS = "。；！？：;:!?”）)】〕"
_NARROWEST, _WIDEST, _SLACK = 18, 60, 3
_FEWEST, _SHARE, _UNENDED = 6, 0.5, 0.6


def unwrapped(text: str) -> str:
    """The text with its paragraphs on one line each, where it plainly is broken at one width; else as it is."""
    if "\t" in text or text.count("\n") < _FEWEST:
        return text
    lines = text.split("\n")
    lengths = Counter(len(line.rstrip()) for line in lines if len(line.rstrip()) >= _NARROWEST)
    if not lengths or max(lengths) > _WIDEST:
        return text
    width = (
        max(n for n, times in lengths.items() if times >= 3) if any(t >= 3 for t in lengths.values()) else 0
    )
    if max(lengths) > width + _SLACK:  # a page has one width
        return text
    full = [line for line in lines if len(line.rstrip()) >= width - _SLACK and width]
    written = sum(bool(line.strip()) for line in lines)
    unended = sum(line.rstrip()[-1] not in _ENDS for line in full)
    if len(full) < max(_FEWEST, _SHARE * written) or unended < _UNENDED * len(full):
        return text
    return "\n".join(joined(lines, width))


def joined(lines: Iterable[str], width: int) -> list[str]:
    """The lines as paragraphs: a full line goes on, unless it ends a sentence and the next one opens an item,
    is indented or stands apart."""
    out: list[str] = []
    length, indented = 0, False
    for raw in lines:
        line = raw.strip()
        indented = raw[:1] in (" ", "\u3000")
        if out and line and length >= width - _SLACK and not _begins(out[-1], line, indented):
            apart = (
                out[-1][-1:].isascii()
                and out[-1][-1:].isalpha()
                and line[:1].isascii()
                and line[:1].isalpha()
            )
            out[-1] += (" " if apart else "") + line
        else:
            out.append(line)
        length = len(raw.rstrip())
    return out


def _begins(paragraph: str, line: str, indented: bool) -> bool:
    return (bool(_OPENS.match(line)) or indented) and paragraph[-1:] in _ENDS
