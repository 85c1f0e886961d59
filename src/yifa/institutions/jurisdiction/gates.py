"""Who has the case when two agencies could have it (行政处罚法第二十五条)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions import common  # noqa: F401  (registers the shared gates)
from yifa.institutions.common.reading import day, flag, last, local_day, payload, period_end, text
from yifa.law.gates import Note, block, condition, gate, warn
from yifa.law.view import MatterView, Proposal


def _stem(code: str) -> str:
    """The part of a six-digit region code that its subordinate codes begin with."""
    return code[:2] if code[2:6] == "0000" else code[:4] if code[4:6] == "00" else code[:6]


@condition("jurisdiction_has_period", title="协商有法定期限", cites="市场监督管理行政处罚程序规定第十三条")
def jurisdiction_has_period(view: MatterView, proposal: Proposal | None) -> bool:
    """The statute has no days; the market regulators' rule has (M03)."""
    return view.agency.sector == "market"


@condition("jurisdiction_agreed", title="协商一致", cites="行政处罚法第二十五条第二款")
def jurisdiction_agreed(view: MatterView, proposal: Proposal | None) -> bool:
    """Only an agreement settles whose case it is; a failed negotiation goes on to the superior."""
    return text(payload(proposal), "outcome") == "agreed"


@gate("jurisdiction_common_superior", title="上级机关为双方共同的上一级", cites="行政处罚法第二十五条第二款")
def jurisdiction_common_superior(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """By region codes: the superior's region encloses both agencies' regions. Ranks are not on record."""
    raised, region = last(view, "raise_dispute"), text(payload(proposal), "superior_region")
    if proposal is None or raised is None or not region:
        return
    other = text(raised.payload, "other_region")
    if view.agency.regions and region not in view.agency.regions:
        yield block("不是本机关所在区划的上级", "核对共同的上一级行政机关", "superior_region")
    if not other.startswith(_stem(region)):
        yield block("不是对方机关所在区划的上级", "核对共同的上一级行政机关", "superior_region")
    if text(proposal.payload, "superior") in (view.agency.name, text(raised.payload, "other_agency")):
        yield block("争议的一方不能指定管辖", "报请共同的上一级行政机关", "superior")


@gate("jurisdiction_first_filing", title="最先立案的机关管辖", cites="行政处罚法第二十五条第一款")
def jurisdiction_first_filing(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Where both have jurisdiction, whoever filed first has the case (P50)."""
    raised = last(view, "raise_dispute")
    whose = text(payload(proposal), "whose")
    if proposal is None or raised is None or not whose or text(raised.payload, "claim") != "both_claim":
        return
    ours, theirs = day(raised.payload, "own_filed_on"), day(raised.payload, "other_filed_on")
    first = "" if ours == theirs else "ours" if theirs is None or (ours and ours < theirs) else "theirs"
    if first and whose != first:
        yield warn("约定与最先立案的机关管辖不一致", "核对双方立案日期，说明理由", "whose")


@gate(
    "jurisdiction_negotiated_in_time", title="七个工作日内协商", cites="市场监督管理行政处罚程序规定第十三条"
)
def jurisdiction_negotiated_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Seven working days in market regulation (M03); elsewhere the statute names no days."""
    raised = last(view, "raise_dispute")
    if raised is None or view.agency.sector != "market" or (proposal is None and last(view, "negotiate")):
        return
    since = day(raised.payload, "raised_on")
    end = period_end(view, "M03", since) if since else None
    on = day(payload(proposal), "done_on") or local_day(view.as_at)
    if end is not None and on > end:
        yield warn(f"应当在{end.isoformat()}前协商解决，已经逾期", "报请共同的上一级指定管辖", "done_on")


@gate("jurisdiction_designated_by_superior", title="由报请的上级指定", cites="行政处罚法第二十五条第二款")
def jurisdiction_designated_by_superior(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Whoever was asked is who designates."""
    asked = last(view, "report_superior")
    if proposal is None or asked is None:
        return
    if text(proposal.payload, "superior") != text(asked.payload, "superior"):
        yield block("作出指定的机关与报请的上级机关不一致", "核对指定管辖文书", "superior")


@gate("jurisdiction_both_cases_noted", title="双方案件均已登记", cites="行政处罚法第二十五条")
def jurisdiction_both_cases_noted(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A result that one of the two files does not know of settles nothing."""
    if proposal is None:
        return
    if not flag(proposal.payload, "own_noted"):
        yield block("尚未在本机关案件中登记", "登记后办结", "own_noted")
    if day(proposal.payload, "other_told_on") is None:
        yield block("尚未告知对方机关", "告知后填写日期", "other_told_on")
