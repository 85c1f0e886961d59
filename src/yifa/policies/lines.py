"""The lines of a text with their places, and the marks that open an item: 一、(一)1. (1) ① 一是 第三条."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from yifa.law.chinese_numbers import read_integer

_N = "[〇零一二三四五六七八九十百]"
_MARK = re.compile(
    rf"""(?:
      (?P<chapter>第{_N}{{1,5}}(?:编|篇|章|部分)|第\d{{1,3}}[编篇章])(?=[\s\u3000:：、]|[\u4e00-\u9fff])
    | (?P<section>第{_N}{{1,5}}节|第\d{{1,3}}节)(?=[\s\u3000:：、]|[\u4e00-\u9fff])
    | (?P<article>第{_N}{{1,6}}条|第\d{{1,3}}条)(?![第款项、的规和至,，])
    | (?P<first>{_N}{{1,4}}[\s\u3000]?[、.．])
    | (?P<second>[（(〔\[][\s\u3000]?{_N}{{1,4}}[\s\u3000]?[)）〕\]][、.．]?|[㈠-㈩][、.．]?)
    | (?P<named>(?:重点|主要)?(?:任务|措施|举措|行动)(?:{_N}{{1,3}}|\d{{1,2}})[:：、.．\s\u3000]
        |第{_N}{{1,2}}(?:阶段|步)(?:[:：、.．，,\s\u3000]|(?=[（(])))
    | (?P<third>\d{{1,3}}[\s\u3000]?(?:[.．](?!\d)|、|[.．](?=20\d\d年)))
    | (?P<fourth>[（(][\s\u3000]?\d{{1,3}}[\s\u3000]?[)）][、.．]?)
    | (?P<half>\d{{1,3}}[)）])
    | (?P<circle>[①-⑳㉑-㉟⑴-⒇⒈-⒛][、.．]?)
    | (?P<said>{_N}{{1,3}}是(?!否|非)|第{_N}{{1,2}}[，,、])
    )[\s\u3000]*""",
    re.VERBOSE,
)
STYLES = (
    "chapter",
    "section",
    "article",
    "first",
    "second",
    "named",
    "third",
    "fourth",
    "half",
    "circle",
    "said",
)
_OUTER = " \t\u3000\xa0\ufeff\u2002\u2003\u200b"
_LONGEST_LINE, _FEWEST_CUTS = 1500, 4
_ITEM = rf"(?:{_N}{{1,3}}、|[（(]{_N}{{1,3}}[)）]|\d{{1,2}}[.．、](?!\d)|第{_N}{{1,4}}[章条])"
_BEHIND_END = re.compile(rf"[。；;）)〕\s\u3000](?=[\s\u3000]*{_ITEM})")
_BEHIND_HEADING = re.compile(rf"({_N}{{1,3}}、[^。；，、（(]{{2,30}})(?=[（(]{_N}[)）]|1[.．、])")
# A text whose lines were only joined with blanks: an item begins behind the end of a sentence and a blank.
_JOINED = re.compile(rf"[。；;：:）)][ \t\u3000\xa0]+(?={_ITEM})")
_SHORTEST_JOINED, _FEWEST_JOINED = 150, 2
# A heading that was left at the end of the paragraph before it.
_TRAILING = re.compile(rf"[。；;][ \t\u3000\xa0]+(?={_N}{{1,3}}、[^。，,；;：:]{{2,20}}$)")
_NUMERALS = re.compile(rf"{_N}+|\d+")
# Blanks before a mark that the page could not show.
_LOST = re.compile(rf"\?[?\s\u3000]*(?=[（(]?(?:{_N}{{1,3}}|\d{{1,3}})[)）、.．])")
# 12改革体制: a number without a sign behind it is a mark only beside its neighbours, and never before a measure.
_UNSIGNED = re.compile(
    r"(\d{1,2})[ \u3000]{0,3}(?=[\u4e00-\u9fff]{4})"
    r"(?![年月日时分秒个项次家件条名人天周期号届岁所处元万亿千百十度倍级类种部点至和或与及学])"
)
_NOTHING_BEFORE = frozenset("，、,第及和与或至")


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of an item: its kind, its number, how it is printed, and where the words begin in the text."""

    style: str
    number: int
    printed: str
    words: int

    @property
    def no(self) -> str:
        """The number as printed, without what only closes it: 3 of `3.`, (一), 一是."""
        if self.style == "half":
            return self.printed.rstrip(")） \u3000")
        return re.sub(r"[\s\u3000]", "", self.printed).rstrip("、.．:：，,")


@dataclass(frozen=True)
class Line:
    """One line that is not blank: where its words begin and end, and whether a blank line stands before it."""

    start: int
    end: int
    text: str
    apart: bool = False
    unsigned: bool = False  # opens with a number that has no sign behind it, and is a mark all the same

    @cached_property
    def mark(self) -> Mark | None:
        """The mark the line opens with, or None."""
        if self.unsigned and (found := _UNSIGNED.match(self.text)):
            return Mark("third", int(found[1]), found[1], self.start + found.end())
        found = _MARK.match(self.text)
        if not found or not found.lastgroup:
            return None
        number = _number(found.group())
        if number is None:
            return None
        return Mark(found.lastgroup, number, found.group().rstrip(_OUTER + "\n"), self.start + found.end())

    @property
    def row(self) -> bool:
        """True for a row of a table, its cells parted by tabs or by bars that stand apart or at the end."""
        bars = self.text.count("|")
        return "\t" in self.text or (bars > 1 and (self.text[-1] == "|" or self.text.count(" | ") > 1))

    @property
    def open(self) -> bool:
        """True for a line that cannot be the end of a sentence, so that the next one goes on with it."""
        return self.text[-1:] in _NOTHING_BEFORE


def lines_of(text: str) -> list[Line]:
    """The lines that are not blank."""
    found: list[Line] = []
    at, apart = 0, False
    for raw in text.split("\n"):
        body = raw.strip(_OUTER)
        if body:
            if "\t" in body and raw[:1] == "\t":  # the first cells of a row are blank
                body = raw.rstrip(_OUTER)
            elif body[0] == "?" and (lost := _LOST.match(body)):
                body = body[lost.end() :]
            start = at + raw.index(body)
            if (len(body) > _SHORTEST_JOINED or _TRAILING.search(body)) and "\t" not in body:
                found += _cut(body, start, apart)
            elif found and not apart and _only_a_mark(found[-1]) and not _MARK.match(body):
                lone = found.pop()  # a mark printed on a line of its own belongs to the line below
                found.append(
                    Line(lone.start, start + len(body), text[lone.start : start + len(body)], lone.apart)
                )
            else:
                found.append(Line(start, start + len(body), body, apart))
            apart = False
        else:
            apart = True
        at += len(raw) + 1
    return _with_unsigned(found)


def _only_a_mark(line: Line) -> bool:
    return len(line.text) <= 6 and line.mark is not None and line.mark.words == line.end


def _with_unsigned(lines: list[Line]) -> list[Line]:
    """The lines, those told that open with bare numbers which follow one another: 11完善…, 12改革…"""
    numbers = {
        n: int(found[1])
        for n, line in enumerate(lines)
        if (found := _UNSIGNED.match(line.text)) and not line.row
    }
    for (one, left), (two, right) in pairwise(numbers.items()):
        if right == left + 1:
            for n in (one, two):
                lines[n] = replace(lines[n], unsigned=True)
    return lines


def _cut(body: str, start: int, apart: bool) -> list[Line]:
    """A text that has lost its line breaks: its items begin behind the ends of sentences and behind short headings."""
    whole = len(body) > _LONGEST_LINE
    ends = [m.end() for m in (_BEHIND_END if whole else _JOINED).finditer(body)]
    if not whole and len(ends) < _FEWEST_JOINED:
        ends = [m.end() for m in _TRAILING.finditer(body)]
    if not ends:
        return [Line(start, start + len(body), body, apart)]
    cuts = sorted({0, len(body), *ends})
    pieces: list[tuple[int, int]] = []
    for a, b in pairwise(cuts):
        inner = _BEHIND_HEADING.match(body, a, b)
        pieces += [(a, inner.end(1)), (inner.end(1), b)] if inner else [(a, b)]
    if whole and len(pieces) < _FEWEST_CUTS:
        pieces = [(0, len(body))]
    found: list[Line] = []
    for a, b in pieces:
        words = body[a:b].strip(_OUTER)
        if words:
            first = start + body.index(words[0], a)
            found.append(Line(first, first + len(words), words, apart and not found))
    return found


def _number(mark: str) -> int | None:
    found = _NUMERALS.search(mark)
    if found:
        return (
            int(found.group())
            if found.group().isdigit() and found.group()[0] not in "〇零"
            else read_integer(found.group())
        )
    for first, base in (("①", 1), ("㉑", 21), ("⑴", 1), ("⒈", 1), ("㈠", 1)):
        offset = ord(mark[0]) - ord(first)
        if 0 <= offset < 20:
            return base + offset
    return None
