"""One plan with its tabs, and one task. The number of statements does not grow with tasks or units."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yifa.access import may
from yifa.desk.highlight import marked
from yifa.desk.plan_marks import date_words, duty_words, marks_of_plan, understood_not
from yifa.desk.views.base import NotThere, desk, needs, show
from yifa.desk.views.plans import CHARTED, Pager, crumbs, whole
from yifa.registers import lawbook
from yifa.registers.models import PlanEvaluation, PlanTaskUnit, PolicyPlan
from yifa.registers.scope import Actor
from yifa.supervision.plans import board as ledger
from yifa.supervision.plans import outlines, states
from yifa.supervision.plans.charts import gantt, unit_bars
from yifa.supervision.plans.sides import compare_plans
from yifa.supervision.plans.words import WithdrawnLine, due_words, publish_by, sections, withdrawn_lines

TABS = (
    ("tasks", "提纲和任务"),
    ("source", "原文"),
    ("board", "看板"),
    ("evaluation", "评估"),
    ("compare", "与上级方案对照"),
    ("unknown", "未能理解的内容"),
)
PIECE = 30_000  # characters of the source text on one page


@require_safe
@desk
@needs("plans.read")
def plan(request: HttpRequest, actor: Actor, plan_id: str) -> HttpResponse:
    """One plan: head, state of its publication, and the tab asked for."""
    rows = PolicyPlan.objects.select_related("agency", "parent", "source").defer("source__text")
    row = rows.filter(pk=plan_id).first()
    if row is None:
        raise NotThere("没有找到这个方案，或者它已撤销。", "在“方案台账”中查找")
    tab = request.GET.get("tab", "tasks")
    if tab not in dict(TABS):
        tab = "tasks"
    today = timezone.localdate()
    last_day = publish_by(row, lawbook.current().calendar)
    context = {
        "plan": row,
        "today": today,
        "tab": tab,
        "tabs": TABS,
        "unknown_count": len(row.not_understood),
        "publish_by": last_day,
        "publish_due": due_words(last_day, today) if last_day else None,
        "matter": row.matter_id if _sees(actor, row.agency_id) else None,
        "manages": may(actor, "plans.manage") and str(row.agency_id) == actor.agency_id,
        **CONTEXTS[tab](request, row),
    }
    return show(request, actor, "desk/plans/plan.html", context, crumbs=crumbs((row.title, "")))


def _sees(actor: Actor, agency_id: Any) -> bool:
    """Whether the matters of that agency are in the actor's reach."""
    return may(actor, "matters.read") and str(agency_id) in actor.reach


def _tasks(request: HttpRequest, plan: PolicyPlan) -> Mapping[str, Any]:
    """The outline with the tasks below their headings; tasks without a heading stand at the end."""
    found = outlines.outline(plan.pk, timezone.localdate())
    if found is None:
        raise NotThere("这个方案刚刚撤销。", "在“方案台账”中查找")
    outline, rest = sections(found, timezone.localdate())
    everything = [line for section in outline for line in section.lines] + rest
    return {
        "count": len(found.tasks),
        "outline": outline,
        "rest": rest,
        "charged": sum(n.charged for n in everything),
        "closed": sum(n.closed for n in everything),
        "late": sum(n.late for n in everything),
        "withdrawn": _withdrawn(plan),
        "plan_dates": [(d, date_words(d)) for d in found.dates],
        "plan_duties": [(d, duty_words(d)) for d in found.duties],
    }


def _withdrawn(plan: PolicyPlan) -> list[WithdrawnLine]:
    """What was taken back under the plan, with the reasons. Two statements at most."""
    return withdrawn_lines(states.withdrawn(plan.pk, named=True).values())


def _source(request: HttpRequest, plan: PolicyPlan) -> Mapping[str, Any]:
    text = plan.source.text
    places = pieces(text, plan.span_start, plan.span_end)
    number = min(whole(request.GET.get("page", ""), 1, 100_000), len(places))
    start, end = places[number - 1]
    shown = [m for m in marks_of_plan(outlines.stretch(plan, start, end)) if m.start < end and m.end > start]
    return {
        "text": marked(text, start, end, shown),
        "pager": Pager(number, len(places), 1),
        "mended": len(plan.source.mended),
    }


def pieces(text: str, start: int, end: int) -> Sequence[tuple[int, int]]:
    """The text in pieces of about 30,000 characters that end with a line; at least one."""
    found, end = [], min(end, len(text)) if end else len(text)
    while end - start > PIECE:
        cut = text.rfind("\n", start + PIECE // 2, start + PIECE) + 1 or start + PIECE
        found.append((start, cut))
        start = cut
    return [*found, (start, end)]


def _board(request: HttpRequest, plan: PolicyPlan) -> Mapping[str, Any]:
    today = timezone.localdate()
    counted = ledger.board(today, plan.pk)
    return {
        "total": counted.total,
        "bars": unit_bars(counted.by_unit),
        "charted": CHARTED,
        "withdrawn": _withdrawn(plan),
        "gantt": gantt(outlines.bars(outlines.charted(plan)), today),
    }


def _evaluation(request: HttpRequest, plan: PolicyPlan) -> Mapping[str, Any]:
    return {"evaluations": list(PlanEvaluation.objects.filter(plan=plan).order_by("starts_on"))}


def _compare(request: HttpRequest, plan: PolicyPlan) -> Mapping[str, Any]:
    """Pairs, tasks of the parent without one here, and what this plan adds. Ten statements, none without a parent."""
    return {"compared": compare_plans(plan.parent_id, plan.pk) if plan.parent_id else None}


def _unknown(request: HttpRequest, plan: PolicyPlan) -> Mapping[str, Any]:
    text = plan.source.text
    unknown = PlanTaskUnit.objects.filter(plan=plan, agency=None).values_list("name")
    names = unknown.annotate(times=Count("pk")).order_by("name")
    rows = [
        (said, why, text[max(0, start - 40) : start], text[end : end + 40])
        for said, start, end, why in understood_not(plan)
    ]
    return {"rows": rows, "names": list(names), "problems": plan.source.problems}


Context = Callable[[HttpRequest, PolicyPlan], Mapping[str, Any]]
CONTEXTS: Mapping[str, Context] = {
    "tasks": _tasks,
    "source": _source,
    "board": _board,
    "evaluation": _evaluation,
    "compare": _compare,
    "unknown": _unknown,
}
