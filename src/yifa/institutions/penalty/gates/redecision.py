"""Deciding anew what a reconsideration or a court took away (行政复议法第六十四条、行政诉讼法第七十一条).

Whether a new notice is needed is asked of 行政处罚法第四十四条 alone: facts, reasons, basis and content are told before
the decision. What was told before the first decision and has not changed was told; anything else was not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from yifa.institutions.common.reading import acts, amount, flag, last, plain, text
from yifa.institutions.common.remedies import upset
from yifa.institutions.penalty.case import DECISIONS, Sanction
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import ActView, MatterView, Proposal

# 行政处罚法第四十四条 names facts, reasons and basis; evidence may be gathered anew for facts that were told.
_TOLD = (
    ("conduct", "违法事实"),
    ("violated", "违反的规定"),
    ("basis", "处理依据"),
    ("reasoning", "裁量理由"),
)
_FACTS_AND_REASONS = ("conduct", "violated", "basis")
_STILL_STANDS = frozenset({"changed", "unlawful"})


def _differs(first: Any, second: Any, names: tuple[str, ...]) -> list[str]:
    return [n for n in names if plain(text(first, n)) != plain(text(second, n))]


def _decided_before(view: MatterView, told: ActView) -> ActView | None:
    """The penalty that the result upset."""
    earlier = [a for a in acts(view, *DECISIONS) if a.seq < told.seq]
    return earlier[-1] if earlier else None


@gate(
    "redecision_not_the_same",
    title="重新作出的处罚不得与原处罚相同",
    cites="行政复议法第六十四条第二款，行政诉讼法第七十一条",
)
def redecision_not_the_same(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Ordered to decide anew, the agency does not decide the same on the same facts and reasons.

    行政复议法第六十四条第二款 excepts what was revoked for its procedure; for judgments 行政诉讼法第七十一条
    has no such exception in its text; that of the interpretation (未核实) is followed all the same.
    """
    told = upset(view)
    before = _decided_before(view, told) if told else None
    if proposal is None or told is None or before is None or not flag(told.payload, "redo"):
        return
    if _differs(before.payload, proposal.payload, _FACTS_AND_REASONS):
        return
    first, now = Sanction.of(before.payload), Sanction.of(proposal.payload)
    if first.kinds != now.kinds or first.code != now.code:
        return
    number = text(told.payload, "document_number")
    ground = told.payload.get("procedural_ground")
    if (first.fine, first.income, first.goods) != (now.fine, now.income, now.goods):
        if not ground:
            yield warn(
                f"{number}责令重新作出，现仍以同一事实和理由处罚，只调整了数额，请确认不是基本相同的处罚",
                "说明与原处罚的不同",
            )
    elif ground is None:
        yield warn(
            f"现以同一事实和理由作出与原处罚相同的处罚，没有登记{number}是否以违反法定程序为由撤销",
            "核对文书；不是以违反法定程序为由的，不得作出相同的处罚",
        )
    elif not ground:
        yield block(
            f"{number}责令重新作出，不得以同一事实和理由作出相同或者基本相同的处罚",
            "重新调查、认定后作出，或者不予处罚",
            "conduct",
        )


@gate("notice_covers_redecision", title="重新作出前告知变化的内容", cites="行政处罚法第四十四条、第六十二条")
def notice_covers_redecision(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """After a remedy, new facts, reasons or basis are told by a new notice; the old one serves for what it said.

    That nothing heavier than announced is decided stands in `decision_matches_notice`.
    """
    told, notice = upset(view), last(view, "notify")
    if proposal is None or told is None or notice is None or notice.seq > told.seq:
        return
    changed = set(_differs(notice.payload, proposal.payload, tuple(n for n, _ in _TOLD)))
    for name, title in _TOLD:
        if name in changed:
            yield block(
                f"{title}与原告知书不同，原决定被撤销后尚未重新告知",
                "退回补充调查，重新告知并听取陈述、申辩后作出",
                name,
            )
    if not changed and told.payload.get("procedural_ground"):
        yield warn("原决定以违反法定程序为由被撤销，请确认原来的告知程序没有违法", "告知程序违法的，重新告知")


@gate("earlier_fine_gone", title="原罚款仍然有效的不再罚款", cites="行政处罚法第二十九条")
def earlier_fine_gone(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A fine that was only changed, or found unlawful and left standing, is not followed by a second one."""
    told = upset(view)
    before = _decided_before(view, told) if told else None
    if proposal is None or told is None or before is None or flag(told.payload, "redo"):
        return
    fined = amount(before.payload, "fine_fen") and amount(proposal.payload, "fine_fen")
    if fined and text(told.payload, "standing") in _STILL_STANDS:
        yield block(
            f"原罚款没有被撤销（{text(told.payload, 'document_number')}），同一违法行为不得再次罚款",
            "按复议、诉讼结果办理变更或者结案",
            "fine_fen",
        )
