"""The benchmark applied to a proposed penalty (行政处罚法第三十四条、第三十七条；国办发〔2022〕27号)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yifa.institutions.common.reading import (
    after,
    amount,
    flag,
    integer,
    is_person,
    last,
    local_day,
    parties,
    text,
    texts,
)
from yifa.institutions.penalty.case import conduct, punishes, reported
from yifa.law.discretion import Assessment, BenchmarkItem, Choice, Deviation, assess
from yifa.law.fallback_bands import fallback_rule
from yifa.law.gates import Finding, Level, Note, block, gate, info, warn
from yifa.law.view import MatterView, Proposal

# Names of `assess` for what the payloads call otherwise.
_FIELDS = {"penalties": "kinds", "deviation": "deviation_reason", "group": "range_number"}
_BEFORE_DECISION = frozenset({"report", "notify"})


def chosen(view: MatterView, proposal: Proposal) -> Choice | None:
    """The benchmark item that applies: that of the conduct, unless today's is lighter (从旧兼从轻, P44)."""
    values = proposal.payload
    code = text(values, "violation_code")
    on = conduct(view, values)[0]
    if not code or on is None:
        return None
    return view.law.benchmarks.choose(
        code,
        conduct_on=on,
        decided_on=local_day(proposal.occurred_to),
        regions=view.agency.regions,
        sector=view.agency.sector,
        party="person" if is_person(next(iter(parties(view)), None)) else "unit",
        quantity=_quantity(values),
        tier=text(values, "tier"),
    )


def _quantity(values: Mapping[str, Any]) -> int | None:
    base = integer(values, "base_fen")
    return base if base is not None else integer(values, "quantity")


def _of_an_upper_agency(view: MatterView, item: BenchmarkItem) -> bool:
    own = view.agency.regions[0] if view.agency.regions else ""
    return bool(item.region and own and item.region != own)


def _deviation(view: MatterView, proposal: Proposal, item: BenchmarkItem) -> Deviation | None:
    """Reasons and approval for leaving the benchmark (D06): collective, by the head, or by an upper maker."""
    reasons = text(proposal.payload, "deviation_reason") or text(reported(view), "deviation_reason")
    if not reasons:
        return None
    upper = _of_an_upper_agency(view, item)
    maker = text(proposal.payload, "maker_approval")
    if upper:
        return Deviation(reasons, "maker" if maker else "", maker, upper=True)
    if _discussed_and_approved(view):
        return Deviation(reasons, "collective")
    if any(a.action == "approve" and a.role == "agency_head" for a in view.approvals):
        return Deviation(reasons, "main_head")
    return Deviation(reasons)


def _discussed_and_approved(view: MatterView) -> bool:
    """Whether the heads agreed: in the newest meeting about just that, else in the newest meeting."""
    meetings = after(view, last(view, "report"), "deliberate")
    about = [a for a in meetings if text(a.payload, "topic") == "deviation"] or meetings
    return bool(about) and flag(about[-1].payload, "deviation_approved")


def assessment(view: MatterView, proposal: Proposal, item: BenchmarkItem) -> Assessment | None:
    """The assessment of the proposed penalty, or None when its values make none possible."""
    values = proposal.payload
    source = values if "circumstances" in values else reported(view)
    party = next(iter(parties(view)), None)
    number = integer(values, "range_number")
    try:
        return assess(
            item,
            tier=text(values, "tier"),
            fine_fen=amount(values, "fine_fen"),
            quantity=_quantity(values),
            party_kind=party.kind if party else "legal",
            circumstances=texts(source, "circumstances"),
            repeat_count=(integer(source, "repeat_count") or 0) + 1,
            deviation=_deviation(view, proposal, item),
            penalties=_kinds(values, item),
            group=number - 1 if number else None,
        )
    except (TypeError, ValueError, ArithmeticError):
        return None


def _kinds(values: Mapping[str, Any], item: BenchmarkItem) -> frozenset[str]:
    """The kinds besides the fine, as the table is to judge them.

    Whether there is anything to confiscate is for the facts of the case to say (illegal_income_confiscated): its
    absence is no departure from a table that commands it, and illegal income is confiscated by 行政处罚法第二十八条
    even where the table does not mention it.
    """
    known = {m.kind for _, group, tier in item.tiers() for m in (*group.measures, *tier.measures)}
    kinds = frozenset(texts(values, "kinds")) - {"fine", "confiscate_gains"}
    return kinds | (known & {"confiscate_gains", "confiscate_goods"})


@gate(
    "within_benchmark_or_approved_deviation",
    title="在裁量基准之内，或者经批准调整适用",
    cites="行政处罚法第三十四条；国办发〔2022〕27号第十二项",
)
def within_benchmark_or_approved_deviation(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The penalty lies in its tier, or reasons and the approval of D06 stand behind it; never outside the statute."""
    if proposal is None or not punishes(proposal.kind, proposal.payload):
        return
    choice = chosen(view, proposal)
    if choice is None or choice.item is None:
        code = text(proposal.payload, "violation_code") or "（未填写）"
        rule = fallback_rule(view.agency.sector, view.agency.regions)
        divide = f"按{rule}划分从轻、一般、从重的幅度，" if rule else ""
        yield warn(
            f"没有违法行为{code}的裁量基准，无法核对幅度",
            f"对照法律、法规、规章核对，{divide}并说明理由"
            if divide
            else "对照法律、法规、规章核对并说明理由",
            "violation_code",
        )
        return
    if choice.which in ("new", "undecided"):
        yield info(";".join(choice.why), citation="行政处罚法第三十七条")
    if not text(proposal.payload, "tier"):
        tiers = "、".join(dict.fromkeys(t.name for _, _, t in choice.item.tiers()))
        yield block("没有写明适用的裁量阶次", f"可选阶次：{tiers}", "tier")
        return
    result = assessment(view, proposal, choice.item)
    if result is None:
        yield block("填写的数额或者数量无法核对", "核对罚款数额、数量和基数", "fine_fen")
        return
    reasons = text(proposal.payload, "deviation_reason") or text(reported(view), "deviation_reason")
    to_come: Level | None = None
    if reasons and proposal.kind in _BEFORE_DECISION:
        to_come = "info"
    elif reasons and proposal.kind == "decide" and not _of_an_upper_agency(view, choice.item):
        # The head's signature that approves the deviation is the one this decision is on its way to.
        to_come = "warn"
    for finding in result.findings:
        yield _note(finding, to_come)


def _note(finding: Finding, approval_to_come: Level | None) -> Note:
    """A finding of the assessment as a note; approval of a deviation is due with the decision, not before."""
    message, level = finding.message, finding.level
    if approval_to_come and level == "block" and finding.gate == "discretion.deviation":
        message, level = f"{message}：作出决定前须经批准", approval_to_come
    field = _FIELDS.get(finding.field or "", finding.field)
    return Note(level, message, finding.remedy, field, finding.citation)
