"""What the pages of a draft share: finding it, keeping it, marking what was read in it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from yifa.desk import plan_forms
from yifa.desk.highlight import Mark
from yifa.desk.views.base import NotThere
from yifa.policies.document import Task
from yifa.registers.models import PlanDraft
from yifa.registers.scope import Actor
from yifa.supervision.plans import drafting
from yifa.supervision.plans.edited import Edited


def saved(
    request: HttpRequest, found: PlanDraft, edited: Edited, name: str, *args: int, said: str = ""
) -> HttpResponse:
    """Keep what was changed and go to the page of that name; a change in another window is told, not overwritten."""
    try:
        drafting.save(found, edited, version(request))
    except drafting.Elsewhere:
        messages.warning(request, "这份方案已在另一个窗口修改，没有保存。请核对后再改。")
    else:
        messages.success(request, said or "已保存，尚未进入台账。")
    return redirect(name, found.pk, *args)


def version(request: HttpRequest) -> int:
    """Which state of the draft the form was filled in from; -1 when it does not say."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else -1


def find(actor: Actor, draft_id: str) -> PlanDraft:
    """The draft, or a page that says it is not there."""
    found = drafting.find(actor, draft_id)
    if found is None:
        raise NotThere("没有这份待核对的方案，或者它已经采纳、放弃。", "从方案台账重新打开")
    return found


def crumb() -> tuple[str, str]:
    """The ledger, as the first step of the way to a page."""
    return "方案台账", reverse("desk:plans")


def task_marks(task: Task) -> list[Mark]:
    """What was read in a task, to be marked in the text: the task itself first."""
    marks = [Mark(*task.span, "task", f"任务{task.no}")]
    marks += [Mark(*u.span, u.role, plan_forms.ROLES[u.role]) for u in task.units]
    marks += [Mark(*d.span, "date", plan_forms.KINDS[d.kind]) for d in task.dates]
    marks += [Mark(*t.span, "target", f"指标：{plan_forms.COMPARISONS[t.comparison]}") for t in task.targets]
    marks += [Mark(*d.span, "duty", plan_forms.DUTIES[d.kind]) for d in task.duties]
    return [mark for mark in marks if mark.end > mark.start]
