"""Assess a proposed penalty against a benchmark: what is permitted, what stands in the way, and the reasoning.

The statutory maximum is never exceeded, whatever tier, deviation or circumstance is claimed. Below the statutory
minimum needs a 减轻 circumstance. Away from the tier needs reasons and the approval of 国办发〔2022〕27号 (十二).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from yifa.law.benchmarks import (
    Basis,
    Benchmark,
    BenchmarkItem,
    BenchmarkUnreadable,
    Group,
    LintFinding,
    Repeat,
    Tier,
    lint,
    load_benchmark,
)
from yifa.law.circumstances import CIRCUMSTANCES, Circumstance
from yifa.law.gates import Finding
from yifa.law.measures import Measure, MeasureParty, ParsedMeasures, parse_measures
from yifa.law.shelf import Choice, Found, Shelf, lighter
from yifa.law.view import PartyKind

__all__ = [
    "CIRCUMSTANCES",
    "Assessment",
    "Basis",
    "Benchmark",
    "BenchmarkItem",
    "BenchmarkUnreadable",
    "Choice",
    "Circumstance",
    "Deviation",
    "Found",
    "Group",
    "LintFinding",
    "Measure",
    "ParsedMeasures",
    "Repeat",
    "Shelf",
    "Tier",
    "assess",
    "lighter",
    "lint",
    "load_benchmark",
    "parse_measures",
    "party_of",
    "suggest",
]

Quantity = int | Fraction | Decimal
Approval = Literal["", "main_head", "collective", "maker"]


@dataclass(frozen=True, slots=True)
class Deviation:
    """Leaving the tier (调整适用, D06). `approval`: the agency's main head, collective discussion, or, when the
    benchmark is an upper agency's (`upper`), its maker. `reference` names the paper filed in the dossier."""

    reasons: str = ""
    approval: Approval = ""
    reference: str = ""
    upper: bool = False


@dataclass(frozen=True, slots=True)
class Assessment:
    """The result. Amounts in fen; None = unknown because something is missing, or (max) no upper limit.

    `permitted_*` is what this case allows: the tier inside the statute, or the statute after an approved
    deviation. `suggested` are the tiers whose repeat count fits. `reasoning` is Chinese, for the decision.
    """

    item: BenchmarkItem
    group: Group | None
    tier: Tier | None
    statutory_min: int | None
    statutory_max: int | None
    tier_min: int | None
    tier_max: int | None
    permitted_min: int | None
    permitted_max: int | None
    deviates: bool
    suggested: tuple[str, ...]
    findings: tuple[Finding, ...]
    reasoning: str

    @property
    def ok(self) -> bool:
        """True when nothing blocks the penalty."""
        return not any(f.level == "block" for f in self.findings)


def party_of(kind: PartyKind) -> MeasureParty:
    """对单位 or 对个人: individual businesses are natural persons in law (民法典 54)."""
    return "person" if kind in ("natural", "individual_business") else "unit"


def suggest(
    item: BenchmarkItem, *, repeat_count: int = 1, party_kind: PartyKind = "legal"
) -> tuple[str, ...]:
    """Names of the tiers whose condition names this repeat count, for parties of this kind, in table order."""
    from yifa.law.discretion_case import concerns

    party = party_of(party_kind)
    names = [
        tier.name
        for _, group, tier in item.tiers()
        if tier.repeat and tier.repeat.covers(repeat_count) and concerns(group, tier, party)
    ]
    return tuple(dict.fromkeys(names))


def assess(
    item: BenchmarkItem,
    *,
    tier: str,
    fine_fen: int | None = None,
    quantity: Quantity | None = None,
    party_kind: PartyKind = "legal",
    circumstances: Collection[str] = (),
    repeat_count: int = 1,
    deviation: Deviation | None = None,
    penalties: Collection[str] | None = None,
    group: int | None = None,
) -> Assessment:
    """Assess a proposed penalty.

    `fine_fen`: the proposed fine (None or 0 = none). `quantity`: what the fine is multiplied by, in fen for sums
    of money, in pieces (whole or exact fraction, never float) for 每…. `circumstances`: codes of CIRCUMSTANCES.
    `repeat_count`: this time included, within the look-back. `penalties`: kinds imposed besides the fine, None =
    not stated. `group`: index of the range, needed when two groups have a tier of that name.
    Raises TypeError for a float. Findings carry the payload field they belong to.
    """
    from yifa.law.discretion_case import Case
    from yifa.law.discretion_checks import run

    for value in (fine_fen, quantity):
        if isinstance(value, float):
            raise TypeError("amounts and quantities are exact: use int, Fraction or Decimal")
    if fine_fen is not None and (isinstance(fine_fen, bool) or not isinstance(fine_fen, int)):
        raise TypeError("fine_fen is a whole number of fen")
    case = Case(
        item=item,
        tier_name=tier,
        fine=fine_fen or 0,
        quantity=None if quantity is None else Fraction(quantity),
        party_kind=party_kind,
        codes=tuple(dict.fromkeys(circumstances)),
        repeat_count=repeat_count,
        deviation=deviation,
        penalties=None if penalties is None else frozenset(penalties),
        group_index=group,
    )
    return run(case)
