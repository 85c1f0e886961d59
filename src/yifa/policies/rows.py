"""What the cells of a table's row say: its columns tell what a name or a date in them is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from yifa.policies.dates import dates_of
from yifa.policies.document import DateMention, Duty, Target, UnitMention
from yifa.policies.units import units_of
from yifa.policies.values import Values, values_of

_BARE = re.compile(
    r"(?:\d{4}\s*年)?\s*(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*(?P<day>\d{1,2}\s*日)?)?(?<=[年月日])份?"
)
_DOTTED = re.compile(r"(20\d{2})[./-](\d{1,2})(?:[./-](\d{1,2}))?")
_NAMED = {"年底": "年底前", "年末": "年底前", **{f"{n}季度": f"第{n}季度" for n in "一二三四1234"}}
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
            due = _deadlines(said, start, written)
            dates += (replace(d, kind="deadline", start=None) if d.kind == "period" else d for d in due)
    return Values(tuple(units), tuple(dates), tuple(targets), tuple(duties))


def _deadlines(said: str, start: int, written: date | None) -> tuple[DateMention, ...]:
    """2024年12月, 2025年6月30日, 2025.6.30 and 年底 in a column for time are read as 2024年12月底前 and so on."""
    bare, dotted = _BARE.fullmatch(said), _DOTTED.fullmatch(said)
    if bare:
        whole = said.removesuffix("份") + ("前" if bare["day"] else "底前")
    elif dotted:
        year, month, day = dotted.groups()
        whole = f"{year}年{month}月" + (f"{day}日前" if day else "底前")
    elif said in _NAMED:
        whole = _NAMED[said]
    else:
        return dates_of(said, start, written)
    end = start + len(said)
    return tuple(replace(d, text=said, span=(start, end)) for d in dates_of(whole, start, written))
