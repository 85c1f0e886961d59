"""The figures as a list to read: all that apply somewhere on a day, and the periods one may ask the end of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from yifa.law.figures import Figure, FigureBook, Resolved

# How periods are counted is no period that anybody has to meet.
_RULES_OF_COUNTING = "计期规则"


@dataclass(frozen=True, slots=True)
class Row:
    """What answers to the base id `asked`."""

    asked: str
    resolved: Resolved

    @property
    def figure(self) -> Figure:
        return self.resolved.figure


def effective(
    book: FigureBook, on: date, regions: Sequence[str] = (), sector: str = ""
) -> Mapping[str, Resolved]:
    """Every figure that applies on a day in a place and a sector, by the id of its base row.

    A row that replaces another answers under the other's id. Rows of a region or a sector that was not asked
    for do not apply.
    """
    found: dict[str, Resolved] = {}
    for id in dict.fromkeys(row.overlays or row.id for row in book):
        resolved = book.find(id, on, regions=regions, sector=sector)
        if resolved is None:
            continue
        figure = resolved.figure
        if not (figure.region and not regions) and not (figure.sector and not sector):
            found[id] = resolved
    return found


def grouped(
    book: FigureBook, on: date, regions: Sequence[str], sector: str, text: str = ""
) -> Mapping[str, Sequence[Row]]:
    """`effective`, narrowed to rows with every word of `text`, by the group of the base row."""
    groups: dict[str, list[Row]] = {}
    for id, resolved in effective(book, on, regions, sector).items():
        group = book.versions(id)[0].group
        if matches(text, resolved.figure, id, group, *resolved.replaced):
            groups.setdefault(group, []).append(Row(id, resolved))
    return groups


def periods(book: FigureBook, text: str = "") -> Mapping[str, Sequence[Figure]]:
    """The periods that a party or an agency meets, newest version of each, by the document they stand in.

    Rows that replace another are left out: they are found through it, by region and sector. National
    documents come first.
    """
    newest: dict[str, Figure] = {}
    for row in book:
        if row.is_period and not row.overlays and row.group != _RULES_OF_COUNTING:
            kept = newest.get(row.id)
            if kept is None or kept.in_force_from < row.in_force_from:
                newest[row.id] = row
    groups: dict[str, list[Figure]] = {}
    for row in sorted(newest.values(), key=_scoped):
        if matches(text, row):
            groups.setdefault(row.source, []).append(row)
    return groups


def _scoped(row: Figure) -> tuple[bool, bool, bool]:
    return bool(row.region), bool(row.sector), not row.source.startswith("中华人民共和国")


def matches(text: str, figure: Figure, *more: str) -> bool:
    """Whether every word of the text stands somewhere in what is shown of the figure."""
    words: Iterable[str] = text.lower().split()
    shown = (
        figure.id, figure.subject, figure.trigger, figure.wording, figure.citation, figure.scope,
        figure.note, figure.extension, *more,
    )  # fmt: skip
    whole = " ".join(shown).lower()
    return all(word in whole for word in words)
