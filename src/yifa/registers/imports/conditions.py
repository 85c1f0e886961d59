"""Check constraints judged in memory, so that a dry run names what the database would refuse."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.db import models
from django.db.models import F, Q


class _Unknown(Exception):
    """A condition that only the database can judge."""


def broken(row: models.Model) -> list[str]:
    """Messages of the check constraints that the row breaks. What cannot be judged here is left to the database."""
    said = []
    for constraint in row._meta.constraints:
        if not isinstance(constraint, models.CheckConstraint) or not isinstance(constraint.condition, Q):
            continue
        try:
            if _holds(constraint.condition, row) is False:
                said.append(str(constraint.get_violation_error_message()))
        except _Unknown:
            continue
    return said


def _holds(condition: Q, row: models.Model) -> bool | None:
    """True, False, or None where SQL would say unknown, which a check constraint lets pass."""
    results = [
        _holds(child, row) if isinstance(child, Q) else _lookup(str(child[0]), child[1], row)  # type: ignore[index]
        for child in condition.children
    ]
    if condition.connector == Q.AND:
        found = False if False in results else None if None in results else True
    elif condition.connector == Q.OR:
        found = True if True in results else None if None in results else False
    else:
        raise _Unknown
    return found if not condition.negated else None if found is None else not found


def _lookup(path: str, wanted: Any, row: models.Model) -> bool | None:
    name, _, how = path.partition("__")
    value = _value(row, name)
    if isinstance(wanted, F):
        wanted = _value(row, str(getattr(wanted, "name", "")))
        if wanted is None:
            return None
    elif hasattr(wanted, "resolve_expression"):
        raise _Unknown
    if how == "isnull":
        return (value is None) is bool(wanted)
    if value is None:
        return None
    compare: Callable[[Any, Any], bool] | None = _WAYS.get(how)
    if compare is None:
        raise _Unknown
    return bool(compare(value, wanted))


_WAYS: Mapping[str, Callable[[Any, Any], bool]] = {
    "": lambda a, b: a == b,
    "exact": lambda a, b: a == b,
    "in": lambda a, b: a in b,
    "gt": lambda a, b: a > b,
    "gte": lambda a, b: a >= b,
    "lt": lambda a, b: a < b,
    "lte": lambda a, b: a <= b,
    "regex": lambda a, b: re.search(b, a) is not None,
}


def _value(row: models.Model, name: str) -> Any:
    made = row._meta.get_field(name)
    assert isinstance(made, models.Field)
    return getattr(row, made.attname)
