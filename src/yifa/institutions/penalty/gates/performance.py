"""Paying and performing (行政处罚法第六十六条至第七十四条)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from yifa.institutions.common.reading import (
    acts,
    after,
    amount,
    day,
    flag,
    integer,
    last,
    local_day,
    period_end,
    rows,
    text,
    yuan,
)
from yifa.institutions.penalty.case import (
    SPOT,
    collected_on_spot,
    decision,
    income_outstanding,
    outstanding,
    paid,
    payment_deadline,
    surcharge_until,
)
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import ActView, MatterView, Proposal


@gate("payment_within_decision", title="缴纳不超过决定数额", cites="行政处罚法第六十七条第三款")
def payment_within_decision(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """No more is taken than the decision orders."""
    if proposal is None:
        return
    if decision(view) is None:
        yield block("没有处罚决定，不得收缴", "核对案件")
        return
    for field, left, what in (
        ("amount_fen", outstanding(view), "罚款"),
        ("confiscated_fen", income_outstanding(view), "没收违法所得"),
    ):
        if amount(proposal.payload, field) > left:
            yield block(f"超过尚未缴纳的{what}{yuan(left)}", "核对数额", field)


@gate("payment_settles_decision", title="缴清决定确定的数额", cites="行政处罚法第六十六条第一款")
def payment_settles_decision(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """“缴清” leaves nothing of fine or confiscated income unpaid."""
    if proposal is None:
        return
    left = outstanding(view) - amount(proposal.payload, "amount_fen")
    left += income_outstanding(view) - amount(proposal.payload, "confiscated_fen")
    if left > 0:
        yield block(f"尚有{yuan(left)}未缴，没有缴清", "登记为缴纳部分罚没款", "amount_fen")


@gate("surcharge_within_cap", title="加处罚款不超过限额", cites="行政处罚法第七十二条第一款第一项")
def surcharge_within_cap(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Three per cent a day, at most the fine, none during reconsideration or litigation (P34, P35)."""
    if proposal is None:
        return
    claimed = amount(proposal.payload, "surcharge_fen")
    if claimed == 0:
        return
    on = (
        day(proposal.payload, "paid_on")
        or day(proposal.payload, "applied_on")
        or local_day(proposal.occurred_to)
    )
    lawful = surcharge_until(view, on)
    left = max(lawful.fen - paid(view, "surcharge_fen"), 0)
    if claimed > left:
        counted = f"逾期{lawful.days}日" + (
            f",复议、诉讼期间不计{lawful.stopped}日" if lawful.stopped else ""
        )
        yield block(f"加处罚款至多{yuan(left)}({counted})", f"不超过{yuan(left)}", "surcharge_fen")


@gate("fine_collected_separately", title="罚缴分离", cites="行政处罚法第六十七条第一款、第二款")
def fine_collected_separately(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Officers take no money, except where the law lets them, against a treasury receipt (P29–P31)."""
    if proposal is None or text(proposal.payload, "channel") != "on_spot":
        return
    if not flag(proposal.payload, "remote_request"):
        yield block(
            "执法人员不得自行收缴罚款",
            "到指定银行或者通过电子支付系统缴纳；边远、水上、交通不便地区由当事人提出的除外",
            "channel",
        )
    if not text(proposal.payload, "receipt_number"):
        yield block(
            "当场收缴须出具财政部门统一制发的专用票据", "填写票据号码", "receipt_number", "行政处罚法第七十条"
        )


def unremitted(view: MatterView) -> Iterator[Note]:
    """What officers took on the spot and has not reached the agency or the bank (第七十一条)."""
    collected = collections(view)
    handed = last(view, "remit_to_agency")
    if not collected:
        return
    if handed is None or handed.seq < collected[-1].seq:
        yield block("当场收缴的罚款尚未交至行政机关", "登记交款", citation="行政处罚法第七十一条")
    elif not after(view, handed, "remit_to_bank"):
        yield block("收缴的罚款尚未缴付指定银行", "登记缴付银行", citation="行政处罚法第七十一条")


def collections(view: MatterView) -> Sequence[ActView]:
    """Acts by which officers took money on the spot."""
    spot = [a for a in acts(view, *SPOT) if flag(a.payload, "collected_on_spot")]
    return spot + [a for a in acts(view, "pay", "pay_part") if text(a.payload, "channel") == "on_spot"]


@gate("collection_remitted_in_time", title="当场收缴款两日内上交", cites="行政处罚法第七十一条")
def collection_remitted_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Two working days from officer to agency, two more to the bank, every fen of it (P32, P33)."""
    if proposal is None:
        return
    collected = collections(view)
    if not collected:
        yield block("本案没有当场收缴的罚款", "核对记录")
        return
    to_bank = proposal.kind == "remit_to_bank"
    handed = last(view, "remit_to_agency")
    if to_bank and handed is None:
        yield block("收缴款尚未交至行政机关", "先登记交至机关")
        return
    before = handed if to_bank and handed else collected[-1]
    fields = ("remitted_on",) if to_bank else ("collected_on", "paid_on")
    start = next((d for d in (day(before.payload, f) for f in fields) if d), local_day(before.occurred_to))
    end = period_end(view, "P33" if to_bank else "P32", start, (2, "wd"))
    done = day(proposal.payload, "remitted_on")
    if done is not None and end is not None and done > end:
        yield warn(f"应当在{end.isoformat()}前上交，已经逾期", "说明逾期的原因", "remitted_on")
    total = collected_on_spot(view) + sum(
        amount(a.payload, "amount_fen") for a in collected if a.kind not in SPOT
    )
    if amount(proposal.payload, "amount_fen") != total:
        yield block(
            f"上交数额与收缴的{yuan(total)}不一致", "全额上交", "amount_fen", "行政处罚法第七十四条第二款"
        )


@gate("deferral_needs_application", title="暂缓分期须经申请", cites="行政处罚法第六十六条第二款")
def deferral_needs_application(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The party in real difficulty applies; the agency grants, from what is still owed."""
    if proposal is None:
        return
    applied, granted = day(proposal.payload, "applied_on"), day(proposal.payload, "granted_on")
    if not text(proposal.payload, "application") or applied is None:
        yield block("暂缓或者分期缴纳须由当事人申请并说明经济困难", "填写申请日期和理由", "application")
    elif granted is not None and granted < applied:
        yield block("批准日期早于申请日期", "核对日期", "granted_on")
    if outstanding(view) == 0:
        yield block("没有尚未缴纳的罚款", "核对缴纳情况")


@gate("instalments_add_up", title="分期数额相加等于尚未缴纳的罚款", cites="行政处罚法第六十六条第二款")
def instalments_add_up(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The plan covers the debt, inside the period granted."""
    if proposal is None:
        return
    plan = rows(proposal.payload, "instalments")
    if not plan:
        return
    total, left = sum(amount(r, "amount_fen") for r in plan), outstanding(view)
    if total != left:
        yield block(f"分期合计{yuan(total)}，尚未缴纳{yuan(left)}", "调整各期数额", "instalments")
    granted, days = day(proposal.payload, "granted_on"), integer(proposal.payload, "days")
    final = max((d for d in (day(r, "due_on") for r in plan) if d), default=None)
    if granted and days and final and final > granted + timedelta(days=min(days, 36_500)):
        yield block("最后一期晚于批准的期限", "调整日期或者期限", "instalments")


@gate("goods_were_confiscated", title="处理的是依法没收的财物", cites="行政处罚法第七十四条第一款")
def goods_were_confiscated(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Only confiscated goods are sold or destroyed; money from them goes to the treasury."""
    if proposal is None:
        return
    decided = decision(view)
    if decided is None or not text(decided.payload, "confiscated_goods"):
        yield block("决定没有没收非法财物", "核对决定")
    if amount(proposal.payload, "proceeds_fen") > 0 and not text(proposal.payload, "voucher"):
        yield block("处理所得款项必须全部上缴国库", "填写上缴凭证号", "voucher", "行政处罚法第七十四条第二款")


@gate("confiscated_goods_disposed", title="没收的财物已处理", cites="行政处罚法第七十四条第一款")
def confiscated_goods_disposed(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Confiscated goods are dealt with before the case closes."""
    decided = decision(view)
    if proposal is None or decided is None or not text(decided.payload, "confiscated_goods"):
        return
    if not acts(view, "dispose_goods") and not acts(view, "revoke"):
        yield block("没收的非法财物尚未处理", "登记罚没物品处理")


def overdue(view: MatterView) -> int:
    """Days past the last day to pay with something unpaid; 0 when nothing is overdue."""
    deadline = payment_deadline(view)
    if deadline is None or outstanding(view) == 0:
        return 0
    return max((local_day(view.as_at) - deadline).days, 0)
