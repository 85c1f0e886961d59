"""What one line of a statute is: an article, a heading, the start of an appendix, or plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yifa.law.chinese_numbers import read_integer

_SPACE = r"[\s\u3000\u00a0\u2002\u2003]"
_NUMERAL = "[零〇一二三四五六七八九十百千0-9０-９]+"
_ARTICLE = re.compile(
    rf"^(?P<bold>\*\*)?第(?P<number>{_NUMERAL})条(?P<typo>条)?(?:之(?P<suffix>{_NUMERAL}))?(?:\*\*)?(?P<rest>.*)$"
)
_CAPTION = re.compile(r"^[（(][^（）()]{1,40}[）)]$")
_NUMBERED_HEADING = re.compile(
    rf"^(?:#+{_SPACE}*)?(?:\*\*)?第(?P<number>{_NUMERAL})(?P<kind>分编|编|章|节)(?:{_SPACE}+(?P<title>.*?))?(?:\*\*)?$"
)
_BROKEN_HEADING = re.compile(rf"^(?:#+{_SPACE}*)?第\S{{1,4}}(?:分编|编|章|节)(?:{_SPACE}+\S.{{0,28}})?$")
_MARKED_HEADING = re.compile(rf"^#+{_SPACE}*(?P<title>.+)$")
_APPENDIX = re.compile(
    rf"^(?:#+{_SPACE}*)?(?:\*\*)?附{_SPACE}*(?:件|录|表|：|:)(?:{_NUMERAL})?{_SPACE}*[：:]?[^。；]{{0,60}}$"
)
_CONTENTS = re.compile(rf"^(?:#+{_SPACE}*)?目{_SPACE}*录$")
_TAG = re.compile(r"<[^>]{1,200}>")
# What follows 第X条 in a sentence that only refers to the article.
_REFERENCE = tuple("、，,。；：第款项的之和与及至或规所中")
LONGEST_HEADING = 40
_LARGEST = 9999
_BROKEN_ARTICLE = re.compile(rf"^(?:\*\*)?第[^第条款项，。、]{{0,10}}条(?:\*\*|{_SPACE})")


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """第`number`条之`suffix`. `spaced` is False when nothing separates the number from the text."""

    number: int
    suffix: int
    label: str
    text: str
    bold: bool
    spaced: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """`kind` is 编, 分编, 章, 节 or "" for a heading without a number."""

    kind: str
    title: str


def strip(line: str) -> str:
    """The line without the spaces around it, of whatever width."""
    return line.strip(" \t\r\n\u3000\u00a0\u2002\u2003\ufeff")


def read_article(line: str) -> ArticleLine | None:
    """The article that starts on this line, or None when it is no article or its number cannot be read."""
    match = _ARTICLE.match(line)
    if not match:
        return None
    number, suffix = read_integer(match["number"]), read_integer(match["suffix"] or "零")
    rest = match["rest"]
    if number is None or suffix is None or not 1 <= number <= _LARGEST or suffix > _LARGEST:
        return None
    if not match["bold"] and rest.startswith(_REFERENCE):
        return None
    label = f"第{match['number']}条" + (f"之{match['suffix']}" if match["suffix"] else "")
    spaced = not rest or strip(rest[0]) == "" or bool(_CAPTION.match(strip(rest))) or bool(match["bold"])
    return ArticleLine(number, suffix, label, clean(rest), bool(match["bold"]), spaced and not match["typo"])


def read_heading(line: str) -> Heading | None:
    """The heading on this line; a short line 附则 counts as a chapter."""
    if len(line) > LONGEST_HEADING + 20 or line.endswith(("。", "；")):
        return None
    numbered = _NUMBERED_HEADING.match(line)
    if numbered and len(numbered["title"] or "") <= LONGEST_HEADING:
        title = f"第{numbered['number']}{numbered['kind']}"
        rest = heading_text(numbered["title"] or "")
        return Heading(numbered["kind"], f"{title} {rest}".strip())
    marked = _MARKED_HEADING.match(line)
    text = heading_text(marked["title"] if marked else line)
    if text == "附则":
        return Heading("章", text)
    return Heading("", text) if marked else None


def is_broken_heading(line: str) -> bool:
    """A line that is made like a numbered heading but whose number cannot be read."""
    return bool(_BROKEN_HEADING.match(line)) and read_heading(line) is None


def is_broken_article(line: str) -> bool:
    """A line that is set out like an article but whose number cannot be read."""
    return bool(_BROKEN_ARTICLE.match(line)) and read_article(line) is None


def starts_appendix(line: str) -> bool:
    return bool(_APPENDIX.match(line))


def is_contents(line: str) -> bool:
    return bool(_CONTENTS.match(line))


def heading_text(text: str) -> str:
    """Heading words with the typographer's spaces taken out: 总　　则 → 总则, 立案 调查 stays apart."""
    pieces = re.split(rf"{_SPACE}+", text.replace("**", "").strip())
    joiner = "" if all(len(p) <= 1 for p in pieces) else " "
    return joiner.join(pieces).strip()


def clean(text: str) -> str:
    """Text without Markdown emphasis and the spaces around it."""
    return strip(re.sub(r"\*\*|^\*|\*$", "", strip(text)))


def without_tags(line: str) -> tuple[str, bool]:
    """The line's text without HTML tags, and whether there were any."""
    text = _TAG.sub(" ", line)
    return (strip(text), True) if text != line else (line, False)
