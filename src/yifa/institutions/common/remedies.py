"""A decided case and the remedies against its decision: stayed, upset, taken back from the public, decided anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yifa.institutions.common.reading import acts, day, flag, last, local_day, payload, period_end, text
from yifa.institutions.common.remedy_choices import UPSET
from yifa.law.gates import Note, block, condition, gate, warn
from yifa.law.view import ActView, MatterView, Proposal

DECISIONS = (
    "decide", "decide_no_penalty", "decide_on_spot", "decide_on_spot_anew", "decide_refuse", "decide_substitute",
    "change_decision",
)  # fmt: skip
TAKEN_BACK = ("withdraw_disclosure", "revoke", "change_decision")
# Three working days stand in the law of penalties alone; for other decisions 118号 says 及时, without a number.
_PENALTY = "行政处罚法第四十八条第二款"
_OTHER = "国办发〔2018〕118号（六）"


def running(view: MatterView) -> tuple[str, ...]:
    """Numbers of the remedies begun against this case's decision and not yet ended."""
    ended = {text(a.payload, "remedy") for a in acts(view, "remedy_result")}
    begun = dict.fromkeys(text(a.payload, "remedy") for a in acts(view, "remedy_begun"))
    return tuple(n for n in begun if n not in ended)


def stayed(view: MatterView) -> ActView | None:
    """The act by which enforcement is stopped now, or None. The end of its remedy ends a stay too."""
    standing: dict[str, ActView] = {}
    for act in acts(view, "remedy_stayed", "remedy_resumed", "remedy_result"):
        number = text(act.payload, "remedy")
        if act.kind == "remedy_stayed":
            standing[number] = act
        else:
            standing.pop(number, None)
    return next(iter(standing.values()), None)


def upset(view: MatterView) -> ActView | None:
    """The newest result that upset the decision; None when nothing did or a newer decision stands.

    Of one remedy the newest result counts: a retrial may give back what the judgment before it took.
    """
    newest = {text(a.payload, "remedy") or a.id: a for a in acts(view, "remedy_result")}
    told = sorted((a for a in newest.values() if text(a.payload, "standing") in UPSET), key=lambda a: a.seq)
    if not told:
        return None
    newer = [a for a in acts(view, *DECISIONS) if a.seq > told[-1].seq and a.kind != "change_decision"]
    return None if newer else told[-1]


def withdrawal_waits(view: MatterView) -> ActView | None:
    """The result after which the public may still read what no longer stands, or None."""
    told = upset(view)
    if told is None or not any(a.seq < told.seq for a in acts(view, *DECISIONS)):
        return None
    if acts(view, "hold_disclosure") or any(a.seq > told.seq for a in acts(view, *TAKEN_BACK)):
        return None
    return told


def withdrawal_end(view: MatterView, told: ActView) -> date | None:
    """The last day for taking the decision back: P46 for penalties, T04 for others, which only some places count."""
    since = day(told.payload, "settled_on")
    return period_end(view, "P46" if view.kind.startswith("penalty") else "T04", since) if since else None


@condition("remedy_upset", title="决定被复议或者诉讼改变", cites=_PENALTY)
def remedy_upset(view: MatterView, proposal: Proposal | None) -> bool:
    """The result told to this case says that its decision no longer stands as it was."""
    return text(payload(proposal), "standing") in UPSET


@gate(
    "upset_disclosure_withdrawn",
    title="决定被改变的，撤回公开",
    cites="国办发〔2018〕118号（六），行政处罚法第四十八条第二款",
)
def upset_disclosure_withdrawn(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What was revoked, changed or found unlawful leaves the public before anything else is done with the file."""
    told = withdrawal_waits(view)
    if told is None:
        return
    end = withdrawal_end(view, told)
    cite = _PENALTY if view.kind.startswith("penalty") else _OTHER
    what = f"决定已被{text(told.payload, 'body')}改变（{text(told.payload, 'document_number')}）"
    if proposal is not None:
        yield block(f"{what}，尚未撤回公开的决定信息", "先办理“撤回公开”", citation=cite)
        return
    limit = f"应当在{end.isoformat()}前撤回" if end else "应当及时撤回"
    late = "，已经逾期" if end is not None and local_day(view.as_at) > end else ""
    yield warn(f"{what}，{limit}公开的决定信息{late}", "办理“撤回公开”并公开说明理由", citation=cite)


@gate(
    "remedy_result_followed",
    title="依复议、诉讼结果处理",
    cites="行政复议法第七十七条第一款，行政诉讼法第九十四条",
)
def remedy_result_followed(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A file reopened by an order to decide anew closes once it was decided anew."""
    told = last(view, "remedy_result")
    if told is None or proposal is None or not flag(told.payload, "redo"):
        return
    if not any(a.seq > told.seq for a in acts(view, *DECISIONS)):
        number = text(told.payload, "document_number")
        yield block(f"{number}责令重新作出行政行为，尚未重新作出", "审查后重新作出决定")


@gate(
    "enforcement_not_stayed", title="停止执行期间不执行", cites="行政复议法第四十二条，行政诉讼法第五十六条"
)
def enforcement_not_stayed(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """While enforcement is stopped, nothing is enforced and the case is not closed as carried out."""
    act = stayed(view)
    if act is not None and proposal is not None:
        since = day(act.payload, "started_on") or local_day(act.occurred_to)
        yield block(
            f"自{since.isoformat()}起停止执行（{text(act.payload, 'remedy')}）",
            "恢复执行或者复议、诉讼终结后办理",
        )


@gate("no_named_remedy_during_erasure", title="复议诉讼期间不得销毁", cites="行政诉讼法第三十四条第一款")
def no_named_remedy_during_erasure(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Nothing of the file goes while a remedy that was reported to it runs (also 行政复议法第四十四条)."""
    if proposal is not None and (numbers := running(view)):
        yield block(f"{'、'.join(numbers)}尚未终结，行政机关负有举证责任，不得销毁", "终结后再办理")
