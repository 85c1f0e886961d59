"""Amounts, dates and numbers in the words that Chinese legal papers use. Pure functions."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

_CAPITAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLAIN_DIGITS = "〇一二三四五六七八九"
_PLACES = ((1000, "仟"), (100, "佰"), (10, "拾"), (1, ""))
_LARGE = ((10**8, "亿"), (10**4, "万"))


def yuan(fen: int) -> str:
    """Amount in fen as digits in yuan, two decimals, thousands grouped: 123450 → 1,234.50元."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{rest:02d}元"


def capital(fen: int) -> str:
    """Amount in fen in the capitals of bills and decisions: 123450 → 壹仟贰佰叁拾肆元伍角整.

    Follows 正确填写票据和结算凭证的基本规定: 整 after 元 or 角, one 零 for a run of zeros inside the number.
    Raises ValueError for a negative amount: a paper never states one.
    """
    if fen < 0:
        raise ValueError("金额不能为负数")
    whole, rest = divmod(fen, 100)
    jiao, cents = divmod(rest, 10)
    text = f"{_capital_whole(whole)}元" if whole else ""
    if jiao:
        text += f"{_CAPITAL_DIGITS[jiao]}角"
    if cents:
        gap = "零" if whole and not jiao else ""
        return f"{text}{gap}{_CAPITAL_DIGITS[cents]}分"
    return f"{text or '零元'}整"


def money(fen: int) -> str:
    """Amount in fen as decisions state it: 人民币壹万元整（10,000.00元）."""
    return f"人民币{capital(fen)}（{yuan(fen)}）"


def _capital_whole(number: int) -> str:
    for size, name in _LARGE:
        if number >= size:
            head, tail = divmod(number, size)
            gap = "零" if 0 < tail < size // 10 else ""
            return _capital_whole(head) + name + gap + (_capital_whole(tail) if tail else "")
    text = ""
    skipped = False
    for size, name in _PLACES:
        digit, number = divmod(number, size)
        if digit:
            text += ("零" if skipped else "") + _CAPITAL_DIGITS[digit] + name
            skipped = False
        else:
            skipped = bool(text)
    return text


def day(value: date) -> str:
    """A date as GB/T 9704 prints it: 2026年11月22日. A datetime is taken in Shanghai time."""
    local = _local(value)
    return f"{local.year}年{local.month}月{local.day}日"


def day_in_characters(value: date) -> str:
    """A date in Chinese characters: 二〇二六年十一月二十二日."""
    local = _local(value)
    year = "".join(_PLAIN_DIGITS[int(c)] for c in str(local.year))
    return f"{year}年{count(local.month)}月{count(local.day)}日"


def moment(value: datetime) -> str:
    """A moment to the minute in Shanghai time: 2026年11月22日9时05分."""
    local = value.astimezone(SHANGHAI)
    return f"{day(local)}{local.hour}时{local.minute:02d}分"


def span(start: datetime, end: datetime) -> str:
    """From–to in Shanghai time; the date is not repeated when both fall on one day."""
    first, last = start.astimezone(SHANGHAI), end.astimezone(SHANGHAI)
    if first == last:
        return moment(first)
    closing = f"{last.hour}时{last.minute:02d}分" if first.date() == last.date() else moment(last)
    return f"{moment(first)}至{closing}"


def count(number: int) -> str:
    """A whole number from 0 to 99 in plain characters: 22 → 二十二. ValueError outside that."""
    if not 0 <= number <= 99:
        raise ValueError("只支持 0 至 99")
    tens, ones = divmod(number, 10)
    if not tens:
        return "〇一二三四五六七八九"[ones]
    head = "十" if tens == 1 else f"{_PLAIN_DIGITS[tens]}十"
    return head + (_PLAIN_DIGITS[ones] if ones else "")


def _local(value: date) -> date:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(SHANGHAI)
    return value
