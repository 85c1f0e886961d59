"""Reading the file of a measure: what was taken, until when, what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from yifa.institutions.common.reading import (
    acts,
    after,
    amount,
    day,
    figure,
    integer,
    last,
    local_day,
    moment,
    payload,
    rows,
    text,
)
from yifa.law.clocks import SHANGHAI, due
from yifa.law.pauses import Pause
from yifa.law.view import ActView, MatterView, Proposal

OPENING = ("apply_measure", "implement_urgently")
TAKING = ("implement", "implement_urgently", "freeze")
OVER = ("lift", "record_lapse", "abandon")
# The figure of each kind's period; the statute itself gives none for the other kinds.
PERIODS = {"seal": "K04", "seize": "K04", "freeze": "K09"}
ON_THINGS = frozenset({"seal", "seize"})


def opened(view: MatterView, proposal: Proposal | None = None) -> Mapping[str, Any]:
    """Payload of the act that opened the matter, or of the one that is about to."""
    act = last(view, *OPENING)
    if act is None:
        return payload(proposal)
    return act.payload


def category(view: MatterView, proposal: Proposal | None = None) -> str:
    """The kind of measure (第九条), or empty."""
    return text(payload(proposal), "category") or text(opened(view, proposal), "category")


def taken(view: MatterView) -> ActView | None:
    """The act by which the measure was taken, or None."""
    return last(view, *TAKING)


def started_on(values: Mapping[str, Any]) -> date | None:
    """The day the measure began."""
    return day(values, "started_on") or day(values, "frozen_on")


def over(view: MatterView) -> ActView | None:
    """The act that ended the measure, or None while it lasts."""
    handled = last(view, "handle")
    if handled is not None and text(handled.payload, "outcome") != "lift":
        return handled
    return last(view, *OVER)


def testing_open(view: MatterView) -> ActView | None:
    """The testing that has not ended, or None."""
    started = last(view, "start_testing")
    return started if started is not None and not after(view, started, "end_testing") else None


def _pauses(view: MatterView) -> list[Pause]:
    """Times of testing, which the period leaves out (第二十五条第三款)."""
    found: list[Pause] = []
    for act in acts(view, "start_testing"):
        begun = day(act.payload, "started_on") or local_day(act.occurred_to)
        ended = after(view, act, "end_testing")
        if ended:
            until = day(ended[0].payload, "ended_on") or local_day(ended[0].occurred_to)
            found.append(Pause(_midnight(begun), _midnight(max(until, begun)), "检测、检验、检疫、技术鉴定"))
    return found


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(0), tzinfo=SHANGHAI)


def expiry(view: MatterView) -> date | None:
    """The last day of the measure, extensions and testing counted; None while testing lasts or without a period."""
    act = taken(view)
    if act is None or category(view) not in PERIODS or testing_open(view) is not None:
        return None
    clock = view.clock("period")
    if clock is not None and clock.due_at is not None:
        return local_day(clock.due_at)
    begun, days = started_on(act.payload), integer(act.payload, "days")
    if begun is None or not days or days < 0:
        return None
    days += sum(integer(a.payload, "days") or 0 for a in acts(view, "extend"))
    try:
        return local_day(
            due(days, "cd", _midnight(begun), calendar=view.law.calendar, pauses=_pauses(view)).due
        )
    except (ValueError, OverflowError):
        return None


def freedom_ends(view: MatterView) -> datetime | None:
    """When a limit of freedom runs out, as it was set or last extended; None without a moment."""
    told = [moment(a.payload, "ends_by") for a in acts(view, *TAKING, "extend")]
    return next((m for m in reversed(told) if m is not None), None)


def number(view: MatterView, figure_id: str) -> int | None:
    """The number of a figure on the day looked at, or None where the law gives none."""
    row = figure(view, figure_id)
    return row.number if row is not None else None


def longest(view: MatterView, kind: str) -> tuple[int | None, int | None]:
    """(first period, extension) that the statute allows for this kind, in days; None where it sets none."""
    row = figure(view, PERIODS[kind]) if kind in PERIODS else None
    return (row.number, row.extension_number) if row is not None else (None, None)


def proceeds(view: MatterView) -> int:
    """What perishables sold brought, in fen."""
    return sum(amount(a.payload, "proceeds_fen") for a in acts(view, "sell_goods"))


def frozen(values: Mapping[str, Any]) -> int:
    """The sum of the accounts named, in fen."""
    return sum(amount(row, "amount_fen") for row in rows(values, "accounts"))
