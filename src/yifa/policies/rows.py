"""What the cells of a table's row say: its columns tell what a name or a date in them is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from yifa.policies.dates import dates_of
from yifa.policies.document import DateMention, Duty, Target, UnitMention
from yifa.policies.units import units_of
from yifa.policies.values import Values, values_of

_BARE = re.compile(r"(?:\d{4}\s*年)?\s*(?:\d{1,2}\s*月\s*(?P<day>\d{1,2}\s*日)?)?(?<=[年月日])")
Cells = tuple[tuple[str, int, int], ...]
_LABELS = {"lead": "牵头单位:", "responsible": "责任单位:", "cooperating": "配合单位:"}


def row_values(text: str, cells: Cells, written: date | None) -> Values:
    """What the cells say: names in a column for units have the role of the column, and what stands in the column for
    time is a deadline, with or without 前; units and dates are also read in the task's own words."""
    units: list[UnitMention] = []
    dates: list[DateMention] = []
    targets: list[Target] = []
    duties: list[Duty] = []
    for kind, start, end in cells:
        said = text[start:end]
        if kind in ("task", "other"):
            own = values_of(said, start, written)
            units += own.units
            dates += own.dates
            targets += own.targets
            duties += own.duties
        elif kind in _LABELS:
            label = _LABELS[kind]
            units += units_of(said, start) or units_of(label + said, start - len(label))
        elif kind == "time":
            dates += _deadlines(said, start, written)
    return Values(tuple(units), tuple(dates), tuple(targets), tuple(duties))


def _deadlines(said: str, start: int, written: date | None) -> tuple[DateMention, ...]:
    """2024年12月 and 2025年6月30日 in a column for time are read as 2024年12月底前 and 2025年6月30日前."""
    bare = _BARE.fullmatch(said)
    if bare is None:
        return dates_of(said, start, written)
    whole = said + ("前" if bare["day"] else "底前")
    end = start + len(said)
    return tuple(replace(d, text=said, span=(start, end)) for d in dates_of(whole, start, written))
