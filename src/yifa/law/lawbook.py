"""The law that applies, in one object that a gate can ask: figures, working days, discretion benchmarks."""

from __future__ import annotations

from dataclasses import dataclass

from yifa.law.calendar import WorkCalendar
from yifa.law.discretion import Shelf
from yifa.law.figures import FigureBook


@dataclass(frozen=True, slots=True)
class LawBook:
    """Immutable; a new one is made when a holiday, a figure or a benchmark is added."""

    figures: FigureBook
    calendar: WorkCalendar
    benchmarks: Shelf
