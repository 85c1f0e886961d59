"""Photographs of officers: seen on the own certificate, kept by the system administrator."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yifa.access import Denied, require
from yifa.desk.register_rights import range_of
from yifa.desk.views.base import NotThere, desk, needs, show
from yifa.desk.views.staff import find_officer
from yifa.registers import photographs
from yifa.registers.scope import Actor


@require_safe
@desk
def own(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The photograph of whoever is logged in."""
    return picture(photographs.newest(actor.officer_id) if actor.officer_id else None)


@require_safe
@desk
@needs("registers.officers.read")
def of_officer(request: HttpRequest, actor: Actor, officer_id: str) -> HttpResponse:
    """The photograph of an officer in reach."""
    return picture(photographs.newest(find_officer(actor, officer_id).pk))


@require_http_methods(["GET", "POST"])
@desk
def keep(request: HttpRequest, actor: Actor, officer_id: str) -> HttpResponse:
    """The form by which whoever keeps the officers uploads a photograph."""
    require(actor, "photos.keep")
    officer = find_officer(actor, officer_id)
    if str(officer.agency_id) not in range_of(actor):
        raise Denied("这名人员属于其他机关，不由您维护。", "请该机关的系统管理员办理")
    errors: dict[str, str] = {}
    reason = request.POST.get("reason", "")[:500]
    if request.method == "POST":
        upload = request.FILES.get("photo")
        try:
            if not reason.strip():
                errors["reason"] = "请写明照片来源"
            raw = upload.read(photographs.MOST_BYTES + 1) if upload is not None else b""
            photographs.drawn_anew(raw)
            if not errors:
                photographs.keep(actor, officer, raw, reason)
                messages.success(request, f"{officer.name}的照片已登记。", extra_tags="good")
                return redirect("desk:staff-person", officer.pk)
        except ValidationError as error:
            errors["photo"] = "；".join(error.messages)
    context = {
        "officer": officer,
        "errors": errors,
        "reason": reason,
        "has_photo": photographs.has_one(officer.pk),
        "size": photographs.SIZE,
    }
    crumbs = [("执法队伍", reverse("desk:staff")), (officer.name, reverse("desk:staff-person", args=[officer.pk])),
              ("执法证照片", "")]  # fmt: skip
    return show(request, actor, "desk/photo.html", context, crumbs=crumbs, status=422 if errors else 200)


def picture(jpeg: bytes | None) -> HttpResponse:
    """The picture, never kept by caches; NotThere without one."""
    if jpeg is None:
        raise NotThere("没有登记照片。", "请系统管理员在人员页面登记执法证照片")
    response = HttpResponse(jpeg, content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
