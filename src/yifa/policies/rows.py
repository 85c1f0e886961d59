"""What the cells of a table's row say: its columns tell what a name or a date in them is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from yifa.policies.dates import dates_of
from yifa.policies.document import DateMention, UnitMention
from yifa.policies.units import units_of

_BARE = re.compile(r"(?:\d{4}\s*年)?\s*(?:\d{1,2}\s*月\s*(?P<day>\d{1,2}\s*日)?)?(?<=[年月日])")
_DOTTED = re.compile(r"(20\d{2})[./-](\d{1,2})(?:[./-](\d{1,2}))?")
_NAMED = {"年底": "年底前", "年末": "年底前", **{f"{n}季度": f"第{n}季度" for n in "一二三四1234"}}
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
    """Dates of the row; what stands in the column for time is a deadline, with or without 前."""
    found: list[DateMention] = []
    for kind, start, end in cells:
        if kind in ("task", "other"):
            found += dates_of(text[start:end], start, written)
        elif kind == "time":
            found += _deadlines(text[start:end], start, written)
    return tuple(found)


def _deadlines(said: str, start: int, written: date | None) -> tuple[DateMention, ...]:
    """2024年12月, 2025年6月30日, 2025.6.30 and 年底 in a column for time are read as 2024年12月底前 and so on."""
    bare, dotted = _BARE.fullmatch(said), _DOTTED.fullmatch(said)
    if bare:
        whole = said + ("前" if bare["day"] else "底前")
    elif dotted:
        year, month, day = dotted.groups()
        whole = f"{year}年{month}月" + (f"{day}日前" if day else "底前")
    elif said in _NAMED:
        whole = _NAMED[said]
    else:
        return dates_of(said, start, written)
    end = start + len(said)
    return tuple(replace(d, text=said, span=(start, end)) for d in dates_of(whole, start, written))
