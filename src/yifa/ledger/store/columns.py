"""What of a row is committed: every column, so that none can be changed unseen.

Columns that may be opened to anybody go together in one field named after the kind of row; the others (names,
opinions, contents) get a field each, so that a proof can leave them closed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Model


def committed(
    row: Model, kind: str, *, apart: Collection[str] = (), skip: Collection[str] = ()
) -> dict[str, Any]:
    """The fields of a row to commit to. `apart` are columns with a field of their own; `skip` are the proofs' columns.

    A dictionary kept apart gets a field for each of its keys, `column.key`.
    """
    values = {
        f.attname: plain(getattr(row, f.attname)) for f in row._meta.concrete_fields if f.name not in skip
    }
    return split(values, kind, apart)


def split(values: Mapping[str, Any], kind: str, apart: Collection[str]) -> dict[str, Any]:
    """Column values sorted into fields as `committed` does."""
    fields: dict[str, Any] = {kind: {name: value for name, value in values.items() if name not in apart}}
    for name in apart:
        value = values[name]
        if isinstance(value, dict):
            fields |= {f"{name}.{key}": item for key, item in value.items()}
        else:
            fields[name] = value
    return fields


def plain(value: Any) -> Any:
    """A column's value as JSON: ids as text, times in UTC with microseconds, days ISO."""
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return utc(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def utc(moment: datetime) -> str:
    """A moment as it is committed: UTC, microseconds always written."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
