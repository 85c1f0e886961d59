"""Error pages in Chinese: what happened and what to do next. They need no database."""

from __future__ import annotations

from contextlib import suppress

from django.core.exceptions import RequestDataTooBig
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from yifa.registers import events


def _page(name: str, status: int) -> HttpResponse:
    return HttpResponse(render_to_string(f"{name}.html"), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be understood, or holds more text than a form may."""
    return _page("400_large" if isinstance(exception, RequestDataTooBig) else "400", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not allowed for this account. It is on record; a refusal is also shown when it cannot be."""
    with suppress(Error):
        events.denied(request, getattr(exception, "what", "") or "没有权限")
    return _page("403", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or not one that this account may know of."""
    return _page("404", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return _page("500", 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or cookies are off; for somebody logged in perhaps another site's doing, so on record."""
    with suppress(Error):
        if request.user.is_authenticated:
            events.denied(request, "表单令牌不对")
    return _page("403_csrf", 403)
