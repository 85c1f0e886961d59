"""Which figures apply to one agency: its chain of regions and its sector, as a gate would ask for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yifa.law.asking import Mistake, read_date, resolve
from yifa.law.effective import Row, grouped
from yifa.law.figure_words import SECTORS
from yifa.law.figures import Figure, Resolved
from yifa.registers import lawbook
from yifa.registers.dates import region_chain
from yifa.registers.models import Agency, Region


@dataclass(slots=True)
class AgencyFigures:
    """What a page shows. `chosen` is one figure explained, with every row that answers to its id."""

    agency: Agency
    on: date
    places: str = ""
    sector_name: str = ""
    groups: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    total: int = 0
    chosen: Resolved | None = None
    versions: Sequence[Figure] = ()
    errors: dict[str, str] = field(default_factory=dict)


def figures_of(agency: Agency, typed: Mapping[str, str], today: date) -> AgencyFigures:
    """The figures for `typed` = {on, q, id}; what is wrong stands in `errors` by name. At most six queries."""
    shown = AgencyFigures(agency, today)
    try:
        if typed["on"]:
            shown.on = read_date(typed["on"], "on")
    except Mistake as mistake:
        shown.errors["on"] = mistake.message
        return shown
    book, regions = lawbook.current().figures, region_chain(agency.region_id)
    shown.places, shown.sector_name = _places(regions), SECTORS.get(agency.sector, "")
    if typed["id"]:
        shown.versions = book.versions(typed["id"].upper())
        try:
            shown.chosen = resolve(book, typed["id"], shown.on, regions, _sector(agency))
        except Mistake as mistake:
            shown.errors["id"] = mistake.message
        return shown
    shown.groups = grouped(book, shown.on, regions, _sector(agency), typed["q"])
    shown.total = sum(len(rows) for rows in shown.groups.values())
    return shown


def _sector(agency: Any) -> str:
    """The agency's sector where the law has rows of its own for it; 司法行政 has none."""
    return agency.sector if agency.sector in SECTORS else ""


def _places(regions: Sequence[str]) -> str:
    names = dict(Region.objects.filter(pk__in=regions).values_list("code", "name"))
    return "→".join(names.get(code, code) for code in regions)
