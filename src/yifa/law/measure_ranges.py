"""Bounds of a fine, a multiple or a period as legal Chinese writes them: 二千元以上二万元以下, 一至二倍.

以上 and 以下 include the number itself; 超过, 不满, 低于 and the like do not. Values are whole numbers of
the smallest unit: fen, per mille (of the base that is multiplied), points, days or months.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from yifa.law.chinese_numbers import LARGE_UNITS, NUMERAL_CHARS, SMALL_UNITS, read_number

FEN, PERMILLE, DAY, MONTH, POINT = "fen", "permille", "day", "month", "point"


@dataclass(frozen=True, slots=True)
class Bounds:
    """A range in `unit`. None means the text sets no bound on that side."""

    unit: str
    min: int | None
    max: int | None
    min_inclusive: bool = True
    max_inclusive: bool = True


_UNITS: dict[str, tuple[str, int]] = {
    "元": (FEN, 100),
    "块": (FEN, 100),
    "角": (FEN, 10),
    "倍": (PERMILLE, 1000),
    "%": (PERMILLE, 10),
    "日": (DAY, 1),
    "天": (DAY, 1),
    "个月": (MONTH, 1),
    "月": (MONTH, 1),
    "年": (MONTH, 12),
    "分": (POINT, 1),
}
_NUMBER = rf"[{NUMERAL_CHARS}]+"
_UNIT = "个月|" + "|".join(u for u in _UNITS if u != "个月")
_PLAIN = rf"(?:人民币)?{_NUMBER}(?:{_UNIT})?(?:人民币)?"
_VALUE = rf"(?:(?:百|千|万)分之{_NUMBER}|等值|等额|同等数额|半年|{_PLAIN})"
_INCLUDES = r"(?:[(（](?P<{0}>不含|不包括|含|包括)[^()（）]{{0,4}}[)）])?"
_LOW_AFTER = rf"(?P<low1>{_VALUE}){_INCLUDES.format('low1n')}(?:以上|起)"
_LOW_BEFORE = rf"(?P<lowword>超过|高于|多于|大于|不低于|不少于|不小于|不得低于|不得少于)(?P<low2>{_VALUE})"
_HIGH_AFTER = rf"(?P<high1>{_VALUE}){_INCLUDES.format('high1n')}(?:以下|以内)"
_BELOW = "不满|不足|低于|少于|小于|不超过|不高于|不多于|不得超过|不得高于|最高"
_HIGH_BEFORE = rf"(?P<highword>{_BELOW})(?P<high2>{_VALUE})的?"
_NOTE = r"(?:[(（](?P<{0}>不含|不包括|含|包括)[^()（）]{{0,4}}[)）])?"
_TWO_SIDED = re.compile(
    rf"(?:{_LOW_AFTER}{_NOTE.format('lownote')}|{_LOW_BEFORE})?[,，、但]?"
    rf"(?:{_HIGH_AFTER}{_NOTE.format('highnote')}|{_HIGH_BEFORE})?"
)
_SPAN = re.compile(rf"(?P<low>{_VALUE})(?:至|到|-|~|—|–|－|～)(?P<high>{_VALUE})")
_MULTIPLIERS = set(SMALL_UNITS) | set(LARGE_UNITS)
_EXCLUSIVE_WORDS = {"超过", "高于", "多于", "大于", "不满", "不足", "低于", "少于", "小于"}


def read_value(text: str, unit_hint: str = "") -> tuple[int, str] | None:
    """One value with its unit (`五千元` → (500000, "fen"), `百分之五` → (50, "permille")), or None.

    `unit_hint` supplies the written unit when the text leaves it to its neighbour (`一至二倍`).
    """
    text = text.replace("人民币", "")
    if text in ("等值", "等额", "同等数额"):
        return 1000, PERMILLE
    if text == "半年":
        return 6, MONTH
    if match := re.fullmatch(rf"(百|千|万)分之({_NUMBER})", text):
        value = read_number(match[2])
        per = {"百": 100, "千": 1000, "万": 10_000}[match[1]]
        return _whole(None if value is None else value * 1000 / per, PERMILLE)
    match = re.fullmatch(rf"({_NUMBER})({_UNIT})?", text)
    if match is None or (match[2] is None and not unit_hint):
        return None
    unit, scale = _UNITS[match[2] or unit_hint]
    value = read_number(match[1])
    return _whole(None if value is None else value * scale, unit)


def _whole(value: Fraction | None, unit: str) -> tuple[int, str] | None:
    if value is None or value.denominator != 1 or value < 0:
        return None
    return value.numerator, unit


def read_bounds(text: str) -> Bounds | None:
    """The bounds a text states, or None when any part of it is not understood."""
    if re.fullmatch(_VALUE, text):
        single = read_value(text)
        return None if single is None else Bounds(single[1], single[0], single[0])
    if span := _SPAN.fullmatch(text):
        return _pair(span["low"], span["high"], True, True)
    match = _TWO_SIDED.fullmatch(text)
    if match is None:
        return None
    low, high = match["low1"] or match["low2"], match["high1"] or match["high2"]
    low_in = match["lowword"] not in _EXCLUSIVE_WORDS and not _excludes(match["low1n"], match["lownote"])
    high_in = match["highword"] not in _EXCLUSIVE_WORDS and not _excludes(match["high1n"], match["highnote"])
    return _pair(low, high, low_in, high_in)


def _excludes(*notes: str | None) -> bool:
    return any(note in ("不含", "不包括") for note in notes)


def _pair(low: str | None, high: str | None, low_in: bool, high_in: bool) -> Bounds | None:
    if low is None and high is None:
        return None
    hint_low, hint_high = _written_unit(high), _written_unit(low)
    if low and high and not _written_unit(low) and not _may_share_unit(low, high):
        return None
    low_value = read_value(low, hint_low) if low else None
    high_value = read_value(high, hint_high) if high else None
    if (low and low_value is None) or (high and high_value is None):
        return None
    if low_value and high_value and low_value[1] != high_value[1]:
        return None
    unit = (low_value or high_value or (0, ""))[1]
    return Bounds(
        unit,
        low_value[0] if low_value else None,
        high_value[0] if high_value else None,
        low_in,
        high_in,
    )


def _written_unit(text: str | None) -> str:
    match = re.search(rf"(?:{_UNIT})$", (text or "").replace("人民币", ""))
    return match.group() if match and text and not re.match(r"[百千万]分之", text) else ""


def _may_share_unit(low: str, high: str) -> bool:
    """`一至二倍` shares its unit. `三至五万元` may mean 3 or 30,000 yuan: that is not for us to decide."""
    number = re.search(rf"({_NUMBER})(?:{_UNIT})?$", high)
    if number is None or number[1][-1] not in _MULTIPLIERS:
        return True
    scaled, top = read_number(low + number[1][-1]), read_number(number[1])
    return scaled is None or top is None or scaled > top
