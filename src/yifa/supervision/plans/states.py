"""How far one unit has come with its task, as `matters/sql/plan_states.sql` tells it, and what was taken back.

Each function says how many statements it takes; the number never grows with what the ledger holds. All run in a scope.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from uuid import UUID

from django.db import connection

from yifa.law.clocks import SHANGHAI
from yifa.registers.models import (
    PlanTaskUnit,
)

# What lists do not show of a task and its plan: the text of a task in a list costs a statement of its own.
LONG = ("task__text", "task__path", "plan__not_understood", "plan__cites")

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
    units = PlanTaskUnit.objects.select_related("task", "plan", "agency").defer(*LONG).in_bulk(list(rows))
    return {pk: replace(row, unit=units[pk]) for pk, row in rows.items() if pk in units}
