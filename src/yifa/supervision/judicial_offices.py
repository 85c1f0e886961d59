"""司法所 and the people there who know the law: how many each has, how many it should have, what is missing (RQ017)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from yifa.law.figures import Figure
from yifa.registers import lawbook
from yifa.registers.dates import in_force, region_chain
from yifa.registers.models import Agency, JudicialOffice, JudicialOfficeMember, Officer, StaffDetail

FIGURE = "F15"


@dataclass(frozen=True, slots=True)
class Staffed:
    """One office on a day. `figure` sets how many people who know the law it should have; None where nothing does."""

    office: JudicialOffice
    people: Sequence[Officer]
    legal: int
    figure: Figure | None = None

    @property
    def needed(self) -> int:
        return (self.figure.number or 0) if self.figure is not None else 0

    @property
    def missing(self) -> int:
        """How many people who know the law are missing."""
        return max(self.needed - self.legal, 0)

    @property
    def places_free(self) -> int:
        return max(self.office.places - len(self.people), 0)


def knows_law(officer: Officer) -> bool:
    """取得法律职业资格或者法律专业背景, as the figure's source counts them (F15)."""
    detail = getattr(officer, "detail", None)
    return officer.legal_qualified or (detail is not None and detail.profession == StaffDetail.Field.LAW)


def staffing(agencies: Sequence[Agency], on: date) -> list[Staffed]:
    """Every office of these agencies in force on the day. Two statements, and one for each region that has offices."""
    members = in_force(JudicialOfficeMember, on).select_related("officer", "officer__detail")
    rows = (
        in_force(JudicialOffice, on)
        .filter(agency__in=agencies)
        .select_related("agency", "region")
        .prefetch_related(Prefetch("members", members, to_attr="now"))
        .order_by("agency__name", "name")
    )
    figures: dict[str, Figure | None] = {}
    found = []
    for office in rows:
        code = office.region_id
        if code not in figures:
            ruled = lawbook.current().figures.find(FIGURE, on, regions=region_chain(code))
            figures[code] = ruled.figure if ruled else None
        people = [
            m.officer
            for m in office.now
            if m.officer.valid_from <= on and (m.officer.valid_to is None or on <= m.officer.valid_to)
        ]
        found.append(Staffed(office, people, sum(map(knows_law, people)), figures[code]))
    return found
