"""Checking an officer's certificate by the code on it: who, for which body, what kind, whether it is valid today."""

from __future__ import annotations

import re
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yifa.portal.throttle import count_guess, guessed_too_often
from yifa.portal.views import public
from yifa.registers.models import Certificate
from yifa.registers.photographs import has_one, newest

GUESSES = 30  # wrong codes that one address may ask for in a minute
_CODE = re.compile(r"[A-Za-z0-9_-]{20,40}")
STATES = {
    "valid": ("有效", "ok", ""),
    "suspended": ("已暂扣", "over", "暂扣期间不得执法。"),
    "withdrawn": ("已收回", "over", "该人员不得再以本证执法。"),
    "cancelled": ("已注销", "over", "该人员不得再以本证执法。"),
    "expired": ("已过有效期", "over", "该人员不得以过期的证件执法。"),
    "not_yet": ("尚未生效", "over", "证件生效以前不得执法。"),
}


@public
def check(request: HttpRequest, code: str) -> HttpResponse:
    """One certificate by its whole random code: there is no list and no search, and guessing is slowed down.

    Neither telephone nor identity number is read. An unknown code tells nothing more than that.
    """
    if guessed_too_often(request, "certificate", GUESSES):
        return render(request, "portal/certificate.html", {"too_many": True}, status=429)
    rows = Certificate.objects.select_related("officer", "agency").prefetch_related("states")
    certificate = rows.filter(code=code).first() if _CODE.fullmatch(code) else None
    today = timezone.localdate()
    if certificate is None:
        count_guess(request, "certificate")
        response = render(request, "portal/certificate.html", {"unknown": True}, status=404)
    else:
        state = certificate.state_on(today)
        left = certificate.officer.valid_to is not None and certificate.officer.valid_to < today
        title, mark, said = STATES["cancelled" if left and state == "valid" else state]
        shown = {"c": certificate, "state": title, "mark": mark, "said": said, "today": today}
        shown["has_photo"] = mark == "ok" and has_one(certificate.officer_id)
        response = render(request, "portal/certificate.html", shown)
    response["Cache-Control"] = "no-store"  # the state is today's
    response["X-Robots-Tag"] = "noindex"
    return response


@public
def photo(request: HttpRequest, code: str) -> HttpResponse:
    """The photograph of whoever holds a certificate that is valid today, for those who have its code; else 404."""
    if guessed_too_often(request, "certificate", GUESSES):
        return HttpResponse("查询过于频繁", status=429, content_type="text/plain; charset=utf-8")
    rows = Certificate.objects.select_related("officer").prefetch_related("states")
    certificate = rows.filter(code=code).first() if _CODE.fullmatch(code) else None
    today = timezone.localdate()
    if certificate is None:
        count_guess(request, "certificate")
    jpeg = newest(certificate.officer_id) if certificate is not None and _valid(certificate, today) else None
    if jpeg is None:
        return HttpResponse("没有照片", status=404, content_type="text/plain; charset=utf-8")
    response = HttpResponse(jpeg, content_type="image/jpeg")
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _valid(certificate: Certificate, today: date) -> bool:
    left = certificate.officer.valid_to is not None and certificate.officer.valid_to < today
    return certificate.state_on(today) == "valid" and not left
