"""Published decisions: the list with its search, one decision as its redacted projection, and its proof."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from yifa.ledger.bundle import encode
from yifa.matters import proofs
from yifa.portal import projection, status
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
    context = {"row": row, "shown": projection.shown(row), "proofs": status.proof_states([row])}
    return render(request, "portal/decision.html", context)


@public
def proof(request: HttpRequest, disclosure_id: UUID) -> HttpResponse:
    """The proof of what is shown, to be saved; until it stands in the log, a page that says when to come back."""
    row = visible().filter(pk=disclosure_id).first()
    if row is None:
        raise Http404
    made = proofs.public_bundle(row.pk)
    if made is None:
        waiting = status.proof_states([row]).get(str(row.pk)) is not None
        return render(request, "portal/proof_waiting.html", {"row": row, "waiting": waiting}, status=404)
    name = content_disposition_header(True, f"证明-{row.number or row.code}.json")
    headers = {"Content-Disposition": str(name), "Cache-Control": "no-store"}
    return HttpResponse(encode(made), content_type="application/json", headers=headers)
