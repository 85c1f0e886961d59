"""What pages ask of the whole ledger: counts by unit and by month, the plans, a unit's tasks, what is due or overdue.

Each function says how many statements it takes; the number never grows with what the ledger holds. All run inside
a scope: plans show as the scope allows, how far units have come is told by `matters/sql/plan_states.sql`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q

from yifa.law.clocks import SHANGHAI
from yifa.registers.models import (
    PlanTask,
    PlanTaskUnit,
    PolicyPlan,
)
from yifa.supervision.plans.states import LONG, State, start_of, states_of

NEAR = timedelta(days=30)  # ours: how long before its last day a task is shown as near


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
    rows = PlanTaskUnit.objects.select_related("task", "plan").defer(*LONG)
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
    parts = PlanTaskUnit.objects.select_related("task", "plan", "agency").defer(*LONG)
    rows = parts.in_bulk([unit for unit, *_ in found])
    return [UnitTask(rows[u], State(stage, due=d, moved=moved)) for u, stage, d, moved in found if u in rows]


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


def counts_of_roles(agency: UUID | str) -> dict[str, int]:
    """In how many tasks an agency leads, cooperates, is responsible. One statement."""
    rows = PlanTaskUnit.objects.filter(agency_id=agency, plan__state="running").values("role")
    return {
        row["role"]: row["n"] for row in rows.annotate(n=Count("task_id", distinct=True)).order_by("role")
    }
