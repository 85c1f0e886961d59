"""How many of an agency's officers review its decisions (国办发〔2018〕118号（十一）: in principle 5% of them)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from yifa.law.figures import Figure
from yifa.law.view import CertificateView, OfficerView
from yifa.registers import lawbook
from yifa.registers.dates import in_force, region_chain
from yifa.registers.models import Agency, Certificate, Officer, RoleHeld

FIGURE = "T05"
REVIEWER = "legal_reviewer"


@dataclass(frozen=True, slots=True)
class ReviewerShare:
    """On one day: qualified reviewers, officers with a valid certificate, and the figure that asks for a share."""

    on: date
    reviewers: int
    officers: int
    figure: Figure | None = None

    @property
    def needed(self) -> int:
        """The fewest reviewers that reach the share; 0 where no figure applies."""
        hundredths = self.figure.number if self.figure is not None and self.figure.unit == "%" else None
        return -(-self.officers * (hundredths or 0) // 100)

    @property
    def enough(self) -> bool:
        """Whether the share is reached; an agency without officers lacks nobody."""
        return self.reviewers >= self.needed

    @property
    def missing(self) -> int:
        """How many reviewers are missing to the share."""
        return max(self.needed - self.reviewers, 0)

    @property
    def share(self) -> str:
        """Reviewers in a hundred officers with one decimal place, rounded down, e.g. 7.5%; empty without officers."""
        if not self.officers:
            return ""
        tenths = self.reviewers * 1000 // self.officers
        return f"{tenths // 10}.{tenths % 10}%"


def reviewer_share(
    people: Iterable[OfficerView], agency_id: str, on: date, figure: Figure | None
) -> ReviewerShare:
    """Reviewers hold the post in the agency and the legal qualification (行政处罚法第五十八条第二款); officers are the

    agency's own, no auxiliaries, with a certificate valid for it that day. Who is both counts on both sides. Pure.
    """
    serving = [p for p in people if p.in_service]
    reviewers = [p for p in serving if REVIEWER in p.roles and p.legal_qualified]
    own = [p for p in serving if p.agency_id == agency_id and not p.auxiliary]
    certified = [p for p in own if p.certificate_for(agency_id, on) is not None]
    return ReviewerShare(on, len(reviewers), len(certified), figure)


def of_agency(agency: Agency, on: date) -> ReviewerShare:
    """The share in an agency on that day, as the registers have it. At most six queries."""
    found = lawbook.current().figures.find(
        FIGURE, on, regions=region_chain(agency.region_id), sector=agency.sector
    )
    return reviewer_share(_people(agency, on), str(agency.pk), on, found.figure if found else None)


def _people(agency: Agency, on: date) -> list[OfficerView]:
    """The agency's officers and whoever reviews for it, in service on that day."""
    grants = in_force(RoleHeld, on).filter(agency=agency, role=REVIEWER)
    rows = in_force(Officer, on).filter(Q(agency=agency) | Q(pk__in=grants.values("officer")))
    held = Prefetch("roles_held", queryset=grants, to_attr="reviewing")
    return [
        OfficerView(
            str(o.pk),
            o.name,
            str(o.agency_id),
            roles=(REVIEWER,) if o.reviewing else (),
            certificates=tuple(_certificate(c) for c in o.certificates.all()),
            legal_qualified=o.legal_qualified,
            auxiliary=o.auxiliary,
        )
        for o in rows.prefetch_related(held, "certificates__states")
    ]


def _certificate(row: Certificate) -> CertificateView:
    states = sorted((s.since, s.state) for s in row.states.all())
    return CertificateView(row.number, str(row.agency_id), row.valid_from, row.valid_to, tuple(states))
