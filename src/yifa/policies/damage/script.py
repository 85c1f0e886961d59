"""Pinyin that was put behind characters, and traditional characters in a text that was written in simplified ones."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from yifa.policies.damage.edits import Edit, Patient

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿếề"
_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff〓]"
_TONED_SYLLABLE = re.compile(rf"(?<={_HAN})[(（](?=[a-zü]*[{_TONED}])[a-zü{_TONED}]{{1,6}}[)）]")
# Without a tone mark only what has no tone, and only where the file has toned ones.
_TONELESS = re.compile(rf"(?<={_HAN})[(（](?:men|me|zhe|le|de|ma|ne|ba|zi|er)[)）]")
# From this share of traditional characters on a text is taken for one in traditional characters.
_SHARE = 0.04
_FEW = 0.005
_PARAGRAPH_SHARE, _PARAGRAPH_LENGTH = 0.10, 20
# 著 is 着 except in these words, which OpenCC leaves to the reader.
_ZHU_AFTER = frozenset("显昭卓名原专编译论巨遗合拙土")
_ZHU_BEFORE = frozenset("作名述称录者书")
_QUOTES = (
    ("「", "“"),
    ("」", "”"),
    ("『", "‘"),
    ("』", "’"),
    ("﹁", "“"),
    ("﹂", "”"),
    ("﹃", "‘"),
    ("﹄", "’"),
)
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")


def strip_pinyin(patient: Patient) -> None:
    """執(zhí)法 becomes 執法; a bracket with a word or a number in it ((APP), (GDP), (一)) stays."""
    text = patient.text
    found = list(_TONED_SYLLABLE.finditer(text))
    if len(found) >= 3:
        found += _TONELESS.finditer(text)
    patient.apply(Edit(m.start() - 1, m.end(), text[m.start() - 1], "pinyin") for m in found)


def without_pinyin(text: str) -> str:
    """The text without its brackets of pinyin."""
    return _TONED_SYLLABLE.sub("", text)


def readings(text: str) -> dict[str, Counter[str]]:
    """Traditional characters by syllable, those that the text itself gives the syllable to counted more."""
    known = {syllable: Counter(chars) for syllable, chars in _table().items()}
    for found in _TONED_SYLLABLE.finditer(text):
        syllable = found.group()[1:-1]
        known.setdefault(syllable, Counter())[text[found.start() - 1]] += 1
    return known


@cache
def _table() -> dict[str, str]:
    lines = Path(__file__).with_name("readings.txt").read_text(encoding="utf-8").splitlines()
    return {syllable: chars for syllable, _, chars in (line.partition(" ") for line in lines)}


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def simplify(text: str) -> str:
    """The text in simplified characters, as long as before."""
    out = str(_converter().convert(text))
    if len(out) != len(text):  # a phrase whose length changes: character by character never does
        out = "".join(_simple(c) for c in text)
    out = _settle_zhu(out)
    for old, new in _QUOTES:
        if old in out:
            out = out.replace(old, new)
    return out


@cache
def _simple(char: str) -> str:
    out = str(_converter().convert(char))
    return out if len(out) == 1 else char


def _settle_zhu(out: str) -> str:
    if "著" not in out:
        return out
    made = list(out)
    for at, char in enumerate(made):
        if char == "著":
            before, after = out[at - 1 : at], out[at + 1 : at + 2]
            if before not in _ZHU_AFTER and after not in _ZHU_BEFORE:
                made[at] = "着"
    return "".join(made)


def to_simplified(patient: Patient) -> None:
    """A text in traditional characters into simplified ones; a simplified text with a few of them is left alone."""
    text = patient.text
    out = simplify(text)
    if out == text:
        return
    changed: list[tuple[int, str, str]] = []
    at = count = 0
    for line in text.splitlines(keepends=True):
        new = out[at : at + len(line)]
        if new != line:
            changed.append((at, line, new))
            count += _distance(line, new)
        at += len(line)
    han = sum(map(len, _HAN_RUN.findall(text)))
    if count < 3 or count < _FEW * han:
        return
    whole = count >= _SHARE * han
    taken = [m.span for m in patient.mended]
    edits: list[Edit] = []
    for start, line, new in changed:
        if whole or _mostly(line, new):
            edits += _differences(line, new, start, taken)
    patient.apply(edits)


def _distance(line: str, new: str) -> int:
    return sum(a != b for a, b in zip(line, new, strict=True))


def _mostly(line: str, new: str) -> bool:
    han = sum(map(len, _HAN_RUN.findall(line)))
    return han >= _PARAGRAPH_LENGTH and _distance(line, new) >= _PARAGRAPH_SHARE * han


def _differences(line: str, new: str, at: int, taken: list[tuple[int, int]]) -> list[Edit]:
    """One edit for each run of changed characters, cut where a place was mended already."""
    changed = [n for n, (a, b) in enumerate(zip(line, new, strict=True)) if a != b]
    if not changed:
        return []
    runs, begin = [], changed[0]

    def told(n: int) -> bool:
        found = bisect_right(taken, (at + n, math.inf)) - 1
        return found >= 0 and taken[found][0] <= at + n < taken[found][1]

    for last, n in pairwise(changed):
        if n != last + 1 or told(n) != told(last):
            runs.append((begin, last + 1))
            begin = n
    runs.append((begin, changed[-1] + 1))
    return [Edit(at + a, at + b, new[a:b], "traditional", noted=not told(a)) for a, b in runs]
