"""Marks that a DOCX file does not hold as text: 一、(一)1. made by the word processor's automatic numbering."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from yifa.law.chinese_numbers import write_integer

_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "ideographDigital", "japaneseCounting",
     "taiwaneseCountingThousand", "koreanDigital2"}
)  # fmt: skip
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_PLACE = re.compile(r"%(\d)")


class Numbering:
    """Counts the numbered paragraphs of one document and writes their marks."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._lists: dict[str, str] = {}
        self._styles = _styles(document)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        self._read(root)

    def _read(self, root: Any) -> None:
        from docx.oxml.ns import qn

        for abstract in root.iterchildren(qn("w:abstractNum")):
            levels = {}
            for level in abstract.iterchildren(qn("w:lvl")):
                kind, words, start = (level.find(qn(f"w:{n}")) for n in ("numFmt", "lvlText", "start"))
                if kind is None or words is None:
                    continue
                first = start.get(qn("w:val")) if start is not None else "1"
                levels[_int(level.get(qn("w:ilvl")))] = (
                    kind.get(qn("w:val")) or "", words.get(qn("w:val")) or "", _int(first),
                )  # fmt: skip
            self._levels[abstract.get(qn("w:abstractNumId"))] = levels
        for num in root.iterchildren(qn("w:num")):
            found = num.find(qn("w:abstractNumId"))
            if found is not None:
                self._lists[num.get(qn("w:numId"))] = found.get(qn("w:val"))

    def mark(self, paragraph: Any) -> str:
        """The mark that is printed before this paragraph, or nothing."""
        from docx.oxml.ns import qn

        found = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if found is None:
            style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            found = self._styles.get(style.get(qn("w:val"))) if style is not None else None
        if found is None:
            return ""
        number, level = found.find(qn("w:numId")), found.find(qn("w:ilvl"))
        abstract = self._lists.get(number.get(qn("w:val"))) if number is not None else None
        at = _int(level.get(qn("w:val"))) if level is not None else 0
        form = self._levels.get(abstract or "", {}).get(at)
        if abstract is None or form is None or form[0] in ("bullet", "none"):
            return ""
        counts = self._counts[abstract]
        counts[at] = counts.get(at, form[2] - 1) + 1
        for deeper in [n for n in counts if n > at]:
            del counts[deeper]

        def write(place: re.Match[str]) -> str:
            n = int(place[1]) - 1
            kind = self._levels[abstract].get(n, ("decimal", "", 1))[0]
            return _written(counts.get(n, 1), kind)

        return _PLACE.sub(write, form[1])


def _styles(document: Any) -> dict[str, Any]:
    """The numbering that paragraph styles bring with them."""
    from docx.oxml.ns import qn

    found = {}
    for style in document.styles.element.iterchildren(qn("w:style")):
        numbering = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if numbering is not None:
            found[style.get(qn("w:styleId"))] = numbering
    return found


def _written(number: int, kind: str) -> str:
    if kind in _CHINESE:
        return write_integer(number)
    if kind == "decimalEnclosedCircle" and 1 <= number <= len(_CIRCLED):
        return _CIRCLED[number - 1]
    return str(number)


def _int(value: str | None) -> int:
    return int(value) if value and value.lstrip("-").isdigit() else 0
