"""Identity shown and records signed (行政处罚法第五十五条)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import acts, flag, local_day, text
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal


@gate("identity_shown_before_investigation", title="先出示执法证件", cites="行政处罚法第五十五条第一款")
def identity_shown_before_investigation(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Certificates are shown each time, before the record: noted in it, or by an act of its own that day (P02)."""
    if proposal is None or flag(proposal.payload, "identity_shown"):
        return
    today = local_day(proposal.occurred_to)
    shown = [
        a
        for a in acts(view, "show_identity")
        if a.occurred_from <= proposal.occurred_to and local_day(a.occurred_to) == today
    ]
    if not shown:
        yield block(
            "没有当次出示执法证件的记录，当事人有权拒绝接受调查或者检查",
            "出示执法证件并记入笔录",
            "identity_shown",
        )


@gate("unsigned_record_supported", title="未签名的笔录有旁证", cites="市场监督管理行政处罚程序规定第四十三条")
def unsigned_record_supported(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A record that was not signed says why and rests on a recording or a witness."""
    if proposal is None or text(proposal.payload, "signature") not in ("refused", "absent"):
        return
    if not text(proposal.payload, "signature_note"):
        yield block("拒绝签名或者不在场的情况没有注明", "注明情况", "signature_note")
    if not text(proposal.payload, "witness") and not proposal.payload.get("recording"):
        yield warn("没有音像记录或者见证人，拒签笔录的证明力不足", "补充音像记录或者邀请见证人", "recording")
