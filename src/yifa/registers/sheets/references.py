"""References by business key: an agency by its 信用代码, an officer by `机关代码/工号`, a unit by its name.

What is in one cell is one text; the parts of a key are set apart by a stroke. Legal time is no part of it: of
several periods of one thing the newest counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import models

from yifa.registers.node import current_node
from yifa.registers.sheets import sheet_named
from yifa.registers.sheets.sheet import Column, Sheet

STROKE = "/"
Wanted = tuple[Any, str]  # (id of the row it must be within, or None; text)
_TIMES = ("valid_from", "effective_from")


def alternatives(sheet: Sheet, within: str = "") -> Iterator[tuple[Column, ...]]:
    """The key's columns that a reference writes, for each alternative."""
    seen = set()
    for key in sheet.key:
        fields = tuple(f for f in key if f not in _TIMES and f != within)
        if fields not in seen:
            seen.add(fields)
            yield tuple(sheet.by_field[f] for f in fields)


def paths(sheet: Sheet, prefix: str = "") -> Iterator[str]:
    """What must be selected with a row so that its references can be written without asking again."""
    for column in sheet.full:
        if column.kind == "reference" and (target := sheet_named(column.refers)) is not None:
            yield f"{prefix}{column.field}"
            for part in (c for key in alternatives(target, column.within) for c in key):
                if part.kind == "reference":
                    yield f"{prefix}{column.field}__{part.field}"


def key_text(sheet: Sheet, row: models.Model | None, within: str = "") -> str:
    """How a row is written where something refers to it."""
    if row is None:
        return ""
    texts: list[str] = []
    for columns in alternatives(sheet, within):
        texts = [_part(column, row) for column in columns]
        if all(texts):
            break
    return STROKE.join(texts)


def _part(column: Column, row: models.Model) -> str:
    value = getattr(row, column.field)
    if column.kind == "reference":
        target = sheet_named(column.refers)
        return key_text(target, value, column.within) if target else ""
    return "" if value is None else str(value)


def key_title(sheet: Sheet, within: str = "") -> str:
    """What is to be written in a cell that refers to this sheet."""
    said = []
    for columns in alternatives(sheet, within):
        parts = []
        for column in columns:
            target = sheet_named(column.refers) if column.kind == "reference" else None
            parts.append(column.title if target is None else f"{column.title}的{key_title(target)}")
        said.append(STROKE.join(parts))
    return "；没有的填".join(said)


def resolve(sheet: Sheet, wanted: Iterable[Wanted], within: str = "") -> dict[Wanted, list[Any]]:
    """The rows that texts refer to, newest first; a text that leads nowhere has no entry.

    One statement for each part that is itself a reference and one for each alternative of the key.
    """
    left = {w for w in wanted if w[1]}
    found: dict[Wanted, list[Any]] = {}
    for columns in alternatives(sheet, within):
        if not left:
            break
        some = _by_key(sheet, columns, left, within)
        found |= some
        left -= set(some)
    return found


def _by_key(
    sheet: Sheet, columns: tuple[Column, ...], wanted: set[Wanted], within: str
) -> Mapping[Wanted, list[Any]]:
    split = {w: parts for w in wanted if len(parts := w[1].split(STROKE, len(columns) - 1)) == len(columns)}
    leads = [_targets(column, {parts[i] for parts in split.values()}) for i, column in enumerate(columns)]
    tuples: dict[tuple[Any, ...], Wanted] = {}
    for one, parts in split.items():
        values = tuple(lead.get(text) for lead, text in zip(leads, parts, strict=True))
        if None not in values:
            tuples[(one[0], *values)] = one
    if not tuples:
        return {}
    names = [_attname(sheet.model, column.field) for column in columns]
    rows = sheet.model._default_manager.filter(
        **{f"{name}__in": {t[i + 1] for t in tuples} for i, name in enumerate(names)}
    )
    if within:
        rows = rows.filter(**{f"{within}__in": {t[0] for t in tuples}})
    if sheet.has_node:
        rows = rows.filter(node=current_node())
    if sheet.period:
        rows = rows.order_by(models.F(sheet.period[0]).desc(nulls_last=True))
    found: dict[Wanted, list[Any]] = defaultdict(list)
    for row in rows:
        scope = getattr(row, _attname(sheet.model, within)) if within else None
        asked = tuples.get((scope, *(getattr(row, name) for name in names)))
        if asked is not None:
            found[asked].append(row)
    return found


def _targets(column: Column, texts: set[str]) -> Mapping[str, Any]:
    """What the texts of one part mean as values of its column."""
    if column.kind != "reference":
        return {text: text for text in texts if text}
    target = sheet_named(column.refers)
    assert target is not None
    found = resolve(target, {(None, text) for text in texts})
    return {text: rows[0].pk for (_, text), rows in found.items()}


def _attname(model: type[models.Model], field: str) -> str:
    made = model._meta.get_field(field)
    assert isinstance(made, models.Field)
    return str(made.attname)


def the_one(sheet: Sheet, rows: list[Any], text: str) -> tuple[Any, str]:
    """(the row, "") or (None, why there is not exactly one). Periods of one thing are one thing."""
    if not rows:
        return None, f"没有登记“{text}”（{sheet.title}）"
    if sheet.versioned or len(rows) == 1:
        return rows[0], ""
    return None, f"“{text}”对应{len(rows)}条{sheet.title}，请先登记能够区分的编号"
