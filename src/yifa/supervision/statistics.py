"""Decided matters by kind and year, from the facts that the procedures declare (执法统计口径)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery

from yifa.matters.models import MatterFact


@dataclass(frozen=True)
class Row:
    """How many matters of one procedure were decided with one outcome; an empty outcome when none is declared."""

    procedure: str
    outcome: str
    decided: int


def decided(year: int, agencies: Sequence[UUID | str]) -> tuple[Row, ...]:
    """Rows of the calendar year for these agencies, by procedure and outcome, in one query.

    Counts matters (件) whose fact `decided_on` lies in the year; revoked ones count in the year of their decision.
    Only what the current scope may see is counted.
    """
    outcome = MatterFact.objects.filter(matter=OuterRef("matter"), name="outcome").values("text")[:1]
    found = (
        MatterFact.objects.filter(name="decided_on", day__year=year, agency_id__in=agencies)
        .annotate(outcome=Subquery(outcome))
        .values("procedure", "outcome")
        .annotate(decided=Count("matter", distinct=True))
        .order_by("procedure", "outcome")
    )
    return tuple(Row(r["procedure"], r["outcome"] or "", r["decided"]) for r in found)
