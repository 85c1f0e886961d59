"""One window for several permits (行政许可法第二十六条): nobody barred, one result in the end."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import acts, last, payload, rows, text
from yifa.institutions.permit.gates.bars import barred
from yifa.law.gates import Note, block, gate
from yifa.law.view import MatterView, Proposal


@gate("permit_intake_not_barred", title="限制申请的事项", cites="行政许可法第七十八条、第七十九条")
def permit_intake_not_barred(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The bars of one and three years hold at the window too (L14, L15)."""
    for row in rows(payload(proposal), "items"):
        for message, citation in barred(view, proposal, row):
            yield block(f"“{text(row, 'title')}”：{message}", "限制期满后再申请", "items", citation)


def unreported(view: MatterView) -> tuple[str, ...]:
    """Titles of the items passed on whose result has not come."""
    passed_on = last(view, "dispatch")
    back = {text(a.payload, "item_code") for a in acts(view, "item_result", "record_result")}
    listed = rows(passed_on.payload, "items") if passed_on is not None else ()
    return tuple(text(row, "title") for row in listed if text(row, "item_code") not in back)


@gate("permit_result_is_of_an_item", title="结果对应转办的事项", cites="行政许可法第二十六条第二款")
def permit_result_is_of_an_item(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What is entered by hand answers an item that was passed on and has no result yet."""
    passed_on = last(view, "dispatch")
    if proposal is None or passed_on is None:
        return
    code = text(proposal.payload, "item_code")
    if code not in {text(row, "item_code") for row in rows(passed_on.payload, "items")}:
        yield block("没有转办这个事项", "填写转办的事项编码", "item_code")
    if code in {text(a.payload, "item_code") for a in acts(view, "item_result", "record_result")}:
        yield block("该事项已有结果", "有错误的办理更正", "item_code")


@gate("permit_all_reported", title="各事项都有结果后统一出件", cites="行政许可法第二十六条第二款")
def permit_all_reported(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """One result is returned, and only when every agency has reported."""
    waiting = unreported(view) if proposal is not None else ()
    if waiting:
        yield block(f"尚未收到结果：{'、'.join(waiting)}", "等待承办机关办结，或者登记其反馈的结果")
