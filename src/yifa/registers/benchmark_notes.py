"""Whom a table that leaves its superior's range concerns: the head of the agency that made it, and supervision.

国办发〔2022〕27号第五项: the maker has to change it. What is found is kept in the process until a table, an agency or a
region changes.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from yifa.law.benchmark_levels import RULE
from yifa.registers import lawbook
from yifa.registers.benchmark_levels import Levels, Offence, offences
from yifa.registers.models import Agency, Region, RegisterChange

REMEDY = "冲突之处适用上级基准；由制定机关修改后重新公布、装载"
_TREE = (Agency._meta.label, Region._meta.label)

_kept: tuple[tuple[object, object], tuple[Concern, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Concern:
    """An offending table with the ids of the agencies that bear its maker's name."""

    offence: Offence
    makers: frozenset[UUID]

    @property
    def message(self) -> str:
        """In the words of the loader."""
        table = self.offence.table
        return (
            f"裁量基准《{table.title.strip('《》')}》（{table.authority or '制定机关未写明'}）有"
            f"{len(self.offence.findings)}个裁量阶次超出上级基准"
        )

    @property
    def citation(self) -> str:
        return RULE

    @property
    def remedy(self) -> str:
        return REMEDY


def concerning(agencies: Collection[str], *, unregistered: bool = False) -> list[Concern]:
    """The tables in force today that one of these agencies (ids) made; with `unregistered` also those whose maker is
    not in the register, so that somebody sees them. Two statements; more only after a change.
    """
    today, whose = timezone.localdate(), set(agencies)
    return [
        c
        for c in _standing()
        if c.offence.table.in_force(today)
        and (any(str(maker) in whose for maker in c.makers) or (unregistered and not c.makers))
    ]


def _standing() -> tuple[Concern, ...]:
    global _kept
    stamp = lawbook.law_stamp()
    key = (stamp, RegisterChange.objects.filter(model__in=_TREE).aggregate(last=Max("at"))["last"])
    kept = _kept
    if kept is not None and kept[0] == key:
        return kept[1]
    levels = Levels()
    found = tuple(
        Concern(o, levels.makers(o.table.authority))
        for o in offences(tuple(lawbook.current(stamp).benchmarks))
    )
    _kept = (key, found)
    return found
