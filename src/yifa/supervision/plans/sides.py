"""Plans of the ledger, and documents just read, as `comparing` takes them."""

from __future__ import annotations

from datetime import date
from typing import Any

from yifa.policies.document import PolicyDocument
from yifa.registers.models import PlanTask
from yifa.supervision.plans import outlines
from yifa.supervision.plans.comparing import Comparison, Side, compare
from yifa.supervision.plans.deadlines import PlanClock, clock_of, proposed


def of_plan(plan_id: Any) -> list[Side]:
    """The tasks of a plan in the ledger. Five statements."""
    return [
        _side(task)
        for task in outlines.with_details(PlanTask.objects.filter(plan_id=plan_id)).order_by("position")
    ]


def _side(task: PlanTask) -> Side:
    chosen = next((d for d in task.dates.all() if d.chosen), None)
    return Side(
        id=str(task.pk),
        no=task.no,
        title=task.title,
        text=task.text,
        due_on=task.due_on,
        recurs=task.recurs,
        month=chosen.month if chosen else None,
        day=chosen.day if chosen else None,
        units=tuple(u.name for u in task.units.all()),
        targets=tuple((t.comparison, t.unit, t.value, t.text) for t in task.targets.all()),
        named=str(task.carries_out_id or ""),
    )


def of_document(document: PolicyDocument, on: date) -> list[Side]:
    """The tasks of a document that was read but not accepted; clocks are those that would be proposed."""
    found = []
    for place, task in enumerate(document.tasks):
        chosen = proposed(task.dates, on)
        clock = (clock_of(task.dates[chosen], on) if chosen is not None else None) or PlanClock()
        found.append(
            Side(
                id=f"{place}",
                no=task.no,
                title=task.title,
                text=task.text,
                due_on=clock.due_on,
                recurs=clock.recurs,
                month=clock.month,
                day=clock.day,
                units=tuple(u.name for u in task.units),
                targets=tuple((t.comparison, t.unit, t.value, t.text) for t in task.targets),
            )
        )
    return found


def compare_plans(parent_id: Any, child_id: Any) -> Comparison:
    """Two plans of the ledger. Ten statements."""
    return compare(of_plan(parent_id), of_plan(child_id))
