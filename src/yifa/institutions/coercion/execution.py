"""Reading the file of an enforcement: what is owed, what was demanded, what came in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from yifa.institutions.common.reading import (
    acts,
    after,
    amount,
    day,
    flag,
    integer,
    last,
    local_day,
    payload,
    rows,
    text,
)
from yifa.institutions.common.remedy_time import remedy_end
from yifa.institutions.common.surcharge import Payment, Stop, surcharge
from yifa.law.view import ActView, MatterView, Proposal

OPENING = ("open_enforcement", "open_court", "substitute_at_once")
DECIDING = ("decide", "decide_substitute")
LONGEST_DAYS = 36_600


def begun(view: MatterView, proposal: Proposal | None = None) -> Mapping[str, Any]:
    """Payload of the act that opened the matter, or of the one that is about to."""
    act = last(view, *OPENING)
    return payload(proposal) if act is None else act.payload


def demand_served(view: MatterView) -> date | None:
    """The day the newest demand reached the party, or None."""
    demand = last(view, "demand")
    served = after(view, demand, "serve_demand") if demand is not None else ()
    if not served:
        return None
    return day(served[-1].payload, "served_on") or local_day(served[-1].occurred_to)


def decision_served(view: MatterView) -> date | None:
    """The day the newest decision to enforce reached the party, or None."""
    decided = last(view, *DECIDING)
    served = after(view, decided, "serve_decision") if decided is not None else ()
    if not served:
        return None
    return day(served[-1].payload, "served_on") or local_day(served[-1].occurred_to)


def received(view: MatterView) -> int:
    """Everything paid, transferred and set off so far, in fen."""
    paid = sum(
        amount(a.payload, "amount_fen") for a in acts(view, "perform", "perform_part", "transfer_deposits")
    )
    return paid + sum(amount(a.payload, "applied_fen") for a in acts(view, "auction_goods"))


def surcharged(view: MatterView) -> int:
    """The surcharge as last reckoned, less what an agreement waived, in fen."""
    added = last(view, "add_surcharge")
    waived = sum(amount(a.payload, "waived_fen") for a in acts(view, "agree"))
    return max((amount(added.payload, "amount_fen") if added else 0) - waived, 0)


def owed(view: MatterView) -> int:
    """What is still to be paid, surcharge included, in fen."""
    principal = amount(begun(view), "principal_fen")
    return max(principal + surcharged(view) - received(view), 0)


def remedies_over(view: MatterView, proposal: Proposal | None = None) -> date | None:
    """The last day of the party's time for reconsideration and suit; None while one runs."""
    first = begun(view, proposal)
    served = day(first, "served_on")
    if served is None:
        return None
    return remedy_end(
        view,
        served,
        reconsideration_first=flag(first, "reconsideration_first"),
        remedy=text(first, "remedy") or "none",
        ended=day(first, "remedy_ended_on"),
    )


def reckoned(values: Mapping[str, Any], percent: int | None) -> int | None:
    """The surcharge that follows from what the form says, in fen; None while something is missing.

    `percent` is the daily rate of fines (P34); a late fee has its own rate in 万分之.
    """
    due_on, until, principal = (
        day(values, "due_on"),
        day(values, "until_on"),
        integer(values, "principal_fen"),
    )
    late = text(values, "surcharge") == "late_fee"
    rate, per = (integer(values, "rate"), 10_000) if late else (percent, 100)
    if due_on is None or until is None or principal is None or principal < 0 or rate is None or rate < 0:
        return None
    if (until - due_on).days > LONGEST_DAYS:
        return None
    payments = [
        Payment(on, amount(row, "amount_fen"))
        for row in rows(values, "payments")
        if (on := day(row, "paid_on")) is not None
    ]
    stays = [
        Stop(start, day(row, "ended_on"))
        for row in rows(values, "stays")
        if (start := day(row, "started_on")) is not None
    ]
    return surcharge(principal, due_on, until, payments=payments, stops=stays, percent=rate, per=per).fen


def first_surcharge(view: MatterView) -> date | None:
    """The day from which a surcharge first ran: the last day to perform, or None where none was added."""
    days = [d for a in acts(view, "add_surcharge") if (d := day(a.payload, "due_on")) is not None]
    return min(days) if days else None


def suspended_since(view: MatterView) -> ActView | None:
    """The suspension that lasts, or None."""
    act = last(view, "suspend")
    return act if act is not None and not after(view, act, "resume") else None
