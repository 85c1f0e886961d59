"""The matters of a plan's tasks, opened one by one by the queue: what was opened stays, what was not is tried again.

Each opening act has an id made from the row of the unit, so that a job that runs twice opens one matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from procrastinate.contrib.django import app

from yifa.law.recurring import RECURRING
from yifa.matters.outcome import Outcome
from yifa.matters.request import Ask
from yifa.matters.service import dry_run, record
from yifa.registers.change import change
from yifa.registers.models import PlanTask, PlanTaskDate, PlanTaskUnit, PolicyPlan
from yifa.registers.scope import WORKER, Actor, scope
from yifa.supervision.plans.deadlines import UNITS

TASK = "yifa.supervision.open_plan_tasks"
_MACHINE = Actor("worker", name="系统", roles=frozenset({"importer"}))
_STEP = 20
ADDED = "补充交办"  # where a task that was added later stands, before the paper it was added by
_REASON = "按方案交办任务"


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the plan's charged units have their matter, and how many could not get one."""

    charged: int
    opened: int
    failed: int

    @property
    def waiting(self) -> int:
        """Units the queue has still to come to."""
        return self.charged - self.opened - self.failed


def defer(plan: PolicyPlan) -> None:
    """Have the queue open the tasks of the plan. In the caller's transaction."""
    app.configure_task(TASK, queue="effects").defer(plan_id=str(plan.pk))


def progress(plan_id: Any) -> Progress:
    """One statement."""
    found = PlanTaskUnit.objects.filter(plan_id=plan_id, charged=True).aggregate(
        charged=Count("pk"),
        opened=Count("pk", filter=Q(matter_id__isnull=False)),
        failed=Count("pk", filter=Q(matter_id__isnull=True) & ~Q(problem="")),
    )
    return Progress(found["charged"], found["opened"], found["failed"])


def run(plan_id: str) -> Progress:
    """Open what is not opened, twenty to a transaction, each in a savepoint. Those refused keep the reason and are

    tried again with the next run. Opens its own transactions; returns how far it came.
    """
    done: set[UUID] = set()
    while True:
        with scope(WORKER):
            rows = list(
                PlanTaskUnit.objects.select_related("task", "plan__agency", "agency")
                .filter(plan_id=UUID(plan_id), charged=True, matter_id=None)
                .exclude(pk__in=done)
                .exclude(plan__state=PolicyPlan.State.WITHDRAWN)
                .order_by("task__position", "pk")[:_STEP]
            )
            for row in rows:
                done.add(row.pk)
                _open(row)
        if not rows:
            break
    with scope(WORKER):
        return progress(plan_id)


def again() -> list[str]:
    """Ids of plans with units that have no matter yet: their job may be lost with its worker. Inside a scope."""
    waiting = PlanTaskUnit.objects.filter(charged=True, matter_id=None, plan__state=PolicyPlan.State.RUNNING)
    return [str(pk) for pk in waiting.values_list("plan_id", flat=True).distinct()]


def _open(row: PlanTaskUnit) -> None:
    ask = _ask(row)
    if row.problem:  # what was refused once is only asked again, so that the refusal goes on record once
        tried = dry_run(ask)
        if tried.errors or tried.stale or tried.blocking:
            change(WORKER, PlanTaskUnit, row.pk, {"problem": _said(tried)}, _REASON)
            return
    with transaction.atomic():
        outcome = record(ask)
    if outcome.act is not None:
        change(WORKER, PlanTaskUnit, row.pk, {"matter_id": outcome.act.matter_id, "problem": ""}, _REASON)
        return
    change(WORKER, PlanTaskUnit, row.pk, {"problem": _said(outcome)}, _REASON)


def _said(outcome: Outcome) -> str:
    said = [f.message for f in outcome.blocking] + list(outcome.errors.values()) + [outcome.stale]
    return ("；".join(filter(None, said)) or "没有说明原因")[:400]


def _ask(row: PlanTaskUnit) -> Ask:
    # To the minute, as people enter it: a unit that accepts its task in the same minute is not earlier than the charge.
    minute = timezone.now().replace(second=0, microsecond=0)
    return Ask(
        occurred_from=minute,
        occurred_to=minute,
        actor=_MACHINE,
        kind="charge_task",
        payload=payload_of(row),
        agency_id=str(row.agency_id),
        draft_id=str(uuid5(NAMESPACE_OID, f"plan-task:{row.pk}")),
        procedure="policy_task.task",
        parent_id=str(row.plan.matter_id) if row.plan.matter_id else None,
    )


def cited(plan: PolicyPlan, task: PlanTask) -> str:
    """How a task is cited: the plan's number, else its title, and the number of the task as printed.

    A task that was added later is cited by the paper it was added by.
    """
    if basis := added_by(task):
        return basis[:200]
    name = plan.number or f"《{plan.title}》"
    return f"{name[:150]} {task.no}".strip()


def added_by(task: PlanTask) -> str:
    """The paper by which the task was added to the plan; empty for one that stands in the plan itself."""
    return str(task.path[1]) if len(task.path) == 2 and task.path[0] == ADDED else ""


def payload_of(row: PlanTaskUnit) -> dict[str, Any]:
    """The payload of the act that charges a unit with its task."""
    task, plan = row.task, row.plan
    clock = PlanTaskDate.objects.filter(task=task, chosen=True).first()
    found: dict[str, Any] = {
        "title": f"{task.no} {task.title}".strip()[:200],
        "content": task.text[:20_000],
        "owner": plan.agency.code,
        "charged": row.agency.name if row.agency else "",
        "plan": plan.pk.hex,
        "plan_title": plan.title[:200],
        "plan_number": plan.number,
        "task_no": task.no,
        "role": row.role,
        "recurs": task.recurs,
        "source": (clock.text if clock else added_by(task))[:200],
        "indicator": task.indicator,
        "citation": cited(plan, task),
        "plan_ends_on": plan.period_to.isoformat() if plan.period_to else "",
        "escalate_days": plan.escalate_after,
        "escalate_unit": "cd",
    }
    if task.due_on is not None:
        found["due_on"] = task.due_on.isoformat()
    if clock is not None and task.recurs in RECURRING:
        found |= {"month": clock.month, "day": clock.day}
    if clock is not None and task.recurs == "event":
        found |= {"length": clock.length, "unit": UNITS.get(clock.unit, "cd"), "event": clock.event[:200]}
    return {k: v for k, v in found.items() if v not in (None, "")}
