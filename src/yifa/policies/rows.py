"""What the cells of a table's row say: its columns tell what a name or a date in them is."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date

from yifa.policies.dates import dates_of
from yifa.policies.document import DateMention, UnitMention
from yifa.policies.units import units_of

Cells = tuple[tuple[str, int, int], ...]
_LABELS = {"lead": "牵头单位:", "responsible": "责任单位:", "cooperating": "配合单位:"}


def row_units(text: str, cells: Cells) -> tuple[UnitMention, ...]:
    """The names in the columns for units, with the role of their column; and those named in the task's own words."""
    found: list[UnitMention] = []
    for kind, start, end in cells:
        said = text[start:end]
        if kind in ("task", "other"):
            found += units_of(said, start)
        elif kind in _LABELS:
            own = units_of(said, start)
            label = _LABELS[kind]
            found += own or units_of(label + said, start - len(label))
    return tuple(found)


def row_dates(text: str, cells: Cells, written: date | None) -> tuple[DateMention, ...]:
    """Dates of the row; what stands alone in the column for time is a deadline."""
    found: list[DateMention] = []
    for kind, start, end in cells:
        if kind not in ("task", "time", "other"):
            continue
        for mention in dates_of(text[start:end], start, written):
            found.append(_deadline(mention) if kind == "time" else mention)
    return tuple(found)


def _deadline(mention: DateMention) -> DateMention:
    """2024年6月 in the column for time is the end of that month."""
    if mention.kind != "period" or mention.impossible:
        return mention
    end = mention.end or mention.start
    if end is not None and mention.end is None and mention.day is None:
        end = end.replace(day=monthrange(end.year, end.month)[1])
    return replace(mention, kind="deadline", start=None, end=end) if end else mention
