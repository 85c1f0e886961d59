"""Which articles a text names: 《行政处罚法》第五十四条、第五十五条 or 行政处罚法第四十八条至第五十条. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from yifa.law.chinese_numbers import read_integer

_NUMBER = r"[\d０-９零〇一二三四五六七八九十百千]+"
# 第五十四条之一第一款第二项; the number may stand bare after the first (第54、55条).
_PLACE = rf"第?{_NUMBER}条?(?:之{_NUMBER})?(?:第{_NUMBER}款)?(?:第{_NUMBER}项)?(?:第{_NUMBER}目)?"
_JOIN = r"\s*(?:、|和|及|以及|至|到|-|—|–|，|,)\s*"
_PLACES = rf"第\s*{_NUMBER}(?:条|(?={_JOIN}))(?:之{_NUMBER})?(?:第{_NUMBER}[款项目])*(?:{_JOIN}{_PLACE})*"
_TITLE = r"《(?P<full>[^《》\n]{2,80})》"
_ONE = re.compile(
    rf"(?P<join>至|到|-|—|–)?\s*第?(?P<number>{_NUMBER})条?(?:之(?P<suffix>{_NUMBER}))?(?:第{_NUMBER}[款项目])*"
)
_STATE = re.compile(r"^中华人民共和国(?=.)")
_LONGEST_RANGE = 60


@dataclass(frozen=True, slots=True)
class Cited:
    """A statute named in a text, with the articles named (empty: the statute as a whole), and where it stands."""

    title: str
    articles: tuple[tuple[int, int], ...]
    start: int
    end: int

    @property
    def short_title(self) -> str:
        """The title without 中华人民共和国, as citations use it."""
        return short(self.title)


def short(title: str) -> str:
    """行政处罚法 for 中华人民共和国行政处罚法."""
    return _STATE.sub("", title.strip())


def citations(text: str, titles: Collection[str] = ()) -> Iterator[Cited]:
    """What the text cites, in its order.

    A title stands in 《》, or is one of `titles` (short or full ones) standing free before 第…条. Paragraphs and
    items are read but not told apart: an article is the unit that changes. Ranges (第四十八条至第五十条) are
    unfolded up to 60 articles.
    """
    for found in _pattern(frozenset(titles)).finditer(text):
        groups = found.groupdict()
        title = groups["full"] or groups.get("bare") or ""
        places = groups["after"] or groups.get("behind") or ""
        yield Cited(title, tuple(_articles(places)), found.start(), found.end())


def _pattern(titles: frozenset[str]) -> re.Pattern[str]:
    known = _patterns.get(titles)
    if known is None:
        whole = rf"{_TITLE}\s*(?:[（(][^）)]*[）)])?\s*(?P<after>{_PLACES})?"
        bare = "|".join(re.escape(t) for t in sorted(titles, key=len, reverse=True))
        free = rf"|(?P<bare>(?:中华人民共和国)?(?:{bare}))\s*(?P<behind>{_PLACES})" if bare else ""
        known = re.compile(whole + free)
        if len(_patterns) > 20:
            _patterns.clear()
        _patterns[titles] = known
    return known


_patterns: dict[frozenset[str], re.Pattern[str]] = {}


def _articles(places: str) -> Iterator[tuple[int, int]]:
    last: tuple[int, int] | None = None
    for place in _ONE.finditer(places):
        number = read_integer(place["number"])
        if number is None:
            continue
        suffix = read_integer(place["suffix"]) if place["suffix"] else 0
        if place["join"] and last is not None and last[0] < number <= last[0] + _LONGEST_RANGE:
            yield from ((n, 0) for n in range(last[0] + 1, number))
        last = (number, suffix or 0)
        yield last
