"""One proposed penalty under assessment: its circumstances, its tier, and the amounts that are possible."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction

from yifa.law.benchmarks import BenchmarkItem, Group, Tier
from yifa.law.circumstances import CIRCUMSTANCES, LAW, Circumstance
from yifa.law.discretion import Deviation, party_of
from yifa.law.gates import Finding, Level
from yifa.law.measure_ranges import FEN, read_bounds
from yifa.law.measures import Measure, MeasureParty
from yifa.law.view import PartyKind

OPINION = "国务院办公厅关于进一步规范行政裁量权基准制定和管理工作的意见（国办发〔2022〕27号）第十二项"


@dataclass(slots=True)
class Case:
    """One proposed penalty while it is being assessed. Amounts in fen."""

    item: BenchmarkItem
    tier_name: str
    fine: int
    quantity: Fraction | None
    party_kind: PartyKind
    codes: tuple[str, ...]
    repeat_count: int
    deviation: Deviation | None
    penalties: frozenset[str] | None
    group_index: int | None
    findings: list[Finding] = field(default_factory=list)
    circumstances: list[Circumstance] = field(default_factory=list)
    group: Group | None = None
    tier: Tier | None = None
    statutory: tuple[int, int | None] | None = None
    standard: tuple[int, int | None] | None = None
    permitted: tuple[int, int | None] | None = None
    basis: Measure | None = None
    deviates: bool = False

    @property
    def party(self) -> MeasureParty:
        return party_of(self.party_kind)

    @property
    def release_grounds(self) -> list[Circumstance]:
        return [c for c in self.circumstances if c.releases]

    @property
    def mitigating(self) -> bool:
        return any(c.mitigates for c in self.circumstances)

    @property
    def approved(self) -> bool:
        """An approved deviation stands behind the amount."""
        d = self.deviation
        return bool(
            d and d.reasons.strip() and d.approval in (("maker",) if d.upper else ("main_head", "collective"))
        )

    def add(
        self, gate: str, level: Level, message: str, citation: str, remedy: str = "", where: str | None = None
    ) -> None:
        self.findings.append(Finding(f"discretion.{gate}", level, message, citation, remedy, where))

    def block(
        self, gate: str, message: str, citation: str, remedy: str = "", where: str | None = None
    ) -> None:
        self.add(gate, "block", message, citation, remedy, where)

    def warn(
        self, gate: str, message: str, citation: str, remedy: str = "", where: str | None = None
    ) -> None:
        self.add(gate, "warn", message, citation, remedy, where)

    @property
    def source(self) -> str:
        if self.item.fallback:
            return self.item.fallback
        title = self.item.table.strip("《》")
        return f"《{title}》（{self.item.document_no}）" if self.item.document_no else f"《{title}》"


def concerns(group: Group, tier: Tier, party: MeasureParty) -> bool:
    """False when the group's and the tier's fines are all aimed at parties of another kind."""
    fines = [m for m in (*group.measures, *tier.measures) if m.kind == "fine"]
    return not any(m.party not in ("any", party) for m in fines) or any(m.party == party for m in fines)


def pick_circumstances(case: Case) -> None:
    natural = case.party_kind in ("natural", "individual_business")
    for code in case.codes:
        known = CIRCUMSTANCES.get(code)
        if known is None:
            case.block("circumstance", f"没有名为“{code}”的裁量情节", LAW, "从列表中选择", "circumstances")
            continue
        if known.natural_only and not natural:
            case.block(
                "circumstance", f"“{known.name}”只适用于自然人", known.citation, "删去该情节", "circumstances"
            )
            continue
        if known.sector and known.sector != case.item.sector:
            case.warn(
                "circumstance", f"“{known.name}”出自市场监管领域的规定，其他领域应当另引依据", known.citation,
                "改引本领域的规定", "circumstances",
            )  # fmt: skip
        case.circumstances.append(known)
    for one, other in (("under_14", "aged_14_to_18"), ("no_capacity", "limited_capacity")):
        if one in case.codes and other in case.codes:
            case.block(
                "circumstance", f"“{CIRCUMSTANCES[one].name}”与“{CIRCUMSTANCES[other].name}”不能并存",
                CIRCUMSTANCES[one].citation, "保留其中一项", "circumstances",
            )  # fmt: skip


def pick_tier(case: Case) -> None:
    found = [(i, g, t) for i, g, t in case.item.tiers() if t.name == case.tier_name]
    if case.group_index is not None:
        found = [entry for entry in found if entry[0] == case.group_index]
    fitting = [entry for entry in found if concerns(entry[1], entry[2], case.party)]
    if not found:
        names = "、".join(dict.fromkeys(t.name for _, _, t in case.item.tiers()))
        case.block(
            "tier", f"本项没有名为“{case.tier_name}”的裁量阶次", case.source, f"可选阶次：{names}", "tier"
        )
    elif not fitting:
        case.block(
            "tier",
            f"阶次“{case.tier_name}”不适用于此类当事人",
            case.source,
            "选择针对该类当事人的阶次",
            "tier",
        )
    elif len(fitting) > 1:
        case.block(
            "tier",
            f"本项有{len(fitting)}个名为“{case.tier_name}”的阶次",
            case.source,
            "指明所属的法定幅度",
            "tier",
        )
    else:
        case.group_index, case.group, case.tier = fitting[0]
        if case.tier.parsed.unread or case.group.parsed.unread:
            unread = case.tier.parsed.unread or case.group.parsed.unread
            case.block(
                "unread", f"基准中有未能读懂的文字：“{unread}”", case.source, "由制定机关更正基准文本", "tier"
            )


def _fines_for(case: Case, measures: tuple[Measure, ...]) -> list[Measure]:
    fines = [m for m in measures if m.kind == "fine"]
    own = [m for m in fines if m.party == case.party]
    if not own:
        own = [m for m in fines if m.party == "any"]
    if not own and case.party == "person":
        own = [m for m in fines if m.party == "responsible"]
    return own


def pick_amounts(case: Case, group: Group, tier: Tier) -> None:
    """Statutory range, tier range and permitted range in fen."""
    allowed, own = _fines_for(case, group.measures), _fines_for(case, tier.measures)
    if len(own) > 1:
        case.block(
            "tier",
            "该阶次对同一当事人规定了几个罚款标准，无法确定适用哪一个",
            case.source,
            "分别列明",
            "tier",
        )
        return
    standard = own[0] if own else None
    statute = _matching(case, allowed, standard)
    if statute is None and standard is not None:
        case.block(
            "statute",
            "法定幅度没有与该阶次同一计算方法的罚款",
            case.item.cite_basis(),
            "核对基准与法律",
            "tier",
        )
        return
    _check_when(case, group)
    try:
        low, high = statute.for_quantity(case.quantity) if statute else (0, 0)
        standard_range = standard.for_quantity(case.quantity) if standard else (0, 0)
    except ValueError as missing:
        case.basis = statute
        case.block(
            "quantity", f"按{missing}计算罚款，须填写数量或者金额", case.source, "填写计算基数", "quantity"
        )
        return
    if statute and statute.basis and case.quantity == 0:
        case.warn("quantity", f"计算基数“{statute.basis}”为零", case.source, "核对计算基数", "quantity")
    case.basis = statute if statute and statute.basis else None
    case.statutory = (0 if statute and statute.optional else low, high)
    case.standard = (0 if standard and standard.optional else standard_range[0], standard_range[1])
    case.permitted = _permitted(case, case.statutory, case.standard)


def _matching(case: Case, allowed: list[Measure], standard: Measure | None) -> Measure | None:
    """The statutory fine a tier's fine is a part of: the one that contains it, else one counted the same way."""
    if standard is None:
        return allowed[0] if allowed else None
    alike = [m for m in allowed if (m.unit, m.basis) == (standard.unit, standard.basis)]
    return next((m for m in alike if m.contains(standard)), alike[0] if alike else None)


def _permitted(
    case: Case, statutory: tuple[int, int | None], standard: tuple[int, int | None]
) -> tuple[int, int | None]:
    ceiling = statutory[1]
    if any(c.effect == "must_none" for c in case.circumstances):
        return 0, 0
    let_off = bool(case.release_grounds) and case.fine == 0
    floor = 0 if case.mitigating or let_off else statutory[0]
    if case.approved:
        return floor, ceiling
    low = 0 if let_off else max(standard[0], floor)
    high = ceiling if standard[1] is None else standard[1] if ceiling is None else min(standard[1], ceiling)
    if case.tier is not None and case.tier.releases:
        return 0, 0
    if high is not None and low > high:
        case.block(
            "tier_outside_statute", "该阶次的标准不在法定幅度之内，不得适用", case.item.cite_basis(),
            "在法定幅度内经批准调整适用，并报制定机关更正", "tier",
        )  # fmt: skip
        return floor, ceiling
    return low, high


_WHEN_SUM = re.compile(r"(?:货值金额|违法所得|经营额|金额|所得)(?P<bounds>.+?)的?$")


def _check_when(case: Case, group: Group) -> None:
    """`货值金额不足一万元的` against the amount given."""
    text = group.when or next((m.when for m in group.measures if m.kind == "fine" and m.when), "")
    match = _WHEN_SUM.search(text)
    bounds = read_bounds(match["bounds"]) if match else None
    if bounds is None or bounds.unit != FEN or case.quantity is None:
        return
    probe = Measure("fine", FEN, "", bounds.min, bounds.max, bounds.min_inclusive, bounds.max_inclusive)
    low, high = probe.for_quantity(None)
    if case.quantity < low or (high is not None and case.quantity > high):
        case.block("group", f"计算基数不符合“{text}”", case.source, "选择与金额相符的法定幅度", "quantity")
