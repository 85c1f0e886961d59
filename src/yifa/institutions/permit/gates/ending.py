"""Withdrawal, revocation, cancellation (行政许可法第八条、第六十九条、第七十条、第七十九条)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yifa.institutions.common.reading import day, flag, local_day, text
from yifa.institutions.permit.standing import deemed_renewed, valid_until
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal


@gate("permit_holder_heard", title="听取被许可人陈述、申辩", cites="行政许可法第七条")
def permit_holder_heard(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Nothing is taken back before the holder could speak."""
    if proposal is not None and not flag(proposal.payload, "heard"):
        yield block("被许可人享有陈述权、申辩权，须先听取意见", "听取陈述、申辩", "heard")


@gate("permit_loss_compensated", title="撤回、变更造成损失的补偿", cites="行政许可法第八条第二款")
def permit_loss_compensated(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Loss from a lawful withdrawal or change is compensated."""
    if proposal is not None and flag(proposal.payload, "loss") and not text(proposal.payload, "compensation"):
        yield block("给被许可人造成财产损失的，应当依法给予补偿", "写明补偿的内容", "compensation")


@gate("permit_public_interest_shown", title="为了公共利益的需要", cites="行政许可法第八条第二款")
def permit_public_interest_shown(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Changed law or facts alone do not do: the public interest must need it."""
    if proposal is not None and not text(proposal.payload, "public_interest"):
        yield block("变更、撤回须为了公共利益的需要", "写明公共利益的需要", "public_interest")


@gate(
    "permit_not_revoked_against_public",
    title="撤销损害公共利益的不予撤销",
    cites="行政许可法第六十九条第三款",
)
def permit_not_revoked_against_public(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Where revoking may do great harm to the public, it is not revoked."""
    if proposal is not None and flag(proposal.payload, "harms_public"):
        yield block("撤销可能对公共利益造成重大损害的，不予撤销", "办理不予撤销", "harms_public")


@gate("permit_revocation_compensated", title="撤销造成损害的赔偿", cites="行政许可法第六十九条第四款")
def permit_revocation_compensated(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Harm to a holder who is not to blame is made good; what was got by fraud is not protected."""
    if proposal is None:
        return
    given = proposal.payload
    if text(given, "ground") == "fraud":
        if text(given, "compensation"):
            yield block("以不正当手段取得许可的，基于许可取得的利益不受保护", "不填写赔偿", "compensation")
    elif flag(given, "harmed") and not text(given, "compensation"):
        yield block("被许可人的合法权益受到损害的，应当依法给予赔偿", "写明赔偿的内容", "compensation")


@gate("permit_fraud_is_punished", title="以不正当手段取得许可的处罚", cites="行政许可法第七十九条")
def permit_fraud_is_punished(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Fraud is punished too; the case is named."""
    if proposal is None or text(proposal.payload, "ground") != "fraud":
        return
    if not text(proposal.payload, "penalty_matter"):
        yield warn("以不正当手段取得许可的，应当依法给予行政处罚", "立案后填写案号", "penalty_matter")


@gate("permit_cancellation_ground_holds", title="注销的情形成立", cites="行政许可法第七十条")
def permit_cancellation_ground_holds(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Each ground is borne out by the record: the term is over, the permit taken back, the holder of that kind."""
    if proposal is None:
        return
    ground, on = (
        text(proposal.payload, "ground"),
        day(proposal.payload, "decided_on") or local_day(proposal.occurred_to),
    )
    yield from _expired(view, ground, on)
    undone = view.stage in ("revoked", "withdrawn")
    if ground == "undone" and not undone:
        yield block("许可没有被撤销或者撤回", "先办理撤销或者撤回", "ground")
    if undone and ground != "undone":
        yield block("许可已被撤销或者撤回，按第七十条第四项注销", "选择撤销、撤回", "ground")
    kinds = {p.kind for p in view.parties if p.role == "party"}
    if ground == "person_gone" and kinds and not kinds & {"natural", "individual_business"}:
        yield block("该情形只适用于赋予公民特定资格的许可", "核对情形", "ground", "行政许可法第七十条第二项")
    if ground == "body_ended" and kinds == {"natural"}:
        yield block("该情形只适用于法人或者其他组织", "核对情形", "ground", "行政许可法第七十条第三项")


def _expired(view: MatterView, ground: str, on: date) -> Iterator[Note]:
    if ground != "expired":
        return
    end = valid_until(view)
    if end is None:
        yield block("该许可长期有效，没有届满", "核对情形", "ground")
    elif on <= end:
        yield block(f"有效期至{end.isoformat()}，尚未届满", "届满后注销", "ground")
    elif deemed_renewed(view, on):
        yield block(
            "届满前没有对延续申请作出决定，视为准予延续",
            "登记视为准予延续",
            "ground",
            "行政许可法第五十条第二款",
        )
