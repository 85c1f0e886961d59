"""电子执法证: the officer's own certificate for the phone, with the code by which a citizen checks it."""

from __future__ import annotations

import io

import segno
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from yifa.desk.views.base import NotThere, desk, show
from yifa.matters.paperwork import public_url
from yifa.papers.render import render, sheet_path
from yifa.registers.models import Certificate
from yifa.registers.photographs import has_one
from yifa.registers.scope import Actor
from yifa.supervision.staff import STATES

SCALE = 8  # pixels for each square of the code


@desk
def own(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All certificates of whoever is logged in, today's state first. Two statements."""
    today = timezone.localdate()
    rows = [(c, c.state_on(today), _address(c)) for c in _own(actor)]
    context = {
        "rows": [(c, s, STATES[s], url) for c, s, url in rows],
        "today": today,
        "has_photo": bool(rows) and has_one(actor.officer_id),
    }
    return show(request, actor, "desk/certificate.html", context, crumbs=[("我的执法证", "")])


@desk
def picture(request: HttpRequest, actor: Actor, certificate_id: str) -> HttpResponse:
    """The code as PNG."""
    certificate = _one(actor, certificate_id)
    buffer = io.BytesIO()
    segno.make(_address(certificate), error="m", micro=False).save(buffer, kind="png", scale=SCALE, border=4)
    response = HttpResponse(buffer.getvalue(), content_type="image/png")
    response["Cache-Control"] = "private, no-store"
    return response


@desk
def paper(request: HttpRequest, actor: Actor, certificate_id: str) -> HttpResponse:
    """The certificate on one page, PDF/A, with the state of today and the code."""
    certificate = _one(actor, certificate_id)
    today = timezone.localdate()
    data = {
        "paper": {"date": today.isoformat(), "url": _address(certificate)},
        "name": certificate.officer.name,
        "agency": certificate.agency.name,
        "number": certificate.number,
        "kind": certificate.kind,
        "area": certificate.area,
        "valid_from": certificate.valid_from.isoformat(),
        "valid_to": certificate.valid_to.isoformat(),
        "state": STATES[certificate.state_on(today)],
    }
    made = render(sheet_path("certificate"), data)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="certificate.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _own(actor: Actor) -> list[Certificate]:
    if not actor.officer_id:
        return []
    rows = Certificate.objects.filter(officer_id=actor.officer_id).select_related("officer", "agency")
    return list(rows.prefetch_related("states").order_by("-valid_to"))


def _one(actor: Actor, certificate_id: str) -> Certificate:
    found = next((c for c in _own(actor) if str(c.pk) == str(certificate_id)), None)
    if found is None:
        raise NotThere("没有找到这份执法证，或者它不是您的。", "在“我的执法证”中查看")
    return found


def _address(certificate: Certificate) -> str:
    return public_url() + reverse("portal:certificate", args=[certificate.code])
