"""Published decisions: the list with its search, and one decision as its redacted projection."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from yifa.portal import projection
from yifa.portal.search import find, read, visible
from yifa.portal.views import public
from yifa.registers.models import Agency


@public
def listing(request: HttpRequest) -> HttpResponse:
    """Search results, newest first; two queries whatever is asked."""
    question = read(request.GET)
    page = find(question)
    context = {
        "question": question,
        "page": page,
        "agencies": [(str(pk), name) for pk, name in Agency.objects.values_list("pk", "name")],
        "next_query": question.query(after=page.next_after) if page.next_after else "",
        "first_query": question.query() if question.after else None,
    }
    return render(request, "portal/decisions.html", context)


@public
def one(request: HttpRequest, disclosure_id: UUID) -> HttpResponse:
    """One decision; a withdrawn one says when and why, and shows nothing else of what was decided."""
    row = visible().filter(pk=disclosure_id).first()
    if row is None:
        raise Http404
    return render(request, "portal/decision.html", {"row": row, "shown": projection.shown(row)})
