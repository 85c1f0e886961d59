"""The law that applies, in one object that a gate can ask: figures, working days, benchmarks, lists, items, powers."""

from __future__ import annotations

from dataclasses import dataclass, field

from yifa.law.calendar import WorkCalendar
from yifa.law.discretion import Shelf
from yifa.law.exemption_list import ExemptionShelf
from yifa.law.figures import FigureBook
from yifa.law.permit_items import PermitShelf
from yifa.law.powers import PowerShelf


@dataclass(frozen=True, slots=True)
class LawBook:
    """Immutable; a new one is made when a holiday, a figure, a benchmark, a list, an item or a power is added."""

    figures: FigureBook
    calendar: WorkCalendar
    benchmarks: Shelf
    exemptions: ExemptionShelf = field(default_factory=ExemptionShelf)
    permit_items: PermitShelf = field(default_factory=PermitShelf)
    powers: PowerShelf = field(default_factory=PowerShelf)
