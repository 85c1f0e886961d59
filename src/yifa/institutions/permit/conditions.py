"""Conditions of the licensing procedure: which times an application has, and what follows a decision."""

from __future__ import annotations

from yifa.institutions.common.reading import integer, last, payload, text
from yifa.institutions.permit.standing import application, special_period
from yifa.law.gates import condition
from yifa.law.view import MatterView, Proposal


def handling(view: MatterView) -> str:
    """How the application is handled, as told at its receipt."""
    passed_on = last(view, "dispatch")
    if passed_on is not None:
        return "single" if text(passed_on.payload, "mode") == "parallel" else "joint"
    received = application(view)
    return text(received.payload, "handling") if received is not None else ""


@condition("permit_joint", title="统一、联合或者集中办理", cites="行政许可法第四十二条第二款")
def permit_joint(view: MatterView, proposal: Proposal | None) -> bool:
    """Several agencies handle it together (L04)."""
    return handling(view) == "joint"


@condition("permit_single", title="一个机关办理", cites="行政许可法第四十二条第一款")
def permit_single(view: MatterView, proposal: Proposal | None) -> bool:
    """One agency handles and decides it (L03)."""
    return handling(view) not in ("joint", "lower_first")


@condition("permit_lower_first", title="下级机关先行审查", cites="行政许可法第三十五条、第四十三条")
def permit_lower_first(view: MatterView, proposal: Proposal | None) -> bool:
    """This agency examines first and reports to the one that decides (L05)."""
    return handling(view) == "lower_first"


def _period(view: MatterView) -> str:
    """From which day another law's period runs: accepted or received; general where no other law sets one."""
    received = application(view)
    if received is None or not special_period(view):
        return "general"
    return "received" if text(received.payload, "period_from") == "received" else "accepted"


@condition("permit_general_period", title="一般期限，一个机关办理", cites="行政许可法第四十二条第一款")
def permit_general_period(view: MatterView, proposal: Proposal | None) -> bool:
    """Twenty working days from the acceptance (L03): no other law sets a period."""
    return permit_single(view, proposal) and _period(view) == "general"


@condition(
    "permit_special_from_acceptance", title="法律、法规另有规定的期限", cites="行政许可法第四十二条第一款"
)
def permit_special_from_acceptance(view: MatterView, proposal: Proposal | None) -> bool:
    """A law or regulation sets another period, from the acceptance."""
    return permit_single(view, proposal) and _period(view) == "accepted"


@condition(
    "permit_special_from_receipt",
    title="法律、法规另有规定的期限，自收到之日起算",
    cites="行政许可法第四十二条第一款",
)
def permit_special_from_receipt(view: MatterView, proposal: Proposal | None) -> bool:
    """A law or regulation sets another period, from the receipt (as 环境影响评价法 22)."""
    return permit_single(view, proposal) and _period(view) == "received"


@condition("permit_lower_general", title="一般期限，下级机关先行审查", cites="行政许可法第四十三条")
def permit_lower_general(view: MatterView, proposal: Proposal | None) -> bool:
    """The lower agency's twenty working days (L05): no other law sets a period."""
    return permit_lower_first(view, proposal) and _period(view) == "general"


@condition(
    "permit_lower_from_acceptance", title="法律、法规另有规定的先行审查期限", cites="行政许可法第四十三条"
)
def permit_lower_from_acceptance(view: MatterView, proposal: Proposal | None) -> bool:
    """A law or regulation sets another period for the lower agency, from its acceptance."""
    return permit_lower_first(view, proposal) and _period(view) == "accepted"


@condition(
    "permit_lower_from_receipt",
    title="法律、法规另有规定的先行审查期限，自收到之日起算",
    cites="行政许可法第四十三条",
)
def permit_lower_from_receipt(view: MatterView, proposal: Proposal | None) -> bool:
    """A law or regulation sets another period for the lower agency, from the receipt."""
    return permit_lower_first(view, proposal) and _period(view) == "received"


@condition("permit_by_standard", title="须按技术标准检验、检测、检疫", cites="行政许可法第五十五条")
def permit_by_standard(view: MatterView, proposal: Proposal | None) -> bool:
    """Equipment, products and the like of 第十二条第四项 (L12)."""
    received = application(view)
    return received is not None and text(received.payload, "item") == "technical"


@condition("permit_granted", title="准予行政许可", cites="行政许可法第四十条")
def permit_granted(view: MatterView, proposal: Proposal | None) -> bool:
    """What is granted is made public; the law does not say so of a refusal."""
    return text(payload(proposal), "outcome") == "grant"


@condition("permit_promised", title="有承诺时限", cites="行政许可法第六条")
def permit_promised(view: MatterView, proposal: Proposal | None) -> bool:
    """The agency promised a time shorter than the law's: it becomes a clock of its own."""
    return integer(payload(proposal), "promise_days") is not None


@condition("permit_dispatched_jointly", title="统一、联合、集中办理", cites="行政许可法第二十六条第二款")
def permit_dispatched_jointly(view: MatterView, proposal: Proposal | None) -> bool:
    """One department accepts and the others handle it together with it (L04)."""
    return text(payload(proposal), "mode") != "parallel"


@condition("permit_dispatched_in_parallel", title="一窗收件、各自办理", cites="行政许可法第二十六条")
def permit_dispatched_in_parallel(view: MatterView, proposal: Proposal | None) -> bool:
    """The window only passes the set on; each permit keeps its own period (L03)."""
    return text(payload(proposal), "mode") == "parallel"
