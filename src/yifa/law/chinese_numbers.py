"""Numbers as Chinese legal texts write them, read exactly: 三万五千, 两千, 一点五, 5,000, １．５万.

Nothing here guesses. A way of writing that two people could read differently (`一万五`, `二五`) gives None.
"""

from __future__ import annotations

import re
from fractions import Fraction

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
SMALL_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE_UNITS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}

# Characters a number may be made of, for use inside a regular-expression class.
NUMERAL_CHARS = "0-9.," + "".join(DIGITS) + "".join(SMALL_UNITS) + "".join(LARGE_UNITS) + "点"

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")
_ARABIC = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_MAX_LENGTH = 40


def half_width_digits(text: str) -> str:
    """The same text with full-width digits, point and per-cent sign made half-width.

    A full-width comma is punctuation unless it stands between three-digit groups, so it is kept elsewhere.
    """
    kept = re.sub(r"，(?![０-９0-9]{3}(?![０-９0-9]))|(?<![０-９0-9])，", "\0", text)
    return kept.translate(_FULL_WIDTH).replace("\0", "，")


def read_number(text: str) -> Fraction | None:
    """The exact value of one number (`三万五千` → 35000, `一点五` → 3/2), or None when it is not clearly one."""
    text = half_width_digits(text.strip())
    if not text or len(text) > _MAX_LENGTH:
        return None
    if text == "半":
        return Fraction(1, 2)
    return _with_large_units(text)


def read_integer(text: str) -> int | None:
    """As `read_number`, but only whole numbers."""
    value = read_number(text)
    return value.numerator if value is not None and value.denominator == 1 else None


def _with_large_units(text: str) -> Fraction | None:
    """Split at 亿 and then 万; each part must be smaller than the unit before it."""
    for unit_chars in ("亿億", "万萬"):
        positions = [i for i, c in enumerate(text) if c in unit_chars]
        if not positions:
            continue
        if len(positions) > 1:
            return None
        head, tail = text[: positions[0]], text[positions[0] + 1 :]
        unit = LARGE_UNITS[text[positions[0]]]
        high = _with_large_units(head)
        if high is None:
            return None
        low = _tail(tail, unit)
        if low is None or (tail and high.denominator != 1):
            return None
        return high * unit + low
    return _section(text)


def _tail(text: str, unit: int) -> Fraction | None:
    """What follows a large unit. A bare digit (`一万五`) is colloquial and ambiguous, so it is refused."""
    if not text:
        return Fraction(0)
    if len(text) == 1 and text in DIGITS:
        return None
    if text[0] in "零〇" and len(text) > 1:
        text = text[1:]
        if text[0] in "零〇":
            return None
    value = _with_large_units(text)
    return value if value is not None and value < unit and value.denominator == 1 else None


def _section(text: str) -> Fraction | None:
    """A number below one 万: Arabic (perhaps with 千), Chinese digits with units, or a Chinese decimal."""
    if match := _ARABIC.match(text):
        value = Fraction(match.group().replace(",", ""))
        rest = text[match.end() :]
        if not rest:
            return value
        if rest[0] in SMALL_UNITS and (len(rest) == 1 or value.denominator == 1):
            low = _tail(rest[1:], SMALL_UNITS[rest[0]])
            return None if low is None else value * SMALL_UNITS[rest[0]] + low
        return None
    if "点" in text:
        return _decimal(text)
    whole = _whole(text)
    return None if whole is None else Fraction(whole)


def _decimal(text: str) -> Fraction | None:
    head, _, tail = text.partition("点")
    whole = _whole(head)
    if whole is None or not tail or any(c not in DIGITS for c in tail):
        return None
    digits = "".join(str(DIGITS[c]) for c in tail)
    return whole + Fraction(int(digits), 10 ** len(digits))


def _whole(text: str) -> int | None:
    """Chinese digits and 十百千 in falling order: 二千零五, 十五, 一百一十."""
    total, previous, index, after_zero = 0, 10_000, 0, False
    if len(text) == 1 and text in DIGITS:
        return DIGITS[text]
    while index < len(text):
        char = text[index]
        if char in "零〇":
            if after_zero or index == 0:
                return None
            after_zero, index = True, index + 1
            continue
        if char in "十拾" and index == 0:
            digit, unit_at = 1, index
        elif char in DIGITS:
            digit, unit_at = DIGITS[char], index + 1
        else:
            return None
        if unit_at >= len(text):
            return total + digit if index == 0 or previous == 10 or after_zero else None
        unit = SMALL_UNITS.get(text[unit_at])
        if unit is None or unit >= previous:
            return None
        total, previous, index, after_zero = total + digit * unit, unit, unit_at + 1, False
    return None if after_zero or not text else total


def write_integer(number: int) -> str:
    """A whole number from 0 to 99,999,999 in Chinese characters, as article numbers are written: 29 → 二十九.

    Raises ValueError outside that span.
    """
    if not 0 <= number < 100_000_000:
        raise ValueError(f"{number} is not between 0 and 99,999,999")
    if number < 10:
        return "零一二三四五六七八九"[number]
    high, low = divmod(number, 10_000)
    if not high:
        text = _write_section(low)
        return text[1:] if text.startswith("一十") else text
    gap = "零" if low and low < 1000 else ""
    head = write_integer(high) if high < 10 or high >= 20 else _write_section(high)[1:]
    return f"{head}万{gap}{_write_section(low) if low else ''}"


def _write_section(number: int) -> str:
    text, pending = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("零" if pending else "") + "零一二三四五六七八九"[digit] + name
            pending = False
        else:
            pending = bool(text)
    return text
