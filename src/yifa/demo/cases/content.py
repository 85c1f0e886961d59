"""What report, notice and decision say alike: facts, law, measures and the reasoning from the benchmark."""

from __future__ import annotations

from typing import Any, cast

from yifa.demo.story import Affair, Case
from yifa.law.discretion import assess
from yifa.law.measures import yuan
from yifa.law.view import PartyKind


def content(case: Case, punish: bool = True) -> dict[str, Any]:
    """Fields of PenaltyContent. Without a penalty there are no kinds and no sums."""
    v = case.violation
    item = case.item()
    found: dict[str, Any] = {
        "violation_code": v.code,
        "conduct": case.conduct,
        "conduct_on": case.conduct_on,
        "evidence": "现场检查笔录、询问笔录、现场照片、主体资格证明，相互印证，足以认定。",
        "violated": case.violated,
        "basis": item.cite_basis(),
    }
    if not punish:
        return found
    found |= {"kinds": list(v.kinds), "tier": v.tier, "reasoning": reasoning(case)}
    if "fine" in v.kinds:
        found["fine_fen"] = case.fine
    if v.income:
        found["confiscated_income_fen"] = v.income * 100
    if v.goods:
        found["confiscated_goods"] = v.goods
        found["confiscated_goods_fen"] = 90_000
    if v.range_number:
        found["range_number"] = v.range_number
    if v.base:
        found["base_fen"] = v.base * 100
    return found


def reasoning(case: Case) -> str:
    """The paragraph that explains tier and amount, from the assessment."""
    v = case.violation
    assessed = assess(
        case.item(),
        tier=v.tier,
        fine_fen=case.fine if "fine" in v.kinds else None,
        quantity=v.base * 100 or None,
        party_kind=cast(PartyKind, case.subject.kind),
        penalties=v.kinds,
        repeat_count=case.repeats + 1,
        group=v.range_number - 1 if v.range_number else None,
    )
    return assessed.reasoning


def reported_extras(case: Case) -> dict[str, Any]:
    """Fields of the report about income and repetition."""
    income = case.violation.income
    return {"repeat_count": case.repeats, **({"illegal_income_fen": income * 100} if income else {})}


def ordered(case: Case) -> str:
    """What the party must do, in words."""
    v, parts = case.violation, []
    if "fine" in v.kinds:
        parts.append(
            f"自收到本决定书之日起十五日内，将罚款{yuan(case.fine)}缴至{case.office.agency.pay_account}"
        )
    if v.income:
        parts.append(f"没收的违法所得{v.income}元一并缴纳")
    if v.goods:
        parts.append(f"没收物品：{v.goods}")
    return "；".join(parts) + "。到期不缴纳罚款的，每日按罚款数额的百分之三加处罚款。"


def remedy_fields(case: Affair) -> dict[str, Any]:
    """Where and how to seek a remedy, and who decided."""
    agency = case.office.agency
    return {
        "reconsideration_body": agency.reconsideration_body,
        "court": agency.court,
        "remedy": f"自收到本决定书之日起六十日内向{agency.reconsideration_body}申请行政复议，"
        f"或者六个月内向{agency.court}提起行政诉讼。",
        "agency_name": agency.name,
    }


def party_fields(case: Affair) -> dict[str, Any]:
    """The party as a decision names it."""
    subject = case.subject
    return {
        "party_name": subject.name,
        "party_identifier": subject.identifier,
        "party_address": subject.address,
    }
