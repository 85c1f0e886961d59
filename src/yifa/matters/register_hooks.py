"""What the engine does when a register changes."""

from __future__ import annotations

from datetime import datetime, time

from yifa.law.clocks import SHANGHAI
from yifa.matters.figure_recount import days_of_transition
from yifa.matters.queue import defer_figures, defer_recompute
from yifa.registers.models import FigureOverlay, Holiday, PublishedYear, RegisterChange

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
