"""One plan: its outline, tasks and units, each task with how far its units are; one task; the bars of its chart.

Each function says how many statements it takes; the number never grows with tasks or units. All run inside a scope:
plans show as the scope allows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch, Q

from yifa.registers.models import (
    PlanHeading,
    PlanTask,
    PlanTaskDate,
    PlanTaskDuty,
    PlanTaskTarget,
    PlanTaskUnit,
    PolicyPlan,
)
from yifa.supervision.plans.states import OUT, State, start_of, states


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with its units, dates, targets and duties, and the state of each charged unit."""

    task: PlanTask
    units: Sequence[PlanTaskUnit]
    states: Mapping[UUID, State]

    def named(self, role: str) -> list[PlanTaskUnit]:
        """The units of a role, in the order of the text."""
        return [u for u in self.units if u.role == role]

    @property
    def unknown(self) -> list[PlanTaskUnit]:
        """Units that are no registered agency: kept as the plan names them."""
        return [u for u in self.units if u.agency_id is None]

    def state_of(self, unit: PlanTaskUnit) -> State:
        """How far that unit is; without a matter the last day is the task's."""
        found = self.states.get(unit.pk)
        if found is not None:
            return found
        due = (
            start_of(self.task.due_on + timedelta(days=1)) - timedelta(seconds=1)
            if self.task.due_on
            else None
        )
        return State(due=due)

    @property
    def charged(self) -> list[tuple[PlanTaskUnit, State]]:
        """Who answers, with how far they are."""
        return [(u, self.state_of(u)) for u in self.units if u.charged]


@dataclass(frozen=True, slots=True)
class Group:
    """The units that one name of a task stands for, counted: `agencies` known, of the charged ones how far they are.

    `meant` is the one agency, where it is one; `stage` that of the one charged unit; `due_on` the next last day.
    """

    role: str
    name: str
    agencies: int
    meant: str
    charged: int
    closed: int
    late: int
    out: int
    stage: str | None
    due_on: date | None


_GROUPS = """
SELECT u.task_id, u.role, u.name, count(u.agency_id), min(a.name), count(*) FILTER (WHERE u.charged AND NOT x.out),
    count(*) FILTER (WHERE u.charged AND NOT x.out AND s.closed_at IS NOT NULL),
    count(*) FILTER (WHERE u.charged AND s.closed_at IS NULL AND x.due < %(on)s),
    count(*) FILTER (WHERE u.charged AND x.out), min(s.stage) FILTER (WHERE u.charged),
    min(x.due) FILTER (WHERE u.charged AND s.closed_at IS NULL)
FROM registers_plantaskunit u JOIN registers_plantask t ON t.id = u.task_id
LEFT JOIN registers_agency a ON a.id = u.agency_id LEFT JOIN plan_states(%(plan)s) s ON s.unit_id = u.id
CROSS JOIN LATERAL (SELECT coalesce(s.stage, '') = ANY (%(out)s) AS out, CASE WHEN s.unit_id IS NULL THEN t.due_on
    ELSE (s.due_at AT TIME ZONE 'Asia/Shanghai')::date END AS due) x
WHERE u.plan_id = %(plan)s
GROUP BY u.task_id, u.role, u.name ORDER BY u.task_id, min(u.span_start), u.role, u.name
"""


def groups(plan: UUID | str, on: date) -> dict[UUID, list[Group]]:
    """By task, the names of its units with what they stand for, as of that day. One statement, however many units."""
    found: dict[UUID, list[Group]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_GROUPS, {"plan": plan, "on": on, "out": list(OUT)})
        for task, role, name, agencies, meant, *numbers in cursor.fetchall():
            found.setdefault(task, []).append(
                Group(role, name, agencies, meant if agencies == 1 else "", *numbers)
            )
    return found


@dataclass(frozen=True, slots=True)
class OnePlan:
    """A plan with everything a page shows of it; `groups` where its units were counted and not read."""

    plan: PolicyPlan
    headings: Sequence[PlanHeading]
    tasks: Sequence[TaskRow]
    dates: Sequence[PlanTaskDate] = field(default_factory=tuple)
    duties: Sequence[PlanTaskDuty] = field(default_factory=tuple)
    groups: Mapping[UUID, Sequence[Group]] | None = None


def _plan(pk: UUID | str) -> PolicyPlan | None:
    """The plan with its source, of which the text stays where it is: it may have twenty megabytes."""
    rows = PolicyPlan.objects.select_related("agency", "parent", "source", "region").defer("source__text")
    return rows.filter(pk=pk).first()


def one_plan(pk: UUID | str) -> OnePlan | None:
    """A plan with outline, tasks and states. Ten statements; None where the scope shows no such plan."""
    plan = _plan(pk)
    if plan is None:
        return None
    tasks = list(with_details(PlanTask.objects.filter(plan=plan)).order_by("position"))
    found = states(plan.pk)
    rows = [TaskRow(t, list(t.units.all()), found) for t in tasks]
    of_plan = {"plan": plan, "task": None}
    return OnePlan(
        plan,
        list(PlanHeading.objects.filter(plan=plan).order_by("position")),
        rows,
        list(PlanTaskDate.objects.filter(**of_plan).order_by("position")),
        list(PlanTaskDuty.objects.filter(**of_plan).order_by("position")),
    )


def outline(pk: UUID | str, on: date) -> OnePlan | None:
    """A plan with outline and tasks, its units counted by name: as quick with thousands of units. Six statements."""
    plan = _plan(pk)
    if plan is None:
        return None
    of_plan = {"plan": plan, "task": None}
    return OnePlan(
        plan,
        list(PlanHeading.objects.filter(plan=plan).order_by("position")),
        [TaskRow(t, (), {}) for t in PlanTask.objects.filter(plan=plan).order_by("position")],
        list(PlanTaskDate.objects.filter(**of_plan).order_by("position")),
        list(PlanTaskDuty.objects.filter(**of_plan).order_by("position")),
        groups(plan.pk, on),
    )


def stretch(plan: PolicyPlan, start: int, end: int) -> OnePlan:
    """What was read between two places of a plan's text, without headings and states. Seven statements."""
    inside = {"span_start__lt": end, "span_end__gt": start}
    beside = Q(
        pk__in=PlanTaskUnit.objects.filter(plan=plan, **inside).values("task")
    )  # named in a heading above it
    tasks = with_details(PlanTask.objects.filter(beside | Q(**inside), plan=plan)).order_by("position")
    of_plan = {"plan": plan, "task": None, **inside}
    return OnePlan(
        plan,
        (),
        [TaskRow(t, list(t.units.all()), {}) for t in tasks],
        list(PlanTaskDate.objects.filter(**of_plan).order_by("position")),
        list(PlanTaskDuty.objects.filter(**of_plan).order_by("position")),
    )


def charted(plan: PolicyPlan) -> OnePlan:
    """What the chart of a plan shows: tasks with who answers, their dates and states. Four statements."""
    tasks = PlanTask.objects.filter(plan=plan).defer("text", "path").order_by("position")
    answering = PlanTaskUnit.objects.filter(charged=True).select_related("agency")
    tasks = tasks.prefetch_related(
        Prefetch("units", answering.order_by("span_start", "role", "name", "pk")),
        Prefetch("dates", PlanTaskDate.objects.order_by("position")),
    )
    found = states(plan.pk)
    return OnePlan(plan, (), [TaskRow(t, list(t.units.all()), found) for t in tasks])


def with_details(tasks: Any) -> Any:
    """Tasks with units (and their agencies), dates, targets and duties read: four statements more."""
    return tasks.prefetch_related(
        Prefetch(
            "units",
            PlanTaskUnit.objects.select_related("agency", "via").order_by("span_start", "role", "name", "pk"),
        ),
        Prefetch("dates", PlanTaskDate.objects.order_by("position")),
        Prefetch("targets", PlanTaskTarget.objects.order_by("position")),
        Prefetch("duties", PlanTaskDuty.objects.order_by("position")),
    )


def one_task(pk: UUID | str) -> TaskRow | None:
    """One task with its plan, as above. Six statements."""
    task = with_details(
        PlanTask.objects.select_related("plan__agency", "heading", "carries_out__plan").filter(pk=pk)
    ).first()
    if task is None:
        return None
    return TaskRow(task, list(task.units.all()), states(task.plan_id))


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of the Gantt chart: from `start` to `end` (None: open), for a task and a unit."""

    label: str
    unit: str
    start: date
    end: date | None
    state: State
    task_id: UUID
    milestones: Sequence[tuple[date, str]] = ()


def bars(found: OnePlan) -> list[Bar]:
    """Bars of a plan's charged tasks, from the day it was adopted (or the task's own beginning). No statement."""
    lines = []
    for row in found.tasks:
        dates = list(row.task.dates.all())
        starts = [d.start for d in dates if d.chosen and d.start]
        begin = starts[0] if starts else found.plan.period_from or found.plan.adopted_on
        marks = tuple(sorted((d.end, d.text) for d in dates if d.end and not d.chosen and not d.impossible))
        answering: list[tuple[PlanTaskUnit | None, State]] = [*row.charged]
        for unit, state in answering or [(None, row_state(row))]:
            name = unit.agency.name if unit is not None and unit.agency is not None else ""
            label = f"{row.task.no} {row.task.title}".strip()
            lines.append(Bar(label, name, begin, state.due_on or row.task.due_on, state, row.task.pk, marks))
    return lines


def row_state(row: TaskRow) -> State:
    """The state of a task that nobody answers for: nothing but its last day."""
    return State(
        due=start_of(row.task.due_on + timedelta(days=1)) - timedelta(seconds=1) if row.task.due_on else None
    )
