"""Reading the file of a remedy: what was contested, what came of it, which letters wait."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from yifa.institutions.common.reading import acts, day, flag, last, period_end, text
from yifa.institutions.common.remedy_choices import UPSET
from yifa.law.view import ActView, MatterView

PENALTIES = frozenset({"penalty", "spot_penalty"})


def opened(view: MatterView) -> Mapping[str, Any]:
    """Payload of the act that opened the matter, or an empty one."""
    act = last(view, "receive_application", "receive_complaint")
    return act.payload if act else {}


def outcome(view: MatterView) -> ActView | None:
    """The newest result, or None."""
    return last(view, "receive_decision", "receive_judgment")


def copy_received(view: MatterView) -> date | None:
    """The day the copy of the application or complaint came; None while the agency only passes it on."""
    copy = last(view, "receive_copy")
    if copy is None and text(opened(view), "route") == "through_agency":
        return None
    return day(copy.payload if copy else opened(view), "received_on")


def track(view: MatterView) -> str:
    """The track the case is heard on now: summary may have become ordinary (行政复议法第五十五条)."""
    if last(view, "change_track"):
        return "ordinary"
    copy = last(view, "receive_copy")
    return text(copy.payload if copy else opened(view), "track")


def settled_on(view: MatterView) -> date | None:
    """The day from which the result binds: receipt of a reconsideration decision, or the judgment's effect."""
    decided, effect = last(view, "receive_decision"), last(view, "take_effect")
    if effect is not None:
        return day(effect.payload, "effective_on")
    return day(decided.payload, "received_on") if decided else None


def standing(view: MatterView) -> str:
    """What became of the contested decision; empty while nothing binds."""
    act = last(view, "receive_decision", "take_effect")
    return text(act.payload, "standing") if act else ""


def withdrawal_due(view: MatterView, values: Mapping[str, Any] | None = None) -> bool:
    """Whether a penalty decision that the public can read no longer stands as it was."""
    first = opened(view)
    now = text(values, "standing") if values is not None else standing(view)
    return flag(first, "decision_disclosed") and text(first, "decision_kind") in PENALTIES and now in UPSET


def withdrawal_end(view: MatterView) -> date | None:
    """The last day for taking the decision back from the public (P46), or None when nothing is to be taken back."""
    since = settled_on(view)
    return period_end(view, "P46", since) if since and withdrawal_due(view) else None


def performance_due(view: MatterView) -> ActView | None:
    """The result that still obliges the agency to do something, or None."""
    act = outcome(view)
    if act is None or not (text(act.payload, "to_perform") or flag(act.payload, "redo")):
        return None
    done = [a for a in acts(view, "perform") if a.seq > act.seq and flag(a.payload, "complete")]
    return None if done else act


def letters_open(view: MatterView) -> tuple[ActView, ...]:
    """Opinions and suggestions received and not answered yet, oldest first."""
    answered = {text(a.payload, "document_number") for a in acts(view, "reply_letter")}
    return tuple(
        a for a in acts(view, "receive_letter") if text(a.payload, "document_number") not in answered
    )


def letter_end(view: MatterView, letter: ActView) -> date | None:
    """The day the letter itself sets; for an opinion of the reconsideration body sixty days at most (R14)."""
    own, received = day(letter.payload, "reply_by"), day(letter.payload, "received_on")
    lawful = None
    if text(letter.payload, "letter_kind") == "opinion" and received:
        lawful = period_end(view, "R14", received)
    return min(own, lawful) if own and lawful else own or lawful
