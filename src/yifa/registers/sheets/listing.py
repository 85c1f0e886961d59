"""One page of a register: narrowed by text, agency and day, in a fixed order, read on from where it stopped."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from yifa.registers.dates import in_force_q
from yifa.registers.node import current_node
from yifa.registers.sheets.references import paths
from yifa.registers.sheets.sheet import Column, Sheet

PAGE = 50


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a list is narrowed to; None and "" narrow nothing. `of` are (path, id): rows that refer to another row."""

    text: str = ""
    agency: UUID | None = None
    day: date | None = None
    of: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Rows and opaque cursors, empty where there is nothing further."""

    rows: Sequence[models.Model]
    next: str = ""
    previous: str = ""


def narrowed(sheet: Sheet, by: Narrowing) -> models.QuerySet[Any]:
    """The rows of this node that the narrowing leaves, with what they refer to, in no order yet."""
    rows = sheet.model._default_manager.order_by().select_related(*paths(sheet))
    if sheet.has_node:
        rows = rows.filter(node=current_node())
    if by.agency is not None and sheet.agency:
        rows = rows.filter(**{sheet.agency: by.agency})
    if by.day is not None and sheet.period:
        rows = rows.filter(in_force_q(by.day, *sheet.period))
    if by.of:
        rows = rows.filter(**dict(by.of))
    if by.text and (sheet.searched or sheet.exact):
        found = Q()
        for field in sheet.exact:
            found |= Q(**{field: by.text.upper()})
        for field in sheet.searched:
            found |= Q(**{f"{field}__icontains": by.text})
        rows = rows.filter(found)
    return rows


def page(sheet: Sheet, by: Narrowing, cursor: str = "", size: int = PAGE) -> Page:
    """One page. One statement, whatever the cursor; a cursor that cannot be read begins at the start."""
    rows, place = narrowed(sheet, by), _read(sheet, cursor)
    field = _column(sheet)
    back = place is not None and place[0] == "p"
    if place is not None:
        _, value, pk = place
        way = "lt" if back else "gt"
        # The first condition alone lets an index of the order be used.
        rows = rows.filter(
            Q(**{f"{field}__{way}e": value}),
            Q(**{f"{field}__{way}": value}) | Q(**{field: value, f"pk__{way}": pk}),
        )
    sign = "-" if back else ""
    found = list(rows.order_by(f"{sign}{field}", f"{sign}pk")[: size + 1])
    more = len(found) > size
    found = found[:size]
    if back:
        found.reverse()
    if not found:
        return Page(())
    after = more or back
    before = place is not None and (more if back else True)
    return Page(
        found,
        _write("n", field, found[-1]) if after else "",
        _write("p", field, found[0]) if before else "",
    )


def all_rows(sheet: Sheet, by: Narrowing, batch: int = 2000) -> Iterator[list[Any]]:
    """Every row that the narrowing leaves, in batches by primary key; memory does not grow with their number."""
    rows, last = narrowed(sheet, by).order_by("pk"), None
    while True:
        some = list((rows if last is None else rows.filter(pk__gt=last))[:batch])
        if not some:
            return
        yield some
        last = some[-1].pk


def _column(sheet: Sheet) -> str:
    """What the rows are ordered by: of a reference its key, not the order of what it refers to."""
    made = sheet.model._meta.get_field(sheet.by_order)
    assert isinstance(made, models.Field)
    return made.attname


def _write(way: str, field: str, row: models.Model) -> str:
    value = getattr(row, field)
    if isinstance(value, date | UUID):
        value = str(value) if isinstance(value, UUID) else value.isoformat()
    made = json.dumps([way, value, str(row.pk)])
    return base64.urlsafe_b64encode(made.encode()).decode().rstrip("=")


def _read(sheet: Sheet, cursor: str) -> tuple[str, Any, Any] | None:
    if not cursor or len(cursor) > 2000:
        return None
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        way, value, pk = json.loads(text)
        made = sheet.model._meta.get_field(sheet.by_order)
        assert isinstance(made, models.Field) and sheet.model._meta.pk is not None
        if "\x00" in text or "\\u0000" in text or way not in ("n", "p"):
            return None
        return way, made.to_python(value), sheet.model._meta.pk.to_python(pk)
    except (ValueError, TypeError, binascii.Error, ValidationError, UnicodeError):
        return None


def find(sheet: Sheet, row_id: str) -> Any | None:
    """The row of that id with what it refers to, or None. One statement. A withdrawn row is found: it has a history."""
    key = sheet.model._meta.pk
    assert key is not None
    try:
        pk = key.to_python(row_id)
    except (ValidationError, ValueError):
        return None
    if isinstance(pk, str) and "\x00" in pk:
        return None
    rows = sheet.model._base_manager.select_related(*paths(sheet)).filter(pk=pk)
    return (rows.filter(node=current_node()) if sheet.has_node else rows).first()


def agency_of(sheet: Sheet, row: Any) -> str:
    """The id of the agency a row belongs to, "" when to none."""
    if not sheet.agency:
        return ""
    if sheet.agency == "pk":
        return str(row.pk)
    at = row
    *way, last = sheet.agency.split("__")
    for step in way:
        at = getattr(at, step)
    return str(getattr(at, f"{last}_id"))


def shown_columns(sheet: Sheet) -> tuple[Column, ...]:
    """The columns of the list."""
    return tuple(sheet.by_field[name] for name in sheet.shown)
