"""JSON read without leniency: what two readers might understand differently is refused."""

from __future__ import annotations

import json
from typing import Any, NoReturn

MAX_DEPTH = 64
_DIGITS = 17


def loads(text: str) -> Any:
    """The value of a JSON text. ValueError also for repeated keys, floats, huge numbers, half characters, depth."""
    try:
        value = json.loads(
            text, object_pairs_hook=_once, parse_int=_integer, parse_float=_no, parse_constant=_no
        )
    except RecursionError:
        raise ValueError("nested too deeply") from None
    _check(value)
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is repeated")
    return found


def _integer(text: str) -> int:
    if len(text) > _DIGITS or abs(int(text)) >= 2**53:
        raise ValueError("a number is too large")
    return int(text)


def _no(text: str) -> NoReturn:
    raise ValueError(f"not a whole number: {text[:20]}")


def _check(value: Any) -> None:
    level = [value]
    for _ in range(MAX_DEPTH):
        inner: list[Any] = []
        for item in level:
            if isinstance(item, str):
                item.encode()  # half of a surrogate pair is no character: UnicodeEncodeError is a ValueError
            elif isinstance(item, dict):
                inner += [*item.keys(), *item.values()]
            elif isinstance(item, list):
                inner += item
        if not inner:
            return
        level = inner
    raise ValueError("nested too deeply")
