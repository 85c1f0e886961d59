"""Words the readers of units, dates, targets and duties share; text made comparable without moving a character."""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from functools import lru_cache

from yifa.law.chinese_numbers import read_number

# One character for one character: offsets in the plain text are offsets in the text itself.
_PLAIN = {
    **dict(zip("０１２３４５６７８９", "0123456789", strict=True)),
    **dict(zip("（）〔〕［］【】[]", "()()()()()", strict=True)),
    **dict.fromkeys("－—–~～─", "-"),
    **dict.fromkeys("○Ｏ", "〇"),
    **dict(zip("，：；．％", ",:;.%", strict=True)),
    **dict.fromkeys("\u3000\xa0\u2002\u2003\u2009", " "),
}
_TITLE = re.compile(r"《[^《》]{0,120}(?:《[^》]{0,80}》[^《》]{0,80})*》")
# A full stop that was made half-width with all other signs.
_HALF_STOP = re.compile(r"\.(?<=[\u4e00-\u9fff)%]\.)(?=[\u4e00-\u9fff(\n]|$)")
_BLANKS = re.compile(
    r"(?<=[0-9])[ ]+(?=[\u4e00-\u9fff%])|(?<=[\u4e00-\u9fff≥≤><-])[ ]+(?=[0-9])|(?<=[日月年])[ ]+(?=-)"
)
_DOCUMENT_NUMBER = re.compile(r"\((?:19|20)\d{2}\)(?:第)?\d{1,4}号")
_CHINESE_YEAR = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "O": "0"}

NUMERALS = "零一二两三四五六七八九十百千万"
# 1,000.5万 or 三千. Its first characters stand at its head: what begins with one of a few characters is found faster.
NUMBER = rf"(?:[0-9{NUMERALS}](?:(?<=[0-9])[0-9,]*(?:\.[0-9]+)?[万亿]?|(?<=[{NUMERALS}])[{NUMERALS}]*))"
YEAR = r"(?:(?:19|20)[0-9]{2}|[一二][〇零O0-9一二三四五六七八九]{3})"
SENTENCE_END = re.compile(r"[。;!?\n]")


@lru_cache(maxsize=256)  # units, dates, targets and duties ask for the same text one after the other
def plain(text: str) -> str:
    """The same text, as long as before, with full-width digits, brackets, commas and every dash made half-width."""
    for odd, usual in _PLAIN.items():  # much quicker than str.translate, which looks up every character
        text = text.replace(odd, usual)
    return _HALF_STOP.sub("。", text) if "." in text else text


def without_blanks(flat: str) -> tuple[str, list[int]] | None:
    """Plain text without the blanks between a number and its unit (60 学时, 2025年 9 月) and around a dash (3月 - 5月),
    and where each of its characters stands in `flat`; None where there are none."""
    if " " not in flat or not _BLANKS.search(flat):
        return None
    out = {at for found in _BLANKS.finditer(flat) for at in range(*found.span())}
    places = [at for at in range(len(flat)) if at not in out]
    return "".join(flat[at] for at in places), places


@lru_cache(maxsize=256)
def without_names(text: str) -> str:
    """Plain text, as long as before, with 《titles》 and document numbers blanked: a year in a name is not a date."""

    def blank(found: re.Match[str]) -> str:
        return "\u2007" * len(found.group())

    return _DOCUMENT_NUMBER.sub(blank, _TITLE.sub(blank, text))


@lru_cache(maxsize=4096)
def number(text: str) -> Decimal | None:
    """60, 1.5, 3万, 十二, 两 as a number; None when it is not clearly one."""
    value = read_number(text)
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)


def year_of(text: str) -> int:
    """2024 or 二〇一二 as a year."""
    return int("".join(_CHINESE_YEAR.get(c, c) for c in text))


@lru_cache(maxsize=32)
def _places(marks: re.Pattern[str], text: str) -> list[int]:
    return [found.start() for found in marks.finditer(text)]


def between(
    before: re.Pattern[str], after: re.Pattern[str], text: str, start: int, end: int
) -> tuple[int, int]:
    """From behind the last sign of `before` that stands before `start` to the first one of `after` from `end` on.

    All signs of a text are looked for once, and not once for each value in it.
    """
    left, right = _places(before, text), _places(after, text)
    last, first = bisect_left(left, start), bisect_left(right, end)
    return left[last - 1] + 1 if last else 0, right[first] if first < len(right) else len(text)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence that holds `start` to `end` begins and ends in plain text, its end mark left out."""
    return between(SENTENCE_END, SENTENCE_END, text, start, end)


def without_space(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())
