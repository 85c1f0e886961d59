"""人员密级: up to which class of secrecy an officer may see cases not their own. The security administrator keeps it.

保守国家秘密法第二十一条: those who may know are few and named; others need the approval of the head, which is noted.
"""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from yifa.desk.views.base import NotThere, desk, needs, show
from yifa.registers.change import change, history
from yifa.registers.dates import in_force
from yifa.registers.models import Officer, Secrecy
from yifa.registers.scope import Actor


@require_safe
@desk
@needs("clearance.grant")
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The agency's officers in service, those with a clearance first. Three statements with the frame."""
    rows = in_force(Officer, timezone.localdate()).filter(agency_id=actor.agency_id).select_related("unit")
    context = {"rows": sorted(rows, key=lambda o: (o.clearance == Secrecy.ORDINARY, o.name))}
    return show(request, actor, "desk/clearances.html", context, crumbs=[("人员密级", "")])


@require_http_methods(["GET", "POST"])
@desk
@needs("clearance.grant")
def officer(request: HttpRequest, actor: Actor, officer_id: str) -> HttpResponse:
    """One officer: the class, why, and what it was before."""
    row = Officer.objects.filter(pk=officer_id, agency_id=actor.agency_id).first()
    if row is None:
        raise NotThere("本机关没有这个人员。", "在“人员密级”中选择")
    typed = {
        "clearance": request.POST.get("clearance", row.clearance)[:10],
        "reason": request.POST.get("reason", "")[:2000],
    }
    errors = _set(actor, row, typed) if request.method == "POST" else {}
    if request.method == "POST" and not errors:
        messages.success(request, f"已确定{row.name}可接触的密级。")
        return redirect("desk:clearance")
    past = [c for c in history(Officer, row.pk) if _differs(c.before, c.after)]
    context = {
        "officer": row,
        "typed": typed,
        "errors": errors,
        "classes": Secrecy.choices,
        "past": [(c, str(Secrecy(c.after.get("clearance", "ordinary")).label)) for c in past],
    }
    crumbs = [("人员密级", reverse("desk:clearance")), (row.name, "")]
    return show(request, actor, "desk/clearance.html", context, crumbs=crumbs, status=422 if errors else 200)


def _set(actor: Actor, row: Officer, typed: dict[str, str]) -> dict[str, str]:
    """Write it; the messages by field when something is wrong."""
    if typed["clearance"] not in Secrecy.values:
        return {"clearance": "请选择密级"}
    if not typed["reason"].strip():
        return {"reason": "请写明理由和批准人"}
    if typed["clearance"] == row.clearance:
        return {"clearance": "与现在的密级相同，无需变更"}
    try:
        expected = {"clearance": row.clearance}
        change(actor, Officer, row.pk, {"clearance": typed["clearance"]}, typed["reason"], expected=expected)
    except ValidationError as error:
        return {"reason": ";".join(error.messages)}
    return {}


def _differs(before: dict[str, str] | None, after: dict[str, str]) -> bool:
    was = (before or {}).get("clearance", "ordinary")
    return was != after.get("clearance", "ordinary")
