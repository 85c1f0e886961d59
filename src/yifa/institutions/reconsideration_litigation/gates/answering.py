"""The answer in time, with everything, and with nothing gathered afterwards; who comes for the agency."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yifa.institutions.common.reading import day, flag, last, local_day, payload, period_end, rows, text
from yifa.institutions.reconsideration_litigation.case import copy_received, opened, track
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal


def _is_court(view: MatterView) -> bool:
    return view.kind.endswith(".litigation")


def _received(view: MatterView) -> tuple[date | None, str]:
    """When the copy came, and the figure that counts from it (R08, R11-2, S06)."""
    if _is_court(view):
        return copy_received(view), "S06"
    return copy_received(view), "R11-2" if track(view) == "summary" else "R08"


@gate(
    "remedy_answer_in_time",
    title="按期答复和举证",
    cites="行政复议法第四十八条、第五十四条，行政诉讼法第六十七条",
)
def remedy_answer_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Too late counts as no evidence: said as soon as the last day is over; what was late is still recorded."""
    if proposal is None and last(view, "answer", "receive_decision", "receive_judgment"):
        return
    since, figure_id = _received(view)
    end = period_end(view, figure_id, since) if since else None
    on = day(payload(proposal), "filed_on") or local_day(view.as_at)
    if end is not None and on > end:
        cite = "行政诉讼法第三十四条第二款" if _is_court(view) else "行政复议法第七十条"
        yield warn(
            f"答复和举证的期限至{end.isoformat()}届满，逾期视为没有证据、依据",
            "立即提交并说明正当理由",
            "filed_on",
            cite,
        )


@gate("remedy_answer_complete", title="提交全部证据和依据", cites="行政复议法第七十条，行政诉讼法第三十四条")
def remedy_answer_complete(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The answer carries evidence, basis and materials, or says why there are none."""
    if proposal is None or text(proposal.payload, "without_reason"):
        return
    given = proposal.payload
    if not rows(given, "exhibits"):
        yield block(
            "没有提交作出行政行为的证据，将视为没有证据", "附证据，或者说明没有证据的原因", "exhibits"
        )
    if not text(given, "basis"):
        yield block("没有提交作出行政行为的依据，将视为没有依据", "写明依据，或者说明原因", "basis")
    if not flag(given, "materials_complete"):
        yield block("尚未确认已附全部证据、依据和有关材料", "核对后确认", "materials_complete")


@gate(
    "remedy_no_own_evidence",
    title="不得自行收集证据",
    cites="行政复议法第四十六条第一款，行政诉讼法第三十五条",
)
def remedy_no_own_evidence(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Evidence of a decision was there when the decision was made; what came later needs consent."""
    first, given = opened(view), payload(proposal)
    since = day(first, "decision_on") or day(first, "received_on")
    if proposal is None or since is None or proposal.kind == "supplement_evidence":
        return
    for row in rows(given, "exhibits"):
        collected = day(row, "collected_on")
        if collected is not None and collected > since:
            yield block(
                f"证据“{text(row, 'title')}”收集于{collected.isoformat()}，在行政行为作出之后，不能作为其合法的依据",
                "删除；对方提出新的理由或者证据的，经同意后补充",
                "exhibits",
            )


@gate(
    "remedy_supplement_consented",
    title="补充证据经同意",
    cites="行政复议法第四十六条第二款，行政诉讼法第三十六条第二款",
)
def remedy_supplement_consented(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Something new from the other side, and the consent of whoever hears the case."""
    if proposal is None:
        return
    if not text(proposal.payload, "new_claim"):
        yield block("对方没有提出新的理由或者证据的，不得补充证据", "写明对方提出的理由或者证据", "new_claim")
    if not text(proposal.payload, "consent") or day(proposal.payload, "consent_on") is None:
        yield block("补充证据须经行政复议机构同意或者人民法院准许", "填写同意（准许）的文书和日期", "consent")


@gate("remedy_stay_grounded", title="停止执行的情形", cites="行政复议法第四十二条，行政诉讼法第五十六条")
def remedy_stay_grounded(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Enforcement goes on unless one of the cases of the article is there, with what proves it."""
    if proposal is None:
        return
    ground, given = text(proposal.payload, "ground"), proposal.payload
    if ground not in ("agency", "body", "application", "law"):
        yield block("复议、诉讼期间不停止执行，停止执行须属于法定情形", "选择法定情形", "ground")
    if (ground in ("body", "application") or _is_court(view)) and not text(given, "document"):
        yield block("须有停止执行的决定或者裁定", "填写文号", "document")
    if ground == "law" and not text(given, "basis"):
        yield block("须写明规定停止执行的条款", "填写条款", "basis")


@gate(
    "remedy_stay_runs", title="恢复执行针对已停止的执行", cites="行政复议法第四十二条，行政诉讼法第五十六条"
)
def remedy_stay_runs(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Enforcement resumes only after it was stayed."""
    newest = last(view, "stay_enforcement", "resume_enforcement")
    if proposal is not None and (newest is None or newest.kind != "stay_enforcement"):
        yield block("没有停止执行的记录", "先登记停止执行")


@gate(
    "remedy_head_attends",
    title="负责人参加听证、出庭应诉",
    cites="行政复议法第五十一条第三款，行政诉讼法第三条第三款",
)
def remedy_head_attends(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The head comes, or a staff member is sent and the reason is on file (S12)."""
    if proposal is None or text(proposal.payload, "head_name"):
        return
    if not text(proposal.payload, "absent_reason"):
        yield block("负责人应当参加；不能参加的，须说明理由", "填写理由", "absent_reason")
    if not text(proposal.payload, "delegate"):
        yield block("负责人不能参加的，须委托相应的工作人员", "填写受委托的工作人员", "delegate")


@gate(
    "remedy_mediation_lawful", title="调解自愿合法", cites="行政复议法第五条、第七十四条，行政诉讼法第六十条"
)
def remedy_mediation_lawful(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Voluntary always; in court only compensation and discretion."""
    if proposal is None:
        return
    if flag(proposal.payload, "agreed") and not flag(proposal.payload, "voluntary"):
        yield block("调解、和解应当自愿", "确认双方自愿", "voluntary")
    if _is_court(view) and not flag(proposal.payload, "discretionary"):
        yield block(
            "行政诉讼不适用调解，赔偿、补偿和自由裁量权的案件除外", "确认属于可以调解的案件", "discretionary"
        )
