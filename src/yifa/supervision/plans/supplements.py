"""Tasks that were added to a plan after it was adopted (补充交办): each becomes a task of the ledger like any other.

They are charged in the plan's matter and have no words in the plan's text. From the ledger they are counted, measured,
taken back and given to another unit in the same way as the tasks that were read in the document.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef

from yifa.matters import picture
from yifa.matters.models import Matter
from yifa.registers.change import change
from yifa.registers.models import PlanTask, PlanTaskUnit, PolicyPlan
from yifa.registers.scope import WORKER
from yifa.supervision.plans.opening import ADDED

_TASK = "policy_task.task"
_REASON = "补充交办的任务"


def take_in() -> int:
    """Enter the tasks that plans were supplemented with; returns how many. Two statements, and some for each.

    Must run inside a worker scope.
    """
    plans = {p.matter_id: p for p in _running()}
    known = PlanTaskUnit.objects.filter(matter_id=OuterRef("pk"))
    # What the queue opens for a unit of the ledger gets its row in the same transaction: it is never seen without.
    # A classified one is told nowhere, so it does not stand in the ledger either.
    rows = Matter.objects.filter(
        ~Exists(known), procedure=_TASK, parent_id__in=list(plans), secrecy="ordinary"
    )
    entered = 0
    for matter in rows.select_related("agency").order_by("opened_at", "pk"):
        if matter.parent_id in plans:
            _enter(plans[matter.parent_id], matter)
            entered += 1
    return entered


def _running() -> Iterable[PolicyPlan]:
    rows = PolicyPlan.objects.filter(matter_id__isnull=False, state=PolicyPlan.State.RUNNING)
    return rows.defer("cites", "not_understood")


def _enter(plan: PolicyPlan, matter: Matter) -> None:
    said = _charge(matter.pk, str(matter.agency_id))
    due = date.fromisoformat(said["due_on"]) if said.get("due_on") else None
    last = PlanTask.objects.filter(plan=plan).aggregate(last=Max("position"))["last"]
    title = str(said.get("title") or matter.title)
    task = change(WORKER, PlanTask, None, {
        "plan": plan, "position": 0 if last is None else last + 1, "title": title[:500],
        "text": str(said.get("content") or title), "path": [ADDED, str(said.get("citation") or "")], "due_on": due,
        "recurs": PlanTask.Recurs.ONCE if due else PlanTask.Recurs.NONE,
    }, _REASON)  # fmt: skip
    change(WORKER, PlanTaskUnit, None, {
        "plan": plan, "task": task, "role": said.get("role") or PlanTaskUnit.Role.RESPONSIBLE,
        "name": matter.agency.name[:200], "agency": matter.agency, "charged": True, "due_on": due,
        "matter_id": matter.pk,
    }, _REASON)  # fmt: skip


def _charge(matter_id: UUID, agency_id: str) -> dict[str, Any]:
    """What the act says with which the task was charged."""
    acts = picture.fetch(str(matter_id), agency_id)["acts"] or ()
    return next((picture.payload_of(row, _TASK) for row in acts if row["kind"] == "charge_task"), {})
