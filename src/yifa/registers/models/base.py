"""What registers have in common: legal time by dates in force, both ends included."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from yifa.registers.ids import new_id
from yifa.registers.scoped import Guarded, ScopedManager, ScopedQuerySet

M = TypeVar("M", bound=models.Model)


class StandingManager(models.Manager[M]):
    """Rows that stand: what an import had made and was taken back is not among them."""

    def get_queryset(self) -> models.QuerySet[M]:
        return super().get_queryset().filter(withdrawn_by=None)


class Standing(models.Model):
    """A row that an import can make, and the taking back of that import can withdraw.

    Nothing is deleted: `withdrawn_by` is the import job that took the row back. Whoever asks by `objects`, a picker,
    a list or a file, does not meet it; `every` and references to a row do, and so do the database's constraints.
    Registering the same thing again brings the row back (`registers.change`).
    """

    withdrawn_by = models.UUIDField("撤销导入", null=True, blank=True, editable=False)

    objects = StandingManager()
    every = models.Manager()

    class Meta:
        abstract = True
        base_manager_name = "every"


class ScopedStandingManager(ScopedManager[M]):
    """The rows that stand of a table under row-level security."""

    def get_queryset(self) -> ScopedQuerySet[M]:
        standing: ScopedQuerySet[M] = super().get_queryset().filter(withdrawn_by=None)
        return standing


class GuardedStanding(Guarded, Standing):
    """The same for a table under row-level security."""

    objects = ScopedStandingManager()  # type: ignore[misc, assignment]
    every = ScopedManager()  # type: ignore[misc]

    class Meta:
        abstract = True
        base_manager_name = "every"


class Dated(Standing):
    """A row in force from `valid_from` to `valid_to`, both days included; None as end means open."""

    valid_from = models.DateField("生效日期")
    valid_to = models.DateField("失效日期", null=True, blank=True)

    class Meta(Standing.Meta):
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": "失效日期不能早于生效日期"})


def dates_in_order(name: str, start: str = "valid_from", end: str = "valid_to") -> models.CheckConstraint:
    """A database check that a period does not end before it starts (an open end passes)."""
    condition = Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": F(start)})
    return models.CheckConstraint(
        condition=condition, name=name, violation_error_message="失效日期不能早于生效日期"
    )


def one_of(field: str, values: list[str], name: str) -> models.CheckConstraint:
    """A database check that a code is one of a closed list."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name)


def id_field() -> models.UUIDField[UUID, UUID]:
    """The primary key of a register row: UUIDv7 made in the application."""
    return models.UUIDField(primary_key=True, default=new_id, editable=False)
