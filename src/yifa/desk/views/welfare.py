"""权益保障: one's own insurance and injuries, and counselling that only oneself and the counsellors named may see."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from yifa.access import Denied, access_counselling
from yifa.desk.views.base import NotThere, desk, show
from yifa.registers.dates import in_force
from yifa.registers.models import Counselling, Counsellor, Injury, Insurance
from yifa.registers.scope import Actor

OPEN = ("asked", "set")
ANSWERS = ("set", "done", "crisis")


@require_http_methods(["GET", "POST"])
@desk
def own(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is kept of whoever is logged in; POST books or gives a booking up."""
    errors: dict[str, str] = {}
    typed = {name: request.POST.get(name, "")[:500].replace("\0", "") for name in ("wish", "about")}
    if request.method == "POST":
        errors = _withdraw(actor) if request.POST.get("_do") == "withdraw" else _book(actor, typed)
        if not errors:
            messages.success(request, "已保存。", extra_tags="good")
            return redirect("desk:welfare")
    mine = {"officer_id": actor.officer_id}
    bookings = list(Counselling.objects.filter(**mine)[:20])
    context = {
        "insurances": Insurance.objects.filter(**mine)[:20],
        "injuries": Injury.objects.filter(**mine)[:20],
        "bookings": bookings,
        "open": next((b for b in bookings if b.state in OPEN), None),
        "typed": typed,
        "errors": errors,
        "counsels": _served(actor),
        "today": timezone.localdate(),
    }
    status = 422 if errors else 200
    return show(request, actor, "desk/welfare.html", context, crumbs=[("权益保障", "")], status=status)


def _book(actor: Actor, typed: dict[str, str]) -> dict[str, str]:
    row = Counselling(officer_id=actor.officer_id, **typed)
    return _written(row)


def _withdraw(actor: Actor) -> dict[str, str]:
    row = Counselling.objects.filter(officer_id=actor.officer_id, state__in=OPEN).first()
    if row is None:
        return {"": "没有可以取消的预约"}
    row.state = Counselling.State.WITHDRAWN
    return _written(row)


def _written(row: Counselling) -> dict[str, str]:
    """Save; the messages by field when something is wrong."""
    try:
        row.full_clean()
    except ValidationError as error:
        return {("" if k == "__all__" else k): "；".join(v) for k, v in error.message_dict.items()}
    row.save()
    return {}


def _served(actor: Actor) -> list[Any]:
    """Ids of the agencies whose people whoever is logged in counsels today."""
    rows = in_force(Counsellor, timezone.localdate()).filter(officer_id=actor.officer_id)
    return list(rows.values_list("agency_id", flat=True))


def _bookings(actor: Actor) -> Any:
    served = _served(actor)
    verdict = access_counselling(actor, "", [actor.officer_id] if served else [])
    if not verdict:
        raise Denied(f"{verdict.why}。", "需要指定的，请联系安全管理员")
    rows = Counselling.objects.filter(officer__agency_id__in=served)
    return rows.exclude(officer_id=actor.officer_id).select_related("officer__agency")


@require_safe
@desk
def bookings(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Bookings of the people whom a counsellor serves, open ones first."""
    rows = sorted(_bookings(actor)[:200], key=lambda b: b.state not in OPEN)
    crumbs = [("权益保障", reverse("desk:welfare")), ("心理咨询预约", "")]
    return show(request, actor, "desk/welfare_bookings.html", {"rows": rows}, crumbs=crumbs)


@require_http_methods(["GET", "POST"])
@desk
def answer(request: HttpRequest, actor: Actor, booking_id: str) -> HttpResponse:
    """One booking: when and where, and what was done."""
    row = _bookings(actor).filter(pk=booking_id).first()
    if row is None:
        raise NotThere("没有找到这个预约，或者不由您负责。", "在“心理咨询预约”中选择")
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = _answered(row, request)
        if not errors:
            messages.success(request, "已保存。", extra_tags="good")
            return redirect("desk:welfare-bookings")
    context = {
        "b": row,
        "errors": errors,
        "states": [(s, Counselling.State(s).label) for s in ANSWERS],
        "meets": request.POST.get("meets_at")
        or (f"{timezone.localtime(row.meets_at):%Y-%m-%dT%H:%M}" if row.meets_at else ""),
    }
    crumbs = [
        ("权益保障", reverse("desk:welfare")),
        ("心理咨询预约", reverse("desk:welfare-bookings")),
        (row.officer.name, ""),
    ]
    return show(
        request, actor, "desk/welfare_answer.html", context, crumbs=crumbs, status=422 if errors else 200
    )


def _answered(row: Counselling, request: HttpRequest) -> dict[str, str]:
    state, text = request.POST.get("state", ""), request.POST.get("meets_at", "")[:20]
    row.place = request.POST.get("place", "")[:200].replace("\0", "")
    row.note = request.POST.get("note", "")[:5000].replace("\0", "")
    if state not in ANSWERS:
        return {"state": "请选择处理情况"}
    if row.state == Counselling.State.WITHDRAWN:
        return {"state": "本人已经取消预约"}
    if text:
        try:
            row.meets_at = timezone.make_aware(datetime.strptime(text, "%Y-%m-%dT%H:%M"))  # noqa: DTZ007
        except ValueError:
            return {"meets_at": "时间写成 2026-01-31 09:30 的形式"}
    row.state = state
    return _written(row)
