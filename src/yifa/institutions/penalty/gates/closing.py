"""Closing: nothing ordered is left undone (市场监督管理行政处罚程序规定第七十七条，行政处罚法第六十六条)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import acts, after, flag, last, text, yuan
from yifa.institutions.penalty.case import (
    SPOT,
    Sanction,
    decision,
    decision_served,
    income_outstanding,
    outstanding,
    remedies,
)
from yifa.institutions.penalty.gates.performance import unremitted
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal

_MONEY_AND_WORDS = frozenset({"fine", "warning", "criticism", "confiscate_gains", "confiscate_goods"})


def _unpaid(view: MatterView) -> Iterator[Note]:
    left = outstanding(view)
    if left:
        yield block(f"罚款尚有{yuan(left)}未缴", "缴清，或者依法终结执行")
    income = income_outstanding(view)
    if income:
        yield block(f"没收违法所得尚有{yuan(income)}未缴", "缴清，或者依法终结执行")


def _remedy(view: MatterView) -> Iterator[Note]:
    if any(s.end is None for s in remedies(view)):
        yield warn("行政复议或者行政诉讼尚未终结", "终结后结案更为稳妥")


@gate("closing_conditions", title="符合结案条件", cites="市场监督管理行政处罚程序规定第七十七条")
def closing_conditions(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Performed in full, or enforcement ended, or a no-penalty decision served; the ground says which."""
    if proposal is None:
        return
    ground = text(proposal.payload, "ground")
    if decision_served(view) is None:
        yield block("决定书尚未送达", "送达决定书")
    if ground == "no_penalty":
        if last(view, "decide_no_penalty") is None:
            yield block("没有作出不予处罚决定", "选择相符的结案理由", "ground")
        return
    if ground == "court_ended":
        if last(view, "end_enforcement") is None:
            yield block("没有终结执行的记录", "先办理终结执行", "ground")
        return
    decided = decision(view)
    if decided is None:
        yield block("没有处罚决定，不能以此理由结案", "选择相符的结案理由", "ground")
        return
    if ground == "performed":
        yield from _unpaid(view)
        if Sanction.of(decided.payload).kinds - _MONEY_AND_WORDS:
            performed = last(view, "confirm_performance")
            if performed is None or not flag(performed.payload, "complete"):
                yield block("处罚决定的其他内容尚未履行完毕", "登记履行情况")
    elif not text(proposal.payload, "performance"):
        yield block("其他情形结案须说明执行情况", "填写执行情况", "performance")
    elif outstanding(view) or income_outstanding(view):
        left = outstanding(view) + income_outstanding(view)
        yield warn(f"尚有罚没款{yuan(left)}未缴，以其他情形结案", "写明不再执行的依据", "performance")
    yield from unremitted(view)
    yield from _remedy(view)


@gate("spot_closing_conditions", title="当场处罚符合结案条件", cites="行政处罚法第五十三条")
def spot_closing_conditions(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Filed with the agency, paid, and what was collected handed over to the last fen."""
    if proposal is None:
        return
    if not after(view, last(view, *SPOT), "file_with_agency"):
        yield block("当场处罚决定尚未报所属机关备案", "办理备案", citation="行政处罚法第五十二条第三款")
    if text(proposal.payload, "ground") == "court_ended":
        if not acts(view, "end_enforcement"):
            yield block("没有终结执行的记录", "先办理终结执行", "ground")
    else:
        yield from _unpaid(view)
    yield from unremitted(view)
    yield from _remedy(view)
