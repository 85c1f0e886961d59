"""Rows and their history in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models

from yifa.registers.change import history
from yifa.registers.models import RegisterChange
from yifa.registers.sheets import sheet_named, sheet_of
from yifa.registers.sheets.references import key_text
from yifa.registers.sheets.sheet import Column, Mask, Sheet
from yifa.registers.sheets.texts import words

NONE = "（空）"
_NAME = Column("name", masked="name")
_NOT_TOLD = frozenset(("node", "sha256"))
HISTORY = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row: its text, and for a reference which row of which sheet it leads to."""

    column: Column
    text: str
    sheet: str = ""
    row_id: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """One recorded change: who, when, why, and what, field by field as (title, before, after)."""

    at: datetime
    who: str
    why: str
    made: bool
    fields: tuple[tuple[str, str, str], ...]
    job: str = ""


def called(sheet: Sheet, row: Any, mask: Mask | None = None) -> str:
    """What a row is called; a person's name as the mask lets it be shown."""
    text = str(row)
    return mask(_NAME, text, row) if mask is not None and sheet.private else text


def cells(
    sheet: Sheet, row: Any, columns: Sequence[Column] | None = None, *, mask: Mask | None = None
) -> list[Cell]:
    """The row in words, masked columns as the mask lets them be shown."""
    return [_cell(column, row, mask) for column in columns or sheet.full]


def _cell(column: Column, row: Any, mask: Mask | None) -> Cell:
    value = getattr(row, column.field)
    if column.kind == "reference":
        target = sheet_named(column.refers)
        if value is None or target is None:
            return Cell(column, "" if value is None else str(value))
        return Cell(column, called(target, value, mask), column.refers, str(value.pk))
    text = words(column, value)
    return Cell(column, mask(column, text, row) if mask is not None and column.masked and text else text)


def texts(sheet: Sheet, row: Any) -> dict[str, str]:
    """The row as its cells are written in a file or a form: references by their key, nothing masked."""
    found = {}
    for column in sheet.full:
        value = getattr(row, column.field)
        target = sheet_named(column.refers) if column.kind == "reference" else None
        found[column.field] = key_text(target, value, column.within) if target else words(column, value)
    return found


def past(sheet: Sheet, row: Any, *, mask: Mask | None = None) -> list[Past]:
    """The row's history, newest first. One statement, and one for each sheet that its changes refer to."""
    rows = list(history(sheet.model, row.pk).order_by("-at", "-id")[:HISTORY])
    names = _names(sheet, rows, mask)
    return [_past(sheet, change, names, row, mask) for change in rows]


def _past(
    sheet: Sheet, change: RegisterChange, names: Mapping[str, str], row: Any, mask: Mask | None
) -> Past:
    before, after = change.before or {}, change.after or {}
    fields = []
    for column in _told(sheet):
        was, now = before.get(column.field), after.get(column.field)
        if was != now and not (change.before is None and now in (None, "", False)):
            said = [_said(column, v, names, row, mask) for v in (was, now)]
            fields.append((column.title, said[0], said[1]))
    return Past(
        at=change.at,
        who=change.actor,
        why=change.reason,
        made=change.before is None,
        fields=tuple(fields),
        job=str(getattr(change, "job_id", "") or ""),
    )


def _told(sheet: Sheet) -> list[Column]:
    """The sheet's columns, then what else of a row may change (that an entry was merged into another)."""
    further = []
    for made in sheet.model._meta.concrete_fields:
        if made.name in sheet.by_field or made.primary_key or made.name in _NOT_TOLD:
            continue
        target = sheet_of(made.related_model._meta.label) if isinstance(made, models.ForeignKey) else None
        if isinstance(made, models.JSONField | models.BinaryField):
            continue
        kind = "reference" if target else "flag" if isinstance(made, models.BooleanField) else "text"
        further.append(Column(made.name, str(made.verbose_name), kind, refers=target.name if target else ""))
    return [*sheet.full, *further]


def _said(column: Column, value: Any, names: Mapping[str, str], row: Any, mask: Mask | None) -> str:
    if value is None or value == "":
        return NONE
    if column.kind == "reference":
        return names.get(str(value), str(value))
    text = words(column, value)
    return mask(column, text, row) if mask is not None and column.masked else text


def _names(sheet: Sheet, changes: Iterable[RegisterChange], mask: Mask | None) -> dict[str, str]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        for column in _told(sheet):
            if column.kind == "reference":
                wanted[column.refers] |= {
                    str(v)
                    for side in (change.before, change.after)
                    if side and (v := side.get(column.field)) is not None
                }
    return {
        key: name for name_of, ids in wanted.items() for key, name in names_of(name_of, ids, mask).items()
    }


def names_of(sheet_name: str, ids: Iterable[str], mask: Mask | None = None) -> dict[str, str]:
    """What rows of a sheet are called, by id. At most one statement."""
    target, good = sheet_named(sheet_name), set(ids)
    if target is None or not good:
        return {}
    key = target.model._meta.pk
    assert key is not None
    read: list[Any] = []
    for one in good:
        try:
            read.append(key.to_python(one))
        except (ValidationError, ValueError):
            continue
    return {str(row.pk): called(target, row, mask) for row in target.model._base_manager.filter(pk__in=read)}


def is_void(row: Any) -> bool:
    """Whether an import had made the row and was taken back."""
    return getattr(row, "withdrawn_by", None) is not None


def row_uuid(text: str) -> UUID | None:
    """The id in an address, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None
