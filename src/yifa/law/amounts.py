"""Amounts with their units in the text of a statute: 十五日, 7个工作日, 百分之三, 两名, 三万元, （一）…（五）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yifa.law.chinese_numbers import half_width_digits, read_integer

_NUMERAL = "[0-9零〇一二两三四五六七八九十百千万]+"
# The words a unit of a figure is written with. 个工作日 is kept apart from 日: they are counted differently.
_WORDS = {
    "个工作日": "wd",
    "工作日": "wd",
    "日": "day",
    "天": "day",
    "小时": "h",
    "个月": "mo",
    "年": "y",
    "周岁": "y",
    "元": "CNY",
    "%": "%",
    "％": "%",
    **dict.fromkeys(("名", "人", "份", "次", "项", "种", "个等次"), "n"),
}
_AMOUNT = re.compile(f"({_NUMERAL})(?:以上|以下)?({'|'.join(_WORDS)})")
_PER_CENT = re.compile(f"百分之({_NUMERAL})")
_DATE = re.compile(r"[0-9]{4}年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?")
_ITEM = re.compile(r"^（([一二三四五六七八九十]+)）", re.MULTILINE)
_ALL = re.compile(r"期限以工作日计算")
_DAYS = re.compile(f"({_NUMERAL})日(以[内下])?")


def amounts_in(text: str) -> set[tuple[int, str]]:
    """Every (number, unit) in the text; units are wd, day, h, mo, y, CNY, % and n (a count of things).

    Dates (2021年7月15日) are no periods and are left out. A list of items counts as the number of its items.
    """
    plain = _DATE.sub(" ", half_width_digits(text).replace("\u3000", ""))
    found = {(n, _WORDS[m[2]]) for m in _AMOUNT.finditer(plain) if (n := read_integer(m[1])) is not None}
    found |= {(n, "%") for m in _PER_CENT.finditer(plain) if (n := read_integer(m[1])) is not None}
    return found | {(n, "n") for n in _lists(plain)}


def _lists(text: str) -> Iterator[int]:
    """The length of each list （一）（二）… in the text."""
    last = 0
    for match in _ITEM.finditer(text):
        number = read_integer(match[1]) or 0
        if number != last + 1 and last:
            yield last
        last = number
    if last:
        yield last


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Which periods of a statute written in 日 are working days, as one of its articles says."""

    exact: frozenset[int]
    up_to: int = 0
    all_days: bool = False

    def are(self, days: int) -> bool:
        return self.all_days or days in self.exact or days <= self.up_to


def working_days(text: str) -> WorkingDays:
    """The counting rule of a statute from its whole text; where it has none, every 日 is a calendar day."""
    exact: set[int] = set()
    up_to = 0
    for sentence in re.split("[。；\n]", half_width_digits(text)):
        if "指工作日" not in sentence and "为工作日" not in sentence:
            continue
        for match in _DAYS.finditer(sentence.replace("”", "").replace("“", "")):
            number = read_integer(match[1]) or 0
            if match[2]:
                up_to = max(up_to, number)
            else:
                exact.add(number)
    return WorkingDays(frozenset(exact), up_to, bool(_ALL.search(text)))
