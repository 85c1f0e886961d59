"""Headers and the page shown while the database is away."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

Next = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger(__name__)


# What only its reader may see stays in no cache, neither on the way nor in the browser of a shared computer.
_PERSONAL = ("/desk/", "/api/")
# A browser that opens a saved answer as a page after all runs and loads nothing of it, as nobody of this site.
SAVED_POLICY = "default-src 'none'; sandbox"


class ContentSecurityPolicy:
    """Sends the same strict policy with every answer: nothing inline, nothing from elsewhere."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        saved = response.headers.get("Content-Disposition", "").startswith("attachment")
        policy = SAVED_POLICY if saved else settings.CONTENT_SECURITY_POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(self), geolocation=(self), microphone=(self)"
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path.startswith(_PERSONAL):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class DatabaseAway:
    """A database that is down or full is said in words, with status 503, instead of an error page."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        log.error("database unavailable: %s", type(exception).__name__)
        response = render(request, "503.html", status=503)
        response.headers["Retry-After"] = "10"
        return response
