"""Amounts and dates in words, checked against written-out examples and an independent reader."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.papers import words

DIGITS = {c: n for n, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


def read_capital(text: str) -> int:
    """Read a capital amount as a bank clerk does; fen."""
    assert text.endswith(("整", "分"))
    whole, _, rest = (
        text.removesuffix("整").rpartition("元") if "元" in text else ("", "", text.removesuffix("整"))
    )
    fen = 0
    for mark, size in (("角", 10), ("分", 1)):
        head, found, tail = rest.partition(mark)
        if found:
            fen += DIGITS[head[-1]] * size
            rest = tail
    return read_whole(whole) * 100 + fen


def read_whole(text: str) -> int:
    for mark, size in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = text.rpartition(mark)
        if found:
            return read_whole(head) * size + read_whole(tail)
    total, digit = 0, 0
    for c in text:
        if c in UNITS:
            total += digit * UNITS[c]
            digit = 0
        else:
            digit = DIGITS[c]
    return total + digit


@pytest.mark.parametrize(
    ("fen", "expected"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (55, "伍角伍分"),
        (100, "壹元整"),
        (105, "壹元零伍分"),
        (1000, "壹拾元整"),
        (10_000, "壹佰元整"),
        (123_450, "壹仟贰佰叁拾肆元伍角整"),
        (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
        (100_500, "壹仟零伍元整"),
        (1_000_000, "壹万元整"),
        (1_000_100, "壹万零壹元整"),
        (10_100_000, "壹拾万壹仟元整"),
        (20_000_000, "贰拾万元整"),
        (1_070_005_300, "壹仟零柒拾万零伍拾叁元整"),
        (10_000_000_000, "壹亿元整"),
        (10_000_000_100, "壹亿零壹元整"),
        (10**14, "壹万亿元整"),
        (32_550, "叁佰贰拾伍元伍角整"),
    ],
)
def test_capital_examples(fen: int, expected: str) -> None:
    assert words.capital(fen) == expected


@given(st.integers(0, 10**16))
def test_capital_reads_back(fen: int) -> None:
    text = words.capital(fen)
    assert read_capital(text) == fen
    assert "零零" not in text
    assert not text.startswith("零") or fen == 0
    assert text.endswith("整") == (fen % 10 == 0)


@given(st.integers(0, 10**16))
def test_yuan_reads_back(fen: int) -> None:
    text = words.yuan(fen)
    assert int(text.removesuffix("元").replace(",", "").replace(".", "")) == fen
    assert text[-4] == "."


def test_yuan_examples() -> None:
    assert words.yuan(123_450) == "1,234.50元"
    assert words.yuan(7) == "0.07元"
    assert words.yuan(-123_450) == "-1,234.50元"
    assert words.money(1_000_000) == "人民币壹万元整（10,000.00元）"
    with pytest.raises(ValueError, match="负数"):
        words.capital(-1)


def test_dates() -> None:
    assert words.day(date(2026, 11, 22)) == "2026年11月22日"
    assert words.day_in_characters(date(2026, 11, 22)) == "二〇二六年十一月二十二日"
    assert words.day_in_characters(date(2000, 10, 10)) == "二〇〇〇年十月十日"
    assert words.day_in_characters(date(2030, 1, 30)) == "二〇三〇年一月三十日"


def test_moments_are_shanghai_time() -> None:
    late = datetime(2026, 11, 21, 16, 5, tzinfo=UTC)
    assert words.moment(late) == "2026年11月22日0时05分"
    assert words.day(late) == "2026年11月22日"
    assert words.span(late, datetime(2026, 11, 21, 17, 0, tzinfo=UTC)) == "2026年11月22日0时05分至1时00分"
    assert words.span(late, late) == "2026年11月22日0时05分"
    assert (
        words.span(late, datetime(2026, 11, 22, 17, 0, tzinfo=UTC))
        == "2026年11月22日0时05分至2026年11月23日1时00分"
    )


@pytest.mark.parametrize(
    ("number", "expected"), [(0, "〇"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")]
)
def test_count(number: int, expected: str) -> None:
    assert words.count(number) == expected


@pytest.mark.parametrize("number", [-1, 100])
def test_count_outside(number: int) -> None:
    with pytest.raises(ValueError, match="0 至 99"):
        words.count(number)
