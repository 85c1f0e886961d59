"""A row as typed into a form: read, judged, and written by `registers.change`."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from yifa.registers.change import ChangeConflict, change, snapshot, writing
from yifa.registers.node import current_node
from yifa.registers.scope import Actor
from yifa.registers.sheets import sheet_named
from yifa.registers.sheets.references import resolve, the_one
from yifa.registers.sheets.sheet import Column, Sheet
from yifa.registers.sheets.texts import clean, read

GENERAL = ""


class Refusal(Exception):
    """Nothing was written. `said` are messages by field; those of the whole form stand under ""."""

    def __init__(self, said: Mapping[str, str]) -> None:
        super().__init__("；".join(said.values()))
        self.said = dict(said)


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form sent: texts by field, why, from when, and what its fields were when it was opened."""

    texts: Mapping[str, str]
    reason: str = ""
    effective: str = ""
    seen: Mapping[str, str] = field(default_factory=dict)


def read_texts(sheet: Sheet, texts: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """(values, problems) by field of those fields that are there. References by id or by key are looked up."""
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for column in sorted(sheet.full, key=lambda c: bool(c.within)):
        if column.field not in texts:
            continue
        text = clean(column, texts[column.field])
        value, wrong = read(column, text)
        if not wrong and column.kind == "reference" and value:
            value, wrong = refer(column, value, values.get(column.within) if column.within else None)
        if wrong:
            problems[column.field] = wrong
        else:
            values[column.field] = value
    return values, problems


def refer(column: Column, text: str, within: Any) -> tuple[Any, str]:
    """The row that a text refers to: an id as a select sends it, or a business key as people write it."""
    target = sheet_named(column.refers)
    assert target is not None and target.model._meta.pk is not None
    if column.within and within is None:
        return None, "请先填写所在机关"
    try:
        found = target.model._default_manager.filter(pk=target.model._meta.pk.to_python(text)).first()
    except (ValidationError, ValueError):
        found = None
    if found is not None:
        return found, ""
    wanted = (within.pk if within is not None else None, text)
    return the_one(target, resolve(target, [wanted], column.within).get(wanted, []), text)


def save(actor: Actor, sheet: Sheet, row: Any | None, typed: Typed) -> Any:
    """Make a row or change one. Raises Refusal with what is wrong beside which field; then nothing is written.

    With a day of effect after the row's own beginning, a register that keeps a row for each period gets a new row
    and the old one ends the day before; elsewhere the day is kept with the reason.
    """
    values, problems = read_texts(sheet, _sent(sheet, row, typed.texts))
    reason = typed.reason.strip()
    if not reason:
        problems["reason"] = "请写明理由"
    effective = _effective(typed.effective, problems)
    if row is not None:
        problems |= _moved(sheet, row, typed.seen)
    if problems:
        if not any(name in sheet.by_field for name in problems):  # all that is wrong is said at once
            problems |= _judged(sheet, row, values)
        raise Refusal(problems)
    try:
        with writing(actor):
            if row is not None and effective is not None and _splits(sheet, row, effective):
                return _split(actor, sheet, row, values, reason, effective)
            said = reason if effective is None else f"{reason}（自{effective.isoformat()}起）"
            expected = None if row is None else {n: v for n, v in snapshot(row).items() if n in values}
            return change(actor, sheet.model, None if row is None else row.pk, _whole(sheet, row, values), said,
                          expected=expected)  # fmt: skip
    except ValidationError as error:
        raise Refusal(messages(sheet, error)) from None


def end(actor: Actor, sheet: Sheet, row: Any, last: str, reason: str) -> Any:
    """Let a row's period end with that day; nothing is ever deleted."""
    assert sheet.period is not None
    return save(actor, sheet, row, Typed({sheet.period[1]: last}, reason))


def _judged(sheet: Sheet, row: Any | None, values: Mapping[str, Any]) -> dict[str, str]:
    """What the model says of the row with these values; nothing is written and the row stays as it was."""
    tried = sheet.model() if row is None else copy(row)
    for name, value in values.items():
        setattr(tried, name, value)
    try:
        tried.clean_fields(exclude=[f.name for f in tried._meta.concrete_fields if f.is_relation])
        tried.clean()
    except ValidationError as error:
        return messages(sheet, error)
    return {}


def _sent(sheet: Sheet, row: Any | None, texts: Mapping[str, str]) -> dict[str, str]:
    """What a form may send: for a new row every column; of one that exists, not what was fixed when it was made."""
    if row is None:
        return {c.field: texts.get(c.field, "") for c in sheet.full}
    return {c.field: texts[c.field] for c in sheet.full if c.field in texts and not c.fixed}


def _whole(sheet: Sheet, row: Any | None, values: Mapping[str, Any]) -> dict[str, Any]:
    made = dict(values)
    if row is None and sheet.has_node:
        made["node"] = current_node()
    return made


def _effective(text: str, problems: dict[str, str]) -> date | None:
    if not text.strip():
        return None
    day, wrong = read(Column("", kind="date"), text.strip())
    if wrong:
        problems["effective"] = wrong
        return None
    return day if isinstance(day, date) else None


def _splits(sheet: Sheet, row: Any, effective: date) -> bool:
    return sheet.versioned and sheet.period is not None and effective > getattr(row, sheet.period[0])


def _split(
    actor: Actor, sheet: Sheet, row: Any, values: Mapping[str, Any], reason: str, effective: date
) -> Any:
    assert sheet.period is not None
    start, stop = sheet.period
    until = getattr(row, stop)
    if until is not None and effective > until:
        raise ValidationError({"effective": f"该条已于{until.isoformat()}失效，请新登记一条"})
    change(actor, sheet.model, row.pk, {stop: effective - timedelta(days=1)}, f"{reason}（原条到期）")
    names = [f.name for f in sheet.model._meta.concrete_fields if not f.primary_key]
    new = {n: getattr(row, n) for n in names} | dict(values) | {start: effective}
    return change(actor, sheet.model, None, new, reason)


def _moved(sheet: Sheet, row: Any, seen: Mapping[str, str]) -> dict[str, str]:
    """Fields that somebody else changed since the form was opened, with what they are now."""
    from yifa.registers.sheets.showing import NONE, texts

    now = texts(sheet, row)
    return {
        name: f"他人已改为“{now[name] or NONE}”，请核对后重新提交"
        for name, was in seen.items()
        if name in now and now[name] != was
    }


def messages(sheet: Sheet, error: ValidationError) -> dict[str, str]:
    """Django's messages by field; those of fields that the sheet does not show go to the whole form."""
    if isinstance(error, ChangeConflict) or not hasattr(error, "error_dict"):
        return {GENERAL: "；".join(error.messages)}
    said: dict[str, str] = {}
    for name, found in error.message_dict.items():
        place = name if name in sheet.by_field or name == "effective" else GENERAL
        said[place] = "；".join(filter(None, (said.get(place, ""), *found)))
    return said


def blank(sheet: Sheet) -> models.Model:
    """A new row with the model's defaults."""
    return sheet.model()
