"""Results read consistently, appeals in time, and when a judgment takes effect."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yifa.institutions.common.reading import after, day, flag, last, payload, period_end, text
from yifa.institutions.reconsideration_litigation.acts.choices import APPEALABLE, RETRIAL
from yifa.institutions.reconsideration_litigation.case import outcome
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import ActView, MatterView, Proposal

_STANDINGS = {
    "maintained": ("untouched",),
    "rejected": ("untouched",),
    "withdrawn": ("untouched", "changed", "revoked", "part_revoked"),
    "changed": ("changed",),
    "revoked": ("revoked", "part_revoked"),
    "unlawful": ("unlawful",),
    "invalid": ("invalid",),
    "ordered": ("to_perform",),
}


@gate(
    "remedy_result_consistent",
    title="结果与对原行为的效力一致",
    cites="行政复议法第六十三条至第六十九条，行政诉讼法第六十九条至第七十七条",
)
def remedy_result_consistent(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What is to be written into the original case follows from the result."""
    given = payload(proposal)
    if proposal is None:
        return
    result, now = text(given, "result"), text(given, "standing")
    allowed = _STANDINGS.get(result)
    # On appeal "rejected" is also how a judgment that upset the decision is upheld: then the first result counts.
    if (
        proposal.kind == "receive_judgment"
        and text(given, "instance") in ("second", *RETRIAL)
        and result in ("rejected", "maintained")
    ):
        return
    if allowed is not None and now not in allowed:
        yield block("对原行政行为的效力与结果不一致", "核对主文", "standing")
    if flag(given, "redo") and result not in ("revoked", "ordered"):
        yield block("只有撤销或者责令履行时才会责令重新作出行政行为", "核对主文", "redo")


@gate("remedy_effect_matches", title="生效裁判与收到的裁判一致", cites="行政诉讼法第八十五条、第八十九条")
def remedy_effect_matches(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What takes effect is what was received."""
    judged = outcome(view)
    if proposal is None or judged is None:
        return
    if text(proposal.payload, "standing") != text(judged.payload, "standing"):
        yield block("与收到的裁判所载效力不一致", "核对最后收到的裁判", "standing")


@gate("remedy_performance_named", title="履行期限有记载", cites="行政复议法第七十七条，行政诉讼法第九十四条")
def remedy_performance_named(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Something to perform has its last day on file, where the document sets one."""
    given = payload(proposal)
    if proposal is not None and text(given, "to_perform") and day(given, "perform_by") is None:
        yield warn("没有填写履行期限；文书没有确定期限的，应当及时履行", "核对文书", "perform_by")


def _appeal_end(view: MatterView, judged: ActView) -> date | None:
    """The last day to appeal a judgment (S09) or ruling (S09-2) of first instance."""
    received = day(judged.payload, "received_on")
    if (
        received is None
        or text(judged.payload, "instance") not in APPEALABLE
        or text(judged.payload, "form") == "mediation"
    ):
        return None
    return period_end(view, "S09-2" if text(judged.payload, "form") == "ruling" else "S09", received)


@gate("remedy_appeal_in_time", title="按期上诉", cites="行政诉讼法第八十五条")
def remedy_appeal_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """First instance only; the agency's own days count from its own receipt."""
    if proposal is None:
        return
    judged = outcome(view)
    if judged is None or text(judged.payload, "instance") not in APPEALABLE:
        yield block("只能对第一审判决、裁定上诉", "核对审级")
        return
    end, filed = _appeal_end(view, judged), day(proposal.payload, "filed_on")
    # The other side's days run from its own receipt, which this file does not know.
    if text(proposal.payload, "appellant") == "agency" and end and filed and filed > end:
        yield block(f"上诉期限至{end.isoformat()}届满", "逾期不能上诉，履行生效裁判", "filed_on")


@gate("remedy_effect_after_appeal_period", title="上诉期满裁判才生效", cites="行政诉讼法第八十五条")
def remedy_effect_after_appeal_period(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A first judgment takes effect when the days to appeal are over; a second one at once."""
    judged, effective = outcome(view), day(payload(proposal), "effective_on")
    if proposal is None or judged is None or effective is None:
        return
    end, received = _appeal_end(view, judged), day(judged.payload, "received_on")
    if end is not None and effective <= end and text(judged.payload, "result") != "withdrawn":
        yield block(f"上诉期限至{end.isoformat()}，期满前一审裁判不生效", "期满后登记", "effective_on")
    elif (
        received is not None
        and end is None
        and text(judged.payload, "instance") in APPEALABLE
        and effective < received
    ):
        yield block("生效日期不能早于收到之日", "核对日期", "effective_on")


@gate("remedy_second_after_appeal", title="二审裁判在上诉之后", cites="行政诉讼法第八十五条")
def remedy_second_after_appeal(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The instance named is the one the case is in."""
    instance = text(payload(proposal), "instance")
    if proposal is None:
        return
    appealed = last(view, "appeal")
    pending = appealed is not None and not after(view, appealed, "receive_judgment")
    if instance == "second" and not pending:
        yield block("没有上诉的记录", "先登记上诉，或者核对审级", "instance")
    if instance == "first" and pending:
        yield block("案件已经上诉，应当是第二审裁判", "核对审级", "instance")
