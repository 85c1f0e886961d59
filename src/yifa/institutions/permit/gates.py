"""The rules of the licensing procedure (行政许可法). Importing the module registers them and those of common."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions import common
from yifa.institutions.common.reading import (
    act_day,
    acts,
    amount,
    count,
    day,
    figure,
    flag,
    integer,
    last,
    local_day,
    payload,
    period_end,
    rows,
    text,
)
from yifa.institutions.permit import conditions
from yifa.institutions.permit.conditions import permit_joint
from yifa.law.gates import Note, block, gate
from yifa.law.view import MatterView, Proposal

__all__ = ["common", "conditions"]


@gate("permit_fee_has_law", title="收费有法定依据", cites="行政许可法第五十八条")
def permit_fee_has_law(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """No fee unless a law or administrative regulation says so."""
    given = payload(proposal)
    if amount(given, "fee_fen") and not text(given, "fee_basis"):
        yield block("没有法律、行政法规依据不得收费", "写明依据或者不收费", "fee_basis")


@gate("permit_promise_not_longer", title="承诺时限不长于法定期限", cites="行政许可法第四十二条")
def permit_promise_not_longer(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A promised time is at most the statutory one (L03, L04)."""
    given = payload(proposal)
    row = figure(view, "L04" if text(given, "handling") == "joint" else "L03")
    promised = integer(given, "promise_days") or 0
    if row is not None and row.number and promised > row.number:
        yield block(f"承诺时限不得超过法定的{row.number}个工作日", "缩短承诺时限", "promise_days")


@gate("permit_false_application_barred", title="虚假申请后的限制", cites="行政许可法第七十八条")
def permit_false_application_barred(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """After a false application for a safety item, one year for the same item, whichever agency saw it (L14)."""
    given = payload(proposal)
    if proposal is None or not flag(given, "safety_item"):
        return
    for past in view.history:
        since = day(past.facts, "false_on")
        if not past.kind.startswith("permit.") or text(past.facts, "item_code") != text(given, "item_code"):
            continue
        end = period_end(view, "L14", since) if since else None
        if end is not None and act_day(view, proposal) <= end:
            yield block(
                f"{past.agency_name}（{past.number}）认定提供虚假材料，{end.isoformat()}前不得再次申请该许可",
                "限制期满后再申请",
                "item_code",
            )


@gate("permit_corrections_told_once", title="一次告知全部补正内容", cites="行政许可法第三十二条第一款第四项")
def permit_corrections_told_once(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Corrections are told once, within five working days of receipt (L01)."""
    received = last(view, "receive")
    if proposal is None or received is None:
        return
    if acts(view, "request_materials"):
        yield block("补正内容须一次告知，不得再次要求补正", "按已有材料处理")
    start = day(received.payload, "received_on") or local_day(received.occurred_to)
    end = period_end(view, "L01", start)
    if end is not None and act_day(view, proposal) > end:
        yield block("逾期未告知补正的，自收到申请材料之日起即为受理", "办理受理")


@gate("permit_materials_complete", title="材料齐全后受理", cites="行政许可法第三十二条第一款第五项")
def permit_materials_complete(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Complete, or wholly corrected, or nothing was told in time and it is deemed accepted (L01)."""
    received = last(view, "receive")
    if proposal is None or received is None:
        return
    lacking = [text(r, "name") for r in rows(received.payload, "materials") if not flag(r, "received")]
    told = acts(view, "request_materials")
    mended = any(flag(a.payload, "complete") for a in acts(view, "supplement"))
    start = day(received.payload, "received_on") or local_day(received.occurred_to)
    end = period_end(view, "L01", start)
    deemed = not told and end is not None and act_day(view, proposal) > end
    if (lacking or told) and not mended and not deemed:
        yield block(f"申请材料不齐全：{'、'.join(lacking) or '尚未全部补正'}", "告知补正")


@gate("permit_receipt_sealed", title="加盖专用印章的书面凭证", cites="行政许可法第三十二条第二款")
def permit_receipt_sealed(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Acceptance and its refusal are told on paper with seal and date (L02)."""
    if proposal is not None and not flag(proposal.payload, "sealed"):
        yield block("须出具加盖本机关专用印章和注明日期的书面凭证", "加盖印章", "sealed")


@gate("permit_two_verify", title="两名以上工作人员核查", cites="行政许可法第三十四条第三款")
def permit_two_verify(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """At least two staff check on site (L13)."""
    row = figure(view, "L13")
    if proposal is not None and row and row.number and len(set(proposal.officer_ids)) < row.number:
        yield block(f"实地核查须有{row.number}名以上工作人员", "增加核查人员")


@gate("permit_excluded_time_told", title="不计入期限的时间书面告知", cites="行政许可法第四十五条")
def permit_excluded_time_told(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The time needed is told to the applicant in writing (L07)."""
    if proposal is not None and not flag(proposal.payload, "told_in_writing"):
        yield block("须将所需时间书面告知申请人", "书面告知", "told_in_writing")


@gate("permit_extension_within_rule", title="延长期限", cites="行政许可法第四十二条")
def permit_extension_within_rule(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Once, at most ten (joint: fifteen) working days, the reasons told (L03, L04)."""
    if proposal is None:
        return
    row = figure(view, "L04" if permit_joint(view, proposal) else "L03")
    if row and row.extension_number and (integer(proposal.payload, "days") or 0) > row.extension_number:
        yield block(f"最多延长{row.extension_number}个工作日", "减少延长的天数", "days")
    if acts(view, "extend"):
        yield block("期限已经延长过", "在期限内作出决定")
    if not flag(proposal.payload, "told"):
        yield block("须将延长期限的理由告知申请人", "告知申请人", "told")


@gate("permit_hearing_held_in_order", title="听证的通知和主持", cites="行政许可法第四十八条")
def permit_hearing_held_in_order(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Notice seven working days before (L10); whoever examines the application does not preside."""
    if proposal is None:
        return
    told, held = day(proposal.payload, "notified_on"), day(proposal.payload, "held_on")
    row = figure(view, "L10")
    first = count(view, row.number, row.unit, told) if row and row.number and told else None
    if first is not None and held is not None and held < first:
        yield block(f"须在举行听证的{row.number if row else ''}个工作日前通知", "推迟听证", "held_on")
    if flag(proposal.payload, "presider_examined"):
        yield block("主持人须是审查人员以外的人员", "更换主持人", "presider_examined")


@gate("permit_hearing_settled", title="听证权利", cites="行政许可法第四十七条、第四十八条第二款")
def permit_hearing_settled(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A hearing asked for is held, the time to ask has passed (L08), and the record is followed."""
    if proposal is None:
        return
    offer, held = last(view, "offer_hearing"), acts(view, "hold_hearing")
    if acts(view, "request_hearing") and not held:
        yield block("申请人、利害关系人要求听证，尚未举行", "举行听证")
    elif offer is not None and not held:
        told = day(offer.payload, "told_on") or local_day(offer.occurred_to)
        end = period_end(view, "L08", told)
        if end is not None and act_day(view, proposal) <= end:
            yield block(f"申请听证的期限至{end.isoformat()}，尚未届满", "期满后决定")
    if held and not flag(proposal.payload, "hearing_record_followed"):
        yield block("举行听证的，应当根据听证笔录作出决定", "核对听证笔录", "hearing_record_followed")


@gate("permit_refusal_tells_remedies", title="不予许可说明理由、告知救济", cites="行政许可法第三十八条第二款")
def permit_refusal_tells_remedies(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A refusal has reasons and tells the remedies (L16)."""
    given = payload(proposal)
    if text(given, "outcome") == "refuse":
        for name, what in (("reasons", "理由"), ("remedy", "申请行政复议、提起行政诉讼的权利")):
            if not text(given, name):
                yield block(f"不予许可决定须写明{what}", f"填写{what}", name)


@gate("permit_served_before_close", title="决定送达后办结", cites="行政许可法第四十四条")
def permit_served_before_close(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Nothing is finished before the decision reached the applicant (L06)."""
    if proposal is not None and not acts(view, "serve_decision"):
        yield block("决定尚未送达申请人", "送达决定")
