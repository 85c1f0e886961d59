"""Text that is being mended: replacements that remember, in the text as it becomes, what stood there before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter, itemgetter
from typing import Literal, NamedTuple

from yifa.policies.document import Mended

DamageKind = Literal["shifted_bytes", "pinyin", "traditional", "repeated", "navigation"]


class Edit(NamedTuple):
    """Text from `start` to `end` becomes `new`. `noted` False leaves the place out of the list (told by another)."""

    start: int
    end: int
    new: str
    kind: DamageKind
    noted: bool = True


@dataclass(slots=True)
class Patient:
    """The text as mended so far, and the places, in the order of the text."""

    text: str
    mended: list[Mended] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def apply(self, edits: Iterable[Edit]) -> None:
        """Make the edits, which do not overlap. Places mended earlier keep what first stood there."""
        ordered = sorted(edits, key=itemgetter(0, 1))
        if not ordered:
            return
        text, fresh = self.text, []
        parts: list[str] = []
        at = moved = 0
        shifts: list[tuple[int, int]] = []
        for start, end, new, kind, noted in ordered:
            parts += (text[at:start], new)
            begin = start + moved
            if noted:
                fresh.append(Mended((begin, begin + len(new)), text[start:end], kind))
            moved += len(new) - (end - start)
            at = end
            shifts.append((end, moved))
        parts.append(text[at:])
        as_long = all(len(new) == end - start for start, end, new, _, _ in ordered)
        kept = self.mended if as_long else self._moved(ordered, shifts)
        self.text = "".join(parts)
        self.mended = sorted([*kept, *fresh], key=attrgetter("span"))

    def _moved(self, edits: list[Edit], shifts: list[tuple[int, int]]) -> list[Mended]:
        """Earlier places at their new offsets; those inside text that is taken out are gone with it."""
        starts = [edit.start for edit in edits]

        def place(offset: int, end: bool) -> int:
            at = bisect_right(starts, offset - 1 if end else offset) - 1
            if at < 0:
                return offset
            last, moved = shifts[at]
            if offset >= last:
                return offset + moved
            before = shifts[at - 1][1] if at else 0
            edit = edits[at]
            inside = min(offset - edit.start, len(edit.new))
            return edit.start + before + inside

        kept = []
        for old in self.mended:
            begin, finish = place(old.span[0], False), place(old.span[1], True)
            at = bisect_right(starts, old.span[0]) - 1
            gone = (
                at >= 0 and not edits[at].new and old.span[1] <= edits[at].end and old.span[0] < edits[at].end
            )
            if not gone:
                kept.append(Mended((begin, max(begin, finish)), old.was, old.kind))
        return kept
