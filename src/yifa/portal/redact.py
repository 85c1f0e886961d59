"""A last look at text before the public sees it: numbers that identify a person are hidden.

The projection made at disclosure is already redacted; this guards against an identifier in free text.
"""

from __future__ import annotations

import re
from typing import Any

# Identity numbers (15 or 18 places), bank cards, mobile numbers, passports: each only as a whole word.
_IDENTITY = re.compile(r"(?<![0-9A-Za-z])(?:\d{15}|\d{17}[\dXx])(?![0-9A-Za-z])")
_CARD = re.compile(r"(?<![0-9A-Za-z])\d{16}(\d{3})?(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9A-Za-z])(1[3-9]\d)\d{4}(\d{4})(?![0-9A-Za-z])")


def hide_identifiers(text: str) -> str:
    """The text with personal numbers replaced by asterisks; unified credit codes stay, they are public."""
    text = _IDENTITY.sub(lambda m: "*" * len(m[0]), text)
    text = _CARD.sub(lambda m: "*" * len(m[0]), text)
    return _MOBILE.sub(lambda m: f"{m[1]}****{m[2]}", text)


def clean(value: Any) -> Any:
    """The same for every text inside a JSON value."""
    if isinstance(value, str):
        return hide_identifiers(value)
    if isinstance(value, list):
        return [clean(v) for v in value]
    if isinstance(value, dict):
        return {k: clean(v) for k, v in value.items()}
    return value
