"""Lighter, ordinary and heavier parts of a statutory range where no benchmark has the violation (D02, D04, D05).

Only the rules whose text gives a number are here; a range that their text does not cover has no bands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from yifa.law.benchmarks import Basis, BenchmarkItem, Group, Tier
from yifa.law.measure_ranges import PERMILLE
from yifa.law.measures import Measure, MeasureParty, ParsedMeasures, describe_bounds, parse_measures

MARKET = "《市场监管总局关于规范市场监督管理行政处罚裁量权的指导意见》（国市监法规〔2022〕2号）第十条"
AGRI = "《规范农业行政处罚自由裁量权办法》第十一条"
# The "tier" of an item that is the statute's own range, undivided (`whole_item`).
WHOLE = "法定幅度"
CHONGQING = "《重庆市规范行政处罚裁量权办法》第十六条"


# (name, start and end in per mille of the range, start and end included)
_Share = tuple[str, int, int, bool, bool]
# 国市监法规〔2022〕2号 names the lower and the higher 30 %; what lies between is neither. 重庆 names all three.
_THIRTY_SEVENTY: tuple[_Share, ...] = (
    ("从轻", 0, 300, True, True), ("一般", 300, 700, False, False), ("从重", 700, 1000, True, True),
)  # fmt: skip
_HALVES: tuple[_Share, ...] = (("从轻", 0, 500, True, False), ("从重", 500, 1000, False, True))
_AGRI_ONLY_MOST: tuple[_Share, ...] = (
    ("从轻", 0, 300, True, True), ("一般", 300, 600, True, True), ("从重", 600, 1000, False, True),
)  # fmt: skip
_CHONGQING_ONLY_MOST: tuple[_Share, ...] = (
    ("减轻", 0, 100, True, False), ("从轻", 100, 300, True, True), ("一般", 300, 700, False, False),
    ("从重", 700, 1000, True, True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bands:
    """(name, fine) from light to heavy, and the rule. `also` is a rule that would divide otherwise: for people."""

    parts: tuple[tuple[str, Measure], ...]
    citation: str
    also: str = ""


def fallback_bands(fine: Measure, *, sector: str = "", regions: Sequence[str] = ()) -> Bands | None:
    """The bands of one statutory fine, in its own unit, rounded inward; None when no rule divides it.

    A sector's rule comes before a region's, which is then named in `also`.
    """
    rules: list[tuple[str, tuple[_Share, ...]]] = []
    if sector == "market" and fine.min is not None:
        rules.append((MARKET, _THIRTY_SEVENTY))
    if sector == "agri":
        rules.append((AGRI, _AGRI_ONLY_MOST if fine.min is None else _HALVES))
    if "500000" in regions and fine.min is not None:
        rules.append((CHONGQING, _THIRTY_SEVENTY))
    elif "500000" in regions and fine.unit != PERMILLE:
        rules.append((CHONGQING, _CHONGQING_ONLY_MOST))
    if not rules or fine.kind != "fine" or fine.max is None or fine.max <= (fine.min or 0):
        return None
    citation, shares = rules[0]
    parts = tuple((share[0], _part(fine, *share[1:])) for share in shares)
    kept = tuple((n, m) for n, m in parts if m.min is not None and m.max is not None and m.min <= m.max)
    return Bands(kept, citation, rules[1][0] if len(rules) > 1 else "")


def fallback_rule(sector: str, regions: Sequence[str]) -> str:
    """The rule that divides statutory ranges in that sector or region, "" where none with numbers is known."""
    sectors = {"market": MARKET, "agri": AGRI}
    return sectors.get(sector) or (CHONGQING if "500000" in regions else "")


def whole_item(
    violation: str, range_: str, basis: Sequence[Basis], *, sector: str = ""
) -> BenchmarkItem | None:
    """The statute's own range as an item with one tier that is all of it, to hold an amount against; None when the
    words cannot be read. For where neither a table nor a rule divides the range."""
    parsed = parse_measures(range_)
    if parsed.unread or not parsed.measures:
        return None
    tier = Tier(WHOLE, "没有裁量权基准，也没有划分法定幅度的规定", range_, parsed)
    return BenchmarkItem(
        code=violation, no=None, law=basis[0].law if basis else "", violation=violation, basis=tuple(basis),
        groups=(Group(range_, parsed, (tier,)),), sector=sector, fallback=WHOLE,
    )  # fmt: skip


def _part(fine: Measure, start: int, end: int, with_start: bool, with_end: bool) -> Measure:
    assert fine.max is not None
    base = fine.min or 0
    low = base + Fraction((fine.max - base) * start, 1000)
    high = base + Fraction((fine.max - base) * end, 1000)
    least, most = -(-low.numerator // low.denominator), high.numerator // high.denominator
    open_low = not with_start and least == low or (start == 0 and not fine.min_inclusive)
    open_high = not with_end and most == high or (end == 1000 and not fine.max_inclusive)
    return Measure(
        "fine", fine.unit, fine.basis, least, most, not open_low, not open_high, fine.party, False, fine.when,
        fine.basis_note, "", fine.text, fine.base_floor,
    )  # fmt: skip


def fallback_item(
    violation: str, range_: str, basis: Sequence[Basis], *,
    sector: str = "", regions: Sequence[str] = (), party: MeasureParty = "any", code: str = "",
) -> BenchmarkItem | None:  # fmt: skip
    """The statute's own range as an item with the rule's bands as tiers, for `assess`; None when no rule divides it.

    `range_` is the penalty as the statute words it. Of several fines the first that concerns the party is divided.
    """
    parsed = parse_measures(range_)
    own = [m for m in parsed.fines if "any" in (m.party, party) or m.party == party]
    bands = fallback_bands(own[0], sector=sector, regions=regions) if own and not parsed.unread else None
    if bands is None:
        return None
    tiers = tuple(
        Tier(name, f"具有{name}处罚情节的" if name != "一般" else "没有从轻、从重情节的",
             f"处{part.base_words}{describe_bounds(part)}罚款", ParsedMeasures((part,)))
        for name, part in bands.parts
    )  # fmt: skip
    return BenchmarkItem(
        code=code or violation, no=None, law=basis[0].law if basis else "", violation=violation, basis=tuple(basis),
        groups=(Group(range_, parsed, tiers),), sector=sector, region=regions[0] if regions else "",
        fallback=bands.citation,
    )  # fmt: skip
