"""Who discusses, and what the record must show (行政处罚法第五十七条第二款)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions import common  # noqa: F401  (registers the shared gates)
from yifa.institutions.common.reading import flag, last, names, rows, text, texts
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal

_CITE = "行政处罚法第五十七条第二款"
_OF_PENALTIES = ("penalty", "no_penalty", "not_established", "transfer_criminal", "transfer")


def _is_head(view: MatterView, officer_id: str) -> bool:
    officer = view.officer(officer_id)
    return officer is not None and "agency_head" in officer.roles


def _heads(view: MatterView, ids: list[str], field: str) -> Iterator[Note]:
    """Only heads discuss; two at least, or it is not together."""
    for officer_id in ids:
        if not _is_head(view, officer_id):
            yield block(
                f"{names(view, [officer_id])}不是本机关负责人，只能列席",
                "从参加讨论的负责人中删去，记为列席",
                field,
            )
    if sum(_is_head(view, i) for i in ids) < 2:
        yield block("集体讨论须有两名以上机关负责人参加", "由负责人集体讨论", field)


def _presided(view: MatterView, proposal: Proposal) -> Iterator[Note]:
    if not _is_head(view, text(proposal.payload, "presider")):
        yield block("集体讨论由机关负责人主持", "选择主持的负责人", "presider")


@gate("convened_are_heads", title="召集的是机关负责人", cites=_CITE)
def convened_are_heads(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The law says who decides together: the heads, not a committee of units (P17)."""
    if proposal is not None:
        yield from _heads(view, list(texts(proposal.payload, "heads")), "heads")
        yield from _presided(view, proposal)


@gate("discussed_by_heads", title="参加集体讨论的是机关负责人", cites=_CITE)
def discussed_by_heads(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Members are the agency's heads; each says what and why, so that dissent is on record (P17)."""
    if proposal is None:
        return
    members = rows(proposal.payload, "members")
    yield from _heads(view, [text(row, "officer") for row in members], "members")
    for row in members:
        if not text(row, "reasons"):
            yield block("每名负责人的意见和理由都应当记录", "补充意见和理由", "members")
    yield from _presided(view, proposal)


@gate("deliberation_answers_submission", title="讨论的是提请的事项", cites=_CITE)
def deliberation_answers_submission(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What was submitted is what was discussed, and the outcome is one that the matter can take up."""
    if proposal is None:
        return
    asked = last(view, "submit")
    if asked is not None and text(asked.payload, "topic") != text(proposal.payload, "topic"):
        yield block("讨论事项与提请讨论的不一致", "按提请的事项记录，其他事项另行提请", "topic")
    outcome = text(proposal.payload, "outcome")
    if outcome and view.parent is not None:
        penalty = view.parent.kind.startswith("penalty")
        if penalty and outcome not in _OF_PENALTIES:
            yield block("处罚案件须写明给予处罚、不予处罚或者移送", "选择讨论决定的处理", "outcome")
        if not penalty and outcome in _OF_PENALTIES:
            yield block("该事项不是行政处罚，须写明是否同意拟作出的决定", "选择同意或者不同意", "outcome")


@gate("deliberation_record_signed", title="讨论记录已签名", cites="行政处罚法第四十七条")
def deliberation_record_signed(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The whole course is on record and kept; what nobody signed proves little. The law names no form."""
    if proposal is not None and not flag(proposal.payload, "signed"):
        yield warn("讨论记录还没有主持人、参加人和记录人的签名", "签名后勾选，并附签名的记录", "signed")
