"""A large document on its way to drafts: how far its reading is, what came of it, giving it up."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yifa.desk.plan_pages import crumb
from yifa.desk.views.base import NotThere, desk, needs, show
from yifa.registers.imports import keeping
from yifa.registers.imports.jobs import now
from yifa.registers.models import PlanDraft, PlanReading, PolicyPlan
from yifa.registers.scope import Actor
from yifa.supervision.plans import readings
from yifa.supervision.plans.drafting import PAGE


@require_safe
@desk
@needs("plans.accept")
def reading(request: HttpRequest, actor: Actor, reading_id: str) -> HttpResponse:
    """How far it is; when it is read, its draft as if it had been read at once, or what the file held, page by page."""
    found = _find(actor, reading_id)
    after = request.GET.get("after", "")
    start = found.drafts.index(after) + 1 if after in found.drafts else 0  # kept in the order of the file
    rows = PlanDraft.objects.filter(pk__in=found.drafts[start : start + PAGE])
    drafts = list(
        rows.select_related("plan")
        .defer("edited", "text", "plan__cites", "plan__not_understood")
        .order_by("place")
    )
    if len(found.drafts) == 1 and not found.known and drafts and drafts[0].state == PlanDraft.State.OPEN:
        return redirect("desk:plan-draft", drafts[0].pk)
    known = PolicyPlan.objects.filter(pk__in=found.known[:PAGE]).defer("cites", "not_understood")
    context = {
        "reading": found,
        "drafts": drafts,
        "known": list(known.order_by("span_start")) if not start else [],
        "several": len(found.drafts) + len(found.known),
        "states": _states(found),
        "start": start,
        "end": start + len(drafts),
        "next": found.drafts[start + PAGE - 1] if len(found.drafts) > start + PAGE else "",
        "still": found.busy and now() - found.touched_at > readings.STILL,
    }
    return show(
        request, actor, "desk/plans/reading.html", context,
        crumbs=[crumb(), ("读入方案", reverse("desk:plan-new")), (found.file_name[:30], "")],
    )  # fmt: skip


def _states(reading: PlanReading) -> list[tuple[str, int]]:
    """How many of the drafts are in which state, in words. One statement."""
    rows = PlanDraft.objects.filter(pk__in=reading.drafts).order_by().values_list("state")
    counts = dict(rows.annotate(n=Count("pk")))
    return [(str(label), counts[state]) for state, label in PlanDraft.State.choices if state in counts]


@require_POST
@desk
@needs("plans.accept")
def drop(request: HttpRequest, actor: Actor, reading_id: str) -> HttpResponse:
    """Give the reading up; its file goes."""
    found = _find(actor, reading_id)
    if readings.drop(found):
        messages.success(request, "已放弃读取，台账中没有写入任何内容。")
        return redirect("desk:plan-new")
    messages.warning(request, "已经读完，没有放弃。不需要的方案请在核对页面放弃。")
    return redirect("desk:plan-reading", found.pk)


@require_safe
@desk
@needs("plans.accept")
def file(request: HttpRequest, actor: Actor, reading_id: str) -> HttpResponse:
    """The file as it was uploaded, while it is kept."""
    found = _find(actor, reading_id)
    if found.key is None:
        raise NotThere("上传的文件已经读完或者放弃，不再保存。", "需要时重新上传")
    answer = HttpResponse(keeping.fetch(found), content_type="application/octet-stream")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.file_name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _find(actor: Actor, reading_id: str) -> PlanReading:
    found = readings.find(actor, reading_id)
    if found is None:
        raise NotThere("没有这次读取，或者它已经放弃。", "从“读入方案”重新打开")
    return found
