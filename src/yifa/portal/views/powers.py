"""公开的权责清单和执法事项: the published items of an agency, and the lists that hang on them (行政处罚法 39)."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yifa.portal.search import read
from yifa.portal.views import public
from yifa.registers.dates import in_force, in_force_q
from yifa.registers.models import (
    Agency,
    InspectionItem,
    Mandate,
    Power,
    PowerState,
    RecordingItem,
    ReviewItem,
)

PAGE = 50
HIDDEN = ("claimed", "cancelled", "taken_back")  # not published yet, or no more


def published() -> QuerySet[Power]:
    """Items in force today whose state is published or suspended; without a state an item counts as published."""
    today = timezone.localdate()
    newest = PowerState.objects.filter(power=OuterRef("pk"), since__lte=today).order_by("-since")
    rows = in_force(Power, today).annotate(state=Subquery(newest.values("state")[:1]))
    return rows.filter(Q(state=None) | ~Q(state__in=HIDDEN))


@public
def listing(request: HttpRequest) -> HttpResponse:
    """Agencies with published items, and how many. One statement."""
    today = timezone.localdate()
    rows = (
        in_force(Agency, today)
        .annotate(items=Count("powers", filter=in_force_q(today, "powers__valid_from", "powers__valid_to")))
        .filter(Q(items__gt=0) | Exists(in_force(Mandate, today).filter(agency=OuterRef("pk"))))
        .select_related("region")
        .order_by("region", "name")
    )
    return render(request, "portal/powers.html", {"rows": rows})


@public
def of_agency(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    """The items of one agency, searchable, with its mandates and lists. Six statements, keyset pages."""
    agency = Agency.objects.filter(pk=agency_id).select_related("region").first()
    if agency is None:
        raise Http404
    today, text = timezone.localdate(), read(request.GET).text
    rows = published().filter(agency=agency)
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(code__icontains=text) | Q(base_code__icontains=text))
    kind = request.GET.get("type", "")
    if kind in Power.Type.values:
        rows = rows.filter(type=kind)
    after = request.GET.get("after", "")[:100].replace("\x00", "")
    if after:
        rows = rows.filter(code__gt=after)
    page = list(rows.order_by("code")[: PAGE + 1])
    context = {
        "agency": agency,
        "text": text,
        "type": kind,
        "types": Power.Type.choices,
        "rows": page[:PAGE],
        "next": page[PAGE - 1].code if len(page) > PAGE else "",
        "mandates": in_force(Mandate, today).filter(agency=agency).exclude(published_on=None),
        "inspected": in_force(InspectionItem, today).filter(agency=agency),
        "reviewed": in_force(ReviewItem, today).filter(agency=agency),
        "recorded": in_force(RecordingItem, today).filter(agency=agency, special=False),
    }
    return render(request, "portal/agency_powers.html", context)
