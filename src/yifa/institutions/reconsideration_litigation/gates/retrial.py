"""Trying again what is in effect: who may ask, until when, and what follows (行政诉讼法第九十条至第九十三条)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import after, day, flag, last, text
from yifa.institutions.reconsideration_litigation.acts.choices import RETRIAL
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import ActView, MatterView, Proposal


def pending(view: MatterView) -> ActView | None:
    """The ruling to try again after which nothing was judged yet, or None."""
    ruling = last(view, "receive_retrial_ruling")
    if ruling is None or text(ruling.payload, "outcome") != "ordered":
        return None
    return None if after(view, ruling, "receive_judgment") else ruling


@gate(
    "retrial_in_time",
    title="在期限内申请再审",
    cites="行政诉讼法第九十条、第一百零一条，民事诉讼法第二百一十六条",
)
def retrial_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Asked for before the last day on file.

    行政诉讼法 has no number of its own; that 第一百零一条 leads to 民事诉讼法第二百一十六条 is 未核实 (no
    interpretation was read), and the catalogue of figures has no row for it. So the last day is entered, not counted.
    """
    if proposal is None:
        return
    end, filed = day(proposal.payload, "last_day"), day(proposal.payload, "filed_on")
    if end is None:
        yield warn("没有填写申请再审期限届满之日", "按生效日期或者知道之日计算后填写", "last_day")
    elif filed is not None and filed > end:
        message = f"申请再审的期限至{end.isoformat()}届满"
        if text(proposal.payload, "applicant") == "agency":
            yield block(message, "逾期不能申请，履行生效裁判", "filed_on")
        else:  # whether the other side is late is for the court to say
            yield warn(message, "在答辩中提出，由人民法院审查", "filed_on")


@gate("retrial_does_not_stop", title="申请再审不停止执行", cites="行政诉讼法第九十条")
def retrial_does_not_stop(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The judgment is carried out while the application is looked at."""
    told = last(view, "receive_judgment")
    if (
        proposal is None
        or told is None
        or not (text(told.payload, "to_perform") or flag(told.payload, "redo"))
    ):
        return
    if not any(flag(a.payload, "complete") for a in after(view, told, "perform")):
        yield warn("申请再审期间判决、裁定不停止执行，生效裁判尚未全部履行", "继续履行并登记")


@gate(
    "retrial_ruling_answers",
    title="再审裁定针对再审申请",
    cites="行政诉讼法第九十条、第九十二条、第九十三条",
)
def retrial_ruling_answers(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Only an application is refused; courts and prosecutors start a retrial without one."""
    if proposal is None:
        return
    asked = last(view, "apply_retrial")
    open_ = asked is not None and not after(view, asked, "receive_retrial_ruling")
    origin = text(proposal.payload, "origin")
    if text(proposal.payload, "outcome") == "refused" and origin != "application":
        yield block("只有当事人的再审申请才会被驳回", "核对裁定", "origin")
    if origin == "application" and not open_:
        yield block("没有登记再审申请，或者已经裁定", "先登记再审申请", "origin")


@gate("retrial_judged_as_such", title="再审裁判在裁定再审之后", cites="行政诉讼法第九十一条、第九十二条")
def retrial_judged_as_such(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A judgment names the retrial if and only if one was ordered."""
    if proposal is None:
        return
    named = text(proposal.payload, "instance") in RETRIAL
    ordered = pending(view)
    if named and ordered is None:
        yield block("没有裁定再审的记录", "先登记再审裁定，或者核对审级", "instance")
    elif not named and ordered is not None:
        yield block("案件正在再审，应当是再审裁判", "核对审级", "instance")
