"""The checks behind `assess`, each adding findings to one case."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction

from yifa.law.benchmarks import BenchmarkItem, Group, Tier
from yifa.law.circumstances import CIRCUMSTANCES, LAW, Circumstance
from yifa.law.discretion import Assessment, Deviation, party_of, suggest
from yifa.law.gates import Finding, Level
from yifa.law.measure_ranges import FEN, read_bounds
from yifa.law.measures import KIND_NAMES, ORDERS, RELEASES, Measure, MeasureParty, yuan
from yifa.law.view import PartyKind

OPINION = "国务院办公厅关于进一步规范行政裁量权基准制定和管理工作的意见（国办发〔2022〕27号）第十二项"
# Where a sector's rule says what part of the range counts as lighter and as heavier (D02, D04), in per mille.
_SHARES = {
    "market": (300, 700, "国市监法规〔2022〕2号第十条"),
    "agri": (300, 600, "《规范农业行政处罚自由裁量权办法》第十一条"),
}


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
        title = self.item.table.strip("《》")
        return f"《{title}》（{self.item.document_no}）" if self.item.document_no else f"《{title}》"


def run(case: Case) -> Assessment:
    """All checks in order, then the reasoning."""
    from yifa.law.discretion_reasoning import reasoning

    _pick_circumstances(case)
    _pick_tier(case)
    if case.tier is not None and case.group is not None:
        _pick_amounts(case, case.group, case.tier)
        _check_repeat(case, case.tier)
        _check_release(case, case.tier)
        _check_kinds(case, case.group, case.tier)
    _check_amount(case)
    _check_weight(case)
    low, high = case.statutory or (None, None)
    tier_low, tier_high = case.standard or (None, None)
    allowed_low, allowed_high = case.permitted or (None, None)
    return Assessment(
        item=case.item,
        group=case.group,
        tier=case.tier,
        statutory_min=low,
        statutory_max=high,
        tier_min=tier_low,
        tier_max=tier_high,
        permitted_min=allowed_low,
        permitted_max=allowed_high,
        deviates=case.deviates,
        suggested=suggest(case.item, repeat_count=case.repeat_count, party_kind=case.party_kind),
        findings=tuple(case.findings),
        reasoning=reasoning(case),
    )


def concerns(group: Group, tier: Tier, party: MeasureParty) -> bool:
    """False when the group's and the tier's fines are all aimed at parties of another kind."""
    fines = [m for m in (*group.measures, *tier.measures) if m.kind == "fine"]
    return not any(m.party not in ("any", party) for m in fines) or any(m.party == party for m in fines)


def _pick_circumstances(case: Case) -> None:
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


def _pick_tier(case: Case) -> None:
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


def _pick_amounts(case: Case, group: Group, tier: Tier) -> None:
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
    floor = 0 if case.mitigating or (case.release_grounds and case.fine == 0) else statutory[0]
    if case.approved:
        return floor, ceiling
    low = max(standard[0], floor)
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


def _check_repeat(case: Case, tier: Tier) -> None:
    if case.repeat_count < 1:
        case.block("repeat", "处罚次数包括本次，至少为1", case.source, "更正次数", "repeat_count")
        return
    repeat = tier.repeat
    if repeat is not None and not repeat.covers(case.repeat_count):
        message = (
            f"追溯期内为第{case.repeat_count}次，与阶次“{tier.name}”的条件“{tier.condition.rstrip('。')}”不符"
        )
        if not repeat.only:
            case.warn(
                "repeat", message + "，须以该条件中的其他情形为据", case.source, "写明所依据的情形", "tier"
            )
        elif case.approved:
            case.warn("repeat", message, case.source, "在调整适用的理由中说明", "tier")
        else:
            names = suggest(case.item, repeat_count=case.repeat_count, party_kind=case.party_kind)
            remedy = f"相符的阶次：{'、'.join(names)}" if names else "核对处罚记录"
            case.block("repeat", message, case.source, remedy, "tier")
    if "first_minor_corrected" in case.codes and case.repeat_count > 1:
        case.block(
            "repeat",
            "追溯期内已有处罚记录，不属于初次违法",
            f"{LAW}第三十三条第一款",
            "删去该情节",
            "circumstances",
        )
    if "repeat" in case.codes and case.repeat_count < 2:
        case.block(
            "repeat", "追溯期内没有处罚记录，不得以再犯为由从重", case.source, "删去该情节", "circumstances"
        )


def _check_release(case: Case, tier: Tier) -> None:
    forced = [c for c in case.circumstances if c.effect == "must_none"]
    punished = case.fine > 0 or bool((case.penalties or frozenset()) - ORDERS - RELEASES)
    if forced and punished:
        case.block(
            "release",
            f"当事人{forced[0].name}，依法不予行政处罚",
            forced[0].citation,
            "改为不予处罚并进行教育",
            "fine_fen",
        )
    if tier.releases and not case.release_grounds and not punished:
        case.block(
            "release", f"适用“{tier.name}”不予处罚，须有不予处罚的法定情形", f"{LAW}第三十三条",
            "选择所依据的情形并附证据", "circumstances",
        )  # fmt: skip


def _check_kinds(case: Case, group: Group, tier: Tier) -> None:
    """Kinds besides the fine: none without a basis in the range or the tier, none of the commanded ones left out."""
    if case.penalties is None:
        return
    known = {m.kind for m in (*group.measures, *tier.measures)}
    for kind in sorted(case.penalties - known - ORDERS - RELEASES - {"fine"}):
        case.block(
            "kind", f"法定幅度和阶次没有规定“{KIND_NAMES.get(kind, kind)}”", case.item.cite_basis(), "删去该处罚种类",
            "penalties",
        )  # fmt: skip
    if case.mitigating or case.release_grounds:
        return
    commanded = (
        {m.kind for m in tier.measures if not m.optional and not m.when} - ORDERS - RELEASES - {"fine"}
    )
    for kind in sorted(commanded - case.penalties):
        if not case.approved:
            case.block(
                "kind", f"阶次“{tier.name}”规定应当{KIND_NAMES[kind]}", case.source, "一并作出，或者经批准调整适用",
                "penalties",
            )  # fmt: skip


def _check_amount(case: Case) -> None:
    if case.fine < 0:
        case.block("amount", "罚款不能为负数", LAW, "更正金额", "fine_fen")
    if case.statutory is None or case.standard is None or case.permitted is None:
        return
    low, high = case.statutory
    if high is not None and case.fine > high:
        case.block(
            "above_statute", f"罚款{yuan(case.fine)}超过法定上限{yuan(high)}", case.item.cite_basis(),
            f"不得超过{yuan(high)}", "fine_fen",
        )  # fmt: skip
    excused = bool(case.release_grounds) and case.fine == 0
    if (
        0 <= case.fine < low
        and not excused
        and not case.mitigating
        and not (case.tier and case.tier.releases)
    ):
        case.block(
            "below_statute", f"罚款{yuan(case.fine)}低于法定下限{yuan(low)}，没有减轻处罚的情形", f"{LAW}第三十二条",
            f"不低于{yuan(low)}，或者选择减轻处罚的法定情形", "fine_fen",
        )  # fmt: skip
    _check_deviation(case, excused)


def _check_deviation(case: Case, excused: bool) -> None:
    assert case.standard is not None
    low, high = case.standard
    case.deviates = (case.fine < low or (high is not None and case.fine > high)) and not excused
    if not case.deviates:
        if case.deviation and (case.deviation.reasons or case.deviation.approval):
            case.add("deviation", "info", "金额在阶次幅度之内，无需调整适用", OPINION, "", "deviation")
        return
    d = case.deviation
    if d is None or not d.reasons.strip():
        case.block(
            "deviation", f"罚款{yuan(case.fine)}不在阶次“{case.tier_name}”的幅度之内，未说明理由", OPINION,
            "写明明显不当、显失公平或者客观情况变化的理由", "deviation",
        )  # fmt: skip
    if d is None or not d.approval:
        remedy = "报基准制定机关批准" if d and d.upper else "报本机关主要负责人批准或者集体讨论通过"
        case.block("deviation", "调整适用裁量权基准未经批准", OPINION, remedy, "deviation")
    elif d.upper and d.approval != "maker":
        case.block(
            "deviation",
            "调整适用上级机关的基准，须经该基准制定机关批准",
            OPINION,
            "报制定机关批准",
            "deviation",
        )
    elif not d.upper and d.approval == "maker":
        case.block(
            "deviation",
            "调整适用本机关的基准，须经主要负责人批准或者集体讨论通过",
            OPINION,
            "补办批准",
            "deviation",
        )


def _check_weight(case: Case) -> None:
    """从轻 and 从重 as parts of the range: binding where the sector's rule gives a number, else a warning."""
    if case.statutory is None or case.fine <= 0 or case.statutory[1] is None:
        return
    low, high = case.statutory
    assert high is not None
    if high <= low:
        return
    lighter = [c for c in case.circumstances if c.lightens]
    heavier = [c for c in case.circumstances if c.aggravates]
    light, heavy, rule = _SHARES.get(case.item.sector, (500, 500, ""))
    light_limit = low + (high - low) * light // 1000
    heavy_limit = low + (high - low) * heavy // 1000
    if lighter and heavier:
        case.warn(
            "weight", "既有从轻或者减轻情节，又有从重情节，应当综合考虑后作出裁量", lighter[0].citation,
            "在理由中说明如何综合考虑", "circumstances",
        )  # fmt: skip
        return
    must_light = next((c for c in lighter if c.effect.startswith("must")), None)
    if must_light and case.fine > light_limit:
        level: Level = "block" if rule else "warn"
        cite = f"{must_light.citation}；{rule}" if rule else must_light.citation
        case.add(
            "weight", level, f"应当从轻或者减轻处罚，罚款{yuan(case.fine)}高于从轻幅度上限{yuan(light_limit)}", cite,
            "选择较轻的阶次或者金额", "fine_fen",
        )  # fmt: skip
    must_heavy = next((c for c in heavier if c.effect.startswith("must")), None)
    if must_heavy and case.fine < heavy_limit:
        case.warn(
            "weight", f"应当从重处罚，罚款{yuan(case.fine)}低于从重幅度下限{yuan(heavy_limit)}",
            f"{must_heavy.citation}；{rule}" if rule else must_heavy.citation, "选择较重的阶次或者金额", "fine_fen",
        )  # fmt: skip
