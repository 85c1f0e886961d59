"""What the engine does when a register changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from django.db import connection, models

from yifa.law.clocks import SHANGHAI
from yifa.matters.figure_recount import days_of_transition
from yifa.matters.models import Matter
from yifa.matters.queue import defer_figures, defer_recompute
from yifa.registers.imports import undoing
from yifa.registers.models import FigureOverlay, Holiday, Officer, PublishedYear, RegisterChange

CALENDAR = frozenset(model._meta.label for model in (Holiday, PublishedYear))


def recompute_on_calendar_change(change: RegisterChange) -> None:
    """A holiday entered or corrected recomputes the open clocks, in the queue, once for a whole batch.

    A change of figures recomputes those it corrects or whose transition rule reaches running periods: at once,
    and again on each day on which such a row comes into force.
    """
    if change.model in CALENDAR:
        defer_recompute(change.reason)
    elif change.model == FigureOverlay._meta.label:
        days = days_of_transition(change)
        if days or change.after["correction"]:
            defer_figures(str(change.pk))
        today = datetime.now(SHANGHAI).date()
        for day in sorted(d for d in days if d > today):
            defer_figures(str(change.pk), datetime.combine(day, time(0, 1), tzinfo=SHANGHAI))


def officers_in_cases(model: type[models.Model], ids: Sequence[str]) -> dict[str, str]:
    """Which of these officers took part in a case or were named in one. One scan over the cases."""
    if model is not Officer:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT named FROM {Matter._meta.db_table} m, jsonb_array_elements_text(m.involved) named"
            " WHERE named = ANY(%s)",
            [list(ids)],
        )
        return {named: undoing.CASES for (named,) in cursor.fetchall()}
