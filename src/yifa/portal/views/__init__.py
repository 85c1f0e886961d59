"""Views of the public site. All run in the public scope: what the database shows is what may be shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yifa.registers.scope import PUBLIC, scope

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Run a view in the public scope, GET and HEAD only, whoever is logged in."""

    @require_safe
    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with scope(PUBLIC):
            return view(request, *args, **kwargs)

    return inner
