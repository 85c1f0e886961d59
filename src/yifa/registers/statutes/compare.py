"""Two versions of a statute side by side: which article became which, and what changed in it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, Protocol

Kind = Literal["same", "moved", "changed", "new", "gone"]
KINDS: dict[Kind, str] = {
    "same": "未变",
    "moved": "条号变动",
    "changed": "有修改",
    "new": "新增",
    "gone": "删去",
}
_ALIKE = 0.55  # share of characters two articles must have in common to count as the same rule


class Text(Protocol):
    """What is compared: an article's number, 之几, label and text."""

    number: int
    suffix: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one article. `pieces` is the text with what went ("-") and what came ("+")."""

    kind: Kind
    old: Text | None
    new: Text | None
    pieces: tuple[tuple[str, str], ...] = ()

    @property
    def word(self) -> str:
        """The kind in Chinese."""
        return KINDS[self.kind]


def compare(old: Sequence[Text], new: Sequence[Text]) -> list[Change]:
    """Each article of the new text with the one it comes from, then what is gone, in the old order.

    The same text is the same article, wherever it stands. What is left is paired by likeness, and counts as the
    same rule when more than half of it agrees; of two alike the one nearer by number is taken.
    """
    left = [a for a in old if a.text]
    pairs: dict[int, Text] = {}
    by_text = {a.text: a for a in left}
    for place, article in enumerate(new):
        found = by_text.pop(article.text, None)
        if found is not None:
            pairs[place] = found
            left.remove(found)
    for place in (p for p, a in enumerate(new) if p not in pairs and a.text):
        best = _nearest(new[place], left)
        if best is not None:
            pairs[place] = best
            left.remove(best)
    changes = [_change(pairs.get(place), article) for place, article in enumerate(new) if article.text]
    return changes + [Change("gone", a, None, (("-", a.text),)) for a in left]


def _nearest(article: Text, among: Iterable[Text]) -> Text | None:
    best: tuple[float, int] | None = None
    chosen: Text | None = None
    for candidate in among:
        score = _likeness(candidate.text, article.text, best[0] if best else _ALIKE)
        if score is None:
            continue
        key = (score, -abs(candidate.number - article.number))
        if best is None or key > best:
            best, chosen = key, candidate
    return chosen


def _likeness(a: str, b: str, least: float) -> float | None:
    """How alike, or None when less than `least`: the cheap upper bounds come first."""
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return None
    ratio = matcher.ratio()
    return ratio if ratio >= least else None


def _change(old: Text | None, new: Text) -> Change:
    if old is None:
        return Change("new", None, new, (("+", new.text),))
    if old.text == new.text:
        moved = (old.number, old.suffix) != (new.number, new.suffix)
        return Change("moved" if moved else "same", old, new, (("", new.text),))
    return Change("changed", old, new, tuple(pieces(old.text, new.text)))


def pieces(old: str, new: str) -> Iterable[tuple[str, str]]:
    """The change from one text to another: ("", kept), ("-", gone), ("+", added), in reading order."""
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "", new[b1:b2]
            continue
        if a2 > a1:
            yield "-", old[a1:a2]
        if b2 > b1:
            yield "+", new[b1:b2]
