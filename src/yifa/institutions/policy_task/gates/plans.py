"""A plan: published and filed in the time it sets itself, evaluated, told in a circular, closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yifa.institutions.common.reading import (
    acts,
    count,
    day,
    flag,
    integer,
    last,
    local_day,
    payload,
    rows,
    text,
)
from yifa.institutions.policy_task.gates.citing import PLAN, plan_of
from yifa.law.gates import Note, block, condition, gate, warn
from yifa.law.view import MatterView, Proposal

SELF = "法治政府建设与责任落实督察工作规定第十二条第二款"
REPORT = "法治政府建设与责任落实督察工作规定第十七条"
RECTIFY = "法治政府建设与责任落实督察工作规定第十八条"


@condition("plan_sets_publication", title="方案自定公开期限", cites=PLAN)
def plan_sets_publication(view: MatterView, proposal: Proposal | None) -> bool:
    """Only a plan that names a number of days has a clock for it; nothing is invented for others."""
    return integer(payload(proposal), "publish_days") is not None


@gate("plan_published_in_time", title="按方案自定的期限公开", cites=PLAN)
def plan_published_in_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Days as the plan says (F34: 20 calendar days in one province, F41: 5 in one city), from the day of issue."""
    adopted = last(view, "adopt_plan")
    if adopted is None or (proposal is None and acts(view, "publish_plan")):
        return
    days, unit = integer(adopted.payload, "publish_days"), text(adopted.payload, "publish_unit")
    issued = day(adopted.payload, "issued_on")
    end = count(view, days, unit, issued) if days and unit in ("wd", "cd") and issued else None
    on = day(payload(proposal), "published_on") or local_day(view.as_at)
    if end is not None and on > end:
        yield warn(
            f"方案应当在{end.isoformat()}前向社会公开，已经逾期",
            "立即公开并说明原因",
            "published_on",
            plan_of(view),
        )


@gate("plan_published_after_issue", title="公开不早于印发", cites=PLAN)
def plan_published_after_issue(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What is not issued is not published or filed."""
    adopted = last(view, "adopt_plan")
    issued = day(adopted.payload, "issued_on") if adopted else None
    for field in ("published_on", "filed_on"):
        on = day(payload(proposal), field)
        if issued and on and on < issued:
            yield block(f"不能早于印发日期（{issued.isoformat()}）", "核对日期", field, plan_of(view))


@gate("evaluation_allows_self_assessment", title="先自查后核查", cites=SELF)
def evaluation_allows_self_assessment(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Units look at themselves first and have until a day of their own to report."""
    if proposal is None:
        return
    until, on = day(proposal.payload, "self_by"), local_day(proposal.occurred_to)
    if until is not None and until < on:
        yield block("自评截止日期已经过去，参评单位无法自评", "改为今后的日期", "self_by")


@gate("evaluation_units_assessed", title="参评单位均已自评", cites=SELF)
def evaluation_units_assessed(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Before the self-assessment is over nobody is judged without one; afterwards who gave none is named."""
    begun = last(view, "begin_mid_term", "begin_final")
    if proposal is None or begun is None:
        return
    units, done = integer(begun.payload, "units") or 0, integer(proposal.payload, "self_assessed") or 0
    if done >= units:
        return
    until = day(begun.payload, "self_by")
    if until is not None and local_day(proposal.occurred_to) <= until:
        yield block(
            f"还有{units - done}个单位没有自评，自评期限未满", "待自评期满后再形成结果", "self_assessed"
        )
    else:
        yield warn(f"有{units - done}个单位没有自评", "在评估结论中写明", "self_assessed")


@gate("evaluation_scores_add_up", title="得分与扣分相符", cites=PLAN)
def evaluation_scores_add_up(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Score = total less deductions; a deduction has reasons; the same score has the same rank, by size."""
    begun = last(view, "begin_mid_term", "begin_final")
    if proposal is None or begun is None:
        return
    total = integer(begun.payload, "total_points") or 0
    results = rows(proposal.payload, "results")
    for n, row in enumerate(results):
        deducted, score = integer(row, "deducted") or 0, integer(row, "score") or 0
        if score != max(total - deducted, 0):
            message = f"得分应为总分{total}减去扣分{deducted}"
            yield block(message, "核对得分", f"results.{n}.score", plan_of(view))
        if deducted and not text(row, "reasons"):
            yield block("扣分没有写明理由", "逐项写明扣分理由", f"results.{n}.reasons", plan_of(view))
        if integer(row, "rank") != _rank(row, results):
            yield block("名次与得分不符（同分同名次）", "按得分重新排名", f"results.{n}.rank", plan_of(view))


def _rank(row: Mapping[str, Any], results: tuple[Mapping[str, Any], ...]) -> int:
    own = integer(row, "score") or 0
    return 1 + sum(1 for other in results if (integer(other, "score") or 0) > own)


@gate("evaluation_in_its_time", title="评估按方案的时间进行", cites=PLAN)
def evaluation_in_its_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A plan that names the month of an evaluation is evaluated by its end."""
    adopted = last(view, "adopt_plan")
    if adopted is None:
        return
    on = local_day(proposal.occurred_to if proposal else view.as_at)
    for name, act, done in (
        ("mid_term_on", "中期评估", "conclude_mid_term"),
        ("final_on", "终期评估", "conclude_final"),
    ):
        until = day(adopted.payload, name)
        asked = proposal is None or proposal.kind == done
        if asked and until is not None and on > until and not acts(view, done):
            yield warn(
                f"方案要求在{until.isoformat()}前完成{act}，已经逾期",
                "抓紧评估并说明原因",
                None,
                plan_of(view),
            )


@gate("final_after_mid_term", title="先中期后终期", cites=PLAN)
def final_after_mid_term(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Where the plan asks for a mid-term evaluation, the final one follows it."""
    adopted = last(view, "adopt_plan")
    if proposal is None or adopted is None or day(adopted.payload, "mid_term_on") is None:
        return
    if not acts(view, "conclude_mid_term"):
        yield block("方案要求的中期评估还没有完成", "先完成中期评估", citation=plan_of(view))


@gate("circular_states_the_facts", title="通报批评写明事实", cites=REPORT)
def circular_states_the_facts(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """What was found is told as it is; who is criticised is told until when to put it right."""
    if proposal is None or not text(proposal.payload, "criticised"):
        return
    if len(text(proposal.payload, "content")) < 20:
        yield block("通报批评须客观写明事实和问题", "补充通报内容", "content")
    if day(proposal.payload, "rectify_by") is None:
        yield block("通报批评的，须限期整改", "填写整改期限", "rectify_by", RECTIFY)


@gate("supervision_gives_time", title="督办限期报告", cites=RECTIFY)
def supervision_gives_time(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Whoever is told to put something right has a day to report by, and it lies ahead."""
    until = day(payload(proposal), "report_by")
    if proposal is not None and until is not None and until < local_day(proposal.occurred_to):
        yield block("报告期限已经过去", "改为今后的日期", "report_by")


@gate("plan_evaluated_at_its_end", title="终结前已作终期评估", cites=PLAN)
def plan_evaluated_at_its_end(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """A plan that asks for a final evaluation is not closed without it."""
    adopted = last(view, "adopt_plan")
    if proposal is None or adopted is None or day(adopted.payload, "final_on") is None:
        return
    if not acts(view, "conclude_final"):
        yield block("方案要求的终期评估还没有完成", "先完成终期评估", citation=plan_of(view))


@gate("plan_tasks_all_closed", title="任务全部销号或者写明去向", cites=PLAN)
def plan_tasks_all_closed(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """No task is forgotten: each is closed, or it is said what becomes of it."""
    if proposal is None:
        return
    open_ = [c for c in view.children if c.kind == "policy_task.task" and c.closed_at is None]
    if open_ and not text(proposal.payload, "unfinished"):
        yield block(
            f"还有{len(open_)}项任务没有销号", "完成任务，或者逐项写明去向", "unfinished", plan_of(view)
        )


@gate("plan_file_checked", title="归档前核对材料", cites="档案法第十四条")
def plan_file_checked(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The archivist compared the contents list, or says what is missing."""
    if proposal is None:
        return
    if not flag(proposal.payload, "complete") and not text(proposal.payload, "missing"):
        yield block("尚未核对卷内目录；确有缺少的，须写明缺少的材料和原因", "核对卷内目录", "complete")
