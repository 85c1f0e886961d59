"""Whoever leaves: handing the open cases over (by a head), then the exit (by whoever keeps the accounts)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yifa.access import Denied
from yifa.accounts.managing import set_enabled
from yifa.desk.forms.values import read_day
from yifa.desk.views.base import desk, needs, show
from yifa.desk.views.staff import find_officer
from yifa.matters.leaving import hand_over, leave, open_cases
from yifa.matters.models import Matter
from yifa.registers.dates import officers_with_role
from yifa.registers.models import Account, Agency, OfficerExit
from yifa.registers.scope import Actor

ALL = "all"


@require_http_methods(["GET", "POST"])
@desk
@needs("cases.hand_over")
def hand_over_page(request: HttpRequest, actor: Actor, officer_id: str) -> HttpResponse:
    """Every open case of one officer of the head's own agency, and who takes each: one form, all cases or none."""
    officer = find_officer(actor, officer_id)
    if str(officer.agency_id) != actor.agency_id:
        raise Denied("您不能移交其他机关人员承办的案件。", "由该机关的负责人办理")
    left = open_cases(officer.pk)
    rows = list(Matter.objects.filter(pk__in=[c.id for c in left if c.id]).order_by("opened_at", "id"))
    typed = {name: str(value) for name, value in request.POST.items()}
    errors: dict[str, str] = {}
    refused: dict[str, Any] = {}
    if request.method == "POST":
        wanted = _wanted(rows, typed)
        if not typed.get("reasons", "").strip():
            errors["reasons"] = "请填写移交理由"
        if not wanted:
            errors["all"] = "请选择接手的人员"
        if not errors:
            done = hand_over(
                actor,
                str(officer.pk),
                {m: [new] for m, new in wanted.items()},
                {str(m.pk): m.handlers for m in rows},
                typed["reasons"].strip(),
                typed.get("handed", "").strip(),
            )
            refused = {k: _why(o) for k, o in done.items() if not o.ok}
            if not refused:
                messages.success(request, f"已移交{len(done)}件案件，接手的人员可以在工作台看到。")
                return redirect("desk:staff-hand-over", officer.pk)
    people = list(
        officers_with_role(officer.agency_id, ["handler"], timezone.localdate())
        .filter(auxiliary=False)
        .exclude(pk=officer.pk)
        .select_related("unit")
        .order_by("unit__name", "name")
    )
    context = {
        "officer": officer,
        "rows": [(m, typed.get(f"m-{m.pk}", ""), refused.get(str(m.pk), [])) for m in rows],
        "hidden": len(left) - len(rows),
        "people": people,
        "typed": typed,
        "errors": errors,
        "refused": refused,
    }
    crumbs = [("执法队伍", reverse("desk:staff")), (officer.name, reverse("desk:staff-person", args=[officer.pk])),
              ("移交案件", "")]  # fmt: skip
    status = 422 if errors or refused else 200
    return show(request, actor, "desk/hand_over.html", context, crumbs=crumbs, status=status)


def _wanted(rows: list[Matter], typed: Mapping[str, str]) -> dict[str, str]:
    """Who takes which case: as picked for it, else as picked for all; cases with neither stay."""
    found = {str(m.pk): typed.get(f"m-{m.pk}", "") or typed.get(ALL, "") for m in rows}
    return {matter: new for matter, new in found.items() if new}


def _why(outcome: Any) -> list[str]:
    said = [f"{f.message}（{f.citation}）。{f.remedy}" for f in outcome.blocking]
    return said + [str(e) for e in outcome.errors.values()] + ([outcome.stale] if outcome.stale else [])


FIELDS = ("reason", "last_day", "document", "note", "to_agency", "published_on")


@require_http_methods(["GET", "POST"])
@desk
@needs("officers.leave")
def leave_page(request: HttpRequest, actor: Actor, officer_id: str) -> HttpResponse:
    """The exit of one officer. Refused while cases are open: it is said how many."""
    officer = find_officer(actor, officer_id)
    typed = {name: request.POST.get(name, "").strip()[:500] for name in FIELDS}
    errors: dict[str, str] = {}
    if request.method == "POST":
        values = _values(typed, errors)
        if not errors:
            try:
                leave(actor, officer.pk, values)
                account = Account.objects.filter(officer=officer).first()
                if account is not None:  # its sessions end at once, and the event is told
                    set_enabled(actor, account, False, "人员退出", request)
                messages.success(request, f"{officer.name}已办理退出：岗位角色、账号和执法证同时终止。")
                return redirect("desk:staff-person", officer.pk)
            except ValidationError as error:
                errors = _by_field(error)
    context = {
        "officer": officer,
        "typed": typed,
        "errors": errors,
        "general": errors.get("", ""),
        "reasons": OfficerExit.Reason.choices,
        "agencies": Agency.objects.filter(node=officer.node, valid_to=None)
        .exclude(pk=officer.agency_id)
        .order_by("name"),
        "left": open_cases(officer.pk),
        "issued": officer.equipment.filter(returned_on=None).select_related("equipment"),
        "today": timezone.localdate(),
    }
    crumbs = [("执法队伍", reverse("desk:staff")), (officer.name, reverse("desk:staff-person", args=[officer.pk])),
              ("办理退出", "")]  # fmt: skip
    return show(request, actor, "desk/leave.html", context, crumbs=crumbs, status=422 if errors else 200)


def _values(typed: Mapping[str, str], errors: dict[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {"document": typed["document"], "note": typed["note"]}
    if typed["reason"] not in OfficerExit.Reason.values:
        errors["reason"] = "请选择退出原因"
    values["reason"] = typed["reason"]
    for name in ("last_day", "published_on"):
        values[name] = read_day(typed[name]) if typed[name] else None
        if typed[name] and values[name] is None:
            errors[name] = "日期应写成年-月-日，例如 2026-01-31"
    if not typed["last_day"]:
        errors["last_day"] = "请填写最后在岗日期"
    values["to_agency"] = None
    if typed["to_agency"]:
        values["to_agency"] = _agency(typed["to_agency"])
        if values["to_agency"] is None:
            errors["to_agency"] = "没有这个机关，请重新选择"
    return values


def _agency(text: str) -> Agency | None:
    try:
        return Agency.objects.filter(pk=text).first()
    except (ValueError, ValidationError):
        return None


def _by_field(error: ValidationError) -> dict[str, str]:
    if not hasattr(error, "error_dict"):
        return {"": "；".join(error.messages)}
    found = {name: "；".join(said) for name, said in error.message_dict.items()}
    found[""] = found.pop(NON_FIELD_ERRORS, "")
    return found
