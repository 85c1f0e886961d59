"""The checks behind `assess`, each adding findings to one case."""

from __future__ import annotations

from yifa.law.benchmarks import Group, Tier
from yifa.law.circumstances import LAW
from yifa.law.discretion import Assessment, suggest
from yifa.law.discretion_case import OPINION, Case, pick_amounts, pick_circumstances, pick_tier
from yifa.law.fallback_bands import WHOLE
from yifa.law.gates import Level
from yifa.law.measures import KIND_NAMES, ORDERS, RELEASES, yuan

# Where a sector's rule says what part of the range counts as lighter and as heavier (D02, D04), in per mille.
_SHARES = {
    "market": (300, 700, "国市监法规〔2022〕2号第十条"),
    "agri": (300, 600, "《规范农业行政处罚自由裁量权办法》第十一条"),
}


def run(case: Case) -> Assessment:
    """All checks in order, then the reasoning."""
    from yifa.law.discretion_reasoning import reasoning

    if case.item.fallback:
        whole = case.item.fallback == WHOLE
        said = "也没有划分法定幅度的规定，只核对法定幅度" if whole else "按规则划分法定幅度后核对"
        case.add(
            "fallback", "info", f"该违法行为没有裁量权基准，{said}",
            (case.item.cite_basis() or f"{LAW}第三十四条") if whole else case.item.fallback, "在理由中说明", "tier",
        )  # fmt: skip
    pick_circumstances(case)
    pick_tier(case)
    if case.tier is not None and case.group is not None:
        pick_amounts(case, case.group, case.tier)
        _check_repeat(case, case.tier)
        _check_release(case, case.tier)
        _check_kinds(case, case.group, case.tier)
    if case.item.fallback and case.tier_name == "减轻" and not case.mitigating:
        case.block(
            "fallback", "适用减轻幅度，须有减轻处罚的情形", f"{LAW}第三十二条；{case.item.fallback}",
            "选择减轻处罚的法定情形", "circumstances",
        )  # fmt: skip
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
    known: set[str] = {m.kind for m in (*group.measures, *tier.measures)}
    # Gains are confiscated by 处罚法 28 itself; goods wherever the same articles say so in another range.
    anywhere: set[str] = {m.kind for g in case.item.groups for m in g.measures}
    known |= {"confiscate_gains"} | ({"confiscate_goods"} & anywhere)
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
    if case.item.sector == "agri" and low > 0:
        light = heavy = 500  # with a least and a most fine the middle divides (第十一条第一项、第三项)
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
