"""What every protected row carries: node, agency and secrecy class (row-level security reads the agency)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from yifa.registers.ids import new_id
from yifa.registers.models.people import Secrecy
from yifa.registers.node import current_node
from yifa.registers.scoped import Guarded


def stricter(first: str, second: str) -> str:
    """Of two classes the one that protects more, in the order in which they are listed."""
    order = list(Secrecy.values)
    return max(first, second, key=order.index)


class Protected(Guarded):
    """Base of rows that row-level security guards by agency."""

    named_by_agency: ClassVar[bool] = True

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    node = models.CharField(max_length=40, default=current_node, editable=False)
    agency = models.ForeignKey("registers.Agency", on_delete=models.PROTECT, related_name="+")
    secrecy = models.CharField(max_length=10, choices=Secrecy.choices, default=Secrecy.ORDINARY)

    class Meta:
        abstract = True


class Precision(models.TextChoices):
    INSTANT = "instant", "时刻"
    MINUTE = "minute", "分"
    DAY = "day", "日"
