"""Rows that are written together go to the database as one message of several statements: one round trip.

Every statement still runs by itself, in order, under row-level security and its triggers. Values go through the model's
fields as with `save()`; signals are not sent (nothing listens to these models).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import AutoField, Field, Model

JOINT = ";\n"


class Batch:
    """Statements in the order they were added; nothing is sent before `send`."""

    def __init__(self) -> None:
        self._statements: list[str] = []
        self._parameters: list[Any] = []
        self._must: list[str] = []  # per statement: the model whose row must be there, or ""

    def insert(self, rows: Sequence[Model], *, key: Sequence[str] = (), update: Sequence[str] = ()) -> None:
        """Insert rows of one model. With `key`, a row that is there already gets the columns of `update` instead."""
        if not rows:
            return
        fields = _written(type(rows[0]))
        one = f"({', '.join(['%s'] * len(fields))})"
        sql = (
            f"INSERT INTO {_quoted(rows[0]._meta.db_table)} ({', '.join(_quoted(f.column) for f in fields)})"
            f" VALUES {', '.join([one] * len(rows))}"
        )
        if key:
            changes = ", ".join(f"{_quoted(name)} = EXCLUDED.{_quoted(name)}" for name in update)
            sql += f" ON CONFLICT ({', '.join(map(_quoted, key))}) DO UPDATE SET {changes}"
        values = (_value(field, field.pre_save(row, True)) for row in rows for field in fields)
        self._add(sql, values)
        for row in rows:
            row._state.adding, row._state.db = False, connection.alias

    def update(self, row: Model, names: Iterable[str]) -> None:
        """Write the named fields of a stored row. `send` raises DatabaseError when the row is not there."""
        fields = _named(type(row), tuple(names))
        self.change(type(row), row.pk, {f.attname: f.pre_save(row, False) for f in fields}, must=True)

    def change(self, model: type[Model], pk: Any, values: Mapping[str, Any], *, must: bool = False) -> None:
        """Set fields of the row with this key. Without `must`, a row that is not there is no error."""
        fields = _named(model, tuple(values))
        key: Any = model._meta.pk
        sets = ", ".join(f"{_quoted(f.column)} = %s" for f in fields)
        sql = f"UPDATE {_quoted(model._meta.db_table)} SET {sets} WHERE {_quoted(key.column)} = %s"
        found = [_value(f, v) for f, v in zip(fields, values.values(), strict=True)]
        self._add(sql, [*found, _value(key, pk)], model.__name__ if must else "")

    def send(self) -> None:
        """Send everything. Raises what the database raises, and DatabaseError for a missing row."""
        if not self._statements:
            return
        with connection.cursor() as cursor:
            cursor.execute(JOINT.join(self._statements), self._parameters)
            for wanted in self._must:
                if wanted and cursor.rowcount != 1:
                    raise DatabaseError(f"{wanted}: the row to be changed is not there")
                cursor.nextset()
        self._statements, self._parameters, self._must = [], [], []

    def _add(self, sql: str, values: Iterable[Any], must: str = "") -> None:
        self._statements.append(sql)
        self._parameters.extend(values)
        self._must.append(must)


def _value(field: Field[Any, Any], value: Any) -> Any:
    return field.get_db_prep_save(value, connection)


@lru_cache(maxsize=64)
def _written(model: type[Model]) -> tuple[Field[Any, Any], ...]:
    """Columns that the application fills; the database numbers the others."""
    return tuple(f for f in model._meta.concrete_fields if not isinstance(f, AutoField))


@lru_cache(maxsize=64)
def _named(model: type[Model], names: tuple[str, ...]) -> tuple[Field[Any, Any], ...]:
    by_name = {n: f for f in model._meta.concrete_fields for n in (f.name, f.attname)}
    return tuple(by_name[name] for name in names)


@lru_cache(maxsize=512)
def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
