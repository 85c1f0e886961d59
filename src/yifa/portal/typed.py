"""What a visitor typed into an address, made harmless and kept as it was."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from django.http import QueryDict

_LONGEST = 80


def typed(params: QueryDict, names: Iterable[str]) -> dict[str, str]:
    """One line each, full-width digits and letters made ordinary, nothing that cannot be shown or sent."""
    return {name: _line(params.get(name, "")) for name in names}


def _line(value: str) -> str:
    value = unicodedata.normalize("NFKC", value)
    kept = "".join(c for c in value if c.isprintable() and not "\ud800" <= c <= "\udfff")
    return kept.strip()[:_LONGEST]
