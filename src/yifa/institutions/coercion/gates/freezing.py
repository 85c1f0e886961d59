"""Freezing deposits and remittances (行政强制法第二十九条至第三十三条)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yifa.institutions.coercion.case import expiry
from yifa.institutions.coercion.gates.measure_onsite import missing_contents
from yifa.institutions.common.reading import (
    after,
    day,
    flag,
    last,
    local_day,
    payload,
    period_end,
    rows,
    text,
)
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal


@gate("coercion_freeze_notice", title="向金融机构交付冻结通知书", cites="行政强制法第三十条第一款")
def coercion_freeze_notice(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Certificates shown, the notice handed to the institution, a record made."""
    if proposal is None:
        return
    if not flag(proposal.payload, "notice_delivered") or not text(proposal.payload, "received_by"):
        yield block("没有向金融机构交付冻结通知书", "交付后填写接收人", "notice_delivered")
    if not text(proposal.payload, "record"):
        yield block("没有制作现场笔录", "填写笔录", "record")


@gate("coercion_freeze_contents", title="冻结决定书载明法定事项", cites="行政强制法第三十一条")
def coercion_freeze_contents(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Party, reasons, law and period, accounts and sums, remedies, agency and date."""
    if proposal is None:
        return
    yield from missing_contents(proposal)
    if not rows(proposal.payload, "accounts"):
        yield block("冻结决定书没有载明账号和数额", "填写账户", "accounts")


def delivery_end(view: MatterView) -> date | None:
    """The last day for handing the decision to the party (K08), from the earlier of decision and freezing."""
    act = last(view, "freeze")
    if act is None:
        return None
    days = [d for d in (day(act.payload, "decided_on"), day(act.payload, "frozen_on")) if d]
    return period_end(view, "K08", min(days)) if days else None


@gate("coercion_freeze_delivered", title="三日内交付冻结决定书", cites="行政强制法第三十一条")
def coercion_freeze_delivered(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Three working days (K08); nothing is closed before it was delivered."""
    end, served = delivery_end(view), last(view, "serve_decision")
    if end is None or (served is not None and (proposal is None or proposal.kind == "close")):
        return
    if proposal is not None and proposal.kind == "close":
        yield block("冻结决定书没有交付当事人", "登记交付")
    elif (day(payload(proposal), "served_on") or local_day(view.as_at)) > end:
        yield warn(f"应当在{end.isoformat()}前交付冻结决定书，已经逾期", "立即交付并说明原因", "served_on")


@gate(
    "coercion_institution_told", title="及时通知金融机构和当事人解除冻结", cites="行政强制法第三十三条第二款"
)
def coercion_institution_told(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """After lifting, the institution and the party are told."""
    lifted = last(view, "lift")
    if last(view, "freeze") is None or lifted is None:
        return
    if proposal is not None and proposal.kind == "notify_institution":
        if not flag(proposal.payload, "party_told"):
            yield block("没有通知当事人", "通知当事人", "party_told")
    elif not after(view, lifted, "notify_institution"):
        message = "已经作出解除冻结决定，尚未通知金融机构和当事人"
        yield block(message, "登记通知") if proposal is not None else warn(message, "立即通知")


@gate("coercion_lapse_after_expiry", title="期满金融机构自行解除冻结", cites="行政强制法第三十三条第三款")
def coercion_lapse_after_expiry(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Only once the period has run out without a decision."""
    if proposal is None:
        return
    end, on = expiry(view), day(proposal.payload, "ended_on")
    if end is None:
        yield block("没有计算出冻结期限", "核对冻结之日和期限", "ended_on")
    elif on is not None and on <= end:
        yield block(f"冻结期限至{end.isoformat()}，期满之前由本机关决定解除", "办理解除冻结", "ended_on")
