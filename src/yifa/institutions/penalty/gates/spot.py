"""Summary procedure (行政处罚法第五十一条、第五十二条、第六十八条至第七十条；行政复议法第二十三条)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import (
    after,
    amount,
    day,
    figure,
    flag,
    is_person,
    last,
    local_day,
    parties,
    period_end,
    text,
    texts,
)
from yifa.institutions.penalty.case import SPOT
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal


def _limit(view: MatterView, figure_id: str, default_yuan: int) -> int:
    """An amount of the law in fen."""
    row = figure(view, figure_id)
    return (row.number if row and row.number and row.unit == "CNY" else default_yuan) * 100


@gate("spot_limits", title="当场处罚的种类和数额", cites="行政处罚法第五十一条")
def spot_limits(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Warning or a fine up to 200 yuan for people, 3,000 for legal persons and other bodies (P12, P13)."""
    if proposal is None:
        return
    other = set(texts(proposal.payload, "kinds")) - {"warning", "fine"}
    if other:
        yield block("当场只能处以罚款或者警告", "其他处罚适用普通程序", "kinds")
    accused = parties(view)
    if len(accused) != 1:
        yield block("一份当场处罚决定书只能处罚一名当事人", "分别作出决定", "parties")
        return
    person = is_person(accused[0])
    limit = _limit(view, "P12", 200) if person else _limit(view, "P13", 3000)
    if amount(proposal.payload, "fine_fen") > limit:
        who = "公民（含个体工商户）" if person else "法人或者其他组织"
        yield block(f"对{who}当场罚款不得超过{limit // 100}元", "适用普通程序", "fine_fen")


@gate("spot_identity_shown", title="当场出示执法证件", cites="行政处罚法第五十二条第一款")
def spot_identity_shown(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Certificates are shown before a decision on the spot (P02)."""
    if proposal is not None and not flag(proposal.payload, "identity_shown"):
        yield block("没有向当事人出示执法证件", "出示执法证件", "identity_shown")


@gate("spot_rights_told", title="当场告知权利", cites="行政处罚法第四十四条")
def spot_rights_told(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Facts, reasons, basis and rights are told on the spot, and what the party says is answered (P09, P11)."""
    if proposal is None:
        return
    if not flag(proposal.payload, "rights_told"):
        yield block("没有告知事实、理由、依据和陈述、申辩的权利", "告知后记录", "rights_told")
    if text(proposal.payload, "statement") and not text(proposal.payload, "statement_result"):
        yield block(
            "当事人陈述、申辩的，应当复核", "填写复核意见", "statement_result", "行政处罚法第四十五条第一款"
        )


@gate("spot_delivered", title="决定书当场交付", cites="行政处罚法第五十二条第一款")
def spot_delivered(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The numbered form is handed over there and then; a refusal to sign is noted (P14)."""
    if proposal is None:
        return
    if not flag(proposal.payload, "delivered"):
        yield block("决定书应当当场交付当事人", "当场交付", "delivered")
    if text(proposal.payload, "signature") != "signed" and not text(proposal.payload, "signature_note"):
        yield block("当事人拒绝签收的，应当在决定书上注明", "注明情况", "signature_note")


@gate("reconsideration_first_told", title="告知先申请行政复议", cites="行政复议法第二十三条")
def reconsideration_first_told(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Against a decision on the spot reconsideration comes first, and the paper says so."""
    if proposal is not None and not flag(proposal.payload, "reconsideration_first"):
        yield block(
            "对当场作出的处罚决定不服，应当先申请行政复议，须告知当事人",
            "告知复议前置",
            "reconsideration_first",
        )


@gate("spot_collection", title="当场收缴罚款的情形", cites="行政处罚法第六十八条")
def spot_collection(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Collected on the spot only up to 100 yuan, or where it could hardly be collected later, or in remote places."""
    if proposal is None or not flag(proposal.payload, "collected_on_spot"):
        return
    ground = text(proposal.payload, "collection_ground")
    limit = _limit(view, "P29", 100)
    if amount(proposal.payload, "fine_fen") == 0:
        yield block("没有罚款，无从收缴", "核对罚款数额", "collected_on_spot")
    if ground not in ("small", "hard_later", "remote"):
        yield block("没有写明当场收缴的法定情形", "选择情形，或者由当事人自行缴纳", "collection_ground")
    elif ground == "small" and amount(proposal.payload, "fine_fen") > limit:
        yield block(
            f"罚款超过{limit // 100}元，不能以小额为由当场收缴", "选择相符的情形", "collection_ground"
        )
    if not text(proposal.payload, "receipt_number"):
        yield block(
            "不出具财政部门统一制发的专用票据，当事人有权拒绝缴纳",
            "填写票据号码",
            "receipt_number",
            "行政处罚法第七十条",
        )


@gate("spot_filed_in_time", title="当场处罚按期备案", cites="行政处罚法第五十二条第三款")
def spot_filed_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Filed with the agency; the statute names no period, some sectors do (P14, M10)."""
    decided = last(view, *SPOT)
    if decided is None or (proposal is None and after(view, decided, "file_with_agency")):
        return
    start = day(decided.payload, "decided_on") or local_day(decided.occurred_to)
    end = period_end(view, "M10", start)
    at = day(proposal.payload, "filed_on") if proposal else local_day(view.as_at)
    if proposal is not None and at is not None and at < start:
        yield block("备案日期早于处罚日期", "核对日期", "filed_on")
    elif end is not None and at is not None and at > end:
        yield warn(
            f"应当在{end.isoformat()}前备案，已经逾期", "说明逾期的原因", "filed_on" if proposal else None
        )
