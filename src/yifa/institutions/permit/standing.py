"""How a permit stands: its term, what is applied for, whether the law has renewed it. Pure reading of the picture."""

from __future__ import annotations

from datetime import date, datetime, time

from yifa.institutions.common.reading import acts, after, day, figure, integer, last, local_day, text
from yifa.law.clocks import SHANGHAI, due_for
from yifa.law.view import ActView, MatterView

_TERMS = ("decide", "issue", "withdraw_permit", "decide_renewal", "deem_renewed")


def application(view: MatterView) -> ActView | None:
    """The application as it was entered, or passed on by a window; at the window, the set that was taken in."""
    return last(view, "receive", "receive_transfer", "take_in")


def special_period(view: MatterView) -> bool:
    """Whether a law or regulation sets another period for the item (第四十二条第一款、第四十三条但书)."""
    received = application(view)
    return received is not None and integer(received.payload, "period_days") is not None


def granted(view: MatterView) -> bool:
    """Whether the newest decision grants the permit."""
    decided = last(view, "decide")
    return decided is not None and text(decided.payload, "outcome") == "grant"


def valid_until(view: MatterView) -> date | None:
    """The last day of the permit's term as decided or renewed; None for a permit without end."""
    found: date | None = None
    for act in acts(view, *_TERMS):
        refused = text(act.payload, "outcome") == "refuse"
        if "valid_until" in act.payload and not refused:
            found = day(act.payload, "valid_until")
    return found


def day_before(view: MatterView, figure_id: str, event: date) -> date | None:
    """The latest day to act for a figure that is counted back from `event`; None where the law gives none."""
    row = figure(view, figure_id, event)
    if row is None or not row.is_period or row.number is None:
        return None
    try:
        start = datetime.combine(event, time(0), tzinfo=SHANGHAI)
        return local_day(due_for(row, start, calendar=view.law.calendar).due)
    except (ValueError, OverflowError):
        return None


def pending_change(view: MatterView) -> ActView | None:
    """The change that is applied for and not decided."""
    asked = last(view, "apply_change")
    return asked if asked is not None and not after(view, asked, "decide_change") else None


def pending_renewal(view: MatterView) -> ActView | None:
    """The renewal that is applied for and neither decided nor recorded as deemed granted."""
    asked = last(view, "apply_renewal")
    return asked if asked is not None and not after(view, asked, "decide_renewal", "deem_renewed") else None


def asked_in_time(view: MatterView, asked: ActView) -> bool:
    """Whether a renewal was applied for thirty days before the end (L11), or as another rule allows."""
    if text(asked.payload, "other_rule"):
        return True
    end, on = day(asked.payload, "valid_until"), day(asked.payload, "applied_on")
    latest = day_before(view, "L11", end) if end else None
    return latest is not None and on is not None and on <= latest


def deemed_renewed(view: MatterView, on: date) -> bool:
    """Whether by that day silence has renewed the permit: applied for in time, the term over, nothing decided."""
    asked = pending_renewal(view)
    end = day(asked.payload, "valid_until") if asked else None
    return asked is not None and end is not None and on > end and asked_in_time(view, asked)


def standard_inspected(view: MatterView) -> ActView | None:
    """The newest inspection by technical standard."""
    return last(view, "inspect_standard")
