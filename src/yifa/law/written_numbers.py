"""Numbers of cases and papers as people type them, in the form in which they are printed (GB/T 9704).

Full-width digits and letters become ordinary ones, blanks and what cannot be seen go, and brackets become
the six-angled ones. Pure; used wherever such a number is typed, compared or searched for.
"""

from __future__ import annotations

import re
import unicodedata

_BRACKETS = str.maketrans(dict.fromkeys("[(【", "〔") | dict.fromkeys("])】", "〕"))


_NUMBER = re.compile(r"[^\W\d_]+〔\d{4}〕(第)?\d+号")


def printed(text: str) -> str:
    """The canonical form of what is such a number once it is put right; any other text as it is."""
    number = canonical(text)
    return number if _NUMBER.fullmatch(number) else text


def canonical(number: str) -> str:
    """`云城立［２０２６］ 7 号` as `云城立〔2026〕7号`; what is no such number keeps its characters, without blanks."""
    seen = "".join(c for c in unicodedata.normalize("NFKC", number) if c.isprintable() and not c.isspace())
    return seen.translate(_BRACKETS)
