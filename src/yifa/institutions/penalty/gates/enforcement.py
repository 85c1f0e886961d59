"""Demand and application to the court (行政强制法第三十五条、第五十三条至第五十五条)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yifa.institutions.common.court import applied_on, missing_materials, too_soon_after_demand
from yifa.institutions.common.reading import (
    act_day,
    acts,
    after,
    amount,
    day,
    flag,
    last,
    local_day,
    period_end,
    text,
    yuan,
)
from yifa.institutions.penalty.case import (
    SPOT,
    deferral_end,
    outstanding,
    payment_deadline,
    remedies,
    served_on,
)
from yifa.institutions.penalty.gates.performance import overdue
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal


@gate("remedy_was_started", title="复议或者诉讼已经开始", cites="行政处罚法第七十三条")
def remedy_was_started(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Only what began can end."""
    if proposal is not None and not any(s.end is None for s in remedies(view)):
        yield block("没有正在进行的复议或者诉讼", "先登记复议或者诉讼开始")


@gate("no_remedy_running", title="复议诉讼期间不申请执行", cites="行政强制法第五十三条")
def no_remedy_running(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The court is asked only when the party neither has a case running nor may still bring one."""
    if proposal is not None and any(s.end is None for s in remedies(view)):
        yield block("行政复议或者行政诉讼尚未终结", "终结后再申请")


@gate("demand_has_contents", title="催告书载明四项内容", cites="行政强制法第三十五条")
def demand_has_contents(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Deadline, method, the exact sum, and the right to be heard (K10)."""
    if proposal is None:
        return
    for name, what in (("deadline", "履行期限"), ("method", "履行方式")):
        if not text(proposal.payload, name):
            yield block(f"催告书没有载明{what}", f"填写{what}", name)
    if not flag(proposal.payload, "defence_right_told"):
        yield block("催告书没有告知陈述权和申辩权", "告知权利", "defence_right_told")
    left = outstanding(view)
    if amount(proposal.payload, "amount_fen") != left:
        yield block(f"催告的罚款与尚未缴纳的{yuan(left)}不一致", "核对数额", "amount_fen")
    surcharge = amount(proposal.payload, "surcharge_fen")
    if left == 0 and surcharge == 0 and not text(proposal.payload, "other_duties"):
        yield block("没有尚未履行的义务", "核对履行情况", "other_duties")
    stated, expiry = day(proposal.payload, "remedy_expired_on"), remedy_expiry(view)
    if stated is not None and expiry is not None and stated != expiry:
        yield warn(f"按案卷计算，复议、诉讼期限至{expiry.isoformat()}", "核对届满之日", "remedy_expired_on")


@gate("demand_after_deadline", title="逾期不履行才催告", cites="行政强制法第三十四条")
def demand_after_deadline(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A demand follows a deadline that has passed."""
    deadline = payment_deadline(view)
    if proposal is None:
        return
    if deadline is None:
        yield block("决定书尚未送达，履行期限尚未起算", "先送达决定书")
    elif act_day(view, proposal) <= deadline:
        yield block(f"履行期限至{deadline.isoformat()}，尚未逾期", "逾期后催告")


@gate("demand_made_before_service", title="先制作催告书", cites="行政强制法第三十八条")
def demand_made_before_service(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """There is a demand to serve, and it is not served before it was made."""
    if proposal is None:
        return
    demand = last(view, "demand")
    if demand is None:
        yield block("没有可以送达的催告书", "先办理催告")
    elif (on := day(proposal.payload, "served_on")) is not None and on < local_day(demand.occurred_to):
        yield block("送达日期早于催告书的日期", "核对送达日期", "served_on")
    if text(proposal.payload, "mode") not in ("direct", "leave", "") and not any(
        text(proposal.payload, f) for f in ("refusal_reason", "public_reason")
    ):
        yield warn(
            "催告书应当直接送达；拒绝接收或者无法直接送达的才以其他方式送达",
            "填写拒收或者无法直接送达的情况",
            "refusal_reason",
            "行政强制法第三十八条",
        )


def remedy_expiry(view: MatterView) -> date | None:
    """The day the party can no longer ask for reconsideration or sue, as far as the file shows.

    Six months from service by 行政诉讼法第四十六条 (S02); after a decision on the spot sixty days, because
    reconsideration comes first there (复议法第二十三条, R01); after a decision on reconsideration fifteen days take
    the place of the six months (行政诉讼法第四十五条, S01).
    """
    start = served_on(view)
    if start is None:
        return None
    spot = last(view, *SPOT) is not None
    end = period_end(view, "R01", start, (60, "cd")) if spot else period_end(view, "S02", start, (6, "mo"))
    for act in acts(view, "end_reconsideration"):
        ended = day(act.payload, "ended_on")
        if ended is None:
            continue
        if text(act.payload, "category") == "litigation":
            end = ended
        elif text(act.payload, "result") == "withdrawn":
            end = max(d for d in (end, ended) if d)
        else:
            end = period_end(view, "S01", ended, (15, "cd")) or ended
    return end


@gate("demand_before_court", title="申请法院前已经催告", cites="行政强制法第五十四条")
def demand_before_court(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The demand reached the party and ten working days have passed without performance (K20)."""
    if proposal is None:
        return
    demand = last(view, "demand")
    served = after(view, demand, "serve_demand") if demand else ()
    if demand is None:
        yield block("申请人民法院强制执行前应当催告", "办理催告")
        return
    if not served:
        yield block("催告书没有送达当事人", "送达催告书")
        return
    start = day(served[-1].payload, "served_on") or local_day(served[-1].occurred_to)
    yield from too_soon_after_demand(view, proposal, start)
    others = text(demand.payload, "other_duties") or amount(demand.payload, "surcharge_fen")
    if outstanding(view) == 0 and not others:
        yield block("当事人已经缴清罚款", "办理结案")


@gate("court_application_window", title="在三个月内申请法院执行", cites="行政强制法第五十三条")
def court_application_window(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """After the time for reconsideration and suit, within three months; from the end of a deferral (K19, P36)."""
    if proposal is None:
        return
    expiry = remedy_expiry(view)
    if expiry is None:
        yield block("决定书尚未送达，复议、诉讼期限尚未起算", "先送达决定书")
        return
    deferred = deferral_end(view)
    opens = max(expiry, deferred) if deferred else expiry
    on = applied_on(view, proposal)
    closes = period_end(view, "K19", opens, (3, "mo"))
    if on <= opens:
        yield block(
            f"复议、诉讼期限（或者暂缓、分期期限）至{opens.isoformat()}，此前不能申请",
            "期满后申请",
            "applied_on",
        )
    elif closes is not None and on > closes:
        yield warn(
            f"申请期限至{closes.isoformat()}届满，逾期申请的除有正当理由外人民法院不予受理",
            "在申请书中说明正当理由",
            "applied_on",
        )


@gate("court_materials_complete", title="申请材料齐全", cites="行政强制法第五十五条")
def court_materials_complete(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The application comes with what the court needs."""
    if proposal is not None:
        yield from missing_materials(proposal)


@gate("court_was_asked", title="已申请法院执行", cites="行政强制法第五十六条")
def court_was_asked(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A ruling answers an application."""
    if proposal is not None and last(view, "apply_court") is None:
        yield block("没有申请过人民法院强制执行", "先登记申请")


@gate("demanded_when_overdue", title="逾期不缴的及时催告", cites="行政强制法第五十四条")
def demanded_when_overdue(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """At rest: an unpaid fine is followed up before the time to ask the court runs out."""
    if proposal is not None or acts(view, "end_enforcement", "apply_court", "revoke", "close"):
        return
    days = overdue(view)
    if days == 0 or any(s.end is None for s in remedies(view)):
        return
    expiry = remedy_expiry(view)
    closes = period_end(view, "K19", expiry, (3, "mo")) if expiry else None
    if last(view, "demand") is None:
        until = f",申请法院的期限至{closes.isoformat()}" if closes else ""
        yield warn(f"罚款逾期{days}日未缴，尚未催告{until}", "办理催告")
    elif closes is not None and local_day(view.as_at) > closes:
        yield warn(f"罚款未缴，申请法院强制执行的期限已于{closes.isoformat()}届满", "说明未申请的原因")
