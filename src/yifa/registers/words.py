"""Chinese text as the words that full-text search keeps and asks for. Pure.

Kept are pairs of neighbouring characters with their positions, and runs of Latin letters and digits as a whole.
A word of two characters is then one entry and a longer one a phrase, so that any wording is found exactly as it
stands, whatever a dictionary knows. A dictionary (rjieba) only splits what a person typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

LONGEST_QUESTION = 80
_LAST_POSITION = 16_000  # PostgreSQL keeps positions up to 16,383
_RUN = re.compile(r"(?P<han>[㐀-䶿一-鿿〇]+)|(?P<other>[a-z0-9]+)")
_NO_MEANING = frozenset("的了和与及或是在对于按照依据根据应当可以有关以")


def entries(text: str) -> str:
    """The text as a `tsvector` literal: `'行政':1 '政处':2 …`. Empty for a text without letters."""
    found: dict[str, list[int]] = {}
    position = 0
    for entry in _entries(text):
        position += 1
        if entry is None or position > _LAST_POSITION:
            continue
        places = found.setdefault(entry, [])
        if len(places) < 255:  # PostgreSQL keeps no more of one entry
            places.append(position)
    return " ".join(f"'{entry}':{','.join(map(str, places))}" for entry, places in found.items())


def _entries(text: str) -> Iterator[str | None]:
    """Entries in their order; None where a run ends, so that no phrase reaches over punctuation."""
    for run in _RUN.finditer(plain(text)):
        if han := run["han"]:
            if len(han) == 1:
                yield han
            for first, second in zip(han, han[1:], strict=False):
                yield first + second
        else:
            yield run["other"]
        yield None


def plain(text: str) -> str:
    """Full-width letters and digits as narrow ones, capitals as small ones."""
    return unicodedata.normalize("NFKC", text).lower()


def asked_words(question: str) -> tuple[str, ...]:
    """What a person typed as words to look for, each once, in the order typed.

    Words in quotation marks stay together; the rest is cut by the dictionary. Single characters and words
    without meaning of their own count only when nothing else was typed.
    """
    words: list[str] = []
    for quoted, free in re.findall(
        r"[\"“「《]([^\"”」》]+)[\"”」》]|([^\s\"“”「」《》]+)", question[:LONGEST_QUESTION]
    ):
        words += ["".join(m[0] for m in _RUN.finditer(plain(quoted)))] if quoted else _cut(free)
    kept = [w for w in dict.fromkeys(words) if w]
    telling = [w for w in kept if len(w) > 1 and w not in _NO_MEANING]
    return tuple(telling or kept)


@lru_cache(maxsize=1000)
def _cut(text: str) -> list[str]:
    import rjieba

    words: list[str] = []
    for run in _RUN.finditer(plain(text)):
        words += rjieba.cut(run[0]) if run["han"] else [run[0]]
    return words


def query(words: tuple[str, ...], *, every: bool = True, begun: bool = False) -> str:
    """The words as a `tsquery`: a longer one is a phrase of its pairs. `every`: all must stand there, else any.

    `begun`: letters and digits need only be the beginning of what stands there, as one types a number.
    """
    return (" & " if every else " | ").join(_phrase(w, begun) for w in words)


def _phrase(word: str, begun: bool) -> str:
    parts: list[str] = []
    for run in _RUN.finditer(word):
        if (han := run["han"]) is None:
            parts.append(f"'{run['other']}'{':*' if begun else ''}")
        elif len(han) == 1:
            parts.append(f"'{han}':*")  # a pair that begins with it, or the character alone
        else:
            parts.append(" <-> ".join(f"'{a}{b}'" for a, b in zip(han, han[1:], strict=False)))
    return parts[0] if len(parts) == 1 else f"({' & '.join(f'({p})' for p in parts)})"


def marked(text: str, words: tuple[str, ...], around: int = 60) -> list[tuple[str, bool]]:
    """The text, or the part around the first hits, as pieces; True marks a hit.

    Long texts are shortened to `around` characters on either side of each hit. What is hit is exactly the words'
    characters as they stand in the text.
    """
    if not words:
        return [(text, False)]
    pattern = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    lowered = "".join(c if len(plain(c)) != 1 else plain(c) for c in text)  # the same length as the text
    spans = [m.span() for m in re.finditer(pattern, lowered)]
    if not spans:
        return [(text if len(text) <= 4 * around else f"{text[: 4 * around]}…", False)]
    pieces: list[tuple[str, bool]] = []
    last = 0
    short = len(text) > 6 * around
    for start, end in spans[:20]:
        gap = text[last:start]
        if short and len(gap) > 2 * around:
            gap = f"{gap[:around] if last else ''}…{gap[-around:]}"
        pieces += [(gap, False), (text[start:end], True)]
        last = end
    tail = text[last:]
    pieces.append((f"{tail[:around]}…" if short and len(tail) > around else tail, False))
    return [p for p in pieces if p[0]]
