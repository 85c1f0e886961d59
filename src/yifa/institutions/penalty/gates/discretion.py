"""The benchmark applied to a proposed penalty (行政处罚法第三十四条、第三十七条；国办发〔2022〕27号)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.discretion import (
    advice,
    doubt_of_rule,
    names_of_tiers,
    question,
)
from yifa.institutions.common.reading import after, flag, last, local_day, text, texts
from yifa.institutions.common.several import OneAct, first, further
from yifa.institutions.penalty.case import punishes, reported
from yifa.law.advice import Advice
from yifa.law.discretion import Assessment, BenchmarkItem, Deviation, assess
from yifa.law.fallback_bands import WHOLE, fallback_rule
from yifa.law.gates import Finding, Level, Note, block, gate, info, warn
from yifa.law.shelf import LOWER_TABLE_EXCEEDS
from yifa.law.view import MatterView, Proposal

# Names of `assess` for what the payloads call otherwise.
_FIELDS = {"penalties": "kinds", "deviation": "deviation_reason", "group": "range_number"}
_BEFORE_DECISION = frozenset({"report", "notify"})


def _of_an_upper_agency(view: MatterView, item: BenchmarkItem) -> bool:
    own = view.agency.regions[0] if view.agency.regions else ""
    return bool(item.region and own and item.region != own)


def _deviation(view: MatterView, proposal: Proposal, item: BenchmarkItem) -> Deviation | None:
    """Reasons and approval for leaving the benchmark (D06): collective, by the head, or by an upper maker."""
    reasons = _reasons(view, proposal)
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


def _reasons(view: MatterView, proposal: Proposal) -> str:
    return text(proposal.payload, "deviation_reason") or text(reported(view), "deviation_reason")


def assessment(view: MatterView, proposal: Proposal, one: OneAct, item: BenchmarkItem) -> Assessment | None:
    """The assessment of one proposed penalty, or None when its values make none possible."""
    q = question(view, one.values, local_day(proposal.occurred_to))
    if q is None:
        return None
    try:
        return assess(
            item,
            tier=WHOLE if item.fallback == WHOLE else q.tier,
            fine_fen=q.fine_fen,
            quantity=q.quantity,
            party_kind=q.party_kind,
            circumstances=q.circumstances,
            repeat_count=q.repeat_count,
            deviation=_deviation(view, proposal, item),
            penalties=_kinds(one, item),
            group=q.group,
        )
    except (TypeError, ValueError, ArithmeticError):
        return None


def _kinds(one: OneAct, item: BenchmarkItem) -> frozenset[str]:
    """The kinds besides the fine, as the table is to judge them.

    Whether there is anything to confiscate is for the facts of the case to say (illegal_income_confiscated): its
    absence is no departure from a table that commands it, and illegal income is confiscated by 行政处罚法第二十八条
    even where the table does not mention it. A kind that another violation of the case names counts for this one
    only where its table knows it.
    """
    known = {m.kind for _, group, tier in item.tiers() for m in (*group.measures, *tier.measures)}
    kinds = frozenset(texts(one.values, "kinds")) - {"fine", "confiscate_gains"}
    return kinds - (one.elsewhere - known) | (known & {"confiscate_gains", "confiscate_goods"})


@gate(
    "within_benchmark_or_approved_deviation",
    title="在裁量基准之内，或者经批准调整适用",
    cites="行政处罚法第三十四条；国办发〔2022〕27号第十二项",
)
def within_benchmark_or_approved_deviation(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The penalty lies in its tier, or reasons and the approval of D06 stand behind it; never outside the statute.

    Where a case has several violations this is about the first, with its own part of the fine.
    """
    if proposal is not None and punishes(proposal.kind, proposal.payload):
        yield from judged(view, proposal, first(proposal.payload))


@gate(
    "further_violations_within_benchmark",
    title="其他违法行为分别在裁量基准之内",
    cites="行政处罚法第三十四条；国办发〔2022〕27号第十二项",
)
def further_violations_within_benchmark(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Every further violation of the case is held against its own benchmark, as the first is."""
    if proposal is None or not punishes(proposal.kind, proposal.payload):
        return
    for one in further(proposal.payload):
        for note in judged(view, proposal, one):
            yield Note(note.level, f"{one.name}：{note.message}", note.remedy, note.field, note.citation)


def judged(view: MatterView, proposal: Proposal, one: OneAct) -> Iterator[Note]:
    """What the table, or without one the statute's range, says of one violation; fields are paths in the payload."""
    found = advice(view, one.values, local_day(proposal.occurred_to))
    item = found.item if found else None
    if found is None or item is None:
        yield _nothing_to_hold_against(view, one, found)
        return
    if found.choice.item is not None and found.choice.which in ("new", "undecided"):
        yield info(";".join(found.choice.why), citation="行政处罚法第三十七条")
    for why in found.why:
        if why.startswith(LOWER_TABLE_EXCEEDS):
            yield warn(
                why,
                "按上级基准核对，并请本级基准的制定机关修改",
                one.field("tier"),
                "国办发〔2022〕27号第五项",
            )
    if item.fallback:
        yield _without_table(view, one, item)
    if item.fallback != WHOLE and not text(one.values, "tier"):
        tiers = names_of_tiers([t.name for _, _, t in item.tiers()])
        yield block("没有写明适用的裁量阶次", f"可选阶次：{tiers}", one.field("tier"))
        return
    result = assessment(view, proposal, one, item)
    if result is None:
        yield block("填写的数额或者数量无法核对", "核对罚款数额、数量和基数", one.field("fine_fen"))
        return
    to_come = _approval_to_come(view, proposal, item)
    for finding in result.findings:
        if finding.gate != "discretion.fallback" or finding.level != "info":
            yield _note(finding, to_come, one)


def _nothing_to_hold_against(view: MatterView, one: OneAct, found: Advice | None) -> Note:
    code = text(one.values, "violation_code") or "（未填写）"
    if found is not None and found.unread:
        return warn(
            f"没有违法行为{code}的裁量基准，法定处罚幅度中的“{found.unread}”未能读懂，无法核对幅度",
            "照抄条文中的处罚文字，例如“处一万元以上十万元以下罚款”",
            one.field("statutory_range"),
        )
    rule = fallback_rule(view.agency.sector, view.agency.regions)
    divide = f"按{rule}划分从轻、一般、从重的幅度，" if rule else ""
    return warn(
        f"没有违法行为{code}的裁量基准，无法核对幅度",
        f"对照法律、法规、规章核对，{divide}填写法定处罚幅度并说明理由",
        one.field("violation_code"),
    )


def _without_table(view: MatterView, one: OneAct, item: BenchmarkItem) -> Note:
    """No table: how the statute's range was divided, with the mark of a figure that is not verified (D02, D04, D05)."""
    if item.fallback == WHOLE:
        message = "没有该违法行为的裁量基准，也没有本领域、本地区划分法定幅度的规定，只核对法定幅度"
        return warn(message, "在理由中说明如何裁量", one.field("statutory_range"))
    tiers = "；".join(f"{t.name}：{t.standard}" for _, _, t in item.tiers())
    message = f"没有该违法行为的裁量基准，按{item.fallback}划分法定幅度核对{doubt_of_rule(view)}"
    return info(message, tiers, one.field("tier"), item.fallback)


def _approval_to_come(view: MatterView, proposal: Proposal, item: BenchmarkItem) -> Level | None:
    if not _reasons(view, proposal):
        return None
    if proposal.kind in _BEFORE_DECISION:
        return "info"
    # The head's signature that approves the deviation is the one this decision is on its way to.
    return "warn" if proposal.kind == "decide" and not _of_an_upper_agency(view, item) else None


def _note(finding: Finding, approval_to_come: Level | None, one: OneAct) -> Note:
    """A finding of the assessment as a note; approval of a deviation is due with the decision, not before."""
    message, level = finding.message, finding.level
    if approval_to_come and level == "block" and finding.gate == "discretion.deviation":
        message, level = f"{message}：作出决定前须经批准", approval_to_come
    name = _FIELDS.get(finding.field or "", finding.field)
    # The reasons for leaving a tier are given once for the case.
    field = name if name == "deviation_reason" else one.field(name)
    return Note(level, message, finding.remedy, field, finding.citation)
