"""What matters of a plan say, carried to the ledger: published, filed, ended, a task given to another unit."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from yifa.access import require
from yifa.matters.fanout import named_agencies
from yifa.matters.models import Matter, MatterFact
from yifa.matters.outcome import Outcome
from yifa.matters.request import Ask
from yifa.matters.service import record
from yifa.registers.change import change
from yifa.registers.models import Agency, PlanTaskUnit, PolicyPlan
from yifa.registers.scope import WORKER, Actor
from yifa.supervision.plans.states import OUT

_FACTS = ("published_on", "published_at", "filed_on", "filed_with")
TASK = "policy_task.task"
_ENDED = ("closed", "archived")
_REASON = "方案事项的办理记录"


def publish(actor: Actor, plan: PolicyPlan, on: date, where: str) -> Outcome:
    """Make the plan public: the act in its matter and the row that the public site reads, in one transaction.

    Inside `scope(actor)`. The outcome has no act when something stands against it; then nothing is public.
    """
    require(actor, "plans.manage")
    payload = {"published_on": on.isoformat(), "published_at": where}
    outcome = record(Ask(actor, "publish_plan", payload, matter_id=str(plan.matter_id)))
    if outcome.act is not None:
        change(actor, PolicyPlan, plan.pk, {"published_on": on, "published_at": where[:200]}, _REASON)
    return outcome


def follow() -> int:
    """Carry over what was done in matters otherwise; returns how many plans changed. Two statements and one per change.

    Must run inside a worker scope.
    """
    running = PolicyPlan.objects.filter(matter_id__isnull=False, state="running")
    plans: dict[UUID, PolicyPlan] = {
        p.matter_id: p for p in running.defer("cites", "not_understood") if p.matter_id is not None
    }
    said: dict[Any, dict[str, Any]] = {}
    for fact in MatterFact.objects.filter(matter_id__in=list(plans), name__in=_FACTS):
        said.setdefault(fact.matter_id, {})[fact.name] = fact.value
    for matter in Matter.objects.filter(pk__in=list(plans), stage__in=_ENDED).values_list("pk", flat=True):
        said.setdefault(matter, {})["state"] = "ended"
    changed = 0
    for matter_id, values in said.items():
        plan = plans[matter_id]
        new = {k: v for k, v in values.items() if v and getattr(plan, k) != v}
        if new:
            change(WORKER, PolicyPlan, plan.pk, new, _REASON)
            changed += 1
    return changed


def give_anew() -> list[PolicyPlan]:
    """A row for each unit that was given another one's task; returns the plans whose matters are to be opened for it.

    A unit that answers for the task already gets no second one; a name that is no agency here is kept as named, like
    any other that the ledger does not know. Two statements and some per row. Must run inside a worker scope.
    """
    given: dict[UUID, dict[str, Any]] = {}
    told = MatterFact.objects.filter(procedure=TASK, name__in=("reassigned_to", "cancelled_on"))
    for fact in told.filter(matter__stage__in=("reassigned", "cancelled_archived")):
        given.setdefault(fact.matter_id, {})[fact.name] = fact.value
    given = {pk: said for pk, said in given.items() if said.get("reassigned_to")}
    plans: dict[UUID, PolicyPlan] = {}
    units = PlanTaskUnit.objects.filter(matter_id__in=list(given), plan__state=PolicyPlan.State.RUNNING)
    for unit in units.select_related("plan__agency"):
        said = given[unit.matter_id] if unit.matter_id is not None else {}
        if _give(unit, str(said["reassigned_to"]), said.get("cancelled_on")):
            plans[unit.plan_id] = unit.plan
    return list(plans.values())


def _give(unit: PlanTaskUnit, to: str, on: date | None) -> bool:
    """Enter the row, unless it is there; whether a matter has to be opened for it."""
    name = f"{to[:180]}（{on.isoformat() if on else ''}改派）"
    if PlanTaskUnit.objects.filter(task=unit.task_id, role=unit.role, name=name).exists():
        return False
    found = named_agencies([to], unit.plan.agency, "node")[to]
    agency = found[0] if len(found) == 1 else None
    charged = agency is not None and not _answers(unit, agency)
    values = {
        "plan": unit.plan_id, "task": unit.task_id, "role": unit.role, "name": name, "agency": agency,
        "charged": charged, "due_on": unit.due_on, "span_start": unit.span_start, "span_end": unit.span_end,
    }  # fmt: skip
    change(WORKER, PlanTaskUnit, None, values, _REASON)
    return charged


def _answers(unit: PlanTaskUnit, agency: Agency) -> bool:
    """Whether the agency has the task already, and still."""
    rows = PlanTaskUnit.objects.filter(task=unit.task_id, agency=agency, charged=True)
    if rows.filter(matter_id=None).exists():
        return True
    return Matter.objects.filter(pk__in=rows.values("matter_id")).exclude(stage__in=OUT).exists()
