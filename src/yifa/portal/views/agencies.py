"""The agencies, and which periods and amounts apply to each of them today or on a day."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yifa.portal.typed import typed
from yifa.portal.views import public
from yifa.registers.agency_figures import figures_of
from yifa.registers.dates import in_force
from yifa.registers.models import Agency, Mandate


@public
def listing(request: HttpRequest) -> HttpResponse:
    """Agencies in force today whose name or region has the text; one query."""
    text = typed(request.GET, ("q",))["q"]
    rows = in_force(Agency, timezone.localdate()).select_related("region").order_by("region_id", "name")
    found = [a for a in rows if text in a.name or text in a.region.name]
    return render(request, "portal/agencies.html", {"rows": found, "text": text})


@public
def figures(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    """The list, or with `id` the explanation of one figure; and by which published documents the agency acts."""
    agency = Agency.objects.select_related("region", "parent").filter(pk=agency_id).first()
    if agency is None:
        raise Http404
    values = typed(request.GET, ("on", "q", "id"))
    shown = figures_of(agency, values, timezone.localdate())
    today = timezone.localdate()
    held = in_force(Mandate, today).filter(agency=agency, published_on__lte=today).select_related("grantor")
    context = {"shown": shown, "agency": agency, "v": values, "mandates": held}
    return render(request, "portal/agency_figures.html", context)
