"""The fields of a register's form: what is shown, what may be chosen, what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from yifa.registers.dates import in_force_q
from yifa.registers.models import Unit
from yifa.registers.node import current_node
from yifa.registers.scope import Actor
from yifa.registers.sheets import Sheet, sheet_named
from yifa.registers.sheets.export import how
from yifa.registers.sheets.references import key_text, paths
from yifa.registers.sheets.sheet import Column
from yifa.registers.sheets.writing import Typed

CHOICES = 300  # what a list to choose from may hold; beyond that the key is typed


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form. `options` are (value, title); `suggested` keys for a text field."""

    column: Column
    value: str
    error: str
    help: str
    widget: str
    options: Sequence[tuple[str, str]] = ()
    fixed: bool = False


def typed_from(request: HttpRequest, sheet: Sheet) -> Typed:
    """What the form sent, cut where it is longer than anything that is kept."""

    def text(name: str) -> str:
        return request.POST.get(name, "")[:20_001]

    return Typed(
        texts={c.field: text(c.field) for c in sheet.full if c.field in request.POST},
        reason=text("reason"),
        effective=text("effective"),
        seen={c.field: text(f"_seen.{c.field}") for c in sheet.full if f"_seen.{c.field}" in request.POST},
    )


def form_fields(
    actor: Actor, sheet: Sheet, row: Any | None, typed: Typed, said: Mapping[str, str]
) -> list[Field]:
    """The fields in the order of the sheet. At most one statement for each reference."""
    made = []
    known: dict[str, Sequence[tuple[str, str]] | None] = {}
    for column in sheet.full:
        value = typed.texts.get(column.field, "")
        widget, options = _widget(column), _fixed_options(column)
        if column.kind == "reference":
            if column.refers not in known:
                known[column.refers] = referable(column)
            found = known[column.refers]
            widget, options = ("select", found) if found is not None else ("line", ())
            value = _as_option(value, options, row, column)
        made.append(
            Field(
                column,
                value,
                said.get(column.field, ""),
                _help(column, widget),
                widget,
                options,
                fixed=column.fixed and row is not None,
            )  # fmt: skip
        )
    return made


def _widget(column: Column) -> str:
    return {"long": "prose", "choice": "select", "flag": "select", "date": "date"}.get(column.kind, "line")


def _fixed_options(column: Column) -> Sequence[tuple[str, str]]:
    if column.kind == "flag":
        return (("否", "否"), ("是", "是"))
    return [(title, title) for _, title in column.choices] if column.kind == "choice" else ()


def _help(column: Column, widget: str) -> str:
    return how(column) if widget == "line" and column.kind == "reference" else column.help


def referable(column: Column) -> Sequence[tuple[str, str]] | None:
    """What a reference may be set to today: (id, title); None when there are too many to choose from."""
    target = sheet_named(column.refers)
    assert target is not None
    rows = target.model._default_manager.order_by(target.by_order).select_related(*paths(target))
    if target.has_node:
        rows = rows.filter(node=current_node())
    if target.period:
        rows = rows.filter(in_force_q(timezone.localdate(), *target.period))
    found = list(rows[: CHOICES + 1])
    return None if len(found) > CHOICES else [(str(r.pk), _title(target, r)) for r in found]


def _title(target: Sheet, row: Any) -> str:
    if isinstance(row, Unit):
        return f"{row.agency.name} · {row.name}"
    key = key_text(target, row).rpartition("/")[2]
    return f"{row}（{key}）" if key and key != str(row) else str(row)


def _as_option(text: str, options: Sequence[tuple[str, str]], row: Any | None, column: Column) -> str:
    """The id to be chosen for a text that may be a key; the key itself where it is typed."""
    if not options or not text or any(text == key for key, _ in options):
        return text
    current = getattr(row, column.field, None) if row is not None else None
    target = sheet_named(column.refers)
    if current is not None and target is not None and key_text(target, current, column.within) == text:
        return str(current.pk)
    return text
