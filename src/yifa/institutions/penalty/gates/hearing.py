"""Hearing (行政处罚法第六十三条至第六十五条)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import after, day, flag, last, names, period_end, text
from yifa.institutions.penalty.case import decision_day, hearings, investigators
from yifa.institutions.penalty.gates.notice import served_notice, service_day, waived
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
    """What is withdrawn is a request that stands."""
    if proposal is not None and request(view) is None:
        yield block("当事人没有要求听证，或者已经撤回", "核对听证申请")


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
    held = [a for a in hearings(view) if a.seq > asked.seq]
    if not held:
        yield block("当事人要求听证，尚未举行听证", "在“听证”中举行听证，写出听证报告")
    elif held[-1].kind == "hold_hearing" and not after(view, held[-1], "hearing_report"):
        yield block(
            "听证结束后没有听证报告，应当根据听证笔录作出决定",
            "由听证主持人写出听证报告",
            citation="行政处罚法第六十五条",
        )


def _by_people(proposal: Proposal | None) -> bool:
    return proposal is not None and any(proposal.officer_ids)


@gate("hearing_was_held", title="听证报告针对已举行的听证", cites="行政处罚法第六十五条")
def hearing_was_held(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """People report here on a hearing that was held here after the request; others come from the hearing itself."""
    if _by_people(proposal) and not after(view, request(view), "hold_hearing"):
        yield block("听证不是在本案中举行的", "听证报告在“听证”中办理，由系统记入本案")


@gate(
    "hearing_officer_not_investigator", title="听证主持人不是本案调查人员", cites="行政处罚法第六十四条第四项"
)
def hearing_officer_not_investigator(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Whoever was appointed to preside, and did not investigate, reports on a hearing that was held here (P26)."""
    if proposal is None or not _by_people(proposal):
        return
    sitting = [str(i) for i in proposal.officer_ids]
    appointed = last(view, "appoint_hearing_officer")
    if appointed is not None and text(appointed.payload, "officer") not in sitting:
        yield block("主持人不是机关指定的听证主持人", "由指定的主持人办理")
    clash = [i for i in sitting if i in investigators(view)]
    if clash:
        yield block(f"{names(view, clash)}是本案调查人员，不能担任听证人员", "由非本案调查人员办理")
