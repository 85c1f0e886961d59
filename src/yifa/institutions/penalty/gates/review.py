"""Legal review and deliberation (行政处罚法第五十七条第二款、第五十八条)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import after, amount, integer, last, local_day, rows, text
from yifa.institutions.penalty.case import decision_day, investigators
from yifa.institutions.penalty.conditions import deliberation_required, legal_review_required
from yifa.law.gates import Note, block, gate
from yifa.law.view import ActView, MatterView, Proposal

_OPINIONS = {"correct": "建议纠正", "supplement": "建议补充调查", "transfer": "建议移送"}


@gate("submitted_for_review", title="案件已送法制审核", cites="行政处罚法第五十八条第一款")
def submitted_for_review(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A review answers a submission made after the last report."""
    if proposal is not None and not after(view, last(view, "report"), "submit_legal_review"):
        yield block("案件尚未送法制审核", "由承办人送审")


@gate("reviewer_qualified", title="法制审核人员具备资格", cites="行政处罚法第五十八条第二款")
def reviewer_qualified(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Reviewers hold the national legal qualification (P16)."""
    if proposal is None:
        return
    for officer_id in proposal.officer_ids:
        officer = view.officer(str(officer_id))
        if officer is None or not officer.legal_qualified:
            name = officer.name if officer else "未登记人员"
            yield block(f"{name}没有法律职业资格，不能从事法制审核", "由取得资格的人员审核")


@gate(
    "reviewer_not_handler", title="审核人员不是办案人员", cites="市场监督管理行政处罚程序规定第四十九条第三款"
)
def reviewer_not_handler(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Whoever investigated does not review."""
    if proposal is None:
        return
    for officer_id in proposal.officer_ids:
        if str(officer_id) in investigators(view):
            officer = view.officer(str(officer_id))
            yield block(
                f"{officer.name if officer else '该人员'}是本案办案人员，不能审核", "由其他审核人员办理"
            )


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
    elif text(review.payload, "opinion") != "agree":
        opinion = _OPINIONS.get(text(review.payload, "opinion"), "未通过")
        yield block(f"法制审核意见为“{opinion}”，审核未通过不得作出决定", "按意见处理后重新送审")
    elif local_day(review.occurred_to) > decision_day(view, proposal):
        yield block("决定书上的日期早于法制审核的日期", "核对作出决定的日期", "decided_on")


@gate("legal_review_after_hearing", title="听证之后进行法制审核", cites="行政处罚法第五十八条第一款第二项")
def legal_review_after_hearing(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A case that was heard is reviewed once the hearing is over."""
    hearing = last(view, "hold_hearing")
    if proposal is None or hearing is None:
        return
    review = last(view, "legal_review")
    if review is None or review.seq < hearing.seq:
        yield block("经过听证的案件，应当在听证结束后进行法制审核", "听证后送法制审核")


@gate(
    "deliberation_members_are_heads", title="参加集体讨论的是机关负责人", cites="行政处罚法第五十七条第二款"
)
def deliberation_members_are_heads(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Members are the agency's heads; each says what and why, so that dissent is on record (P17)."""
    if proposal is None:
        return
    members = rows(proposal.payload, "members")
    heads = 0
    for row in members:
        officer = view.officer(text(row, "officer"))
        if officer is None or "agency_head" not in officer.roles:
            name = officer.name if officer else "未登记人员"
            yield block(f"{name}不是本机关负责人，只能列席", "从参加讨论的负责人中删去，记为列席", "members")
        else:
            heads += 1
        if not text(row, "reasons"):
            yield block("每名负责人的意见和理由都应当记录", "补充意见和理由", "members")
    if heads < 2:
        yield block("集体讨论须有两名以上机关负责人参加", "由负责人集体讨论", "members")
    presider = view.officer(text(proposal.payload, "presider"))
    if presider is None or "agency_head" not in presider.roles:
        yield block("集体讨论由机关负责人主持", "选择主持的负责人", "presider")


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
            yield block("情节复杂或者重大违法行为，应当由负责人集体讨论决定", "召开集体讨论")
        return
    meeting = held[-1]
    if after(view, meeting, "hold_hearing", "notify", "hear_defence"):
        yield block("集体讨论之后又告知、听取陈述申辩或者听证，应当重新讨论", "重新集体讨论")
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
