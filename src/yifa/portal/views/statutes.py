"""公开的法律法规: search in the statutes that decisions cite, and their text with versions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yifa.portal.search import read
from yifa.portal.views import public
from yifa.registers.models import Statute
from yifa.registers.statute_search import PAGE, look_up, search, versions_of
from yifa.registers.statutes.typed import typed_citations


@public
def listing(request: HttpRequest) -> HttpResponse:
    """Cited articles, or a search in all of them; without a question the list of statutes."""
    text, today = read(request.GET).text, timezone.localdate()
    context: dict[str, Any] = {"q": text}
    if text:
        found = [f for f in (look_up(t, today) for t in typed_citations(text)) if f.articles]
        context["found"] = found
        if not found:
            typed = request.GET.get("page", "")
            page = min(int(typed), 50) if typed.isascii() and typed.isdigit() and int(typed) > 0 else 1
            answer = search(text, today, page=page)
            after = page + 1 if answer.total > page * PAGE else 0
            context |= {"answer": answer, "before": page - 1, "after": after}
            context["nothing_loaded"] = not answer.hits and not Statute.objects.exists()
    else:
        rows = Statute.objects.annotate(size=Count("articles")).order_by("kind", "title", "-adopted_on")
        context["statutes"] = rows[:500]
    return render(request, "portal/statutes.html", context)


@public
def one(request: HttpRequest, statute_id: UUID) -> HttpResponse:
    """One version of a statute. Four statements."""
    found = Statute.objects.filter(pk=statute_id).select_related("superseded_by").first()
    if found is None:
        raise Http404
    context = {
        "statute": found,
        "articles": found.articles.exclude(text="").order_by("order"),
        "versions": versions_of(found),
        "older": list(found.supersedes.all()),
        "today": timezone.localdate(),
    }
    return render(request, "portal/statute.html", context)
