"""States of plans and their tasks in words; a class only helps where a word says it already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from yifa.law.calendar import WorkCalendar
from yifa.law.clocks import SHANGHAI, due
from yifa.registers.models import PlanHeading, PlanTask, PlanTaskUnit, PolicyPlan
from yifa.supervision.plans.board import NEAR
from yifa.supervision.plans.outlines import Group, OnePlan, TaskRow
from yifa.supervision.plans.states import State, Withdrawn

NAMED = 10  # names of units in a line of a plan's outline


@dataclass(frozen=True, slots=True)
class Said:
    """A word and the class of its badge."""

    css: str
    word: str


_STAGES = {"closed": "ok", "claimed": "info", "returned": "over", "working": "info", None: ""}


def state_words(state: State) -> Said:
    """The stage of a unit's part in a task."""
    return Said(_STAGES.get(state.stage, ""), state.title)


def due_words(day: date | None, on: date, *, closed: bool = False) -> Said:
    """How near the last day is: over, within thirty days, or later."""
    if day is None:
        return Said("", "未定期限")
    if closed:
        return Said("", f"{day:%Y-%m-%d}")
    left = (day - on).days
    if left < 0:
        return Said("over", f"{day:%Y-%m-%d} 逾期 {-left} 日")
    if left <= NEAR.days:
        return Said("near", f"{day:%Y-%m-%d} 剩 {left} 日" if left else f"{day:%Y-%m-%d} 今天到期")
    return Said("", f"{day:%Y-%m-%d}")


@dataclass(frozen=True, slots=True)
class Named:
    """A name as printed, with the agencies it stands for and, of those that answer, how far they are."""

    name: str
    role: str
    role_words: str
    agencies: int
    charged: int
    closed: int
    late: int
    words: str = ""
    meant: str = ""  # the one agency that is meant, where its own name is another

    @property
    def known(self) -> bool:
        """Whether a registered agency is meant."""
        return self.agencies > 0


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task as a line of its plan: names, the last day, progress."""

    row: TaskRow
    names: Sequence[Named]
    due: Said
    charged: int
    closed: int
    late: int
    out: int = 0

    @property
    def shown(self) -> Sequence[Named]:
        """The names that stand in the line; the rest is counted (`folded`) and found on the task's page."""
        return self.names if len(self.names) <= NAMED + 2 else self.names[:NAMED]

    @property
    def folded(self) -> str:
        """The names that are not shown, in one line; empty where all are."""
        rest = self.names[len(self.shown) :]
        if not rest:
            return ""
        closed, late = sum(n.closed for n in rest), sum(n.late for n in rest)
        said = f"另有{len(rest)}个单位，已销号{closed}个"
        return said + (f"，逾期{late}个" if late else "")

    @property
    def percent(self) -> int:
        """Closed of a hundred."""
        return self.closed * 100 // self.charged if self.charged else 0


def task_line(row: TaskRow, on: date) -> TaskLine:
    """One line for a task, whatever the number of its units. No statement where the row was read with its units."""
    grouped: dict[tuple[str, str], list[PlanTaskUnit]] = {}
    for unit in row.units:
        grouped.setdefault((unit.role, unit.name), []).append(unit)
    names = [_named(row, role, name, units, on) for (role, name), units in grouped.items()]
    charged, closed = sum(n.charged for n in names), sum(n.closed for n in names)
    days = [s.due_on for _, s in row.charged if s.due_on and s.closed is None]
    day = min(days) if days else row.task.due_on
    return TaskLine(
        row,
        names,
        due_words(day, on, closed=closed == charged and bool(row.charged)),
        charged,
        closed,
        sum(n.late for n in names),
        sum(s.out for _, s in row.charged),
    )


def _counted(row: TaskRow, groups: Sequence[Group], on: date) -> TaskLine:
    """As `task_line`, from what was counted."""
    names = [
        Named(
            g.name,
            g.role,
            PlanTaskUnit.Role(g.role).label,
            g.agencies,
            g.charged,
            g.closed,
            g.late,
            _said(State(g.stage).title, g.charged, g.closed, g.out),
            g.meant if g.meant != g.name else "",
        )
        for g in groups
    ]
    charged, closed, out = (sum(getattr(g, what) for g in groups) for what in ("charged", "closed", "out"))
    days = [g.due_on for g in groups if g.due_on]
    day = min(days) if days else row.task.due_on
    over = charged + out > 0 and closed == charged
    return TaskLine(
        row, names, due_words(day, on, closed=over), charged, closed, sum(g.late for g in groups), out
    )


def _named(row: TaskRow, role: str, name: str, units: Sequence[PlanTaskUnit], on: date) -> Named:
    every = [row.state_of(u) for u in units if u.charged]
    states = [s for s in every if not s.out]
    known = [u.agency for u in units if u.agency is not None]
    closed = sum(s.done for s in states)
    late = sum(s.overdue(on) for s in states)
    words = _said(every[0].title if every else "", len(states), closed, len(every) - len(states))
    meant = known[0].name if len(known) == 1 and known[0].name != name else ""
    return Named(
        name, role, PlanTaskUnit.Role(role).label, len(known), len(states), closed, late, words, meant
    )


def _said(title: str, charged: int, closed: int, out: int) -> str:
    """How far the units of a name are, of one its stage; of those the task was taken back from it is said how many."""
    if charged + out == 1:
        return title
    said = [f"{charged}个单位，已销号{closed}个"] if charged else []
    return "，".join([*said, *([f"已取消或者改派{out}个"] if out else [])])


@dataclass(frozen=True, slots=True)
class WithdrawnLine:
    """What was taken back at once for one reason: the task, from which units, when, why."""

    task: PlanTask
    units: str
    title: str
    on: date | None
    why: str


def withdrawn_lines(rows: Iterable[Withdrawn], named: int = 5) -> list[WithdrawnLine]:
    """A line for each task and reason; of many units the first are named. No statement where rows have their units."""
    groups: dict[tuple[object, ...], list[Withdrawn]] = {}
    for row in rows:
        if row.unit is not None:
            groups.setdefault((row.unit.task_id, row.title, row.on, row.why), []).append(row)
    lines = []
    for same in groups.values():
        first = same[0]
        assert first.unit is not None
        names = sorted({r.unit.agency.name for r in same if r.unit is not None and r.unit.agency is not None})
        said = "、".join(names[:named]) + (f"等{len(names)}个单位" if len(names) > named else "")
        lines.append(WithdrawnLine(first.unit.task, said, first.title, first.on, first.why))
    return lines


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the tasks below it; `level` is that of an HTML heading."""

    heading: PlanHeading
    level: int
    lines: Sequence[TaskLine]


def sections(found: OnePlan, on: date) -> tuple[list[Section], list[TaskLine]]:
    """The outline with its tasks, and the tasks that stand below no heading. No statement.

    A heading that is itself the first line of a task is not shown beside it; where that task stands below no other
    heading, it stands below this one.
    """
    lines: dict[UUID | None, list[TaskLine]] = {}
    for row in found.tasks:
        line = (
            task_line(row, on)
            if found.groups is None
            else _counted(row, found.groups.get(row.task.pk, ()), on)
        )
        lines.setdefault(row.task.heading_id, []).append(line)
    loose = lines.pop(None, [])
    outline: list[Section] = []
    for heading in found.headings:
        own = lines.pop(heading.pk, [])
        if not own and (same := _task_at(found.tasks, heading.span_start)):
            own = [n for n in loose if n.row is same]
            loose = [n for n in loose if n.row is not same]
            if not own:
                continue
        outline.append(Section(heading, min(heading.level + 2, 6), own))
    return outline, [*loose, *(n for left in lines.values() for n in left)]


def _task_at(tasks: Sequence[TaskRow], place: int) -> TaskRow | None:
    return next((r for r in tasks if r.task.span_start <= place < r.task.span_end), None)


def publish_by(plan: PolicyPlan, calendar: WorkCalendar) -> date | None:
    """The last day on which the plan itself wants to be published, from the day of issue; None: it sets none."""
    if not (plan.publish_number and plan.publish_unit and plan.issued):
        return None
    start = datetime.combine(plan.issued, time(0), tzinfo=SHANGHAI)
    found = due(plan.publish_number, plan.publish_unit, start, calendar=calendar)
    return found.due.astimezone(SHANGHAI).date()
