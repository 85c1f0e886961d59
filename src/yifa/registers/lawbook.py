"""The law that applies now: the shipped figures, and this database's overlays, holidays, benchmarks, lists, items."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from yifa.law.calendar import DEFAULT_CALENDAR, WorkCalendar
from yifa.law.discretion import Shelf
from yifa.law.exemption_list import ExemptionShelf, load_exemptions
from yifa.law.figure_overlays import OverlayText, read_overlays
from yifa.law.figures import DEFAULT_FIGURES, FigureBook
from yifa.law.lawbook import LawBook
from yifa.law.permit_items import PermitItem, PermitShelf
from yifa.law.powers import ListedPower, PowerShelf, PowerStep
from yifa.registers import models
from yifa.registers.models import (
    BenchmarkTable,
    ExemptionTable,
    FigureOverlay,
    Holiday,
    Power,
    PowerState,
    PublishedYear,
    Stamp,
)
from yifa.registers.read_tables import read_tables

log = logging.getLogger(__name__)

_cached: tuple[str, LawBook] | None = None
_problems: tuple[str, ...] = ()


def law_stamp() -> str:
    """Changes whenever a figure overlay, a holiday, a benchmark, a list or an item does. One query by primary key."""
    version, changed_at = Stamp.objects.values_list("version", "changed_at").get(name="law")
    return f"{version}:{changed_at.isoformat()}"


def current(stamp: str | None = None) -> LawBook:
    """The law book of this database, kept in the process until the stamp changes.

    A caller that has read the stamp already passes it and saves the query. When the stored overlays contradict
    one another or the shipped figures, the figures this process had last go on applying (in a new process: those
    without the files at fault), and `problems` says so; nothing is raised.
    """
    global _cached, _problems
    wanted = stamp or law_stamp()
    kept = _cached
    if kept is not None and kept[0] == wanted:
        return kept[1]
    figures, _problems = _figures(kept[1].figures if kept else None)
    powers = _powers()
    book = LawBook(
        figures=figures,
        calendar=with_days({}, ()),
        benchmarks=_shelf(),
        exemptions=_exemptions(),
        permit_items=_permit_items(powers),
        powers=PowerShelf(tuple(powers.values())),
    )
    _cached = (wanted, book)
    return book


def problems() -> tuple[str, ...]:
    """What is wrong with the stored overlays, in Chinese with file and line; empty when all of them apply."""
    current()
    return _problems


def stored_texts(node: str = "") -> list[OverlayText]:
    """Every overlay (of one node, if named), first entered first: in a contradiction the later is at fault."""
    rows = FigureOverlay.objects.filter(node=node) if node else FigureOverlay.objects.all()
    return [row.as_text() for row in rows.order_by("id")]


def with_figures(texts: Sequence[OverlayText]) -> FigureBook:
    """The shipped figures with these texts. Raises ValueError with every mistake when they do not go together."""
    placed, found = read_overlays(DEFAULT_FIGURES, texts)
    if found:
        raise ValueError("\n".join(str(p) for p in found))
    return DEFAULT_FIGURES.extended(p.figure for p in placed) if placed else DEFAULT_FIGURES


def with_days(days: Mapping[date, tuple[bool, str]], years: Iterable[int]) -> WorkCalendar:
    """The calendar as it would be with further days (date → working, name) and published years. Two queries."""
    known = {day: (works, name) for day, works, name in Holiday.objects.values_list("day", "working", "name")}
    rows = {**known, **days}
    published = [*PublishedYear.objects.values_list("year", flat=True), *years]
    if not rows and not published:
        return DEFAULT_CALENDAR
    names = {day: name for day, (_, name) in rows.items() if name}
    return WorkCalendar({day: works for day, (works, _) in rows.items()}, names, published)


def _figures(last: FigureBook | None) -> tuple[FigureBook, tuple[str, ...]]:
    texts = stored_texts()
    placed, found = read_overlays(DEFAULT_FIGURES, texts)
    if not found:
        return (DEFAULT_FIGURES.extended(p.figure for p in placed) if placed else DEFAULT_FIGURES), ()
    for problem in found:
        log.error("figure overlays cannot be used as stored: %s", problem)
    said = tuple(str(p) for p in found)
    if last is not None:
        return last, (*said, "继续适用上一次可用的期限和数额，请更正后重新装载")
    bad = {p.file for p in found}
    try:
        figures = with_figures([t for t in texts if t.name not in bad])
    except ValueError:
        figures = DEFAULT_FIGURES
    return figures, (*said, f"没有采用：{'、'.join(sorted(bad))}，请更正后重新装载")


def _shelf() -> Shelf:
    return Shelf(read_tables(BenchmarkTable.objects.all()))


def _exemptions() -> ExemptionShelf:
    return ExemptionShelf(
        [load_exemptions(data) for data in ExemptionTable.objects.values_list("data", flat=True)]
    )


def _powers() -> dict[str, ListedPower]:
    """Every item of every list by its id. Two statements."""
    steps: dict[str, list[PowerStep]] = {}
    states = PowerState.objects.order_by("since").values_list(
        "power_id", "since", "state", "document", "statute__title"
    )
    for power, since, state, document, statute in states:
        steps.setdefault(str(power), []).append(PowerStep(since, state, document, statute or ""))
    rows = Power.objects.order_by("code", "valid_from").select_related("agency")
    return {
        str(row.pk): ListedPower(
            id=str(row.pk),
            agency_id=str(row.agency_id),
            agency=row.agency.name,
            code=row.code,
            base_code=row.base_code,
            name=row.name,
            type=row.type,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            basis=row.basis,
            steps=tuple(steps.get(str(row.pk), ())),
        )
        for row in rows
    }


def _permit_items(powers: Mapping[str, ListedPower]) -> PermitShelf:
    rows = models.PermitItem.objects.select_related("power__agency").order_by("power__code", "valid_from")
    return PermitShelf(tuple(as_item(row, powers.get(str(row.power_id))) for row in rows))


def as_item(row: models.PermitItem, power: ListedPower | None = None) -> PermitItem:
    """A row of the register as the item that gates, forms and pages read. Its power and agency must be loaded.

    With `power`, the item is in force only while its power may be exercised.
    """
    data = row.as_data()
    data.pop("document")
    lists: dict[str, Any] = {
        name: tuple(data.pop(name)) for name in ("conditions", "materials", "steps", "services")
    }
    agency = row.power.agency
    return PermitItem(
        id=str(row.pk),
        agency_id=str(agency.pk),
        agency=agency.name,
        agency_code=agency.code,
        region=agency.region_id,
        code=row.power.code,
        title=row.power.name,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        power=power,
        **lists,
        **data,
    )
