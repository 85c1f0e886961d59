"""The HTTP API lives under /api/v1/; its document at /api/v1/openapi.json, its pages at /api/v1/docs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.urls import URLPattern, path, re_path

from yifa.api.app import SAID, api

View = Callable[..., HttpResponse]


def _said(status: int, headers: dict[str, str] | None = None) -> JsonResponse:
    return JsonResponse({"message": SAID[status], "fields": {}}, status=status, headers=headers)


def _in_json(view: View) -> View:
    """Ninja answers a wrong method in English text; everyone else here answers in Chinese JSON."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseNotAllowed):
            return _said(405, {"Allow": response["Allow"]})
        return response

    return inner


def nowhere(request: HttpRequest) -> HttpResponse:
    """No such address in the API."""
    return _said(404)


# Not named app_name: Django would read it as this module's own.
_patterns, _app, _namespace = api.urls
for _pattern in _patterns:
    if isinstance(_pattern, URLPattern):
        _pattern.callback = _in_json(_pattern.callback)

urlpatterns = [path("v1/", (_patterns, _app, _namespace)), re_path(r"^v1/", nowhere)]
