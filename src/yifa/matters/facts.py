"""Facts of a matter, declared in the procedure and projected from payloads so that they can be searched and counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from yifa.law.procedure import FactRule, Procedure
from yifa.matters.models import MatterFact

JOINED = "、"  # between the values of a repeated group in one fact
COLUMNS = {"text": "text", "integer": "integer", "date": "day", "moment": "moment", "flag": "flag"}


def facts_of(
    procedure: Procedure,
    kind: str,
    values: Mapping[str, Any],
    known: Mapping[str, Any] = MappingProxyType({}),
) -> dict[str, Any]:
    """Facts that an act of this kind sets: name → JSON value. None values are not facts.

    A source `group.field` gives that field of every row, joined by “、” with a place for rows without it. Where the
    group is empty that is a fact only over an earlier one in `known`, the facts of the matter so far.
    """
    found: dict[str, Any] = {}
    for rule in procedure.facts.values():
        for act_kind, field in rule.sources:
            if act_kind != kind:
                continue
            value = value_of(values, field)
            if value not in (None, "") or (value == "" and "." in field and known.get(rule.name)):
                found[rule.name] = value
    return found


def value_of(values: Mapping[str, Any], field: str) -> Any:
    """The value of a payload field, or of `group.field` the values of all rows as one text."""
    group, dot, name = field.partition(".")
    if not dot:
        return values.get(field)
    rows = values.get(group)
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        return None
    return JOINED.join("" if row.get(name) is None else str(row[name]) for row in rows)


def row(rule: FactRule, value: Any, **keys: Any) -> MatterFact:
    """A typed fact row. Text is cut at 200 characters: it is for finding, the act has the whole."""
    typed: Any = value
    if rule.type == "text":
        typed = str(value)[:200]
    elif rule.type == "date":
        typed = date.fromisoformat(str(value)[:10])
    elif rule.type == "moment":
        typed = datetime.fromisoformat(str(value))
    elif rule.type == "flag":
        typed = bool(value)
    return MatterFact(name=rule.name, **{COLUMNS[rule.type]: typed}, **keys)
