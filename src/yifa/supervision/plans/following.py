"""What a plan's matter says, carried to its row in the ledger: published, filed, ended. The row is what others read."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from yifa.access import require
from yifa.matters.models import Matter, MatterFact
from yifa.matters.outcome import Outcome
from yifa.matters.request import Ask
from yifa.matters.service import record
from yifa.registers.change import change
from yifa.registers.models import PolicyPlan
from yifa.registers.scope import WORKER, Actor

_FACTS = ("published_on", "published_at", "filed_on", "filed_with")
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
