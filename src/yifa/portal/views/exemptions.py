"""公开首违不罚、轻微免罚清单 (行政处罚法 33): the lists, and what is in one of them."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yifa.law.exemption_list import load_exemptions
from yifa.portal import shelf
from yifa.portal.search import read
from yifa.portal.views import public
from yifa.registers.models import ExemptionTable


@public
def listing(request: HttpRequest) -> HttpResponse:
    """Every list, those in force first; one query."""
    today = timezone.localdate()
    rows = [
        (table, shelf.state(table, today), len(table.data.get("items", ())))
        for table in ExemptionTable.objects.order_by("-effective_from", "title")
    ]
    rows.sort(key=lambda r: r[1] != shelf.IN_FORCE)
    return render(request, "portal/exemptions.html", {"rows": rows})


@public
def one(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """The violations of one list with their conditions, searchable; one query."""
    found = ExemptionTable.objects.filter(pk=table_id).first()
    if found is None:
        raise Http404
    text = read(request.GET).text
    entries = [
        e
        for e in load_exemptions(found.data).entries
        if not text or text in f"{e.code} {e.violation} {e.basis}"
    ]
    context = {
        "table": found,
        "state": shelf.state(found, timezone.localdate()),
        "entries": entries,
        "text": text,
    }
    return render(request, "portal/exemption.html", context)
