"""Tables that hold what not everybody may see: asking them outside of a scope is an error, never an empty answer.

Row-level security would show nothing there. Nothing is easily taken for "there is none", so the mistake is
made loud where it is made: also for rows reached over a foreign key, saved or refreshed. Raw SQL is not seen
here; there row-level security alone stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import models
from django.db.models.query import RawQuerySet
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

from yifa.registers.scope import check_scoped

M = TypeVar("M", bound=models.Model)


class ScopedQuery(Query):
    """A query that is only turned into SQL inside a scope, also where it is a part of another query."""

    def get_compiler(self, *args: Any, **kwargs: Any) -> SQLCompiler:
        check_scoped(self.get_meta().db_table)
        compiler: SQLCompiler = super().get_compiler(*args, **kwargs)
        return compiler


class ScopedQuerySet(models.QuerySet[M]):
    """A queryset over a protected table."""

    def __init__(
        self,
        model: type[M] | None = None,
        query: Query | None = None,
        using: str | None = None,
        hints: dict[str, models.Model] | None = None,
    ) -> None:
        super().__init__(model, query or ScopedQuery(model), using, hints)

    def update(self, **values: Any) -> int:
        check_scoped(self._table)
        return super().update(**values)

    def raw(self, *args: Any, **kwargs: Any) -> RawQuerySet[Any]:
        check_scoped(self._table)
        return super().raw(*args, **kwargs)

    def _insert(self, objs: Sequence[M], *args: Any, **kwargs: Any) -> Any:
        check_scoped(self._table)
        return super()._insert(objs, *args, **kwargs)  # type: ignore[misc]

    _insert.alters_data = True  # type: ignore[attr-defined]
    _insert.queryset_only = False  # type: ignore[attr-defined]

    def _update(self, values: Any, *args: Any) -> int:
        check_scoped(self._table)
        return int(super()._update(values, *args))  # type: ignore[misc]

    _update.alters_data = True  # type: ignore[attr-defined]
    _update.queryset_only = False  # type: ignore[attr-defined]

    @property
    def _table(self) -> str:
        return str(self.model._meta.db_table)


class ScopedManager(models.Manager[M]):
    """The manager of a protected table."""

    def get_queryset(self) -> ScopedQuerySet[M]:
        return ScopedQuerySet(self.model, using=self._db, hints=self._hints)  # type: ignore[attr-defined]


class Guarded(models.Model):
    """Base of every model whose table is under row-level security."""

    objects = ScopedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
