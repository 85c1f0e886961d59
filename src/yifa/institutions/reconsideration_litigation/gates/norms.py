"""The documents behind a decision: reviewed along with it, answered in time, put right; change of track."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yifa.institutions.common.reading import acts, day, last, local_day, payload, period_end, text
from yifa.institutions.reconsideration_litigation.case import copy_received, track
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import ActView, MatterView, Proposal

# Who must answer, and within what: 行政复议法第五十八条 (R13-3), 第六十条 (R13-4).
_PERIODS = {"maker": ("R13-3", "行政复议法第五十八条"), "transferee": ("R13-4", "行政复议法第六十条")}


@gate("remedy_track_may_change", title="只由简易程序转为普通程序", cites="行政复议法第五十五条")
def remedy_track_may_change(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The law knows one way, from summary to ordinary; the answer then has the ordinary period from the same day."""
    if proposal is None:
        return
    if track(view) != "summary":
        yield block("本案不适用简易程序，不存在转为普通程序", "核对行政复议机构的通知")
    received = copy_received(view)
    stated = day(proposal.payload, "copy_received_on")
    if received is not None and stated is not None and stated != received:
        yield block(f"申请书副本登记于{received.isoformat()}收到", "与登记一致", "copy_received_on")


def _reviews(view: MatterView) -> dict[str, ActView]:
    return {text(a.payload, "norm"): a for a in acts(view, "receive_norm_review")}


def _end(view: MatterView, review: ActView) -> date | None:
    figure_id, _ = _PERIODS.get(text(review.payload, "role"), ("", ""))
    since = day(review.payload, "received_on")
    return period_end(view, figure_id, since) if figure_id and since and _by_body(view) else None


def _by_body(view: MatterView) -> bool:
    """Only the law of reconsideration counts days here; courts ask in their own documents."""
    return view.kind.endswith(".reconsideration")


@gate(
    "norm_is_under_review",
    title="针对已登记的附带审查",
    cites="行政复议法第五十六条至第五十九条，行政诉讼法第五十三条",
)
def norm_is_under_review(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Answers, results and corrections belong to a document whose review is on file."""
    norm = text(payload(proposal), "norm")
    if proposal is None or norm in _reviews(view):
        return
    known = "、".join(_reviews(view)) or "尚未登记"
    yield block(f"没有登记对“{norm}”的附带审查", f"先登记，或者与已登记的一致：{known}", "norm")


@gate("norm_answered_in_time", title="按期答复规范性文件的合法性", cites="行政复议法第五十八条、第六十条")
def norm_answered_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The maker answers in ten working days, whoever it was passed on to in sixty days."""
    answered = {text(a.payload, "norm") for a in acts(view, "answer_norm_review")}
    for norm, review in _reviews(view).items():
        if proposal is not None and norm != text(proposal.payload, "norm"):
            continue
        if proposal is None and norm in answered:
            continue
        end = _end(view, review)
        on = day(payload(proposal), "sent_on") or local_day(view.as_at)
        if end is not None and on > end:
            cite = _PERIODS[text(review.payload, "role")][1]
            yield warn(
                f"对“{norm}”应当在{end.isoformat()}前答复，已经逾期", "立即答复并说明原因", "sent_on", cite
            )


def _uncorrected(view: MatterView) -> Iterator[str]:
    """Documents found unlawful whose correction is not on file."""
    done = {text(a.payload, "norm"): a.seq for a in acts(view, "correct_norm")}
    for act in acts(view, "receive_norm_result"):
        norm = text(act.payload, "norm")
        if text(act.payload, "finding") == "unlawful" and done.get(norm, 0) <= act.seq:
            yield norm


@gate("norm_stopped_when_unlawful", title="停止执行并纠正不合法的条款", cites="行政复议法第五十九条")
def norm_stopped_when_unlawful(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What was found unlawful is no longer applied; the file says what was done before it closes."""
    for norm in _uncorrected(view):
        say = warn if proposal is None else block
        yield say(f"“{norm}”的有关条款已被认定不合法，尚未登记停止执行和纠正情况", "办理“纠正规范性文件”")


@gate("norm_advice_taken_up", title="对规范性文件的处理建议", cites="行政诉讼法第六十四条")
def norm_advice_taken_up(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A court leaves the document aside and suggests something to its maker: nothing is ordered, nothing blocked."""
    for norm in _uncorrected(view):
        yield warn(f"人民法院认为“{norm}”不合法，尚未登记对处理建议的办理情况", "办理“纠正规范性文件”")


@gate("norm_reviews_ended", title="附带审查已有结果", cites="行政复议法第三十九条第一款第九项")
def norm_reviews_ended(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Reconsideration is suspended while the document is reviewed: a decision without its result is looked at again."""
    if proposal is None:
        return
    ended = {text(a.payload, "norm") for a in acts(view, "receive_norm_result")}
    waiting = [norm for norm in _reviews(view) if norm not in ended]
    if waiting and last(view, "receive_norm_review"):
        yield warn(f"对“{'、'.join(waiting)}”的附带审查没有登记结果", "复议决定书中一并告知的，登记审查结果")
