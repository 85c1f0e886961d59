"""执法主体公告: the bodies confirmed as enforcing ones, with their basis and entrustments (行政执法监督条例 17(1))."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yifa.portal.typed import typed
from yifa.portal.views import public
from yifa.registers.dates import in_force
from yifa.registers.models import Agency, AgencyVerification, Mandate
from yifa.registers.models.verifications import standing_on
from yifa.registers.node import current_node


@public
def listing(request: HttpRequest) -> HttpResponse:
    """Verified bodies today whose name or region has the text; four statements, however many there are."""
    text = typed(request.GET, ("q",))["q"]
    today = timezone.localdate()
    found = [b for b in _bodies(today) if text in b.agency.name or text in b.agency.region.name]
    return render(request, "portal/verified.html", {"rows": found, "text": text, "today": today})


@dataclass(frozen=True, slots=True)
class Body:
    """A verified body: its newest verification, the mandates it acts by, and the entrustments it gave."""

    agency: Agency
    newest: AgencyVerification
    held: Sequence[Mandate]
    entrusted: Sequence[Mandate]


def _bodies(today: date) -> list[Body]:
    """Bodies whose newest published verification is in force, by region and name. Five statements."""
    published = AgencyVerification.objects.filter(published_on__lte=today).order_by("valid_from", "year")
    shown = in_force(Mandate, today).filter(published_on__lte=today)
    rows: Any = (
        in_force(Agency, today)
        .filter(node=current_node(), verifications__published_on__lte=today)
        .distinct()
        .select_related("region")
        .prefetch_related(
            Prefetch("verifications", published, to_attr="reviewed"),
            Prefetch("mandates", shown, to_attr="held"),
            Prefetch("given", shown.filter(kind="entrusted").select_related("agency"), to_attr="entrusted"),
        )
        .order_by("region_id", "name")
    )
    found = []
    for agency in rows:
        if standing_on(agency.reviewed, today) == "verified":
            newest = [r for r in agency.reviewed if r.valid_from <= today][-1]
            found.append(Body(agency, newest, agency.held, agency.entrusted))
    return found
