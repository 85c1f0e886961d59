"""One task: its text with what was read in it, who answers and how far they are, claim and measurement side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from yifa.access import may
from yifa.desk.highlight import marked
from yifa.desk.plan_marks import date_words, duty_words, marks_of_task, target_words
from yifa.desk.views.base import NotThere, desk, needs, show
from yifa.desk.views.plan_evaluations import prepared
from yifa.desk.views.plans import PAGE, Pager, crumbs, whole
from yifa.matters import queries
from yifa.matters.models import Matter, MatterFact
from yifa.matters.payloads import MOST_ROWS
from yifa.registers.models import PlanSource, PlanTask, PlanTaskUnit
from yifa.registers.scope import Actor
from yifa.supervision.plans import outlines, states
from yifa.supervision.plans.binding import asked_by, bind
from yifa.supervision.plans.indicators import INDICATORS, Measurement, measure
from yifa.supervision.plans.outlines import TaskRow
from yifa.supervision.plans.rollup import rolled_up
from yifa.supervision.plans.states import STAGES, State
from yifa.supervision.plans.words import due_words, state_words, task_line

TASK = "policy_task.task"


@require_safe
@desk
@needs("plans.read")
def task(request: HttpRequest, actor: Actor, task_id: str) -> HttpResponse:
    """One task of a plan. A constant number of statements: of the units one is measured, the one that is chosen."""
    row = outlines.one_task(task_id)
    if row is None:
        raise NotThere("没有找到这项任务。", "在“方案台账”中打开方案，再选择任务")
    found, today = row.task, timezone.localdate()
    number = whole(request.GET.get("page", ""), 1, 100_000)
    chosen = _chosen(row, actor, request.GET.get("unit", ""))
    out = states.withdrawn(found.plan_id) if any(s.out for _, s in row.charged) else {}
    charged = [
        (
            u,
            s,
            state_words(s),
            due_words(s.due_on or found.due_on, today, closed=s.closed is not None),
            out.get(u.pk),
        )
        for u, s in row.charged
    ]
    owns = may(actor, "plans.manage") and str(found.plan.agency_id) == actor.agency_id
    rolled = rolled_up(found.pk)
    # Of the plan's text, which may have twenty megabytes, the words of this task.
    words = Substr("text", found.span_start + 1, found.span_end - found.span_start)
    source = PlanSource.objects.filter(pk=found.plan.source_id).values_list(words, flat=True).first() or ""
    context = {
        "row": row,
        "task": found,
        "plan": found.plan,
        "line": task_line(row, today),
        "text": _text(row, source),
        "dates": [(d, date_words(d)) for d in found.dates.all()],
        "targets": [(t, target_words(t)) for t in found.targets.all()],
        "duties": [(d, duty_words(d)) for d in found.duties.all()],
        "charged": charged[(number - 1) * PAGE : number * PAGE],
        "pager": Pager(number, len(charged)),
        "reach": actor.reach if may(actor, "matters.read") else frozenset(),
        "indicator": INDICATORS.get(found.indicator),
        "indicators": list(INDICATORS.values()),
        "binds": owns,
        "withdraws": owns and found.plan.matter_id is not None and any(_runs(u, s) for u, s in row.charged),
        "told": _told(row, chosen, today) if chosen else None,
        "below": [(r, task_line(r, today)) for r in rolled.rows],
        "rolled": rolled,
    }
    trail = crumbs(
        (found.plan.title, reverse("desk:plan", args=[found.plan_id])),
        (f"{found.no} {found.title}".strip(), ""),
    )
    return show(request, actor, "desk/plans/task.html", context, crumbs=trail)


@require_POST
@desk
@needs("plans.manage")
def indicator(request: HttpRequest, actor: Actor, task_id: str) -> HttpResponse:
    """Bind the task to what the platform measures, or to nothing; by the agency that adopted the plan."""
    found = PlanTask.objects.select_related("plan").filter(pk=task_id).first()
    if found is None:
        raise NotThere("没有找到这项任务。", "在“方案台账”中打开方案，再选择任务")
    try:
        bind(actor, found, request.POST.get("indicator", "")[:40])
    except ValidationError as error:
        messages.error(request, "没有保存：" + "；".join(error.messages))
    else:
        messages.success(request, "平台指标已保存。")
    return redirect("desk:plan-task", found.pk)


def _runs(unit: PlanTaskUnit, state: State) -> bool:
    """Whether it can be taken back: its matter is opened and not closed."""
    return unit.matter_id is not None and state.stage is not None and state.closed is None


@require_POST
@desk
@needs("plans.manage")
def withdraw(request: HttpRequest, actor: Actor, task_id: str) -> HttpResponse:
    """Open the form that takes the task back from one unit (`unit`), or from all that have not closed it."""
    row = outlines.one_task(task_id)
    if row is None or str(row.task.plan.agency_id) != actor.agency_id:
        raise NotThere("没有找到这项任务，或者方案由其他机关采纳。", "在“方案台账”中打开方案，再选择任务")
    wanted = request.POST.get("unit", "")
    tasks = [str(u.matter_id) for u, s in row.charged if _runs(u, s) and wanted in ("", str(u.pk))]
    matter = queries.find_matter(str(row.task.plan.matter_id)) if row.task.plan.matter_id else None
    if matter is None or not tasks:
        messages.error(request, "没有可以取消或者改派的任务：已经销号、取消，或者还没有交办。")
        return redirect("desk:plan-task", row.task.pk)
    payload = {
        "tasks": tasks[:MOST_ROWS],
        "cancelled_on": timezone.localdate().isoformat(),
        "parts": "cancel",
    }
    return redirect("desk:draft", prepared(actor, matter, "cancel_task", payload).pk)


def _text(row: TaskRow, source: str) -> str:
    """The task's words as they stand in the plan, else (where a person wrote them) as they were accepted, unmarked."""
    found = row.task
    if found.span_end > found.span_start and source.strip():
        at = found.span_start
        marks = [replace(m, start=m.start - at, end=m.end - at) for m in marks_of_task(row)]
        return marked(source, 0, len(source), marks)
    return marked(found.text, 0, len(found.text), ())


def _chosen(row: TaskRow, actor: Actor, wanted: str) -> tuple[PlanTaskUnit, State] | None:
    """The unit whose claim is shown: the one asked for, else the actor's own, else the first within reach."""
    if not may(actor, "matters.read"):
        return None
    seen = [(u, s) for u, s in row.charged if str(u.agency_id) in actor.reach]
    for unit, state in seen:
        if str(unit.pk) == wanted:
            return unit, state
    return next(((u, s) for u, s in seen if str(u.agency_id) == actor.agency_id), seen[0] if seen else None)


@dataclass(frozen=True, slots=True)
class Told:
    """What one unit says of its task, beside what the platform holds; `parts` are the parts it passed on."""

    unit: PlanTaskUnit
    state: State
    percent: int | None
    claimed_on: date | None
    claimed: str
    measured: Measurement | None
    start: date
    end: date
    parts: Sequence[tuple[Matter, str]]

    @property
    def differs(self) -> bool:
        """Claimed to be done, while what is measured says it is not reached."""
        return self.claimed_on is not None and self.measured is not None and self.measured.reached is False


def _told(row: TaskRow, chosen: tuple[PlanTaskUnit, State], on: date) -> Told:
    """Three statements and those of one measurement. Of a matter nothing is read that its stage may not be told of."""
    unit, state = chosen
    facts: Mapping[str, Any] = {}
    parts: list[tuple[Matter, str]] = []
    if unit.matter_id is not None and unit.pk in row.states:
        facts = _facts(unit.matter_id)
        below = Matter.objects.filter(parent_id=unit.matter_id, procedure=TASK, secrecy="ordinary")
        parts = [
            (m, STAGES.get(m.stage, m.stage))
            for m in below.select_related("agency").order_by("opened_at")[:PAGE]
        ]
    start, end = period(row.task, on)
    found = None
    if row.task.indicator in INDICATORS and unit.agency is not None:
        asked = asked_by(row.task)
        found = measure(row.task.indicator, [unit.agency], start, end, asked=asked, on=end)[0]
    return Told(
        unit,
        state,
        facts.get("percent"),
        facts.get("claimed_on"),
        facts.get("measured", ""),
        found,
        start,
        end,
        parts,
    )


def _facts(matter_id: UUID) -> Mapping[str, Any]:
    rows = MatterFact.objects.filter(matter_id=matter_id, name__in=["percent", "claimed_on", "measured"])
    return {f.name: f.value for f in rows}


def period(task: PlanTask, on: date) -> tuple[date, date]:
    """What is measured: of a task that comes again the running year, else from the plan's beginning; up to that day."""
    begin = task.plan.period_from or task.plan.adopted_on
    if task.recurs in ("yearly", "half", "quarterly", "monthly"):
        begin = max(begin, date(on.year, 1, 1)) if begin <= on else begin
    return min(begin, on), on
