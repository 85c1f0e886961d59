"""One proposed penalty seen whole: which table applies and why, what it allows, and what would change it.

Pure. Where no table has the violation, the statute's own range is divided by the rule of the sector or region
(figures D02, D04, D05), and where there is no rule either, only the statute's range is held against the amount.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from yifa.law.benchmarks import Basis, BenchmarkItem
from yifa.law.discretion import Assessment, assess, party_of
from yifa.law.fallback_bands import WHOLE, fallback_item, whole_item
from yifa.law.measures import parse_measures, yuan
from yifa.law.shelf import Choice, Shelf
from yifa.law.view import PartyKind
from yifa.law.what_if import Change, what_if


@dataclass(frozen=True, slots=True)
class Question:
    """What is proposed. `fine_fen` in fen; `quantity` in fen for sums of money, pieces otherwise; `repeat_count` this
    time included; `group` index of the range; `statutory_range` and `basis`: the penalty as the statute words it."""

    code: str
    conduct_on: date
    decided_on: date
    regions: Sequence[str] = ()
    sector: str = ""
    party_kind: PartyKind = "legal"
    tier: str = ""
    fine_fen: int = 0
    quantity: int | Fraction | None = None
    circumstances: Collection[str] = ()
    repeat_count: int = 1
    group: int | None = None
    statutory_range: str = ""
    basis: Sequence[Basis] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """A table as it stood on a day, and what it makes of the proposal (None without a tier of that name in it)."""

    name: str
    on: date
    item: BenchmarkItem
    result: Assessment | None

    @property
    def words(self) -> str:
        """The range of fines this version leads to, in words."""
        r = self.result
        if r is None:
            return "没有同名的裁量阶次"
        if r.tier is not None and r.tier.releases:
            return "不予处罚"
        if r.tier_min is None:
            return "缺少计算基数，不能算出"
        return _span(r.tier_min, r.tier_max)

    @property
    def statute_words(self) -> str:
        """The statute's range in this version, in words."""
        r = self.result
        return "" if r is None or r.statutory_min is None else _span(r.statutory_min, r.statutory_max)


@dataclass(frozen=True, slots=True)
class Advice:
    """`item` is what applies, None when nothing is known; `result` None without a tier that is in it.

    `old` and `new`: the versions compared when the table has changed between conduct and decision. `divided` is the
    rule that divides the statute's range where no table exists; `also` another one, for people to decide.
    """

    question: Question
    choice: Choice
    item: BenchmarkItem | None
    result: Assessment | None
    changes: tuple[Change, ...]
    old: Version | None = None
    new: Version | None = None
    divided: str = ""
    unread: str = ""
    why: tuple[str, ...] = field(default=())

    @property
    def spans(self) -> dict[str, str]:
        """The statute's range, the tier's, and what this case allows, in words; "" where not known."""
        r = self.result
        if r is None:
            return {"statute": "", "tier": "", "permitted": ""}
        held = {
            "statute": (r.statutory_min, r.statutory_max), "tier": (r.tier_min, r.tier_max),
            "permitted": (r.permitted_min, r.permitted_max),
        }  # fmt: skip
        return {
            name: "" if low is None else "不罚款" if high == 0 else _span(low, high)
            for name, (low, high) in held.items()
        }

    @property
    def lighter(self) -> tuple[Change, ...]:
        return tuple(c for c in self.changes if c.direction == "lighter")

    @property
    def heavier(self) -> tuple[Change, ...]:
        return tuple(c for c in self.changes if c.direction == "heavier")

    @property
    def incomparable(self) -> tuple[Change, ...]:
        return tuple(c for c in self.changes if not c.direction)


def advise(shelf: Shelf, q: Question) -> Advice:
    """Everything the tables, or without one the statute's range, say of a proposal. Never raises for odd values."""
    choice = shelf.choose(
        q.code, conduct_on=q.conduct_on, decided_on=q.decided_on, regions=q.regions, sector=q.sector,
        party=party_of(q.party_kind), quantity=q.quantity, tier=q.tier,
    )  # fmt: skip
    item, unread = choice.item, ""
    if item is None:
        item, unread = without_table(q)
    result = _assess(item, q)
    changes: tuple[Change, ...] = ()
    if item is not None and result is not None and result.tier is not None and item.fallback != WHOLE:
        changes = what_if(
            item, tier=q.tier, quantity=q.quantity, party_kind=q.party_kind, circumstances=q.circumstances,
            repeat_count=max(q.repeat_count, 1), group=q.group,
        )  # fmt: skip
    old = shelf.explain(q.code, q.conduct_on, q.regions, q.sector)
    new = shelf.explain(q.code, q.decided_on, q.regions, q.sector)
    both = old.item is not None and new.item is not None and choice.which in ("old", "new", "undecided")
    return Advice(
        q, choice, item, result, changes,
        _version("违法行为发生时", q.conduct_on, old.item, q) if both else None,
        _version("作出决定时", q.decided_on, new.item, q) if both else None,
        item.fallback if item is not None and item.fallback != WHOLE else "",
        unread,
        (*(new.why if choice.which == "new" else old.why), *choice.why),
    )  # fmt: skip


def without_table(q: Question) -> tuple[BenchmarkItem | None, str]:
    """(the statute's range as an item: divided by a rule where there is one, else whole; what could not be read)."""
    if not q.statutory_range.strip():
        return None, ""
    parsed = parse_measures(q.statutory_range)
    if parsed.unread or not parsed.measures:
        return None, parsed.unread or q.statutory_range
    divided = fallback_item(
        q.code, q.statutory_range, q.basis, sector=q.sector, regions=q.regions, party=party_of(q.party_kind),
        code=q.code,
    )  # fmt: skip
    return divided or whole_item(q.code, q.statutory_range, q.basis, sector=q.sector), ""


def _version(name: str, on: date, item: BenchmarkItem | None, q: Question) -> Version | None:
    return None if item is None else Version(name, on, item, _assess(item, q))


def _assess(item: BenchmarkItem | None, q: Question) -> Assessment | None:
    if item is None:
        return None
    tier = WHOLE if item.fallback == WHOLE else q.tier
    if not any(t.name == tier for _, _, t in item.tiers()):
        return None
    try:
        return assess(
            item, tier=tier, fine_fen=q.fine_fen, quantity=q.quantity, party_kind=q.party_kind,
            circumstances=q.circumstances, repeat_count=q.repeat_count, group=q.group,
        )  # fmt: skip
    except (TypeError, ValueError, ArithmeticError):
        return None


def _span(low: int, high: int | None) -> str:
    if high is None:
        return f"{yuan(low)}以上"
    if low == high:
        return yuan(high)
    return f"{yuan(low)}以上{yuan(high)}以下" if low else f"{yuan(high)}以下"
