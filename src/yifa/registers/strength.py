"""执法力量: how many people an agency has in service on a day, how many of them certified and legally qualified."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from yifa.registers.dates import in_force
from yifa.registers.models import Agency, Certificate, CertificateState, Officer
from yifa.registers.node import current_node


@dataclass(frozen=True, slots=True)
class Strength:
    """People in service at one agency; `certified` hold a certificate of that agency that is valid on the day.

    Auxiliaries count apart: they hold no certificate and may not act.
    """

    agency: Agency | None
    officers: int = 0
    certified: int = 0
    legal: int = 0
    auxiliaries: int = 0

    @property
    def certified_share(self) -> float | None:
        """Share of officers with a valid certificate, None without officers."""
        return self.certified / self.officers if self.officers else None

    @property
    def legal_share(self) -> float | None:
        """Share of officers with the legal professional qualification, None without officers."""
        return self.legal / self.officers if self.officers else None


def strength(day: date, agencies: Collection[str] | None = None) -> list[Strength]:
    """One line for each agency in force on the day (all of the node, or those named), and their sum first.

    Two statements.
    """
    wanted = (
        in_force(Agency, day).filter(node=current_node()).select_related("region").order_by("region", "name")
    )
    if agencies is not None:
        wanted = wanted.filter(pk__in=agencies)
    found = list(wanted)
    state = (
        CertificateState.objects.filter(certificate=OuterRef("pk"), since__lte=day)
        .order_by("-since")
        .values("state")[:1]
    )
    valid = (
        in_force(Certificate, day)
        .filter(officer=OuterRef("pk"), agency=OuterRef("agency_id"))
        .annotate(state=Subquery(state))
        .filter(Q(state__isnull=True) | Q(state=CertificateState.State.VALID))
    )
    acting = Q(auxiliary=False)
    rows = (
        in_force(Officer, day)
        .filter(agency__in=[a.pk for a in found])
        .annotate(certified=Exists(valid))
        .values("agency")
        .order_by("agency")
        .annotate(
            people=Count("pk", filter=acting),
            with_certificate=Count("pk", filter=acting & Q(certified=True)),
            with_law=Count("pk", filter=acting & Q(legal_qualified=True)),
            helpers=Count("pk", filter=Q(auxiliary=True)),
        )
    )
    counted = {r["agency"]: (r["people"], r["with_certificate"], r["with_law"], r["helpers"]) for r in rows}
    lines = [Strength(a, *counted.get(a.pk, (0, 0, 0, 0))) for a in found]
    whole = Strength(
        None,
        sum(x.officers for x in lines),
        sum(x.certified for x in lines),
        sum(x.legal for x in lines),
        sum(x.auxiliaries for x in lines),
    )
    return [whole, *lines]
