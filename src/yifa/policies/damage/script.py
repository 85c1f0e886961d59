"""Pinyin that was put behind characters, and traditional characters in a text that was written in simplified ones."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import compress, pairwise
from operator import ne
from pathlib import Path
from typing import Any

from yifa.policies.damage.edits import Edit, Patient

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿếề"
_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff〓]"
_TONED_SYLLABLE = re.compile(rf"[(（](?<={_HAN}.)(?=[a-zü]*[{_TONED}])[a-zü{_TONED}]{{1,6}}[)）]")
# Without a tone mark only what has no tone, and only where the file has toned ones.
_TONELESS = re.compile(rf"[(（](?<={_HAN}.)(?:men|me|zhe|le|de|ma|ne|ba|zi|er)[)）]")
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
    told: dict[str, list[str]] = {}
    for found in _TONED_SYLLABLE.finditer(text):
        told.setdefault(found.group()[1:-1], []).append(text[found.start() - 1])
    known = dict(_table())
    for syllable, chars in told.items():
        known[syllable] = known.get(syllable, Counter()).copy()
        known[syllable].update(chars)
    return known


@cache
def _table() -> dict[str, Counter[str]]:
    lines = Path(__file__).with_name("readings.txt").read_text(encoding="utf-8").splitlines()
    return {syllable: Counter(chars) for syllable, _, chars in (line.partition(" ") for line in lines)}


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
    changed: list[tuple[str, list[int]]] = []
    at = count = 0
    for line in text.splitlines(keepends=True):
        new = out[at : at + len(line)]
        if new != line:
            places = list(compress(range(at, at + len(line)), map(ne, line, new)))
            changed.append((line, places))
            count += len(places)
        at += len(line)
    han = sum(map(len, _HAN_RUN.findall(text)))
    if count < 3 or count < _FEW * han:
        return
    whole = count >= _SHARE * han
    told = _told(len(text), [m.span for m in patient.mended])
    edits: list[Edit] = []
    for line, places in changed:
        if whole or _mostly(line, len(places)):
            edits += _differences(places, out, told)
    patient.apply(edits)


def _mostly(line: str, changed: int) -> bool:
    han = sum(map(len, _HAN_RUN.findall(line)))
    return han >= _PARAGRAPH_LENGTH and changed >= _PARAGRAPH_SHARE * han


def _told(length: int, taken: list[tuple[int, int]]) -> bytearray:
    """For each character of a text, whether the last place that begins before it reaches to it."""
    told = bytearray(length)
    for (start, end), (following, _) in pairwise([*taken, (length, length)]):
        end = min(end, following)
        if start < end:
            told[start:end] = b"\1" * (end - start)
    return told


def _differences(changed: list[int], new: str, told: bytearray) -> list[Edit]:
    """One edit for each run of changed characters, cut where a place was mended already."""
    edits = []
    begin = changed[0]
    for last, n in pairwise([*changed, -1]):
        if n != last + 1 or told[n] != told[last]:
            edits.append(Edit(begin, last + 1, new[begin : last + 1], "traditional", not told[last]))
            begin = n
    return edits
