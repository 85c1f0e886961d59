"""Make any JSON-safe data printable: nothing that a font cannot show, nothing wider than a page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from yifa.papers import words

MARK = "〓"  # the printers' mark for a character that is not in the case
_LONG_RUN = re.compile(
    r"[^\s\u200b\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]{21,}"
)
_PIECE = 8
_ISO = re.compile(r"^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$")


def printable(
    data: Any, missing: Callable[[str], tuple[str, ...]], refused: frozenset[str] = frozenset()
) -> tuple[Any, tuple[str, ...]]:
    """A copy of `data` that typesets, and the characters that had to be replaced by 〓, each once.

    Strings are NFC; characters that are `missing` or `refused` become 〓; long unbroken runs get break opportunities
    (except under keys `url` and `code`, which are copied by machines); floats are refused with TypeError.
    """
    lost: dict[str, None] = {}

    def text(value: str, breakable: bool) -> str:
        value = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        value = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n")
        value = value.replace("\u2028", "\n").replace("\u2029", "\n")
        for character in (*missing(value), *(c for c in value if c in refused)):
            lost[character] = None
            value = value.replace(character, MARK)
        return _LONG_RUN.sub(_breakable, value) if breakable and not _ISO.match(value) else value

    def walk(value: Any, key: str = "") -> Any:
        if isinstance(value, str):
            return text(str(value), key not in ("url", "code"))
        if isinstance(value, Mapping):
            return {text(str(k), False): walk(v, str(k)) for k, v in value.items()}
        if isinstance(value, list | tuple):
            return [walk(v, key) for v in value]
        if value is None or isinstance(value, bool | int):
            return value
        raise TypeError(f"文书数据只能是 JSON 值(金额用整数分),不能是 {type(value).__name__}")

    return walk(data), tuple(lost)


def word_table(data: Any) -> dict[str, dict[str, str]]:
    """How every amount and every date found in `data` is written, looked up by templates.

    {"yuan": {"123450": "1,234.50元"}, "capital": {…}, "day": {"2026-11-22": "2026年11月22日"}, "moment": {…}, …}
    """
    table: dict[str, dict[str, str]] = {"yuan": {}, "capital": {}, "day": {}, "characters": {}, "moment": {}}
    _collect(data, table)
    return table


def _collect(value: Any, table: dict[str, dict[str, str]]) -> None:
    if isinstance(value, Mapping):
        for item in value.values():
            _collect(item, table)
    elif isinstance(value, list | tuple):
        for item in value:
            _collect(item, table)
    elif isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**18:
        table["yuan"][str(value)] = words.yuan(value)
        table["capital"][str(value)] = words.capital(value)
    elif isinstance(value, str) and _ISO.match(value):
        _add_time(value, table)


def _add_time(value: str, table: dict[str, dict[str, str]]) -> None:
    try:
        when = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    except ValueError:
        return
    if isinstance(when, datetime):
        local = when.replace(tzinfo=words.SHANGHAI) if when.tzinfo is None else when
        table["moment"][value] = words.moment(local)
        when = local
    table["day"][value] = words.day(when)
    table["characters"][value] = words.day_in_characters(when)


def _breakable(found: re.Match[str]) -> str:
    run = found.group()
    return "\u200b".join(run[i : i + _PIECE] for i in range(0, len(run), _PIECE))
