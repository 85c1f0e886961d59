"""What the engine does when a register changes."""

from __future__ import annotations

from yifa.matters.queue import defer_recompute
from yifa.registers.models import Holiday, PublishedYear, RegisterChange

CALENDAR = frozenset(model._meta.label for model in (Holiday, PublishedYear))


def recompute_on_calendar_change(change: RegisterChange) -> None:
    """A holiday that was entered or corrected recomputes the open clocks, in the queue, once for a whole batch."""
    if change.model in CALENDAR:
        defer_recompute(change.reason)
