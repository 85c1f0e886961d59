"""Hearings: offered, asked for, announced, held, followed (行政许可法第四十六条至第四十八条)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yifa.institutions.common.reading import (
    act_day,
    acts,
    after,
    day,
    flag,
    last,
    local_day,
    period_end,
    text,
)
from yifa.institutions.permit.standing import application
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal


@gate(
    "permit_hearing_told_to_all", title="告知申请人和利害关系人听证权利", cites="行政许可法第四十七条第一款"
)
def permit_hearing_told_to_all(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Both sides of the interest are told that they may ask for a hearing."""
    if proposal is None:
        return
    for name, who in (("applicant_told", "申请人"), ("interested_told", "利害关系人")):
        if not flag(proposal.payload, name):
            yield block(f"应当告知{who}享有要求听证的权利", f"告知{who}", name)


@gate("permit_hearing_asked_in_time", title="五日内提出听证申请", cites="行政许可法第四十七条第一款")
def permit_hearing_asked_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Within five days of being told (L08); the agency may hold one that was asked for late."""
    offer = last(view, "offer_hearing")
    if proposal is None or offer is None:
        return
    told = day(offer.payload, "told_on") or local_day(offer.occurred_to)
    end, asked = period_end(view, "L08", told), day(proposal.payload, "requested_on")
    if end is not None and asked is not None and asked > end:
        yield warn(f"申请听证的期限至{end.isoformat()}届满，已经逾期", "由本机关决定是否听证", "requested_on")


def _asking_ends(view: MatterView) -> date | None:
    """The last day to ask for a hearing (L08); None where nobody was told of the right."""
    offer = last(view, "offer_hearing")
    if offer is None:
        return None
    return period_end(view, "L08", day(offer.payload, "told_on") or local_day(offer.occurred_to))


@gate("permit_hearing_right_settled", title="听证权利", cites="行政许可法第四十七条、第四十八条第二款")
def permit_hearing_right_settled(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A hearing asked for in time is held, the time to ask has passed (L08), and the record is followed.

    The article binds the agency to a request within five days; of a later one it decides itself.
    """
    if proposal is None:
        return
    asked, end = last(view, "request_hearing"), _asking_ends(view)
    held = acts(view, "hold_hearing", "hearing_report")
    if asked is not None and not held and not after(view, asked, "withdraw_hearing_request"):
        on = day(asked.payload, "requested_on") or local_day(asked.occurred_to)
        if end is not None and on > end:
            yield warn(
                f"逾期（{end.isoformat()}后）提出的听证申请尚未处理", "举行听证，或者告知不予听证的理由"
            )
        else:
            yield block("申请人、利害关系人要求听证，尚未举行", "举行听证")
    elif not held and end is not None and act_day(view, proposal) <= end:
        yield block(f"申请听证的期限至{end.isoformat()}，尚未届满", "期满后决定")
    if held and not flag(proposal.payload, "hearing_record_followed"):
        yield block("举行听证的，应当根据听证笔录作出决定", "核对听证笔录", "hearing_record_followed")


@gate("permit_hearing_offered", title="涉及他人重大利益的告知听证权利", cites="行政许可法第四十七条第一款")
def permit_hearing_offered(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Where people were told that the permit concerns their major interests, they are told of the hearing too.

    第三十六条 and 第四十七条 do not use quite the same words, so a person looks at it.
    """
    told = last(view, "tell_interested")
    heard = acts(view, "offer_hearing", "order_hearing", "request_hearing", "hold_hearing", "hearing_report")
    if proposal is not None and told is not None and not heard:
        yield warn(
            f"许可事项直接关系{text(told.payload, 'who')}的重大利益，案卷中没有告知听证权利的记录",
            "直接涉及申请人与他人之间重大利益关系的，告知听证权利",
        )


@gate("permit_own_hearing_held", title="应当听证的事项公告并听证", cites="行政许可法第四十六条")
def permit_own_hearing_held(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Where the law or the public interest asks for a hearing, it is ordered (the hearing announces it) and held."""
    received, ordered = application(view), last(view, "order_hearing")
    required = received is not None and flag(received.payload, "hearing_required")
    if proposal is None or not (required or ordered):
        return
    if ordered is None:
        yield block("该事项应当向社会公告并举行听证", "决定举行听证")
    elif not after(view, ordered, "hearing_report"):
        yield block("决定举行的听证尚未终结", "举行听证")
