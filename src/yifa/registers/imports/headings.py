"""Which column of a page is which column of the sheet, by the titles in its first lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yifa.registers.imports.files import place
from yifa.registers.sheets.sheet import Sheet

SEARCHED = 10  # lines in which the titles may stand


@dataclass(frozen=True, slots=True)
class Layout:
    """`fields` are the sheet's columns that are there, `at` their positions, `width` how far titles reach."""

    fields: tuple[str, ...]
    at: tuple[int, ...]
    width: int
    unknown: tuple[str, ...] = ()


def read_titles(
    sheet: Sheet, form: str, texts: Sequence[str], odd: Mapping[int, str] | None
) -> tuple[Layout | None, list[str]]:
    """(layout, []) of a line of titles; (None, []) of a line that is none; (None, what is wrong with the titles)."""
    found: dict[str, int] = {}
    unknown: list[str] = []
    twice: list[str] = []
    for position, raw in enumerate(texts):
        title = _title(raw)
        column = sheet.by_title.get(title)
        if column is None:
            if title:
                unknown.append(f"{place(form, position)}“{title[:30]}”")
        elif column.field in found:
            twice.append(title)
        else:
            found[column.field] = position
    if len(found) < 2 and len(found) < len(sheet.full):
        return None, []
    wrong = [f"列“{title}”出现了两次" for title in twice]
    wrong += [
        f"列名{place(form, at)}：{said}" for at, said in sorted((odd or {}).items()) if at in found.values()
    ]
    lacking = [c.title for c in sheet.full if c.required and c.field not in found]
    if lacking:
        wrong.append("缺少必填的列：" + "、".join(lacking))
    elif not any(set(key) <= set(found) for key in sheet.key):
        wanted = "；或者".join("、".join(sheet.by_field[f].title for f in key) for key in sheet.key)
        wrong.append(f"缺少用来辨认的列：{wanted}")
    if wrong:
        return None, wrong
    fields = tuple(c.field for c in sheet.full if c.field in found)
    width = max(found.values()) + 1
    return Layout(fields, tuple(found[f] for f in fields), width, tuple(unknown)), []


def _title(raw: str) -> str:
    return "".join(raw.split()).rstrip("*＊").removesuffix("（必填）").removesuffix("(必填)")


def titles_said(sheet: Sheet) -> str:
    """The titles that are looked for, in one sentence."""
    return "、".join(c.title for c in sheet.full if c.required)
