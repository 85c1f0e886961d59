"""Rows that are written together go to the database as one message of several statements: one round trip.

Every statement still runs by itself, in order, under row-level security and its triggers. Values go through the model's
fields as with `save()` and are quoted by the driver; signals are not sent (nothing listens to these models).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.models import AutoField, Field, Model
from psycopg.adapt import Transformer

JOINT = ";\n"


class Batch:
    """Statements in the order they were added; nothing is sent before `send`. Use it inside a transaction."""

    def __init__(self) -> None:
        self._connection = connections[DEFAULT_DB_ALIAS]
        self._connection.ensure_connection()
        self._quote = Transformer(self._connection.connection).as_literal
        self._statements: list[str] = []
        self._must: list[
            tuple[str, int] | None
        ] = []  # per statement: a model, and how many rows must be there

    def insert(self, rows: Sequence[Model], *, key: Sequence[str] = (), update: Sequence[str] = ()) -> None:
        """Insert rows of one model. With `key`, a row that is there already gets the columns of `update` instead."""
        if not rows:
            return
        head, fields = _insertion(type(rows[0]))
        sql = head + ", ".join(
            f"({', '.join([self._literal(f, f.pre_save(row, True)) for f in fields])})" for row in rows
        )
        if key:
            changes = ", ".join(f"{_quoted(name)} = EXCLUDED.{_quoted(name)}" for name in update)
            sql += f" ON CONFLICT ({', '.join(map(_quoted, key))}) DO UPDATE SET {changes}"
        self._add(sql)
        for row in rows:
            row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS

    def update(self, rows: Sequence[Model], names: Iterable[str]) -> None:
        """Write the named fields of stored rows of one model. `send` raises DatabaseError when one is not there."""
        if not rows:
            return
        model, key = type(rows[0]), _key(type(rows[0]))
        fields = _named(model, tuple(names))
        values = ", ".join(
            f"({', '.join([self._literal(key, row.pk), *[self._literal(f, f.pre_save(row, False)) for f in fields]])})"
            for row in rows
        )
        sets = ", ".join(f"{_quoted(f.column)} = v.{_quoted(f.column)}::{_type(f)}" for f in fields)
        columns = ", ".join(_quoted(f.column) for f in (key, *fields))
        self._add(
            f"UPDATE {_quoted(model._meta.db_table)} t SET {sets} FROM (VALUES {values}) AS v ({columns})"
            f" WHERE t.{_quoted(key.column)} = v.{_quoted(key.column)}::{_type(key)}",
            (model.__name__, len(rows)),
        )

    def change(self, model: type[Model], pk: Any, values: Mapping[str, Any]) -> None:
        """Set fields of the row with this key, if there is one."""
        key = _key(model)
        fields = zip(_named(model, tuple(values)), values.values(), strict=True)
        sets = ", ".join([f"{_quoted(f.column)} = {self._literal(f, v)}" for f, v in fields])
        where = f"{_quoted(key.column)} = {self._literal(key, pk)}"
        self._add(f"UPDATE {_quoted(model._meta.db_table)} SET {sets} WHERE {where}")

    def call(self, sql: str, values: Sequence[Any]) -> None:
        """A statement of its own, with %s for each value; what it returns is not read."""
        self._add(sql % tuple(self._quote(v).decode() for v in values))

    def send(self) -> None:
        """Send everything. Raises what the database raises, and DatabaseError for a missing row."""
        if not self._statements:
            return
        with self._connection.cursor() as cursor:
            cursor.execute(JOINT.join(self._statements))
            for wanted in self._must:
                if wanted and cursor.rowcount != wanted[1]:
                    raise DatabaseError(f"{wanted[0]}: a row to be changed is not there")
                cursor.nextset()
        self._statements, self._must = [], []

    def _add(self, sql: str, must: tuple[str, int] | None = None) -> None:
        self._statements.append(sql)
        self._must.append(must)

    def _literal(self, field: Field[Any, Any], value: Any) -> str:
        prepared = field.get_db_prep_save(value, self._connection)
        return "NULL" if prepared is None else bytes(self._quote(prepared)).decode()


@lru_cache(maxsize=64)
def _insertion(model: type[Model]) -> tuple[str, tuple[Field[Any, Any], ...]]:
    """How an INSERT begins, and the columns that the application fills; the database numbers or makes the others."""
    fields = tuple(f for f in model._meta.concrete_fields if not (isinstance(f, AutoField) or f.generated))
    columns = ", ".join(_quoted(f.column) for f in fields)
    return f"INSERT INTO {_quoted(model._meta.db_table)} ({columns}) VALUES ", fields


@lru_cache(maxsize=64)
def _named(model: type[Model], names: tuple[str, ...]) -> tuple[Field[Any, Any], ...]:
    by_name = {n: f for f in model._meta.concrete_fields for n in (f.name, f.attname)}
    return tuple(by_name[name] for name in names)


def _key(model: type[Model]) -> Any:
    return model._meta.pk


@lru_cache(maxsize=256)
def _type(field: Field[Any, Any]) -> str:
    """The column's type, which a list of rows does not tell when all values are null.

    Without its length: a text that is too long must be refused on assignment, not cut by the cast.
    """
    return str(field.db_type(connection)).partition("(")[0]


@lru_cache(maxsize=512)
def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
