"""Nothing is finished before it reached the applicant; files are complete (行政许可法第三十九条、第四十四条)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import acts, flag, last, text
from yifa.institutions.permit.standing import granted, pending_change, pending_renewal
from yifa.law.gates import Note, block, gate
from yifa.law.view import MatterView, Proposal

_LATER = (
    "decide_change",
    "decide_renewal",
    "deem_renewed",
    "withdraw_permit",
    "revoke_permit",
    "cancel_permit",
)


@gate("permit_served_before_close", title="决定送达后办结", cites="行政许可法第四十四条")
def permit_served_before_close(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Nothing is finished before the decision reached the applicant (L06)."""
    if proposal is not None and not acts(view, "serve_decision", "issue"):
        yield block("决定尚未送达申请人", "送达决定")


@gate("permit_granted_is_issued", title="准予许可的颁发许可证件", cites="行政许可法第四十四条")
def permit_granted_is_issued(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A permit that was granted goes into force by its licence; only what was refused is closed."""
    if proposal is not None and granted(view) and not acts(view, "issue"):
        yield block("准予许可的，应当颁发、送达许可证件", "办理颁发许可证件")


@gate("permit_later_served_after_decision", title="送达针对已作出的决定", cites="民事诉讼法第八十七条")
def permit_later_served_after_decision(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What is served has been decided."""
    if proposal is not None and not acts(view, *_LATER):
        yield block("没有需要送达的变更、延续、撤回、撤销或者注销决定", "先作出决定")


@gate("permit_file_complete", title="案卷材料齐全", cites="档案法第十四条")
def permit_file_complete(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The contents list was compared, decisions have proof of service, nothing applied for is left undecided."""
    if proposal is None:
        return
    if not flag(proposal.payload, "complete") and not text(proposal.payload, "missing"):
        yield block("尚未核对卷内目录；确有缺少的，须写明缺少的材料和原因", "核对卷内目录", "complete")
    if acts(view, "decide") and not acts(view, "serve_decision", "issue"):
        yield block("案卷中没有决定书的送达凭证", "补登送达情况")
    decided, served = last(view, *_LATER), last(view, "serve_later", "issue")
    if (
        decided is not None
        and (served is None or served.seq < decided.seq)
        and not text(proposal.payload, "missing")
    ):
        yield block("案卷中没有后来决定的送达凭证", "补登送达情况，或者写明原因", "missing")
    if pending_change(view) is not None or pending_renewal(view) is not None:
        yield block("还有没有决定的变更或者延续申请", "先作出决定")
