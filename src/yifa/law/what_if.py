"""What would change the outcome of an assessed penalty: other tiers, and circumstances with their articles."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from yifa.law.benchmarks import BenchmarkItem
from yifa.law.circumstances import CIRCUMSTANCES, EFFECT_WORDS, Circumstance
from yifa.law.discretion import Assessment, assess, party_of
from yifa.law.discretion_case import concerns
from yifa.law.measures import yuan
from yifa.law.view import PartyKind

Direction = Literal["", "lighter", "heavier"]
DIRECTION_WORDS: dict[str, str] = {"lighter": "更轻", "heavier": "更重", "": "不能直接比较"}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that would change the outcome. Amounts in fen: the fine that would then be possible.

    `low` and `high` are None when the amount is not known (something to count is missing) or, `high`, has no limit.
    `direction` compares with the case as it is: the highest fine decides, then the lowest; "" when unknown or equal.
    """

    kind: Literal["tier", "circumstance"]
    name: str
    effect: str
    low: int | None
    high: int | None
    citation: str
    sentence: str
    direction: Direction = ""

    @property
    def span(self) -> str:
        """The fines that would be possible, in words; "" where they are not known."""
        if self.low is None:
            return ""
        return "不罚款" if self.high == 0 else _span(self.low, self.high)


def what_if(
    item: BenchmarkItem,
    *,
    tier: str,
    quantity: int | Fraction | None = None,
    party_kind: PartyKind = "legal",
    circumstances: Collection[str] = (),
    repeat_count: int = 1,
    group: int | None = None,
) -> tuple[Change, ...]:
    """Every other tier for this kind of party, then every circumstance not yet claimed that may apply to the case.

    Pure: it says what would follow, not that it is so; each circumstance needs its evidence.
    """
    changes: list[Change] = []
    now = assess(
        item, tier=tier, quantity=quantity, party_kind=party_kind, repeat_count=repeat_count, group=group
    )
    for index, held, other in item.tiers():
        if (other.name == tier and group in (None, index)) or not concerns(held, other, party_of(party_kind)):
            continue
        found = assess(
            item, tier=other.name, quantity=quantity, party_kind=party_kind, repeat_count=repeat_count, group=index
        )  # fmt: skip
        low, high = (0, 0) if other.releases else (found.tier_min, found.tier_max)
        standard = other.standard.rstrip("。")
        span = "" if other.releases or low is None or quantity is None else f"，罚款为{_span(low, high)}"
        changes.append(
            Change(
                "tier", other.name, standard, low, high, item.table or item.fallback,
                f"如果符合“{other.condition.rstrip('。')}”，适用阶次“{other.name}”：{standard}{span}。",
                _direction(now, found, other.releases),
            )
        )  # fmt: skip
    for known in CIRCUMSTANCES.values():
        if known.code not in circumstances and _may_apply(known, item, party_kind, repeat_count):
            changes.append(_circumstance(known, now))
    return tuple(changes)


def _may_apply(known: Circumstance, item: BenchmarkItem, party_kind: PartyKind, repeat_count: int) -> bool:
    if known.natural_only and party_kind not in ("natural", "individual_business"):
        return False
    if known.sector and known.sector != item.sector:
        return False
    first = known.code == "first_minor_corrected"
    return not (first and repeat_count > 1) and not (known.code == "repeat" and repeat_count < 2)


def _direction(now: Assessment, then: Assessment, releases: bool) -> Direction:
    """Whether another tier is lighter or heavier than this one; a tier whose amounts are not known is neither."""
    if now.tier is None or releases and now.tier.releases:
        return ""
    if releases or now.tier.releases:
        return "lighter" if releases else "heavier"
    if now.tier_min is None or then.tier_min is None:
        return ""
    one, two = ((1 << 62 if a.tier_max is None else a.tier_max, a.tier_min or 0) for a in (now, then))
    return "" if one == two else "lighter" if two < one else "heavier"


def _circumstance(known: Circumstance, now: Assessment) -> Change:
    low, high = now.statutory_min, now.statutory_max
    if known.effect == "must_none":
        low = high = 0
    elif (known.mitigates or known.releases) and low is not None:
        low = 0
    effect = EFFECT_WORDS[known.effect]
    unknown = now.statutory_min is None
    if known.effect == "must_none":
        span = ""
    elif unknown:
        span = "；罚款数额须先填写计算基数"
    elif known.releases:
        span = f"；给予处罚的，罚款不得超过{yuan(high)}" if high is not None else ""
    elif known.mitigates and now.statutory_min == 0:
        span = f"，可以罚款的幅度为{_span(low, high)}"
    elif known.mitigates:
        span = (
            f"：从轻的仍在{_span(now.statutory_min, high)}之内，减轻的可以低于{yuan(now.statutory_min or 0)}"
        )
    else:
        span = f"，仍在法定幅度{_span(low, high)}之内"
    return Change(
        "circumstance", known.name, effect, low, high, known.citation,
        f"如果有证据证明“{known.name}”，依照{known.citation}，{effect}{span}。",
        "heavier" if known.aggravates else "lighter",
    )  # fmt: skip


def _span(low: int | None, high: int | None) -> str:
    if high is None:
        return f"{yuan(low or 0)}以上"
    if low == high:
        return yuan(high)
    return f"{yuan(low)}以上{yuan(high)}以下" if low else f"{yuan(high)}以下"
