"""Suspension, termination, reversal, agreement, closing (行政强制法第三十九条至第四十二条)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.coercion.execution import DECIDING, begun, owed, surcharged, suspended_since
from yifa.institutions.common.reading import (
    act_day,
    after,
    amount,
    day,
    flag,
    integer,
    last,
    local_day,
    payload,
    period_end,
    rows,
    text,
    yuan,
)
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal


@gate("coercion_suspension_grounded", title="中止执行的情形", cites="行政强制法第三十九条第一款")
def coercion_suspension_grounded(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Where it is to avoid a loss, the public interest does not suffer."""
    given = payload(proposal)
    if text(given, "ground") == "loss" and not flag(given, "public_interest_unharmed"):
        yield block(
            "以可能造成难以弥补的损失为由中止的，不得损害公共利益", "核实公共利益", "public_interest_unharmed"
        )


@gate("coercion_unresumed_three_years", title="中止满三年不再执行", cites="行政强制法第三十九条第二款")
def coercion_unresumed_three_years(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """No plain harm to society, no ability to perform, three years without resumption (K18)."""
    if proposal is None:
        return
    since = suspended_since(view)
    start = day(since.payload, "started_on") if since is not None else None
    end = period_end(view, "K18", start) if start is not None else None
    on = day(proposal.payload, "ended_on") or act_day(view, proposal)
    if end is None:
        yield block("没有正在中止的执行", "核对中止情况")
    elif on <= end:
        yield block(f"中止执行至{end.isoformat()}满三年", "期满后办理；情形消失的恢复执行", "ended_on")
    for name, what in (("harmless", "没有明显社会危害"), ("unable", "当事人确无能力履行")):
        if not flag(proposal.payload, name):
            yield block(f"须{what}，才不再执行", "核查后填写", name)


@gate("coercion_termination_grounded", title="终结执行的情形", cites="行政强制法第四十条")
def coercion_termination_grounded(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Death or dissolution without assets and successor; the revocation has its document."""
    if proposal is None:
        return
    given, ground = proposal.payload, text(proposal.payload, "ground")
    if ground in ("death", "dissolved"):
        for name, what in (("no_assets", "没有遗产或者财产可供执行"), ("no_successor", "没有义务承受人")):
            if not flag(given, name):
                yield block(f"没有确认{what}", "核查后填写", name)
    if ground == "death" and any(p.kind == "legal" for p in view.parties if p.role == "party"):
        yield block("当事人是法人或者其他组织", "选择终止的情形", "ground")
    if ground == "revoked" and not text(given, "document"):
        yield block("没有填写撤销行政决定的文书", "填写文号", "document")


@gate("coercion_reversed_fully", title="恢复原状、退还财物或者赔偿", cites="行政强制法第四十一条")
def coercion_reversed_fully(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Restored or given back; where that cannot be, compensated."""
    if proposal is None:
        return
    given = proposal.payload
    if not flag(given, "restored") and not amount(given, "compensation_fen"):
        yield block("没有恢复原状或者退还财物的，依法给予赔偿", "填写赔偿的数额", "compensation_fen")
    if flag(given, "restored") and not text(given, "restoration"):
        yield block("没有写明恢复原状或者退还财物的情况", "写明情况", "restoration")
    if text(given, "ground") in ("revoked", "changed") and not text(given, "document"):
        yield block("没有填写撤销、变更的文书", "填写文号", "document")


@gate(
    "coercion_agreement_harmless",
    title="执行协议不损害公共利益和他人权益",
    cites="行政强制法第四十二条第一款",
)
def coercion_agreement_harmless(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Stages in order; a surcharge is waived only for harm made good, and never the duty itself (K26)."""
    if proposal is None:
        return
    given, waived = proposal.payload, amount(proposal.payload, "waived_fen")
    if not flag(given, "harms_nobody"):
        yield block("执行协议不得损害公共利益和他人合法权益", "核实后填写", "harms_nobody")
    if waived and not text(given, "made_good"):
        yield block("当事人采取补救措施的，才可以减免加处的罚款或者滞纳金", "写明补救措施", "made_good")
    if waived > surcharged(view):
        yield block(
            f"只能减免加处的罚款或者滞纳金，现为{yuan(surcharged(view))}", "核对减免的数额", "waived_fen"
        )
    days = [d for row in rows(given, "stages") if (d := day(row, "due_on")) is not None]
    if days != sorted(days):
        yield block("各阶段的期限须由早到晚", "调整次序", "stages")
    agreed = sum(integer(row, "amount_fen") or 0 for row in rows(given, "stages"))
    if text(begun(view), "duty") == "money" and agreed != max(owed(view) - waived, 0):
        yield block(
            f"各阶段合计{yuan(agreed)}，与尚欠的{yuan(max(owed(view) - waived, 0))}不一致",
            "核对数额",
            "stages",
        )


@gate("coercion_breach_resumes", title="不履行协议的恢复强制执行", cites="行政强制法第四十二条第二款")
def coercion_breach_resumes(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Back to where it was; at rest: a stage that has passed is looked after."""
    agreed = last(view, "agree")
    if proposal is not None:
        fits = "decided" if last(view, *DECIDING) is not None else "demanded"
        if text(proposal.payload, "back_to") != fits:
            yield block("与协议之前的阶段不一致", "核对是否作出过强制执行决定", "back_to")
        return
    if agreed is None or after(view, agreed, "resume_after_breach", "perform", "terminate"):
        return
    due = [d for row in rows(agreed.payload, "stages") if (d := day(row, "due_on")) is not None]
    paid = len(after(view, agreed, "perform_part"))
    late = [d for d in sorted(due)[paid:] if d < local_day(view.as_at)]
    if late:
        yield warn(f"执行协议中{late[0].isoformat()}到期的履行没有登记", "登记履行，或者恢复强制执行")


@gate("coercion_enforcement_closing", title="执行已经结束", cites="行政强制法第三十四条、第四十条")
def coercion_enforcement_closing(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The ground is the one the file shows."""
    if proposal is None:
        return
    ended = last(view, "terminate", "end_unresumed")
    fits = "terminated" if ended is not None else "performed"
    if text(proposal.payload, "ground") != fits:
        yield block("办结理由与执行情况不一致", "核对是否履行完毕或者终结", "ground")
    revoked = ended is not None and text(ended.payload, "ground") == "revoked"
    if revoked and last(view, "reverse") is None:
        yield warn(
            "据以执行的行政决定被撤销，没有执行回转的记录",
            "已执行的，恢复原状、退还财物或者赔偿",
            citation="行政强制法第四十一条",
        )
