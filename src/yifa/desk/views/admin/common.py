"""What the administrators' pages share: the right, a fresh confirmation of who one is, and reading a form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps
from typing import Any

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from yifa.access import require
from yifa.desk.views.base import View, desk
from yifa.registers.scope import Actor

Errors = dict[str, list[str]]


def admin(right: str) -> Callable[[View], View]:
    """A page of the desk for holders of a right; whoever sends a form there confirms who they are, once in minutes."""

    def of(view: View) -> View:
        @desk
        @wraps(view)
        def page(request: HttpRequest, actor: Actor, *args: Any, **kwargs: Any) -> HttpResponse:
            require(actor, right)
            if request.method == "POST":
                confirm(request)
            return view(request, actor, *args, **kwargs)

        return page

    return of


def confirm(request: HttpRequest) -> None:
    """Ask again for the password or the second factor unless that was minutes ago; in the demonstration, not."""
    if not settings.YIFA_DEMO:
        raise_if_reauthentication_required(request, app="yifa")


def errors_of(error: ValidationError) -> Errors:
    """By field; what belongs to none under ""."""
    if not hasattr(error, "error_dict"):
        return {"": list(error.messages)}
    return {("" if name == "__all__" else name): list(found) for name, found in error.message_dict.items()}


def day_of(request: HttpRequest, name: str, *, required: bool = False) -> date | None:
    """A day from a form. ValidationError by field."""
    text = request.POST.get(name, "").strip()
    if not text and not required:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValidationError({name: "请填写日期，如 2026-11-28"}) from None


def csv(rows: Iterable[list[str]], name: str) -> HttpResponse:
    """A CSV file that spreadsheets here open with the right letters; no cell is taken for a formula."""
    import csv as library
    import io

    out = io.StringIO()
    writer = library.writer(out)
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}.csv"
    answer["Cache-Control"] = "no-store"
    return answer


def _plain(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
