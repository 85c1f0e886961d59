"""Everything that a stretch of text says: its units, dates, targets and duties, each where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from yifa.policies.dates import dates_of
from yifa.policies.document import DateMention, Duty, Target, UnitMention
from yifa.policies.duties import duties_of
from yifa.policies.targets import targets_of
from yifa.policies.units import units_of

# A longer stretch is read in pieces: no task is so long, and what is looked for around a value must not grow with a
# text that somebody pasted without a full stop.
LONG = 6000


@dataclass(frozen=True, slots=True)
class Values:
    """What was read, each kind in the order of the text."""

    units: tuple[UnitMention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    targets: tuple[Target, ...] = ()
    duties: tuple[Duty, ...] = ()


def values_of(text: str, start: int = 0, written: date | None = None) -> Values:
    """The values of `text`; `start` is where it begins in the whole text, `written` the document's date."""
    found = [_read(text[a:b], start + a, written) for a, b in pieces(text)]
    if len(found) == 1:
        return found[0]
    return Values(
        tuple(u for part in found for u in part.units),
        tuple(d for part in found for d in part.dates),
        tuple(t for part in found for t in part.targets),
        tuple(d for part in found for d in part.duties),
    )


def _read(text: str, start: int, written: date | None) -> Values:
    dates = dates_of(text, start, written)
    return Values(units_of(text, start), dates, targets_of(text, start), duties_of(text, start, dates))


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where a text may be cut to be read in pieces: behind a sentence, else behind a clause."""
    begin = 0
    while len(text) - begin > LONG:
        window = begin + LONG
        cut = max(text.rfind(mark, begin, window) for mark in "。；;\n")
        if cut < 0:
            cut = max(text.rfind(mark, begin, window) for mark in "，,、 ")
        end = cut + 1 if cut >= begin else window
        yield begin, end
        begin = end
    yield begin, len(text)
