"""Tables that hold what not everybody may see: asking them outside of a scope is an error, never an empty answer.

Row-level security would show nothing there. Nothing is easily taken for "there is none", so the mistake is
made loud where it is made: also for rows reached over a foreign key, saved or refreshed. Raw SQL is not seen
here; there row-level security alone stands.

A query over rows of agencies also names those that the actor reaches, as the first wall: by itself, so that no
page can forget it, and so that the planner knows them and takes an index that begins with the agency.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.models.lookups import Exact, In
from django.db.models.query import RawQuerySet
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.where import AND

from yifa.registers.scope import check_scoped, current_actor

M = TypeVar("M", bound=models.Model)
# More agencies than these are left to row-level security: a list that long costs more to read than it saves.
NAMED = 40
READ_BY_AGENCY = ("agency", "supervision")


class ScopedQuery(Query):
    """A query that is only turned into SQL inside a scope, also where it is a part of another query.

    Its rows are those of agencies within reach.
    """

    def get_compiler(self, *args: Any, **kwargs: Any) -> SQLCompiler:
        check_scoped(self.get_meta().db_table)
        compiler: SQLCompiler = Query.get_compiler(self._within_reach(), *args, **kwargs)
        return compiler

    def _within_reach(self) -> Query:
        """The query with the agencies of the actor named in it; itself where they are not what decides."""
        actor = current_actor()
        if actor is None or self.combinator or not getattr(self.model, "named_by_agency", False):
            return self
        if actor.everywhere or not 0 < len(actor.agencies) <= NAMED or actor.scope not in READ_BY_AGENCY:
            return self
        named = self.clone()
        agency: Any = self.get_meta().get_field("agency")
        column = agency.get_col(named.get_initial_alias())
        agencies = actor.agencies
        named.where.add(Exact(column, agencies[0]) if len(agencies) == 1 else In(column, agencies), AND)
        return named


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
    """Base of every model whose table is under row-level security.

    `named_by_agency`: nobody reads rows of an agency out of reach, so that queries may name those within it.
    """

    named_by_agency: ClassVar[bool] = False

    objects = ScopedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
