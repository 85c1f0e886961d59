"""How much a piece of text sounds like official Chinese: by its own words elsewhere, and by the dictionary."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache
from operator import add
from pathlib import Path

from yifa.policies.damage.script import simplify, without_pinyin

_FULL = str.maketrans({chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F)})
_MARKS = frozenset("　，。、；：？（）“”‘’《》〈〉〔〕！—…％·－")
_OPENERS, _CLOSERS = frozenset("（《“〔"), frozenset("）》”〕")
_BEFORE_OPEN, _AFTER_CLOSE = frozenset("。，、；：》）"), frozenset("，。、；：")
_WORDS = re.compile(r"[\u4e00-\u9fff（），。、：；《》〔〕]{2,}")
_MOST_SEEN = 400_000


def _full(char: str) -> str:
    return char if not char or char > "~" else char.translate(_FULL)


@cache
def _level(char: str) -> float:
    """0 for the 3,755 most used characters and for marks; less for rarer ones and for signs no paper has."""
    if char in _MARKS or char.isascii():
        return 0.0 if char != "！" else -1.0
    if "！" <= char <= "～":  # full-width letters and figures
        return -3.0
    if "\u4e00" <= char <= "\u9fff":
        simple = _simple(char)
        try:
            first = simple.encode("gb2312")[0]
        except UnicodeEncodeError:
            return -6.0
        return 0.0 if first < 0xD8 else -2.0
    return -7.0


def common(char: str) -> bool:
    """True for a character or mark that official papers use."""
    return _level(char) == 0.0


@cache
def _simple(char: str) -> str:
    return simplify(char)


@cache
def _frequent() -> frozenset[str]:
    """The 1,200 characters that statutes use most, the most used first."""
    return frozenset(Path(__file__).with_name("frequent.txt").read_text(encoding="utf-8")) | _MARKS


@cache
def _has_word(word: str) -> bool:
    import rjieba

    return bool(rjieba.has_word(word))


class Ear:
    """Judges text against the document it comes from."""

    def __init__(self, text: str) -> None:
        seen: Counter[str] = Counter()
        chars: set[str] = set()
        for run in _WORDS.findall(without_pinyin(text[:_MOST_SEEN]).translate(_FULL)):
            seen.update(map(add, run, run[1:]))
            chars.update(run)
        self._seen = seen
        self._used = _frequent() | {_simple(char) for char in chars}
        self._steps: dict[str, float] = {}
        self._known: dict[str, bool] = {}
        # What one run found out about its gaps serves the next one too.
        self.gaps: dict[tuple[str, int, int], list[tuple[str, list[str], list[str]]]] = {}

    def used(self, char: str) -> bool:
        """True for a character that this document or most others use."""
        return _simple(char) in self._used

    def known(self, first: str, second: str) -> bool:
        """True for a pair that this document or the dictionary has, and for a character beside a mark."""
        pair = first + second
        found = self._known.get(pair)
        if found is None:
            found = self._known[pair] = self._pair_known(_full(first), _full(second))
        return found

    def words(self, first: str, second: str) -> bool:
        """As `known`, but of two characters, none of them a mark."""
        return bool(first) and first not in _MARKS and second not in _MARKS and self.known(first, second)

    def _pair_known(self, one: str, two: str) -> bool:
        if not one or not two:
            return False
        if one in _MARKS or two in _MARKS:
            return not (one in _MARKS and two in _MARKS)
        return one + two in self._seen or _has_word(_simple(one) + _simple(two))

    def step(self, before: str, char: str) -> float:
        """What `char` is worth after `before`: every character costs, pairs that make words gain."""
        key = before[-2:] + char
        found = self._steps.get(key)
        if found is None:
            found = self._steps[key] = self._step(before, char)
        return found

    def _step(self, before: str, char: str) -> float:
        score = _level(char) - (2.0 if char.isascii() or self.used(char) else 4.5)
        last = _full(before[-1:])
        char = _full(char)
        if not last or last == "\n":
            return score
        seen = self._seen.get(last + char, 0)
        if last in _MARKS or char in _MARKS:
            usual = not (last in _MARKS and char in _MARKS) or (last in _BEFORE_OPEN and char in _OPENERS)
            usual = usual or (last in _CLOSERS and char in _AFTER_CLOSE)
            return score + (min(2.0, 0.5 * math.log2(1 + seen)) if usual or seen else -1.0)
        two = _full(before[-2:-1])
        word = 0.0
        if _has_word(_simple(last) + _simple(char)):  # 基督 in 强基督促 is none: words do not overlap
            word = 1.0 if two not in _MARKS and self.known(two, last) else 2.5
        score += min(4.0, math.log2(1 + seen)) + word
        if two and two not in _MARKS and _has_word(_simple(two) + _simple(last) + _simple(char)):
            score += 2.0
        return score

    def judge(self, text: str, before: str = "") -> float:
        """The sum of the steps; longer text that makes sense is worth more."""
        total, context = 0.0, before
        for char in text:
            total += self.step(context, char)
            context = context[-2:] + char
        return total

    def odd(self, text: str) -> bool:
        """True where the text does not sound like any paper: a sign or rare characters right behind its start."""
        body = text.split("\n", 1)[0]
        return any(_level(c) < 0 for c in body[:12]) or body.startswith("??")
