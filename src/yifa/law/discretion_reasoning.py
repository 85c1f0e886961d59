"""The reasoning paragraph of a decision: table, basis, tier, circumstances, computation, deviation, result."""

from __future__ import annotations

from fractions import Fraction

from yifa.law.circumstances import EFFECT_WORDS, LAW, Circumstance
from yifa.law.discretion_case import OPINION, Case
from yifa.law.fallback_bands import WHOLE
from yifa.law.measures import KIND_NAMES, RELEASES, Measure, yuan

_WEIGHED = "综合考虑违法行为的事实、性质、情节以及社会危害程度"
_APPROVALS = {
    "main_head": "经本机关主要负责人批准",
    "collective": "经本机关负责人集体讨论通过",
    "maker": "报经该基准制定机关批准",
}


def reasoning(case: Case) -> str:
    """One paragraph of formal Chinese. It says only what was established in the case."""
    parts = [_violation(case)]
    if case.tier is not None:
        parts += [_repeats(case), _tier(case)]
    parts += [_circumstances(case), _range(case), _result(case)]
    return "".join(part for part in parts if part)


def _violation(case: Case) -> str:
    item = case.item
    if item.fallback:
        basis = f"，依据{item.cite_basis()}的规定" if item.basis else ""
        range_ = f"，法定处罚为“{case.group.range.rstrip('。')}”" if case.group is not None else ""
        said = f"当事人的行为属于“{item.violation}”{basis}{range_}。该违法行为没有裁量权基准，"
        if item.fallback == WHOLE:
            return said + "在法定幅度内裁量。"
        return said + f"依照{item.fallback}的规定划分裁量幅度。"
    text = f"当事人的行为属于{case.source}{_numbered(case)}“{item.violation}”"
    if item.basis:
        text += f"，依据{item.cite_basis()}的规定"
    if case.group is not None:
        when = f"{case.group.when.rstrip('，')}，" if case.group.when else ""
        text += f"，法定处罚为“{when}{case.group.range.rstrip('。')}”"
    return text + "。"


def _numbered(case: Case) -> str:
    return f"第{case.item.no}项" if case.item.no else f"{case.item.code}号"


def _repeats(case: Case) -> str:
    counted = any(t.repeat for _, _, t in case.item.tiers())
    if not counted or case.repeat_count < 1:
        return ""
    months = case.item.lookback_months
    period = f"{months // 12}年" if months % 12 == 0 else f"{months}个月"
    if case.repeat_count == 1:
        return f"经查，自本次违法行为发生之日起向前追溯{period}，当事人没有因相同违法行为被处罚的记录，本次为第1次。"
    return (
        f"经查，自本次违法行为发生之日起向前追溯{period}，当事人因相同违法行为被处罚{case.repeat_count - 1}次，"
        f"本次为第{case.repeat_count}次。"
    )


def _tier(case: Case) -> str:
    assert case.tier is not None
    if case.item.fallback == WHOLE:
        return ""
    condition = case.tier.condition.rstrip("。")
    standard = case.tier.standard.rstrip("。")
    return f"其情节符合裁量阶次“{case.tier.name}”的适用条件“{condition}”，具体标准为“{standard}”。"


def _circumstances(case: Case) -> str:
    found = case.circumstances
    if not found:
        return ""
    text = "".join(f"当事人{c.name}，依照{_source(case, c)}的规定，{EFFECT_WORDS[c.effect]}；" for c in found)
    both = any(c.lightens for c in found) and any(c.aggravates for c in found)
    return text[:-1] + "。" + ("对上述从轻、减轻与从重情节综合考虑。" if both else "")


def _source(case: Case, circumstance: Circumstance) -> str:
    """A repeat counts by the table's own rule where it has one."""
    own = circumstance.code == "repeat" and case.item.lookback_given
    return f"{case.source}关于处罚次数" if own else circumstance.citation


def _quantity(measure: Measure, quantity: Fraction) -> str:
    if not measure.per_piece:
        return f"{measure.basis}{yuan(int(quantity))}"
    whole = quantity.numerator if quantity.denominator == 1 else None
    number = str(whole) if whole is not None else f"{quantity.numerator}/{quantity.denominator}"
    for digits in (1, 2, 3, 4):
        scaled = quantity * 10**digits
        if whole is None and scaled.denominator == 1:
            text = str(scaled.numerator).rjust(digits + 1, "0")
            number = f"{text[:-digits]}.{text[-digits:]}"
            break
    return f"{measure.basis_note}{number}{measure.basis[1:]}"


def _span(low: int | None, high: int | None) -> str:
    if low is not None and low == high:
        return yuan(low)
    if high is None:
        return f"{yuan(low or 0)}以上"
    return f"{yuan(low)}以上{yuan(high)}以下" if low else f"{yuan(high)}以下"


def _range(case: Case) -> str:
    if case.statutory is None or case.standard is None or case.tier is None or case.tier.releases:
        return ""
    if case.basis is None or case.quantity is None:
        return ""
    return (
        f"按{_quantity(case.basis, case.quantity)}计算，法定罚款幅度为{_span(*case.statutory)}，"
        f"该阶次对应的罚款为{_span(*case.standard)}。"
    )


def _result(case: Case) -> str:
    if case.tier is None:
        return ""
    others = sorted((case.penalties or frozenset()) - {"fine"} - RELEASES)
    named = "、".join(KIND_NAMES.get(kind, kind) for kind in others)
    if case.fine == 0 and not others:
        if case.release_grounds:
            return f"{_WEIGHED}，决定不予行政处罚，并依照{LAW}第三十三条第三款的规定对当事人进行教育。"
        return ""
    amount = f"处罚款{yuan(case.fine)}" if case.fine else ""
    penalty = "，并".join(part for part in (amount, named) if part)
    deviation = _deviation(case)
    if not deviation and case.fine and not case.deviates and case.permitted == case.standard:
        penalty += "，在法定幅度之内" if case.item.fallback == WHOLE else "，符合该阶次的标准"
    elif case.deviates and case.mitigating and case.statutory and case.fine < case.statutory[0]:
        penalty += "，系在法定最低限度以下减轻处罚"
    return f"{deviation}{_WEIGHED}，对当事人{penalty}。"


def _deviation(case: Case) -> str:
    if not case.deviates or case.deviation is None or not case.deviation.reasons.strip():
        return ""
    d = case.deviation
    approval = _APPROVALS.get(d.approval, "尚未经批准")
    reference = f"（{d.reference}）" if d.reference else ""
    reasons = d.reasons.strip().rstrip("。；")
    source = "《" + OPINION.replace("（", "》（", 1)
    return f"因{reasons.removeprefix('因')}，依照{source}，{approval}{reference}，对上述基准调整适用。"
