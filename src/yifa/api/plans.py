"""Policy plans: the list, one plan, its tasks with how far each unit is, and a plan beside its parent's."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from pydantic import Field

from yifa.access import require
from yifa.api.schemas import Problem
from yifa.api.session import actor_of
from yifa.registers.models import PolicyPlan
from yifa.registers.scope import scope
from yifa.supervision.plans import board, outlines, sides
from yifa.supervision.plans.comparing import Side

router = Router(tags=["政策方案"])
ANSWERS: dict[int, Any] = {401: Problem, 403: Problem, 404: Problem, 422: Problem}


class CountsOut(Schema):
    tasks: int = Field(title="任务数")
    unopened: int = Field(title="待交办")
    unaccepted: int = Field(title="待接收")
    claimed: int = Field(title="待核查")
    returned: int = Field(title="退回整改")
    overdue: int = Field(title="逾期")
    near: int = Field(title="三十日内到期")
    closed: int = Field(title="已销号")


class PlanOut(Schema):
    id: UUID
    title: str = Field(title="标题")
    number: str = Field(title="文号")
    issuer: str = Field(title="发文机关")
    issued: date | None = Field(title="印发日期")
    level: str = Field(title="层级")
    agency: str = Field(title="采纳机关")
    parent: UUID | None = Field(title="上级方案")
    state: str = Field(title="状态")
    published_on: date | None = Field(title="公开日期")
    counts: CountsOut | None = Field(None, title="进展")


class PlanPage(Schema):
    items: list[PlanOut]
    total: int = Field(title="总数")


class UnitOut(Schema):
    name: str = Field(title="名称（原文）")
    role: str = Field(title="职责")
    agency: str = Field(title="机关；空为没有登记")
    charged: bool = Field(title="负责办理")
    stage: str = Field("", title="状态")
    due_on: date | None = Field(None, title="期限")
    overdue: bool = Field(False, title="逾期")


class TaskOut(Schema):
    id: UUID
    no: str = Field(title="编号")
    title: str = Field(title="任务")
    text: str = Field(title="任务内容")
    path: list[str] = Field(title="所属层次")
    due_on: date | None = Field(title="期限")
    recurs: str = Field(title="期限种类")
    indicator: str = Field(title="平台指标")
    span: tuple[int, int] = Field(title="原文中的位置")
    units: list[UnitOut] = Field(title="单位")


class SideOut(Schema):
    no: str = Field(title="编号")
    title: str = Field(title="任务")
    due_on: date | None = Field(title="期限")


class PairOut(Schema):
    parent: SideOut = Field(title="上级任务")
    child: SideOut = Field(title="下级任务")
    score: int = Field(title="分数")
    why: list[str] = Field(title="理由")
    later: str = Field(title="期限晚于上级")
    weaker: list[str] = Field(title="指标低于上级")


class ComparisonOut(Schema):
    pairs: list[PairOut] = Field(title="对应的任务")
    missing: list[SideOut] = Field(title="没有承接的上级任务")
    added: list[SideOut] = Field(title="自行增加的任务")


class PlanQuery(Schema):
    text: str = Field("", max_length=100, title="标题或者文号")
    level: str = Field("", max_length=10, title="层级")
    state: str = Field("", max_length=10, title="状态")
    skip: int = Field(0, ge=0, le=100_000, title="跳过")
    limit: int = Field(50, ge=1, le=200, title="每页")


@router.get("/plans", response={200: PlanPage, **ANSWERS}, summary="政策方案列表")
def plans(request: HttpRequest, asked: Annotated[PlanQuery, Query(...)]) -> dict[str, Any]:
    """Newest first, with counts of the tasks of each."""
    actor = actor_of(request)
    require(actor, "plans.read")
    with scope(actor):
        rows, total = board.plans(
            timezone.localdate(),
            words=asked.text,
            level=asked.level,
            state=asked.state,
            skip=asked.skip,
            most=asked.limit,
        )
        items = [{**_plan(row.plan), "counts": _counts(row.counts)} for row in rows]
    return {"items": items, "total": total}


@router.get("/plans/{plan_id}", response={200: PlanOut, **ANSWERS}, summary="一个政策方案")
def plan(request: HttpRequest, plan_id: UUID) -> dict[str, Any]:
    """One plan with its counts."""
    actor = actor_of(request)
    require(actor, "plans.read")
    with scope(actor):
        found = _found(plan_id)
        return {**_plan(found), "counts": _counts(board.board(timezone.localdate(), found.pk).total)}


@router.get(
    "/plans/{plan_id}/tasks", response={200: list[TaskOut], **ANSWERS}, summary="方案的任务和各单位进展"
)
def tasks(request: HttpRequest, plan_id: UUID) -> list[dict[str, Any]]:
    """In the order of the plan."""
    actor = actor_of(request)
    require(actor, "plans.read")
    today = timezone.localdate()
    with scope(actor):
        found = outlines.one_plan(plan_id)
        if found is None:
            raise HttpError(404, "没有这个政策方案")
        return [_task(row, today) for row in found.tasks]


@router.get(
    "/plans/{plan_id}/compare/{child_id}", response={200: ComparisonOut, **ANSWERS}, summary="上下级方案对照"
)
def compare(request: HttpRequest, plan_id: UUID, child_id: UUID) -> dict[str, Any]:
    """`plan_id` is the superior plan. Every pair says why it is one."""
    actor = actor_of(request)
    require(actor, "plans.read")
    with scope(actor):
        result = sides.compare_plans(_found(plan_id).pk, _found(child_id).pk)
    pairs = [
        {
            "parent": _side(p.parent),
            "child": _side(p.child),
            "score": p.score,
            "why": list(p.why),
            "later": p.later,
            "weaker": list(p.weaker),
        }
        for p in result.pairs
    ]
    return {
        "pairs": pairs,
        "missing": [_side(s) for s in result.missing],
        "added": [_side(s) for s in result.added],
    }


def _found(pk: UUID) -> PolicyPlan:
    found = PolicyPlan.objects.select_related("agency").filter(pk=pk).first()
    if found is None:
        raise HttpError(404, "没有这个政策方案")
    return found


def _plan(row: PolicyPlan) -> dict[str, Any]:
    return {
        "id": row.pk,
        "title": row.title,
        "number": row.number,
        "issuer": row.issuer,
        "issued": row.issued,
        "level": row.level,
        "agency": row.agency.name,
        "parent": row.parent_id,
        "state": row.state,
        "published_on": row.published_on,
    }


def _counts(counts: board.Counts) -> dict[str, int]:
    names = ("tasks", "unopened", "unaccepted", "claimed", "returned", "overdue", "near", "closed")
    return {name: getattr(counts, name) for name in names}


def _task(row: outlines.TaskRow, today: date) -> dict[str, Any]:
    task, units = row.task, []
    for unit in row.units:
        state = row.state_of(unit) if unit.charged else None
        units.append(
            {
                "name": unit.name,
                "role": unit.role,
                "agency": unit.agency.name if unit.agency else "",
                "charged": unit.charged,
                "stage": state.title if state else "",
                "due_on": state.due_on if state else None,
                "overdue": state.overdue(today) if state else False,
            }
        )
    return {
        "id": task.pk,
        "no": task.no,
        "title": task.title,
        "text": task.text,
        "path": task.path,
        "due_on": task.due_on,
        "recurs": task.recurs,
        "indicator": task.indicator,
        "span": (task.span_start, task.span_end),
        "units": units,
    }


def _side(side: Side) -> dict[str, Any]:
    return {"no": side.no, "title": side.title, "due_on": side.due_on}
