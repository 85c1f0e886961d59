"""How a task of a superior plan is carried out below: the tasks of other plans for it, with how far they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch

from yifa.registers.models import PlanTask, PlanTaskUnit
from yifa.supervision.plans.outlines import TaskRow
from yifa.supervision.plans.states import State


@dataclass(frozen=True, slots=True)
class RolledUp:
    """Tasks below, and over all of them how many units answer and how many are done."""

    rows: Sequence[TaskRow]
    charged: int
    closed: int

    @property
    def percent(self) -> int:
        """Closed of a hundred."""
        return self.closed * 100 // self.charged if self.charged else 0


def rolled_up(task_id: UUID) -> RolledUp:
    """Tasks of plans that are not withdrawn whose `carries_out` is this one. Three statements, inside a scope."""
    units = Prefetch("units", PlanTaskUnit.objects.select_related("agency").order_by("role", "name", "pk"))
    tasks = list(
        PlanTask.objects.filter(carries_out=task_id)
        .exclude(plan__state="withdrawn")
        .select_related("plan__agency")
        .prefetch_related(units)
        .order_by("plan__adopted_on", "plan_id", "position")
    )
    states = _states({t.plan_id for t in tasks})
    rows = [TaskRow(t, list(t.units.all()), states) for t in tasks]
    charged = [state for row in rows for _, state in row.charged if not state.out]
    return RolledUp(rows, len(charged), sum(s.done for s in charged))


def _states(plans: set[UUID]) -> dict[UUID, State]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT s.* FROM unnest(%s::uuid[]) p, LATERAL plan_states(p) s", [list(plans)])
        return {unit: State(*row) for unit, *row in cursor.fetchall()}
