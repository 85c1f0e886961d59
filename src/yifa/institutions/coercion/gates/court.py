"""Asking the court: when, how, and what follows its answer (行政强制法第五十三条至第六十条)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yifa.institutions.coercion.execution import begun, demand_served, owed, remedies_over
from yifa.institutions.coercion.gates.enforcement_opening import LAW_AND_ARTICLE
from yifa.institutions.common.court import applied_on, missing_materials, too_soon_after_demand
from yifa.institutions.common.reading import (
    act_day,
    after,
    amount,
    day,
    flag,
    last,
    local_day,
    payload,
    period_end,
    text,
    yuan,
)
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal


@gate(
    "coercion_court_without_own_power",
    title="没有强制执行权的才申请法院",
    cites="行政强制法第十三条、第五十三条",
)
def coercion_court_without_own_power(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """An agency with the power enforces by itself, unless the statute that gives it leaves the choice.

    So 税收征收管理法第八十八条第三款.

    The auction of 第四十六条第三款 and 代履行 are open to agencies without the power: they may ask the court.
    """
    if proposal is None or text(proposal.payload, "power") != "law":
        return
    if LAW_AND_ARTICLE.search(text(proposal.payload, "power_basis")):
        yield warn(
            "法律规定本机关可以强制执行；同时规定可以申请人民法院强制执行的，才能申请",
            "核对该条是否规定可以选择；没有规定的，办理行政强制执行",
            "power",
        )
    else:
        yield block("本机关可以自行强制执行的，不申请人民法院强制执行", "办理行政强制执行", "power")


@gate("coercion_remedy_end_right", title="复议、诉讼期限届满之日正确", cites="行政强制法第五十三条")
def coercion_remedy_end_right(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What the form says is what follows from service, or from the remedy that was taken (R01, S01, S02)."""
    if proposal is None:
        return
    if text(proposal.payload, "remedy") == "running":
        yield block("行政复议或者行政诉讼尚未终结", "终结后办理", "remedy")
        return
    stated, end = day(proposal.payload, "remedy_expired_on"), remedies_over(view, proposal)
    if stated is None or end is None:
        return
    if stated < end:
        yield block(
            f"按送达和复议、诉讼情况计算，期限至{end.isoformat()}", "核对届满之日", "remedy_expired_on"
        )
    elif stated > end:
        yield warn(
            f"按送达和复议、诉讼情况计算，期限至{end.isoformat()}", "核对届满之日", "remedy_expired_on"
        )


def opens_on(view: MatterView) -> date | None:
    """The day after which the court may be asked: the end of the remedies, or of a deferral (P36)."""
    first = begun(view)
    days = [d for d in (day(first, "remedy_expired_on"), day(first, "deferral_ends_on")) if d]
    return max(days) if days else None


def closes_on(view: MatterView) -> date | None:
    """The last day to ask the court (K19): three months from then."""
    start = opens_on(view)
    return period_end(view, "K19", start) if start is not None else None


@gate(
    "coercion_court_window",
    title="自期限届满之日起三个月内申请",
    cites="行政强制法第五十三条，行政处罚法第七十二条第二款",
)
def coercion_court_window(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Not before the party's time is over, and within three months; at rest: before the time runs out."""
    opens, closes = opens_on(view), closes_on(view)
    if opens is None or closes is None:
        return
    if proposal is None:
        done = last(view, "apply_court", "perform", "withdraw_application", "close")
        if done is None and local_day(view.as_at) > closes:
            yield warn(f"申请人民法院强制执行的期限已于{closes.isoformat()}届满", "说明没有申请的原因")
        return
    on = applied_on(view, proposal)
    if on <= opens:
        yield block(
            f"复议、诉讼（或者暂缓、分期）期限至{opens.isoformat()}，此前不能申请", "期满后申请", "applied_on"
        )
    elif on > closes and not text(proposal.payload, "late_reason"):
        yield block(f"申请期限至{closes.isoformat()}届满", "逾期申请的，写明正当理由", "late_reason")
    elif on > closes:
        yield warn(f"申请期限至{closes.isoformat()}届满，是否受理由人民法院决定", "附证明材料", "late_reason")


@gate("coercion_court_demanded", title="催告书送达十日后申请", cites="行政强制法第五十四条")
def coercion_court_demanded(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Ten working days after the demand reached the party (K20), and nothing was performed."""
    if proposal is None:
        return
    served = demand_served(view)
    if served is None:
        yield block("没有催告，或者催告书没有送达当事人", "办理催告并送达")
        return
    yield from too_soon_after_demand(view, proposal, served)
    asked = amount(proposal.payload, "amount_fen")
    if text(begun(view), "duty") == "money" and asked + amount(proposal.payload, "surcharge_fen") == 0:
        yield block("没有填写申请执行的数额", "填写数额", "amount_fen")
    elif text(begun(view), "duty") == "money" and asked > owed(view):
        yield block(f"申请的数额超过尚未缴纳的{yuan(owed(view))}", "核对数额", "amount_fen")


@gate("coercion_court_place", title="向有管辖权的法院申请", cites="行政强制法第五十四条")
def coercion_court_place(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The court where the agency is; for immovable property the court where that lies."""
    if proposal is not None and not flag(proposal.payload, "place_right"):
        where = "不动产所在地" if flag(begun(view), "immovable") else "本机关所在地"
        yield block(f"应当向{where}有管辖权的人民法院申请", "核对法院", "place_right")


@gate("coercion_court_materials", title="申请材料齐全", cites="行政强制法第五十五条")
def coercion_court_materials(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Four kinds always, a fifth where laws and regulations want it (K21); signed, sealed and dated."""
    if proposal is None:
        return
    yield from missing_materials(proposal)
    if not flag(proposal.payload, "head_signed"):
        yield block("强制执行申请书应当由行政机关负责人签名", "签名后申请", "head_signed")
    if not flag(proposal.payload, "sealed"):
        yield block("强制执行申请书应当加盖行政机关的印章并注明日期", "盖章后申请", "sealed")


@gate("coercion_court_no_fee", title="不缴纳申请费", cites="行政强制法第六十条第一款")
def coercion_court_no_fee(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The agency pays nothing for asking."""
    if proposal is not None and amount(proposal.payload, "fee_fen"):
        yield block("行政机关申请人民法院强制执行，不缴纳申请费", "请法院退还", "fee_fen")


@gate("coercion_court_urgent", title="立即执行限于保障公共安全", cites="行政强制法第五十九条")
def coercion_court_urgent(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Urgent, and for public safety."""
    if proposal is None or not flag(proposal.payload, "immediate") or proposal.kind != "apply_court":
        return
    if len(text(proposal.payload, "public_safety")) < 4:
        yield block("申请立即执行的，须情况紧急、为保障公共安全", "写明事由", "public_safety")


@gate("coercion_court_answer_in_time", title="法院五日内受理", cites="行政强制法第五十六条第一款")
def coercion_court_answer_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The court's own period (K22): the agency asks when it has passed."""
    applied = last(view, "apply_court")
    start = day(applied.payload, "applied_on") if applied is not None else None
    end = period_end(view, "K22", start) if start is not None else None
    if end is None or (
        proposal is None and after(view, applied, "court_answer", "perform", "withdraw_application")
    ):
        return
    given = payload(proposal)
    if proposal is not None and text(given, "answer") == "refused" and not text(given, "document_number"):
        yield block(
            "不予受理的，须有裁定书", "填写裁定书文号", "document_number", "行政强制法第五十六条第二款"
        )
    if (day(given, "decided_on") or local_day(view.as_at)) > end:
        yield warn(f"人民法院应当在{end.isoformat()}前受理", "向法院了解情况", "decided_on")


def ruling_end(view: MatterView) -> date | None:
    """The last day for the court's ruling: seven working days (K23), or thirty days where it hears the sides (K24)."""
    answered = last(view, "court_answer")
    if answered is None or text(answered.payload, "answer") != "accepted":
        return None
    start = day(answered.payload, "decided_on")
    heard = after(view, answered, "court_hears")
    return period_end(view, "K24" if heard else "K23", start) if start is not None else None


@gate("coercion_court_ruling", title="裁定的期限和理由", cites="行政强制法第五十七条、第五十八条第二款")
def coercion_court_ruling(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """In time, with reasons where execution is refused; a refusal reaches the agency in five working days (K24-3)."""
    end = ruling_end(view)
    if proposal is None:
        if (
            end is not None
            and last(view, "court_ruling", "perform", "withdraw_application") is None
            and local_day(view.as_at) > end
        ):
            yield warn(f"人民法院应当在{end.isoformat()}前作出裁定", "向法院了解情况")
        return
    given = proposal.payload
    ruled, received = day(given, "ruling_on"), day(given, "received_on")
    refused = text(given, "ruling") == "refuse"
    if refused and not text(given, "reasons"):
        yield block("裁定不予执行的，应当说明理由", "填写裁定书载明的理由", "reasons")
    if end is not None and ruled is not None and ruled > end:
        yield warn(f"裁定期限至{end.isoformat()}", "核对裁定之日", "ruling_on")
    served = period_end(view, "K24-3", ruled) if refused and ruled is not None else None
    if served is not None and received is not None and received > served:
        yield warn(f"不予执行的裁定应当在{served.isoformat()}前送达", "核对收到之日", "received_on")


@gate(
    "coercion_objection_in_time",
    title="十五日内向上一级法院申请复议",
    cites="行政强制法第五十六条第二款、第五十八条第三款",
)
def coercion_objection_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Fifteen days from receipt of the ruling (K22-2, K24-2)."""
    if proposal is None:
        return
    refused = last(view, "court_answer", "court_ruling")
    kept_out = refused is not None and text(refused.payload, "answer") == "refused"
    not_executed = refused is not None and text(refused.payload, "ruling") == "refuse"
    if refused is None or not (kept_out or not_executed):
        yield block("没有不予受理或者不予执行的裁定", "核对裁定")
        return
    if after(view, refused, "higher_ruling"):
        yield block("上一级人民法院已经裁定", "不能再次申请复议")
    received = day(refused.payload, "received_on")
    end = period_end(view, "K22-2" if kept_out else "K24-2", received) if received is not None else None
    on = applied_on(view, proposal)
    if end is not None and on > end:
        yield block(f"申请复议的期限至{end.isoformat()}届满", "逾期不能申请复议", "applied_on")


@gate(
    "coercion_higher_ruling_fits",
    title="上一级法院的裁定针对原裁定",
    cites="行政强制法第五十六条第二款、第五十八条第三款",
)
def coercion_higher_ruling_fits(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Whether to accept after a refusal to accept, whether to execute after a refusal to execute; in their time."""
    objected = last(view, "object_higher")
    if proposal is None or objected is None:
        return
    first = last(view, "court_answer", "court_ruling")
    kept_out = first is not None and first.kind == "court_answer"
    given = proposal.payload
    if text(given, "ruling") == ("execute" if kept_out else "accept"):
        yield block("与原裁定的种类不一致", "核对裁定", "ruling")
    start = day(objected.payload, "received_on") or day(objected.payload, "applied_on")
    end = period_end(view, "K22-3" if kept_out else "K24-4", start) if start is not None else None
    ruled = day(given, "ruling_on")
    if end is not None and ruled is not None and ruled > end:
        yield warn(f"上一级人民法院应当在{end.isoformat()}前裁定", "核对裁定之日", "ruling_on")


@gate("coercion_court_costs", title="执行费用由被执行人承担", cites="行政强制法第六十条第一款")
def coercion_court_costs(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Costs fall on the party; money that came in has gone to the treasury."""
    if proposal is None:
        return
    if flag(proposal.payload, "cost_from_agency"):
        yield block("强制执行的费用由被执行人承担", "核对费用", "cost_from_agency")
    if amount(proposal.payload, "collected_fen") and not text(proposal.payload, "account"):
        yield block("没有填写款项去向", "填写去向", "account", "行政强制法第六十条第四款")


_ENDS = {"executed": "performed", "performed": "performed", "refused": "refused", "withdrawn": "withdrawn"}


@gate("coercion_court_closing", title="申请执行已有结果", cites="行政强制法第五十七条、第六十条")
def coercion_court_closing(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The ground is the one the file shows; a refusal that can still be contested says why it is not."""
    if proposal is None:
        return
    if text(proposal.payload, "ground") != _ENDS.get(view.stage, ""):
        yield block("办结理由与办理结果不一致", "核对办理结果", "ground")
    refused = last(view, "court_answer", "court_ruling")
    if view.stage != "refused" or refused is None or after(view, refused, "higher_ruling"):
        return
    received = day(refused.payload, "received_on")
    kept_out = refused.kind == "court_answer"
    end = period_end(view, "K22-2" if kept_out else "K24-2", received) if received is not None else None
    if end is not None and act_day(view, proposal) <= end:
        yield warn(
            f"向上一级人民法院申请复议的期限至{end.isoformat()}",
            "决定是否申请复议",
            citation="行政强制法第五十六条第二款" if kept_out else "行政强制法第五十八条第三款",
        )
