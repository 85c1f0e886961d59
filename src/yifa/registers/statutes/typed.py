"""A citation as people type it in a search box: 行政处罚法 54、55;行政强制法第十二条. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yifa.law.chinese_numbers import read_integer

_CITED = re.compile(
    r"^[《〈]?(?P<law>[^》〉\d]+?)[》〉]?\s*(?:第)?\s*(?P<rest>[\d一二三四五六七八九十百千〇零].*)?$"
)
_NUMERAL = r"[\d零〇一二三四五六七八九十百千]+"
_PLACE = re.compile(rf"({_NUMERAL})条?(?:\s*(?:-|–|至)\s*第?({_NUMERAL})条?)?(?:之({_NUMERAL}))?")
_MOST = 20
_LONGEST_RANGE = 30


@dataclass(frozen=True, slots=True)
class Typed:
    """A law's name and the articles asked for, as (number, 之几); without articles the law as a whole."""

    text: str
    law: str
    articles: tuple[tuple[int, int], ...]


def typed_citations(text: str) -> list[Typed]:
    """The citations in the order typed, at most 20; one without a law's name takes that before it."""
    found: list[Typed] = []
    law = ""
    for piece in re.split("[;；、,，]", text):
        piece = piece.strip()
        if not piece:
            continue
        match = _CITED.match(piece)
        if match and match["law"].strip(" 第"):
            law = match["law"].strip()
        elif law:
            piece = f"{law} {piece}"
        found.append(_typed(piece))
    return found[:_MOST]


def _typed(piece: str) -> Typed:
    match = _CITED.match(piece)
    law = match["law"].strip(" 第《》〈〉") if match else piece
    return Typed(piece, law, _articles(match["rest"] or "") if match else ())


def _articles(text: str) -> tuple[tuple[int, int], ...]:
    place = _PLACE.search(text)
    if place is None:
        return ()
    first, last = read_integer(place[1]), read_integer(place[2] or place[1])
    if first is None or last is None:
        return ()
    suffix = read_integer(place[3]) if place[3] else 0
    return tuple((n, suffix or 0) for n in range(first, min(last, first + _LONGEST_RANGE) + 1))
