"""Facts of a matter, declared in the procedure and projected from payloads so that they can be searched and counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from yifa.law.procedure import FactRule, Procedure
from yifa.matters.models import MatterFact

COLUMNS = {"text": "text", "integer": "integer", "date": "day", "moment": "moment", "flag": "flag"}


def facts_of(procedure: Procedure, kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Facts that an act of this kind sets: name → JSON value. None values are not facts."""
    found: dict[str, Any] = {}
    for rule in procedure.facts.values():
        for act_kind, field in rule.sources:
            if act_kind == kind and values.get(field) not in (None, ""):
                found[rule.name] = values[field]
    return found


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
