"""Hearing (行政处罚法第六十三条至第六十五条)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from yifa.institutions.common.reading import (
    act_day,
    after,
    day,
    figure,
    flag,
    last,
    local_day,
    moment,
    names,
    period_end,
    text,
    texts,
)
from yifa.institutions.penalty.case import decision_day, investigators
from yifa.institutions.penalty.gates.notice import served_notice, service_day, waived
from yifa.law.clocks import latest_before
from yifa.law.gates import Note, block, gate
from yifa.law.view import ActView, MatterView, Proposal


def request(view: MatterView) -> ActView | None:
    """The request for a hearing that stands and was not withdrawn."""
    asked = last(view, "request_hearing")
    if asked is None or after(view, asked, "withdraw_hearing_request"):
        return None
    return asked


@gate("hearing_requested_in_time", title="在期限内要求听证", cites="行政处罚法第六十四条第一项")
def hearing_requested_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Within five working days of the notice (P23)."""
    if proposal is None:
        return
    notice, served = served_notice(view)
    if notice is None or served is None:
        yield block("告知书尚未送达，听证期限尚未起算", "先送达告知书")
        return
    asked = day(proposal.payload, "requested_on")
    end = period_end(view, "P23", service_day(served), (5, "wd"))
    if asked is not None and end is not None and asked > end:
        yield block(
            f"要求听证的期限至{end.isoformat()}届满，逾期提出的视为放弃", "书面告知当事人", "requested_on"
        )


@gate("hearing_was_requested", title="当事人要求听证", cites="行政处罚法第六十三条第一款")
def hearing_was_requested(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A hearing is prepared and held because the party asked for one and did not withdraw."""
    if proposal is not None and request(view) is None:
        yield block("当事人没有要求听证，或者已经撤回", "核对听证申请")


@gate(
    "hearing_officer_not_investigator", title="听证主持人不是本案调查人员", cites="行政处罚法第六十四条第四项"
)
def hearing_officer_not_investigator(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Whoever investigated does not preside, nor sit or record (P26)."""
    if proposal is None:
        return
    if proposal.kind == "appoint_hearing_officer":
        sitting = [text(proposal.payload, "officer"), text(proposal.payload, "clerk")]
        sitting += texts(proposal.payload, "assistants")
    else:
        sitting = [str(i) for i in proposal.officer_ids]
        appointed = last(view, "appoint_hearing_officer")
        if appointed is None:
            yield block("尚未指定听证主持人", "由机关负责人指定")
        elif text(appointed.payload, "officer") not in sitting:
            yield block("主持人不是机关指定的听证主持人", "由指定的主持人办理，或者另行指定")
    clash = [i for i in sitting if i and i in investigators(view)]
    if clash:
        yield block(f"{names(view, clash)}是本案调查人员，不能担任听证人员", "指定非本案调查人员", "officer")


def _latest_notice_day(view: MatterView, hearing_at: datetime) -> date | None:
    """The last day on which notice of a hearing at that time is early enough (P24)."""
    row = figure(view, "P24", local_day(hearing_at))
    number, unit = (row.number, row.unit) if row and row.number and row.unit in ("wd", "cd") else (7, "wd")
    try:
        return local_day(latest_before(number, unit, hearing_at, calendar=view.law.calendar).due)
    except (ValueError, OverflowError):
        return None


@gate("hearing_notice_far_enough", title="听证时间留足通知期限", cites="行政处罚法第六十四条第二项")
def hearing_notice_far_enough(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A hearing is set far enough ahead for notice seven working days before it."""
    if proposal is None:
        return
    hearing_at = moment(proposal.payload, "hearing_at")
    latest = _latest_notice_day(view, hearing_at) if hearing_at else None
    if hearing_at is None:
        yield block("没有听证时间", "填写听证时间", "hearing_at")
    elif latest is not None and act_day(view, proposal) > latest:
        yield block(f"应当在{latest.isoformat()}前通知，距听证不足七个工作日", "推迟听证时间", "hearing_at")


@gate("hearing_notice_in_time", title="听证七日前通知", cites="行政处罚法第六十四条第二项")
def hearing_notice_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The notice of time and place reached the party seven working days before the hearing (P24)."""
    if proposal is None:
        return
    notice = last(view, "hearing_notice")
    if notice is None:
        yield block("没有通知听证的时间、地点", "先通知听证")
        return
    served = [
        a for a in after(view, notice, "serve_document") if text(a.payload, "document") == "hearing_notice"
    ]
    if not served:
        yield block("听证通知书没有送达当事人", "送达听证通知书")
        return
    begins = moment(proposal.payload, "started_at") or proposal.occurred_from
    latest = _latest_notice_day(view, begins)
    if latest is not None and service_day(served[0]) > latest:
        yield block(f"听证通知书最迟应当在{latest.isoformat()}送达", "另定听证时间并重新通知")
    planned = moment(notice.payload, "hearing_at")
    if planned is not None and local_day(planned) != local_day(begins):
        yield block("举行听证的日期与通知的不一致", "重新通知", "started_at")


@gate("hearing_was_held", title="听证报告针对已举行的听证", cites="行政处罚法第六十五条")
def hearing_was_held(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A report on a hearing follows the hearing."""
    if proposal is not None and not after(view, request(view), "hold_hearing"):
        yield block("听证尚未举行", "先举行听证")


@gate("hearing_period_elapsed", title="要求听证的期限已过", cites="行政处罚法第六十四条第一项")
def hearing_period_elapsed(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Where a hearing was offered, the decision waits for the five working days or an express waiver (P23)."""
    notice, served = served_notice(view)
    if proposal is None or notice is None or served is None or not flag(notice.payload, "hearing_right"):
        return
    if waived(view, notice, hearing=True) or after(view, notice, "request_hearing"):
        return
    end = period_end(view, "P23", service_day(served), (5, "wd"))
    if end is not None and decision_day(view, proposal) <= end:
        yield block(f"要求听证的期限至{end.isoformat()}届满，此前不得作出决定", "期限届满后作出")


@gate("hearing_held_if_asked", title="当事人要求的已举行听证", cites="行政处罚法第六十三条第一款")
def hearing_held_if_asked(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A hearing that was asked for in time was held, and its record reported on, before the decision (P27)."""
    asked = request(view)
    if proposal is None or asked is None:
        return
    held = after(view, asked, "hold_hearing")
    if not held:
        yield block("当事人要求听证，尚未举行听证", "组织听证")
    elif not after(view, held[-1], "hearing_report"):
        yield block(
            "听证结束后没有听证报告，应当根据听证笔录作出决定",
            "由听证主持人写出听证报告",
            citation="行政处罚法第六十五条",
        )
