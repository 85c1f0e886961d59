"""One task of a draft: put right what was read in it, or add one that was not found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yifa.desk import plan_forms
from yifa.desk.highlight import marked
from yifa.desk.plan_pages import crumb, find, saved, task_marks
from yifa.desk.views.base import NotThere, desk, needs, show
from yifa.registers.models import PolicyPlan
from yifa.registers.scope import Actor
from yifa.supervision.plans import drafting
from yifa.supervision.plans.edited import Edited, TaskChoice
from yifa.supervision.plans.indicators import INDICATORS


@require_http_methods(["GET", "POST"])
@desk
@needs("plans.accept")
def task(request: HttpRequest, actor: Actor, draft_id: str, place: int) -> HttpResponse:
    """One task with everything that was read in it, to be put right."""
    found = find(actor, draft_id)
    edited = drafting.edited_of(found)
    if not 0 <= place < len(edited.tasks):
        raise NotThere("这份方案中没有这项任务。", "回到方案重新选择")
    names = plan_forms.Names(timezone.localdate())
    choice, typed = edited.tasks[place], plan_forms.Typed(request.POST.dict())
    errors: dict[str, str] = {}
    if request.method == "POST":
        choice = plan_forms.task_from(choice, typed, names)
        errors = typed.errors if choice.dropped else _task_errors(choice, typed)
        if not errors:
            tasks = [*edited.tasks[:place], choice, *edited.tasks[place + 1 :]]
            following = place + 1 if request.POST.get("do") == "next" and place + 1 < len(tasks) else None
            edited = replace(edited, tasks=tuple(tasks))
            to = ("desk:plan-draft-task", following) if following is not None else ("desk:plan-draft",)
            return saved(request, found, edited, *to)
    context = {
        "draft": found,
        "place": place,
        "count": len(edited.tasks),
        "choice": choice,
        "rows": _rows(choice, names, typed if request.method == "POST" else None),
        "errors": errors,
        "more": plan_forms.more(choice),
        "shown": plan_forms.SHOWN,
        "text": marked(
            edited.text, *choice.task.span, [m for m in task_marks(choice.task)[1:] if m.end > m.start]
        ),
        "agencies": names.all,
        "indicators": [(key, indicator.title) for key, indicator in INDICATORS.items()],
        "roles": plan_forms.ROLES.items(),
        "kinds": plan_forms.KINDS.items(),
        "comparisons": plan_forms.COMPARISONS.items(),
        "duties": plan_forms.DUTIES.items(),
        "parent_tasks": _parent_tasks(edited),
    }
    here = f"任务{choice.task.no or place + 1}"
    return show(
        request, actor, "desk/plans/draft_task.html", context,
        crumbs=[crumb(), (found.title[:30], reverse("desk:plan-draft", args=[found.pk])), (here, "")],
        status=422 if errors else 200,
    )  # fmt: skip


def _task_errors(choice: TaskChoice, typed: plan_forms.Typed) -> dict[str, str]:
    errors = dict(typed.errors)
    if not choice.task.title:
        errors["title"] = "请填写任务名称"
    for n, unit in enumerate(choice.units):
        if unit.charged and not unit.agencies:
            errors.setdefault(f"unit.{n}.agencies", "要交办的单位须指明机关")
    return errors


def _rows(choice: TaskChoice, names: plan_forms.Names, typed: plan_forms.Typed | None) -> dict[str, Any]:
    """The rows of the form with empty ones to add to; as typed when the page comes back."""
    kept = typed.posted if typed else {}

    def rows(what: str, values: list[dict[str, Any]], fields: tuple[str, ...]) -> list[dict[str, Any]]:
        if typed:
            count = 1 + max(
                (n for n in range(plan_forms.MOST_ROWS) if kept.get(f"{what}.{n}.{fields[0]}")), default=-1
            )
            values = [{f: kept.get(f"{what}.{n}.{f}", "") for f in fields} for n in range(count)]
        empty = [dict.fromkeys(fields, "") for _ in range(plan_forms.BLANK)]
        shown = (
            [*values[: plan_forms.SHOWN], *empty] if not typed else [*values, *empty][: plan_forms.MOST_ROWS]
        )
        return [{"n": n, "at": f"{what}.{n}", **row} for n, row in enumerate(shown)]

    task = choice.task
    return {
        "units": rows("unit", [
            {"name": u.name, "role": u.role, "agencies": names.said(u.agencies), "charged": u.charged, "why": u.why}
            for u in choice.units
        ], ("name", "role", "agencies", "charged", "why")),
        "dates": rows("date", [_date_row(d) for d in task.dates], _DATE_FIELDS),
        "targets": rows("target", [
            {"text": t.text, "comparison": t.comparison, "value": f"{t.value.normalize():f}", "unit": t.unit}
            for t in task.targets
        ], ("text", "comparison", "value", "unit")),
        "duties": rows("duty", [
            {"text": d.text, "kind": d.kind, "to": "、".join(d.to), "by": d.by} for d in task.duties
        ], ("text", "kind", "to", "by")),
        "clock": kept.get("clock", "") if typed else _clock(choice),
    }  # fmt: skip


def _clock(choice: TaskChoice) -> str:
    if choice.clock is None:
        return ""
    return str(choice.clock) if choice.clock < plan_forms.SHOWN else plan_forms.REST


_DATE_FIELDS = (
    "text", "kind", "purpose", "start", "end", "month", "day", "length", "unit", "every", "event",
)  # fmt: skip


def _date_row(found: Any) -> dict[str, Any]:
    return {name: "" if getattr(found, name) is None else str(getattr(found, name)) for name in _DATE_FIELDS}


def _parent_tasks(edited: Edited) -> list[tuple[str, str]]:
    if not edited.parent:
        return []
    plan = PolicyPlan.objects.filter(pk=edited.parent).first()
    rows = plan.tasks.order_by("position").values_list("pk", "no", "title")[:300] if plan else []
    return [(str(pk), f"{no} {title}"[:60]) for pk, no, title in rows]


@require_http_methods(["GET", "POST"])
@desk
@needs("plans.accept")
def add(request: HttpRequest, actor: Actor, draft_id: str) -> HttpResponse:
    """A task the parser did not find: from what was not understood (`from`), or from a text that is typed."""
    found = find(actor, draft_id)
    edited = drafting.edited_of(found)
    wanted = request.POST.get("from", request.GET.get("from", ""))
    lost = edited.document.not_understood
    source = lost[int(wanted)] if wanted.isdecimal() and int(wanted) < len(lost) else None
    typed = plan_forms.Typed(request.POST.dict())
    errors: dict[str, str] = {}
    if request.method == "POST":
        title, body = typed.text("title"), typed.text("body", 20_000)
        errors = {
            n: s
            for n, s, v in (("title", "请填写任务名称", title), ("body", "请填写任务内容", body))
            if not v
        }
        if not errors:
            span = source.span if source else edited.document.span
            new_task = drafting.by_hand(edited, typed.text("no", 40), title, body, span)
            place = sum(1 for c in edited.tasks if c.task.span[0] < span[0]) if source else len(edited.tasks)
            edited = drafting.with_new_task(edited, place, new_task)
            if source:
                edited = drafting.without_not_understood(edited, int(wanted))
            return saved(request, found, edited, "desk:plan-draft-task", place)
    context = {"draft": found, "source": source, "from": wanted, "errors": errors, "typed": typed.posted}
    return show(
        request, actor, "desk/plans/draft_add.html", context,
        crumbs=[crumb(), (found.title[:30], reverse("desk:plan-draft", args=[found.pk])), ("补录任务", "")],
        status=422 if errors else 200,
    )  # fmt: skip
