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
from yifa.registers.models import Agency, Region, RegisterChange, Role
from yifa.registers.scope import Actor

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


def concerning(actor: Actor) -> list[Concern]:
    """The tables in force today that the actor has to see to: those of the own agency for its head; for supervision
    those of the agencies it sees, and those whose maker is not in the register.

    Two statements; more only after a change.
    """
    whose: set[str] = set()
    if actor.holds(Role.AGENCY_HEAD):
        whose.add(actor.agency_id)
    supervises = actor.holds(Role.SUPERVISOR)
    if supervises:
        whose |= set(actor.agencies)
    if not whose:
        return []
    today = timezone.localdate()
    return [
        c
        for c in _standing()
        if c.offence.table.in_force(today) and (_ours(c.makers, whose) or (supervises and not c.makers))
    ]


def _ours(makers: Collection[UUID], whose: Collection[str]) -> bool:
    return any(str(maker) in whose for maker in makers)


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
