"""Personal data as those see it who need not see the whole."""

from __future__ import annotations

from typing import Any


def masked(kind: str, text: str, row: Any = None) -> str:
    """The text with its middle hidden, by the kind of thing it is. A firm's 信用代码 is public and stays whole."""
    if not text:
        return ""
    if kind == "identifier":
        return text if getattr(row, "identifier_kind", "") == "uscc" else _middle(text, 6, 4)
    if kind == "phone":
        return _middle(text, 3, 4) if len(text) >= 7 else "***"
    if kind == "name":
        return text[:1] + "*" * max(len(text) - 1, 1)
    if kind == "date":
        return f"{text[:4]}-**-**"
    return "***"


def _middle(text: str, head: int, tail: int) -> str:
    if len(text) <= head + tail:
        return text[:1] + "*" * (len(text) - 1)
    return f"{text[:head]}{'*' * (len(text) - head - tail)}{text[-tail:]}"
