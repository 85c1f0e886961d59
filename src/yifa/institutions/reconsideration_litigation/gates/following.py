"""After the result: performed, taken back from the public, letters answered, closed."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import acts, day, flag, last, local_day, payload, text
from yifa.institutions.common.remedy_choices import UPSET
from yifa.institutions.reconsideration_litigation.case import (
    letter_end,
    letters_open,
    outcome,
    performance_due,
    standing,
    withdrawal_due,
    withdrawal_end,
)
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal


@gate(
    "remedy_performed_in_time",
    title="按期履行复议决定、裁判",
    cites="行政复议法第七十七条，行政诉讼法第九十四条、第九十六条",
)
def remedy_performed_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The agency performs what it was told within the period that the document sets."""
    due = performance_due(view)
    if due is None:
        if proposal is not None and proposal.kind == "perform":
            yield warn("没有待履行的内容", "核对复议决定或者裁判")
        return
    end = day(due.payload, "perform_by")
    on = day(payload(proposal), "performed_on") or local_day(view.as_at)
    if end is not None and on > end:
        yield warn(f"履行期限至{end.isoformat()}届满，逾期没有全部履行", "立即履行并说明原因", "performed_on")


@gate(
    "remedy_redone_differently",
    title="重新作出的行为不得与原行为相同",
    cites="行政复议法第六十四条第二款，行政诉讼法第七十一条",
)
def remedy_redone_differently(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Not the same again on the same facts and reasons, unless only the procedure was wrong."""
    told = outcome(view)
    if proposal is None or told is None or not flag(told.payload, "redo"):
        return
    if flag(proposal.payload, "complete") and not text(proposal.payload, "new_decision"):
        yield block("责令重新作出行政行为的，须有新的决定", "填写重新作出的决定文号", "new_decision")
    # 行政复议法第六十四条 excepts procedure; for judgments this exception stands in the interpretation, not read here.
    if flag(proposal.payload, "same_as_before") and not flag(told.payload, "procedural_ground"):
        yield block(
            "不得以同一事实和理由作出与原行政行为相同或者基本相同的行政行为", "重新调查处理", "same_as_before"
        )


@gate("remedy_disclosure_withdrawn", title="三日内撤回公开的处罚决定", cites="行政处罚法第四十八条第二款")
def remedy_disclosure_withdrawn(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A published penalty that was upset is taken back within three working days, with a public reason (P46)."""
    given = payload(proposal)
    if proposal is not None and proposal.kind == "record_withdrawal":
        if not withdrawal_due(view):
            yield warn("原处罚决定没有公开或者没有被改变，不必撤回", "核对原案", "withdrawn_on")
        if len(text(given, "public_reason")) < 4:
            yield block("撤回处罚决定信息应当公开说明理由", "写明理由", "public_reason")
    elif acts(view, "record_withdrawal") or not withdrawal_due(view):
        return
    elif proposal is not None:
        yield block("公开的处罚决定已被改变，尚未登记撤回公开", "在原案办理撤回公开，然后在本案登记")
        return
    end = withdrawal_end(view)
    on = day(given, "withdrawn_on") or local_day(view.as_at)
    if end is not None and on > end:
        yield warn(
            f"应当在{end.isoformat()}前撤回公开的处罚决定信息，已经逾期",
            "立即撤回并公开说明理由",
            "withdrawn_on",
        )
    elif proposal is None:
        number = text(_original(view), "decision_matter") or text(_original(view), "decision_number")
        limit = f"，期限至{end.isoformat()}" if end else ""
        yield warn(f"须在原案（{number}）撤回公开的处罚决定信息{limit}", "办理撤回公开并在本案登记")


def _original(view: MatterView) -> dict[str, object]:
    act = last(view, "receive_application", "receive_complaint")
    return dict(act.payload) if act else {}


# A court writes to the superior of an agency that stays away or does not obey; whoever follows it tells the court.
_LETTERS = {"opinion": "行政复议法第七十六条", "judicial": "行政诉讼法第六十六条第二款、第九十六条第四项"}


@gate(
    "remedy_letters_answered",
    title="意见书、建议书按期回复",
    cites="行政复议法第七十六条，行政诉讼法第六十六条第二款、第九十六条第四项",
)
def remedy_letters_answered(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Opinions within sixty days (R14); other letters within the days they set themselves."""
    waiting = letters_open(view)
    if proposal is not None and proposal.kind == "reply_letter":
        number = text(proposal.payload, "document_number")
        waiting = tuple(a for a in waiting if text(a.payload, "document_number") == number)
        if not waiting:
            yield block("没有收到这份意见书、建议书，或者已经回复", "核对文号", "document_number")
    for letter in waiting:
        name, end = text(letter.payload, "document_number"), letter_end(view, letter)
        on = day(payload(proposal), "sent_on") or local_day(view.as_at)
        cite = _LETTERS.get(text(letter.payload, "letter_kind"), "")
        if proposal is not None and proposal.kind == "close":
            yield block(f"{name}尚未回复办理情况", "回复后办结", citation=cite)
        elif end is not None and on > end:
            yield warn(
                f"{name}应当在{end.isoformat()}前回复，已经逾期", "立即回复并说明原因", "sent_on", cite
            )


@gate("remedy_closing_conditions", title="办结条件", cites="行政复议法第七十七条，行政诉讼法第九十四条")
def remedy_closing_conditions(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Everything the result asks of the agency was done, and the original case knows of it."""
    if proposal is None:
        return
    if performance_due(view) is not None:
        yield block("复议决定或者裁判尚未全部履行", "履行后办结")
    if standing(view) in UPSET and not text(proposal.payload, "original_matter"):
        yield block(
            "原行政行为已被改变，须写明原案如何处理", "在原案登记撤销或者变更后填写", "original_matter"
        )
    newest = last(view, "stay_enforcement", "resume_enforcement")
    if newest is not None and newest.kind == "stay_enforcement" and standing(view) == "untouched":
        yield warn("行政行为继续有效，但停止执行尚未解除", "登记恢复执行")
