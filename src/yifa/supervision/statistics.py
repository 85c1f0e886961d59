"""Decided matters by kind, outcome and time, from the facts that the procedures declare (执法统计口径).

Counts matters (件) whose fact `decided_on` lies in the time asked for; a revoked one counts in the month of its
decision, one decided anew after a remedy in the month of the newest decision. Only what the current scope may see
is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncMonth

from yifa.matters.models import MatterFact


@dataclass(frozen=True)
class Row:
    """How many matters of one procedure were decided with one outcome; an empty outcome when none is declared."""

    procedure: str
    outcome: str
    decided: int


@dataclass(frozen=True)
class Monthly:
    """The same for one month, which is named by its first day; `agency` only where it was asked for."""

    procedure: str
    outcome: str
    month: date
    decided: int
    agency: str = ""


def decided(year: int, agencies: Sequence[UUID | str]) -> tuple[Row, ...]:
    """Rows of the calendar year for these agencies, by procedure and outcome, in one query."""
    found = (
        _facts(date(year, 1, 1), date(year, 12, 31), agencies)
        .values("procedure", "outcome")
        .annotate(decided=Count("matter", distinct=True))
        .order_by("procedure", "outcome")
    )
    return tuple(Row(r["procedure"], r["outcome"] or "", r["decided"]) for r in found)


def monthly(start: date, end: date, agencies: Sequence[UUID | str]) -> tuple[Monthly, ...]:
    """Rows from day to day, both included, by procedure, outcome and month, in one query."""
    found = (
        _facts(start, end, agencies)
        .annotate(month=TruncMonth("day"))
        .values("procedure", "outcome", "month")
        .annotate(decided=Count("matter", distinct=True))
        .order_by("procedure", "outcome", "month")
    )
    return tuple(Monthly(r["procedure"], r["outcome"] or "", r["month"], r["decided"]) for r in found)


def each_agency(start: date, end: date, agencies: Sequence[UUID | str]) -> Iterator[Monthly]:
    """As `monthly`, for each agency by name, fetched as it is read (for an export of any length)."""
    found = (
        _facts(start, end, agencies)
        .annotate(month=TruncMonth("day"))
        .values("agency__name", "procedure", "outcome", "month")
        .annotate(decided=Count("matter", distinct=True))
        .order_by("agency__name", "procedure", "outcome", "month")
    )
    for r in found.iterator(chunk_size=2000):
        yield Monthly(r["procedure"], r["outcome"] or "", r["month"], r["decided"], r["agency__name"])


def _facts(start: date, end: date, agencies: Sequence[UUID | str]) -> QuerySet[Any]:
    outcome = MatterFact.objects.filter(matter=OuterRef("matter"), name="outcome").values("text")[:1]
    rows = MatterFact.objects.filter(name="decided_on", day__range=(start, end), agency_id__in=agencies)
    return rows.annotate(outcome=Subquery(outcome))
