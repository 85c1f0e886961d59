"""Text that is being mended: replacements that remember, in the text as it becomes, what stood there before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from yifa.policies.document import Mended

DamageKind = Literal["shifted_bytes", "pinyin", "traditional", "repeated", "navigation"]


@dataclass(frozen=True, slots=True)
class Edit:
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
        ordered = sorted(edits, key=lambda e: (e.start, e.end))
        if not ordered:
            return
        parts: list[str] = []
        at = moved = 0
        starts: list[int] = []
        shifts: list[tuple[int, int]] = []
        fresh: list[Mended] = []
        for edit in ordered:
            parts += (self.text[at : edit.start], edit.new)
            begin = edit.start + moved
            if edit.noted:
                was = self._was(edit)
                fresh.append(Mended((begin, begin + len(edit.new)), was, edit.kind))
            moved += len(edit.new) - (edit.end - edit.start)
            at = edit.end
            starts.append(edit.start)
            shifts.append((edit.end, moved))
        parts.append(self.text[at:])
        kept = self._moved(ordered, starts, shifts)
        self.text = "".join(parts)
        self.mended = sorted([*kept, *fresh], key=lambda m: m.span)

    def _was(self, edit: Edit) -> str:
        return self.text[edit.start : edit.end]

    def _moved(self, edits: list[Edit], starts: list[int], shifts: list[tuple[int, int]]) -> list[Mended]:
        """Earlier places at their new offsets; those inside text that is taken out are gone with it."""

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
