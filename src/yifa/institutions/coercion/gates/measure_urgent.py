"""Measures on the spot without approval, and those against a person's freedom (行政强制法第十九条、第二十条)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from yifa.institutions.coercion.case import category, freedom_ends, number, over
from yifa.institutions.common.reading import day, last, local_day, moment, payload, text
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal


@gate("coercion_urgency_stated", title="情况紧急才可以当场实施", cites="行政强制法第十九条")
def coercion_urgency_stated(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Without urgency approval comes first."""
    if proposal is not None and len(text(proposal.payload, "urgency")) < 4:
        yield block("没有写明情况紧急的事由", "写明事由；不紧急的先报告并经批准", "urgency")


def report_by(view: MatterView) -> datetime | None:
    """The moment by which a measure taken on the spot is reported (K02, hours from its beginning), or None."""
    act = last(view, "implement_urgently")
    begun = moment(act.payload, "started_at") if act is not None else None
    hours = number(view, "K02")
    return begun + timedelta(hours=hours) if begun is not None and hours else None


@gate("coercion_reported_within_hours", title="二十四小时内报告并补办批准", cites="行政强制法第十九条")
def coercion_reported_within_hours(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Within the hours of K02; late, it is recorded late. 第二十条 adds another duty for measures against freedom."""
    limit = report_by(view)
    if limit is None or (proposal is None and last(view, "approve_urgent")):
        return
    at = moment(payload(proposal), "reported_at") or (proposal.occurred_to if proposal else view.as_at)
    act = last(view, "implement_urgently")
    begun = moment(act.payload, "started_at") if act else None
    if proposal is not None and begun is not None and at < begun:
        yield block("报告的时间早于实施的时间", "核对时间；实施前已经批准的，办理申请", "reported_at")
    elif at > limit:
        yield warn(
            f"应当在{limit:%Y-%m-%d %H:%M}前报告并补办批准手续，已经逾期", "立即报告，写明原因", "reported_at"
        )


@gate(
    "coercion_reported_on_return", title="限制人身自由返回后立即报告", cites="行政强制法第二十条第一款第二项"
)
def coercion_reported_on_return(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """At once after returning to the agency: the file names both moments."""
    if proposal is None or category(view, proposal) != "freedom":
        return
    returned, reported = moment(proposal.payload, "returned_at"), moment(proposal.payload, "reported_at")
    if returned is None:
        yield block("没有填写返回行政机关的时间", "填写时间", "returned_at")
    elif reported is not None and day(proposal.payload, "reported_at") != day(
        proposal.payload, "returned_at"
    ):
        yield warn("返回行政机关后没有立即报告", "写明原因", "reported_at")


@gate("coercion_family_told", title="立即通知家属", cites="行政强制法第二十条第一款第一项")
def coercion_family_told(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Told there, or at once afterwards, by whom, where and for how long (K03)."""
    if proposal is None or category(view, proposal) != "freedom":
        return
    given = proposal.payload
    if not text(given, "family_member") or moment(given, "family_told_at") is None:
        yield block("没有立即通知当事人家属的记录", "通知家属并填写时间", "family_member")
    if not text(given, "family_told"):
        yield block("没有告知家属实施的行政机关、地点和期限", "写明告知的内容", "family_told")


@gate("coercion_family_told_at_once", title="实施后立即通知家属", cites="行政强制法第二十条第一款第一项")
def coercion_family_told_at_once(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """There or at once afterwards: never before the measure, and on a later day it is recorded as late."""
    if proposal is None or category(view, proposal) != "freedom":
        return
    begun, told = moment(proposal.payload, "started_at"), moment(proposal.payload, "family_told_at")
    if begun is None or told is None:
        return
    if told < begun:
        yield block("通知家属的时间早于实施的时间", "核对时间", "family_told_at")
    elif local_day(told) > local_day(begun):
        yield warn("实施后没有立即通知家属", "写明原因", "family_told_at")


@gate("coercion_freedom_limited", title="限制人身自由不超过法定期限", cites="行政强制法第二十条第二款")
def coercion_freedom_limited(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The law that allows it sets the limit; at rest: when it has run out the measure is over."""
    if category(view, proposal) != "freedom":
        return
    if proposal is not None:
        ends, begun = moment(proposal.payload, "ends_by"), moment(proposal.payload, "started_at")
        if ends is None:
            yield block("没有填写限制人身自由期限届满的时间", "按设定该措施的法律填写", "ends_by")
        elif begun is not None and ends <= begun:
            yield block("期限届满的时间应当晚于实施的时间", "核对时间", "ends_by")
        return
    ends = freedom_ends(view)
    if ends is not None and over(view) is None and view.as_at > ends:
        yield warn("限制人身自由的期限已经届满，尚未解除", "立即解除")
