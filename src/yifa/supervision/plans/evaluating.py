"""Mid-term and final evaluation: the scheme, what units say of themselves, what a check takes off, and the ranking.

The figures are kept here; the plan's matter takes them when the result is formed (`conclude_…`) and makes the report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from yifa.access import require
from yifa.law.figures import UnknownFigure
from yifa.registers import lawbook
from yifa.registers.change import change, change_many
from yifa.registers.dates import region_chain
from yifa.registers.models import (
    Agency,
    Deduction,
    EvaluationItem,
    EvaluationUnit,
    PlanEvaluation,
    PlanTaskUnit,
    PolicyPlan,
    SelfScore,
)
from yifa.registers.scope import Actor
from yifa.supervision.plans import board, states
from yifa.supervision.plans.scoring import Scored, ranked, score_of

DEDUCTION = "F48"  # 推进不力的，扣 1 至 5 分
_REASON = "方案评估"
_EVERY = 1_000_000  # rows of a plan that were taken back: all of them


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the scheme. `task_id` where it looks at one task."""

    title: str
    standard: str
    points: int
    task_id: str | None = None


def begin(
    actor: Actor,
    plan: PolicyPlan,
    kind: str,
    items: Sequence[Item],
    *,
    scheme: str,
    starts_on: date,
    self_by: date,
    check_by: date,
    agencies: Sequence[UUID | str] = (),
) -> PlanEvaluation:
    """Enter a scheme and the units it is for: those given, else every unit that answers for a task of the plan.

    Raises ValidationError (Chinese, by field) and writes nothing when something is wrong. Inside `scope(actor)`.
    """
    require(actor, "plans.manage")
    _own(actor, plan)
    if not items:
        raise ValidationError({"items": "评估方案没有指标"})
    units = [str(a) for a in agencies] or _answering(plan)
    if not units:
        raise ValidationError({"agencies": "没有参评单位：方案还没有负责办理的机关"})
    with transaction.atomic():
        title = (
            f"{plan.title}{PlanEvaluation.Kind(kind).label}"
            if kind in PlanEvaluation.Kind.values
            else plan.title
        )
        made = change(actor, PlanEvaluation, None, {
            "plan": plan, "kind": kind, "title": title[:200], "scheme": scheme, "starts_on": starts_on,
            "self_by": self_by, "check_by": check_by,
        }, _REASON)  # fmt: skip
        for place, item in enumerate(items):
            change(actor, EvaluationItem, None, {
                "evaluation": made, "position": place, "title": item.title, "standard": item.standard,
                "points": item.points, "task": item.task_id,
            }, _REASON)  # fmt: skip
        change_many(actor, EvaluationUnit, [{"evaluation": made, "agency": a} for a in units], _REASON)
    return made


def _own(actor: Actor, plan: PolicyPlan) -> None:
    if str(plan.agency_id) != actor.agency_id and actor.scope != "supervision":
        raise ValidationError("只有采纳方案的机关可以组织评估")


def _answering(plan: PolicyPlan) -> list[str]:
    """Units that answer for a task that was not taken back from them. Two statements."""
    out = states.withdrawn(plan.pk, most=_EVERY)
    rows = PlanTaskUnit.objects.filter(plan=plan, charged=True).exclude(pk__in=out).order_by("agency__name")
    return [str(a) for a in dict.fromkeys(rows.values_list("agency_id", flat=True))]


def self_assess(
    actor: Actor, unit: EvaluationUnit, points: Mapping[UUID, tuple[int, str]], report: str, on: date
) -> EvaluationUnit:
    """What a unit gives itself, by item id: points and what they rest on. Its own people, until the last day, once more

    as often as they like before it.
    """
    require(actor, "plans.self_assess")
    if str(unit.agency_id) != actor.agency_id:
        raise ValidationError("只能填报本单位的自评")
    evaluation = unit.evaluation
    # The check of one unit does not end the time that the plan's owner gave to the others.
    if evaluation.state == PlanEvaluation.State.CONCLUDED or unit.checked_on is not None:
        raise ValidationError("自评已经截止")
    if on > evaluation.self_by:
        raise ValidationError(f"自评已于{evaluation.self_by.isoformat()}截止")
    items = {i.pk: i for i in evaluation.items.all()}
    missing = [i.title for pk, i in items.items() if pk not in points]
    if missing:
        raise ValidationError({"points": "还没有填写：" + "、".join(missing)})
    with transaction.atomic():
        for pk, (given, note) in points.items():
            if pk not in items:
                raise ValidationError({"points": "没有这一项指标"})
            found = SelfScore.objects.filter(unit=unit, item_id=pk).first()
            values = {"unit": unit, "item": items[pk], "points": given, "note": note}
            change(actor, SelfScore, found.pk if found else None, values, _REASON)
        said = {"self_on": on, "self_by": actor.officer_id or None, "self_report": report}
        return change(actor, EvaluationUnit, unit.pk, said, _REASON)


def most_deducted(plan: PolicyPlan, on: date) -> tuple[int, int]:
    """The least and most points of one deduction, by the figure of the plan's place (else of a place that has one)."""
    book = lawbook.current().figures
    try:
        figure = book.resolve(DEDUCTION, on, regions=region_chain(plan.agency.region_id)).figure
    except UnknownFigure:
        figure = book.versions(DEDUCTION)[0]
    low, _, high = figure.amount.partition("至")
    return int(low), int(high or low)


def deduct(
    actor: Actor, unit: EvaluationUnit, item: EvaluationItem, points: int, reason: str, on: date
) -> Deduction:
    """Take points off for an item, with the reason. Not from one's own unit, nor by who assessed it."""
    require(actor, "plans.check")
    evaluation = unit.evaluation
    _may_check(actor, unit)
    least, most = most_deducted(evaluation.plan, on)
    if not least <= points <= most:
        raise ValidationError({"points": f"每次扣{least}至{most}分"})
    if len(reason.strip()) < 4:
        raise ValidationError({"reason": "请写明扣分理由"})
    if item.evaluation_id != evaluation.pk:
        raise ValidationError({"item": "没有这一项指标"})
    if item.task_id is not None and _taken_back(evaluation.plan_id, unit.agency_id, item.task_id):
        raise ValidationError({"item": "这一项对应的任务已对该单位取消或者改派，不计分"})
    values = {"unit": unit, "item": item, "points": points, "reason": reason, "by": actor.officer_id}
    return change(actor, Deduction, None, values, _REASON)


def _taken_back(plan_id: UUID, agency_id: UUID, task_id: UUID) -> bool:
    """Whether the unit had the task and has it no more: then it loses nothing by it. Two statements."""
    mine = PlanTaskUnit.objects.filter(task=task_id, agency=agency_id, charged=True)
    ids = set(mine.values_list("pk", flat=True))
    return bool(ids) and ids <= states.withdrawn(plan_id, agency_id, most=_EVERY).keys()


def _may_check(actor: Actor, unit: EvaluationUnit) -> None:
    _own(actor, unit.evaluation.plan)
    if unit.evaluation.state == PlanEvaluation.State.CONCLUDED:
        raise ValidationError("评估结果已经形成")
    if unit.self_by_id is not None and str(unit.self_by_id) == actor.officer_id:
        raise ValidationError("自评人不能核查自己的自评")


def check(actor: Actor, unit: EvaluationUnit, finding: str, on: date) -> EvaluationUnit:
    """The check of a unit is done; the evaluation is then being checked."""
    require(actor, "plans.check")
    _may_check(actor, unit)
    with transaction.atomic():
        if unit.evaluation.state == PlanEvaluation.State.SELF:
            change(
                actor, PlanEvaluation, unit.evaluation_id, {"state": PlanEvaluation.State.CHECKING}, _REASON
            )
        said = {"checked_on": on, "checked_by": actor.officer_id or None, "finding": finding}
        return change(actor, EvaluationUnit, unit.pk, said, _REASON)


def standing(evaluation: PlanEvaluation) -> list[Scored[EvaluationUnit]]:
    """Units with score and rank as deductions stand now. Three statements."""
    points = dict(evaluation.items.values_list("pk", "points"))
    units = list(evaluation.units.select_related("agency").order_by("agency__name"))
    taken: dict[UUID, list[tuple[UUID, int]]] = {}
    for unit, item, amount in Deduction.objects.filter(unit__evaluation=evaluation).values_list(
        "unit_id", "item_id", "points"
    ):
        taken.setdefault(unit, []).append((item, amount))
    return ranked({u: score_of(points, taken.get(u.pk, ())) for u in units})


def conclude(actor: Actor, evaluation: PlanEvaluation, result: str, on: date) -> list[Scored[EvaluationUnit]]:
    """Fix scores and ranks for good. Every unit was checked, and assessed itself or let the time for it pass."""
    require(actor, "plans.check")
    _own(actor, evaluation.plan)
    if evaluation.state == PlanEvaluation.State.CONCLUDED:
        raise ValidationError("评估结果已经形成")
    unchecked = evaluation.units.filter(checked_on=None).select_related("agency").order_by("agency__name")
    if names := [u.agency.name for u in unchecked]:
        raise ValidationError("还没有核查：" + "、".join(names))
    waiting = units_without(evaluation) if on <= evaluation.self_by else []
    if waiting:  # the plan's matter would not take the result, and what is fixed here is not opened again
        missing = "、".join(a.name for a in waiting)
        raise ValidationError(f"自评期限（{evaluation.self_by.isoformat()}）未满，还没有自评：{missing}")
    rows = standing(evaluation)
    with transaction.atomic():
        for row in rows:
            change(actor, EvaluationUnit, row.unit.pk, {"score": row.score, "rank": row.rank}, _REASON)
        said = {"state": PlanEvaluation.State.CONCLUDED, "result": result, "concluded_on": on}
        change(actor, PlanEvaluation, evaluation.pk, said, _REASON)
    return rows


def told(actor: Actor, evaluation: PlanEvaluation, number: str) -> None:
    """Under which number the result was told in a circular; only of a result that stands."""
    require(actor, "plans.manage")
    _own(actor, evaluation.plan)
    if evaluation.state != PlanEvaluation.State.CONCLUDED:
        raise ValidationError({"circular": "评估结果还没有形成"})
    if not number.strip():
        raise ValidationError({"circular": "请填写通报的文号"})
    change(actor, PlanEvaluation, evaluation.pk, {"circular": number.strip()[:100]}, _REASON)


def payload(evaluation: PlanEvaluation, on: date) -> dict[str, Any]:
    """What the plan's matter is told by `conclude_mid_term` or `conclude_final`: the same figures. Six statements."""
    own = dict.fromkeys(evaluation.units.values_list("pk", flat=True), 0)
    for unit, given in SelfScore.objects.filter(unit__evaluation=evaluation).values_list("unit_id", "points"):
        own[unit] = own.get(unit, 0) + given
    reasons: dict[UUID, list[str]] = {}
    for unit, title, amount, why in Deduction.objects.filter(unit__evaluation=evaluation).values_list(
        "unit_id", "item__title", "points", "reason"
    ):
        reasons.setdefault(unit, []).append(f"{title}扣{amount}分：{why}")
    rows = standing(evaluation)
    counts = board.board(on, evaluation.plan_id).total
    return {
        "self_assessed": sum(1 for row in rows if row.unit.self_on is not None),
        "results": [
            {
                "unit": row.unit.agency.name, "self_points": own.get(row.unit.pk) if row.unit.self_on else None,
                "deducted": row.deducted, "score": row.score, "rank": row.rank,
                "reasons": "；".join(reasons.get(row.unit.pk, ())),
            }
            for row in rows
        ],
        "tasks_closed": counts.closed,
        "tasks_open": counts.running,
        "conclusion": evaluation.result,
    }  # fmt: skip


def units_without(evaluation: PlanEvaluation) -> list[Agency]:
    """Units that gave no self-assessment. One statement."""
    rows = evaluation.units.filter(self_on=None).select_related("agency").order_by("agency__name")
    return [row.agency for row in rows]
