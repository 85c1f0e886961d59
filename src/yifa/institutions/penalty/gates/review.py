"""Legal review and deliberation (行政处罚法第五十七条第二款、第五十八条)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import acts, after, amount, integer, last, local_day, text
from yifa.institutions.common.review import agreed, not_agreed
from yifa.institutions.penalty.case import decision_day, hearings
from yifa.institutions.penalty.conditions import deliberation_required, legal_review_required
from yifa.law.gates import Note, block, gate
from yifa.law.view import ActView, MatterView, Proposal


def review_of_last_report(view: MatterView) -> ActView | None:
    """The newest review made after the last report, or None."""
    found = after(view, last(view, "report"), "legal_review")
    return found[-1] if found else None


@gate("legal_review_passed", title="法制审核已通过", cites="行政处罚法第五十八条第一款")
def legal_review_passed(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Where review is required, no decision without one that agrees (P15)."""
    if proposal is None or not legal_review_required(view, proposal):
        return
    review = review_of_last_report(view)
    if review is None:
        yield block("应当进行法制审核而没有审核，不得作出决定", "送法制审核")
    elif not agreed(review):
        yield not_agreed(review)
    elif local_day(review.occurred_to) > decision_day(view, proposal):
        yield block("决定书上的日期早于法制审核的日期", "核对作出决定的日期", "decided_on")


@gate("legal_review_after_hearing", title="听证之后进行法制审核", cites="行政处罚法第五十八条第一款第二项")
def legal_review_after_hearing(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A case that was heard is reviewed once the hearing is over."""
    held = hearings(view)
    if proposal is None or not held:
        return
    review = last(view, "legal_review")
    if review is None or review.seq < held[-1].seq:
        yield block("经过听证的案件，应当在听证结束后进行法制审核", "听证后送法制审核")


@gate("deliberated_if_required", title="重大复杂案件经集体讨论", cites="行政处罚法第五十七条第二款")
def deliberated_if_required(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A grave or complex case is decided by the heads together, and the decision is what they decided (P17)."""
    if proposal is None:
        return
    held = [
        a for a in after(view, last(view, "report"), "deliberate") if text(a.payload, "topic") == "decision"
    ]
    if not held:
        if deliberation_required(view, proposal):
            yield block("情节复杂或者重大违法行为，应当由负责人集体讨论决定", "提请集体讨论")
        return
    meeting = held[-1]
    later = (*hearings(view), *acts(view, "notify", "hear_defence"))
    if any(a.seq > meeting.seq for a in later):
        yield block("集体讨论之后又告知、听取陈述申辩或者听证，应当重新讨论", "重新提请集体讨论")
    if local_day(meeting.occurred_to) > decision_day(view, proposal):
        yield block("决定书上的日期早于集体讨论的日期", "核对作出决定的日期", "decided_on")
    outcome = text(meeting.payload, "outcome")
    if outcome != text(proposal.payload, "outcome"):
        yield block("决定种类与集体讨论的结论不一致", "按讨论结论作出决定", "outcome")
    agreed = integer(meeting.payload, "fine_fen")
    if agreed is None and amount(proposal.payload, "fine_fen") > 0:
        yield block("集体讨论没有决定罚款数额", "更正讨论记录，或者重新讨论", "fine_fen")
    if agreed is not None and agreed != amount(proposal.payload, "fine_fen"):
        yield block(f"罚款数额与集体讨论决定的{agreed // 100}元不一致", "按讨论结论作出决定", "fine_fen")
