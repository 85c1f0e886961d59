"""Cells to values and back. Pure: what is read is one text, what is said is one Chinese sentence.

Full-width letters and digits become half-width, blanks around a text go; in codes every blank goes. A date is only
taken when it cannot be read in two ways.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

from yifa.registers.sheets.sheet import Column

_HALF = str.maketrans(
    {chr(0xFF01 + i): chr(0x21 + i) for i in range(94) if chr(0x21 + i).isalnum()}
    | {"\u3000": " ", "\xa0": " "}
)
_DAY = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{4})/(\d{1,2})/(\d{1,2})|(\d{4})\.(\d{1,2})\.(\d{1,2})"
    r"|(\d{4})年(\d{1,2})月(\d{1,2})日|(\d{4})(\d{2})(\d{2})",
    re.ASCII,
)
_MIDNIGHT = re.compile(r"[ T]0?0:00(:00(\.0+)?)?$")
_UNSTORABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_YES = frozenset(("是", "有", "√", "true", "1", "y", "yes"))
_NO = frozenset(("否", "无", "×", "false", "0", "n", "no"))
# What a spreadsheet would run as a formula when the cell of a CSV begins with it.
_ACTIVE = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)


def clean(column: Column, text: str) -> str:
    """The text as it is judged and kept."""
    if text.startswith("'") and text[1:].startswith(_ACTIVE):
        text = text[1:]
    if column.code:
        return "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if column.kind in ("date", "whole", "flag", "reference"):
        return unicodedata.normalize("NFKC", text).strip()
    text = text.translate(_HALF)
    return text.strip() if column.kind == "long" else " ".join(text.split())


def read(column: Column, text: str) -> tuple[Any, str]:
    """(value, "") of a cleaned text, or (None, what is wrong with it). A reference stays the text of its key."""
    if not text:
        return _blank(column)
    if _UNSTORABLE.search(text):
        return None, "含有不可见的控制字符，请重新输入"
    if column.masked and "**" in text:
        return None, "是隐去了一部分的内容，不能登记，请填写完整的"
    if column.limit and column.kind in ("text", "long") and len(text) > column.limit:
        return None, f"最多{column.limit}个字，现为{len(text)}个"
    reader = {"date": _day, "flag": _flag, "whole": _whole, "choice": _choice}.get(column.kind)
    return reader(column, text) if reader else (text, "")


def _blank(column: Column) -> tuple[Any, str]:
    if column.required:
        return None, "没有填写"
    if column.default is not None:
        return column.default, ""
    if column.null or column.kind in ("date", "whole", "reference"):
        return None, ""
    return (False if column.kind == "flag" else ""), ""


def _day(_column: Column, text: str) -> tuple[Any, str]:
    found = _DAY.fullmatch(_MIDNIGHT.sub("", text))
    if found is None:
        if re.fullmatch(r"\d{5}(\.\d+)?", text):
            return None, f"“{text}”像是表格软件的日期序列号，请把单元格设为日期或者写成2026-01-31"
        if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}", text):
            return None, f"“{text}”可以有几种读法，请写成2026-01-31"
        return None, f"“{text}”不是日期，请写成2026-01-31"
    year, month, day = (int(part) for part in found.groups() if part is not None)
    try:
        made = date(year, month, day)
    except ValueError:
        return None, f"没有“{text}”这一天"
    if not EARLIEST <= made <= LATEST:
        return None, f"日期“{text}”不在{EARLIEST.year}年至{LATEST.year}年之间"
    return made, ""


def _flag(_column: Column, text: str) -> tuple[Any, str]:
    lower = text.lower()
    if lower in _YES or lower in _NO:
        return lower in _YES, ""
    return None, f"“{text}”请改为“是”或者“否”"


def _whole(_column: Column, text: str) -> tuple[Any, str]:
    plain = text.replace(",", "")
    if re.fullmatch(r"-?\d{1,9}(\.0+)?", plain, re.ASCII):
        return int(plain.partition(".")[0]), ""
    return None, f"“{text}”不是整数"


def _choice(column: Column, text: str) -> tuple[Any, str]:
    for value, title in column.choices:
        if text in (title, value):
            return (int(value) if value.isdigit() and column.limit == 0 else value), ""
    said = "、".join(title for _, title in column.choices[:12])
    return None, f"“{text}”不在可选范围内，可选：{said}"


def words(column: Column, value: Any) -> str:
    """A value as people read it and as it is exported; a reference is left to its caller."""
    if value is None or value == "":
        return ""
    if column.kind == "flag":
        return "是" if value else "否"
    if column.kind == "choice":
        return dict(column.choices).get(str(value), str(value))
    return value.isoformat() if isinstance(value, date) else str(value)


def inert(text: str) -> str:
    """The text for a spreadsheet: one that would run as a formula is marked as text."""
    return f"'{text}" if text.startswith(_ACTIVE) else text
