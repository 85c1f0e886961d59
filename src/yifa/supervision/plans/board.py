"""What pages ask of the ledger: the board by unit and by date, plans, one plan, a unit's tasks, what is overdue.

Each function says how many statements it takes; the number never grows with what the ledger holds. All run inside
a scope: plans show as the scope allows, how far units have come is told by `matters/sql/plan_states.sql`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Prefetch, Q

from yifa.law.clocks import SHANGHAI
from yifa.registers.models import (
    Agency,
    PlanHeading,
    PlanTask,
    PlanTaskDate,
    PlanTaskDuty,
    PlanTaskTarget,
    PlanTaskUnit,
    PolicyPlan,
)

# What lists do not show of a task and its plan: the text of a task in a list costs a statement of its own.
_LONG = ("task__text", "task__path", "plan__not_understood", "plan__cites")
NEAR = timedelta(days=30)  # ours: how long before its last day a task is shown as near
# Stages of policy_task.task, in words; None is a task whose matter is not opened yet.
STAGES: Mapping[str | None, str] = {
    None: "待交办",
    "assigned": "待接收",
    "working": "办理中",
    "claimed": "待核查",
    "returned": "退回整改",
    "closed": "已销号",
    "archived": "已销号",
    "cancelled": "已取消",
    "reassigned": "已改派",
    "cancelled_archived": "已取消",
}
# Taken back from the unit: no part of progress, ranking or what is late.
OUT = frozenset({"cancelled", "reassigned", "cancelled_archived"})


@dataclass(frozen=True, slots=True)
class Counts:
    """Tasks of one unit, one month or all: `near` falls due within thirty days, `unaccepted` waits to be accepted."""

    tasks: int = 0
    unopened: int = 0
    unaccepted: int = 0
    claimed: int = 0
    returned: int = 0
    overdue: int = 0
    near: int = 0
    closed: int = 0

    @property
    def running(self) -> int:
        """Not closed."""
        return self.tasks - self.closed

    @property
    def percent(self) -> int:
        """Closed of a hundred, rounded down; 0 without tasks."""
        return self.closed * 100 // self.tasks if self.tasks else 0


@dataclass(frozen=True, slots=True)
class Board:
    """`by_unit`: id, name and counts, the most overdue first; `by_month`: first day of the month (None: no day)."""

    on: date
    total: Counts
    by_unit: Sequence[tuple[UUID, str, Counts]]
    by_month: Sequence[tuple[date | None, Counts]]


def board(on: date, plan: UUID | str | None = None) -> Board:
    """Counts over all plans of the ledger, or over one, as of that day. One statement."""
    begin = start_of(on)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT b.*, a.name FROM plan_board(%s, %s, %s) b LEFT JOIN registers_agency a ON a.id = b.agency_id",
            [begin, begin + NEAR, plan],
        )
        rows = cursor.fetchall()
    units, months, total = [], [], Counts()
    for what, agency, month, *numbers, name in rows:
        counts = Counts(*numbers)
        if what == 1:
            units.append((agency, name, counts))
        elif what == 2:
            months.append((month, counts))
        else:
            total = counts
    units.sort(key=lambda u: (-u[2].overdue, -u[2].running, u[1]))
    months.sort(key=lambda m: (m[0] is None, m[0] or on))
    return Board(on, total, units, months)


def start_of(on: date) -> datetime:
    """The first moment of that day in Shanghai."""
    return datetime.combine(on, time(0), tzinfo=SHANGHAI)


@dataclass(frozen=True, slots=True)
class State:
    """How far one unit has come with its task. `stage` None: no matter yet; `due` the last day as its clock has it."""

    stage: str | None = None
    opened: datetime | None = None
    due: datetime | None = None
    closed: datetime | None = None
    moved: datetime | None = None

    @property
    def title(self) -> str:
        """The stage in words."""
        return STAGES.get(self.stage, self.stage or "")

    @property
    def out(self) -> bool:
        """Taken back from the unit; such a one counts nowhere."""
        return self.stage in OUT

    @property
    def done(self) -> bool:
        """Closed because it was done."""
        return self.closed is not None and not self.out

    @property
    def due_on(self) -> date | None:
        """The last day in Shanghai; None once it is closed: what still runs then is the time to archive it."""
        return self.due.astimezone(SHANGHAI).date() if self.due and self.closed is None else None

    def overdue(self, on: date) -> bool:
        """Not closed although its last day is before `on`."""
        return self.closed is None and self.due_on is not None and self.due_on < on

    def late_days(self, on: date) -> int:
        """Calendar days since its last day; 0 when it is not overdue."""
        return (on - self.due_on).days if self.overdue(on) and self.due_on else 0


def states(plan: UUID | str) -> dict[UUID, State]:
    """State of each charged unit of one plan that has a matter, by the id of its `PlanTaskUnit`. One statement."""
    return _states("SELECT * FROM plan_states(%s)", plan)


def states_of(agency: UUID | str) -> dict[UUID, State]:
    """The same for everything that one agency answers for. One statement."""
    return _states("SELECT * FROM plan_states_of(%s)", agency)


def _states(sql: str, key: UUID | str) -> dict[UUID, State]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [key])
        return {unit: State(*row) for unit, *row in cursor.fetchall()}


GROUNDS: Mapping[str, str] = {
    "superior": "上级调整", "merged": "任务合并", "repealed": "依据废止", "reassigned": "改派其他单位", "other": "其他",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A task that was taken back from a unit: when, why, on what paper, and its last day as it was."""

    unit_id: UUID
    on: date | None
    ground: str
    reason: str
    document: str
    due_on: date | None
    unit: PlanTaskUnit | None = None

    @property
    def title(self) -> str:
        """已取消 or 已改派."""
        return STAGES["reassigned" if self.ground == "reassigned" else "cancelled"]

    @property
    def why(self) -> str:
        """The ground, the paper and the reason in one line."""
        return "；".join(filter(None, (GROUNDS.get(self.ground, self.ground), self.document, self.reason)))


def withdrawn(
    plan: UUID | str | None = None,
    agency: UUID | str | None = None,
    first: date | None = None,
    last: date | None = None,
    *,
    skip: int = 0,
    most: int = 20_000,
    named: bool = False,
) -> dict[UUID, Withdrawn]:
    """What was taken back, newest first, by the id of its `PlanTaskUnit`; with `first` and `last` what fell due then.

    One statement; with `named` one more, and each has its unit, task and plan.
    """  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM plan_withdrawn(%s, %s, %s, %s, %s, %s)", [plan, agency, first, last, skip, most]
        )
        found = [(unit, *(v or "" for v in row[1:4]), row) for unit, *row in cursor.fetchall()]
    rows = {
        unit: Withdrawn(unit, row[0], ground, reason, paper, row[4])
        for unit, ground, reason, paper, row in found
    }
    if not named or not rows:
        return rows
    units = PlanTaskUnit.objects.select_related("task", "plan", "agency").defer(*_LONG).in_bulk(list(rows))
    return {pk: replace(row, unit=units[pk]) for pk, row in rows.items() if pk in units}


@dataclass(frozen=True, slots=True)
class Listed:
    """A plan in the list, with the counts of its charged tasks."""

    plan: PolicyPlan
    counts: Counts


def plans(
    on: date, *, words: str = "", level: str = "", state: str = "", skip: int = 0, most: int = 50
) -> tuple[list[Listed], int]:
    """One page of plans, newest first, and how many there are. Three statements; source texts are not read."""
    rows = PolicyPlan.objects.select_related("agency", "parent").defer("not_understood", "cites")
    if words.strip():
        rows = rows.filter(Q(title__icontains=words.strip()) | Q(number__icontains=words.strip()))
    if level:
        rows = rows.filter(level=level)
    if state:
        rows = rows.filter(state=state)
    rows = rows.order_by("-adopted_on", "-pk")
    page = list(rows[skip : skip + most])
    counts = _counts(on, [plan.pk for plan in page])
    return [Listed(plan, counts.get(plan.pk, Counts())) for plan in page], rows.count()


def _counts(on: date, ids: Sequence[UUID]) -> dict[UUID, Counts]:
    begin = start_of(on)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM plan_counts(%s, %s, %s)", [begin, begin + NEAR, list(ids)])
        return {plan: Counts(*numbers) for plan, *numbers in cursor.fetchall()}


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


def one_plan(pk: UUID | str) -> OnePlan | None:
    """A plan with outline, tasks and states. Ten statements; None where the scope shows no such plan."""
    plan = PolicyPlan.objects.select_related("agency", "parent", "source", "region").filter(pk=pk).first()
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
    plan = PolicyPlan.objects.select_related("agency", "parent", "source", "region").filter(pk=pk).first()
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
class UnitTask:
    """One line of a unit's list: its part in a task, and how far it is."""

    unit: PlanTaskUnit
    state: State

    @property
    def task(self) -> PlanTask:
        """The task it is a part in."""
        return self.unit.task

    @property
    def due_on(self) -> date | None:
        """The last day: of the matter, else the task's."""
        return self.state.due_on or self.unit.task.due_on


def tasks_of(agency: UUID | str, *, open_only: bool = True, charged_only: bool = True) -> list[UnitTask]:
    """What an agency has to do under all plans that are running, soonest first. Two statements."""
    rows = PlanTaskUnit.objects.select_related("task", "plan").defer(*_LONG)
    rows = rows.filter(agency_id=agency, plan__state="running")
    if charged_only:
        rows = rows.filter(charged=True)
    found = states_of(agency)
    listed = [UnitTask(row, found.get(row.pk, State(due=None))) for row in rows]
    kept = [u for u in listed if not (open_only and u.state.closed)]
    return sorted(
        kept, key=lambda u: (u.due_on is None, u.due_on or date.max, u.unit.plan_id, u.task.position)
    )


def due(
    on: date, until: date | None = None, *, agency: UUID | str | None = None, skip: int = 0, most: int = 100
) -> list[UnitTask]:
    """Tasks that are not closed: overdue as of `on`, the longest first; or, with `until`, due from `on` to that day.

    One page. Two statements.
    """
    begin = datetime(1949, 1, 1, tzinfo=SHANGHAI) if until is None else start_of(on)
    end = start_of(on) if until is None else start_of(until + timedelta(days=1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM plan_due(%s, %s, %s, %s, %s)", [begin, end, agency, skip, most])
        found = cursor.fetchall()
    parts = PlanTaskUnit.objects.select_related("task", "plan", "agency").defer(*_LONG)
    rows = parts.in_bulk([unit for unit, *_ in found])
    return [UnitTask(rows[u], State(stage, due=d, moved=moved)) for u, stage, d, moved in found if u in rows]


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


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar with what falls due on it."""

    on: date
    tasks: Sequence[UnitTask]


def calendar(first: date, last: date, *, agency: UUID | str | None = None, most: int = 2000) -> list[Day]:
    """Days from `first` to `last` on which something open falls due. Two statements."""
    days: dict[date, list[UnitTask]] = {}
    for item in due(first, last, agency=agency, most=most):
        if item.due_on is not None:
            days.setdefault(item.due_on, []).append(item)
    return [Day(on, days[on]) for on in sorted(days)]


def unit_names(ids: Sequence[UUID]) -> dict[UUID, str]:
    """Names of agencies by id. One statement."""
    return dict(Agency.objects.filter(pk__in=ids).values_list("pk", "name"))


def counts_of_roles(agency: UUID | str) -> dict[str, int]:
    """In how many tasks an agency leads, cooperates, is responsible. One statement."""
    rows = PlanTaskUnit.objects.filter(agency_id=agency, plan__state="running").values("role")
    return {
        row["role"]: row["n"] for row in rows.annotate(n=Count("task_id", distinct=True)).order_by("role")
    }
