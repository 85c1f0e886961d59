"""What the penalty gates need to know about a case, read once from its view. Never raises on odd payloads."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from typing import Any

from yifa.institutions.common.reading import (
    act_day,
    acts,
    after,
    amount,
    count,
    day,
    figure,
    flag,
    integer,
    is_person,
    last,
    local_day,
    parties,
    period_end,
    text,
    texts,
)
from yifa.institutions.penalty.surcharge import Payment, Stop, Surcharge, surcharge
from yifa.law.measures import HEARING_KINDS
from yifa.law.view import ActView, MatterView, Proposal

SPOT = ("decide_on_spot", "decide_on_spot_anew")
DECISIONS = ("decide", *SPOT)
UPSET = ("changed", "revoked", "illegal", "invalid")
# Acts whose authors investigated the case: they neither review it nor preside at its hearing.
INVESTIGATING = (
    "check_clue", "show_identity", "record_questioning", "record_inspection", "add_evidence", "sampling",
    "appraise", "preregister", "preregister_urgent", "report",
)  # fmt: skip
# A kind that may take the place of a heavier one without making the penalty heavier; a warning is the lightest.
_IN_PLACE_OF = {
    "suspend_permit": {"revoke_permit"},
    "downgrade": {"revoke_permit"},
    "restrict_activity": {"halt", "close"},
    "halt": {"close"},
}


@dataclass(frozen=True, slots=True)
class Sanction:
    """What a payload imposes: kinds, and amounts in fen."""

    kinds: frozenset[str]
    fine: int
    income: int
    goods: int
    code: str

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Sanction:
        return cls(
            frozenset(texts(values, "kinds")),
            amount(values, "fine_fen"),
            amount(values, "confiscated_income_fen"),
            amount(values, "confiscated_goods_fen"),
            text(values, "violation_code"),
        )

    def heavier_than(self, other: Sanction) -> str:
        """Why this weighs more than `other`, in Chinese; empty when it does not."""
        dropped = other.kinds - self.kinds
        for kind in self.kinds - other.kinds:
            if not dropped or (kind != "warning" and not dropped & _IN_PLACE_OF.get(kind, set())):
                return "增加了处罚种类"
        if self.fine > other.fine:
            return "提高了罚款数额"
        if self.income > other.income or self.goods > other.goods:
            return "提高了没收数额"
        return ""


@lru_cache(maxsize=1)
def periods() -> dict[str, Any]:
    """The institution's own small table: which sectors exclude time, and the unverified hearing amounts."""
    source = resources.files("yifa.institutions.penalty").joinpath("periods.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def excludes_time(view: MatterView) -> bool:
    """Whether a rule of the sector or place takes hearings, appraisals or notices out of the period (P20)."""
    row = figure(view, "P20")
    return row is not None and bool(row.excludes)


def hearing_threshold(view: MatterView) -> tuple[int, bool]:
    """(fen from which a fine or confiscation is 较大数额, whether a rule gives it).

    With several parties the lowest of their amounts decides: being offered a hearing harms nobody.
    """
    person = any(is_person(p) for p in parties(view))
    row = figure(view, "M14" if person else "M15")
    if row is not None and row.number is not None and row.unit == "CNY":
        return row.number * 100, True
    general = periods()["hearing_default"]
    default = general.get(view.agency.sector, general)
    return int(default["person" if person else "unit"]) * 100, False


def hearing_size(view: MatterView, sanction: Sanction) -> str:
    """Why 行政处罚法第六十三条 gives the right to a hearing, in Chinese; empty when it does not."""
    if sanction.kinds & HEARING_KINDS:
        return "拟作出降低资质等级、吊销许可证件、责令停产停业、责令关闭、限制从业等处罚"
    threshold, given = hearing_threshold(view)
    note = "" if given else "（本机关未登记数额，按默认标准判断，未经核实）"
    if sanction.fine >= threshold:
        return f"罚款达到较大数额{threshold // 100}元{note}"
    if sanction.income + sanction.goods >= threshold:
        return f"没收的违法所得和非法财物达到较大数额{threshold // 100}元{note}"
    return ""


def reported(view: MatterView) -> Mapping[str, Any]:
    """Payload of the last report, or an empty one."""
    act = last(view, "report")
    return act.payload if act else {}


def proposed(view: MatterView, proposal: Proposal | None) -> Mapping[str, Any]:
    """The content in question: the proposed act's when it has one, else the last notice's, else the report's."""
    if proposal is not None and proposal.kind in ("report", "notify", *DECISIONS):
        return proposal.payload
    act = last(view, "notify")
    return act.payload if act else reported(view)


def punishes(kind: str, values: Mapping[str, Any]) -> bool:
    """Whether an act of that kind, with these values, proposes or imposes a penalty."""
    if kind == "report":
        return text(values, "outcome") == "penalty"
    return kind in ("notify", *DECISIONS)


def conduct(view: MatterView, values: Mapping[str, Any]) -> tuple[date | None, date | None]:
    """First and last day of the conduct, from the payload or else from the filing."""
    start = day(values, "conduct_on")
    if start is None:
        filed = last(view, "file")
        values = filed.payload if filed else {}
        start = day(values, "conduct_on")
    return start, day(values, "conduct_until") or start


def investigators(view: MatterView) -> frozenset[str]:
    """Ids of those who investigate or investigated the case."""
    return frozenset(view.handlers) | {a.officer_id for act in acts(view, *INVESTIGATING) for a in act.actors}


def hearings(view: MatterView) -> tuple[ActView, ...]:
    """What shows that a hearing took place: the report of one held apart, or the record of one held in the case.

    Until version 2026-12b of the procedure a hearing was held in the case itself.
    """
    return tuple(
        a
        for a in acts(view, "hold_hearing", "hearing_report")
        if a.kind == "hold_hearing" or told_from_apart(a)
    )


def told_from_apart(report: ActView) -> bool:
    """Whether a hearing report came from a hearing that is a matter of its own: only such a one names its course."""
    return bool(text(report.payload, "course"))


def decision_day(view: MatterView, proposal: Proposal) -> date:
    """The day a proposed decision counts as made: that of the act, or the day printed on it when that is earlier."""
    stated = day(proposal.payload, "decided_on")
    at = act_day(view, proposal)
    return min(stated, at) if stated else at


def decision(view: MatterView) -> ActView | None:
    """The penalty decision that stands, ordinary or on the spot."""
    return last(view, *DECISIONS)


def fine_ordered(view: MatterView) -> int:
    """The fine as it stands after later changes, in fen."""
    decided = decision(view)
    if decided is None:
        return 0
    changed = [a for a in acts(view, "change_decision") if integer(a.payload, "changed_fine_fen") is not None]
    return amount(
        (changed[-1] if changed else decided).payload, "changed_fine_fen" if changed else "fine_fen"
    )


def collected_on_spot(view: MatterView) -> int:
    """What a decision on the spot says was collected there and then, in fen."""
    decided = last(view, *SPOT)
    return fine_ordered(view) if decided and flag(decided.payload, "collected_on_spot") else 0


def paid(view: MatterView, field: str = "amount_fen") -> int:
    """Everything paid so far towards the fine (or `surcharge_fen`, `confiscated_fen`), in fen."""
    total = sum(amount(a.payload, field) for a in acts(view, "pay", "pay_part"))
    return total + (collected_on_spot(view) if field == "amount_fen" else 0)


def outstanding(view: MatterView) -> int:
    """What is left of the fine, in fen."""
    return max(fine_ordered(view) - paid(view), 0)


def income_outstanding(view: MatterView) -> int:
    """What is left of the confiscated income, in fen."""
    decided = decision(view)
    ordered = amount(decided.payload, "confiscated_income_fen") if decided else 0
    return max(ordered - paid(view, "confiscated_fen"), 0)


def served_on(view: MatterView) -> date | None:
    """The day the decision reached the party."""
    spot = last(view, *SPOT)
    if spot is not None:
        return day(spot.payload, "decided_on") or local_day(spot.occurred_to)
    act = decision_served(view)
    return (day(act.payload, "served_on") or local_day(act.occurred_to)) if act else None


def redone(view: MatterView) -> ActView | None:
    """The remedy result after which the case was decided anew; None while the first decision is the only one."""
    results = [a for a in acts(view, "remedy_result") if text(a.payload, "standing") not in ("", "untouched")]
    newest = last(view, "decide", "decide_no_penalty")
    earlier = [a for a in results if newest is not None and a.seq < newest.seq]
    return earlier[-1] if earlier else None


def decision_served(view: MatterView) -> ActView | None:
    """How the decision that stands was served; service of one that a remedy upset and another replaced is not it."""
    served = after(view, redone(view), "serve_decision")
    return served[-1] if served else None


def deferral_end(view: MatterView) -> date | None:
    """The last day of a deferral or of the instalments, if one was granted (P36)."""
    act = last(view, "grant_deferral")
    if act is None:
        return None
    start = day(act.payload, "granted_on") or local_day(act.occurred_to)
    days = integer(act.payload, "days")
    return count(view, days, "cd", start) if days else None


def payment_deadline(view: MatterView) -> date | None:
    """The last day to pay: fifteen days from receipt (P28), or the end of a deferral."""
    deferred = deferral_end(view)
    if deferred is not None:
        return deferred
    start = served_on(view)
    return period_end(view, "P28", start, (15, "cd")) if start else None


def remedies(view: MatterView) -> tuple[Stop, ...]:
    """Times of reconsideration and litigation; the last one open while it has not ended."""
    stops: list[Stop] = []
    open_since: date | None = None
    for act in acts(view, "start_reconsideration", "end_reconsideration", "remedy_begun", "remedy_result"):
        if act.kind in ("start_reconsideration", "remedy_begun"):
            since = day(act.payload, "started_on") or day(act.payload, "received_on")
            open_since = open_since or since or local_day(act.occurred_to)
        elif open_since is not None:
            ended = (
                day(act.payload, "ended_on") or day(act.payload, "settled_on") or local_day(act.occurred_to)
            )
            stops.append(Stop(open_since, max(ended, open_since)))
            open_since = None
    if open_since is not None:
        stops.append(Stop(open_since))
    return tuple(stops)


def surcharge_until(view: MatterView, until: date) -> Surcharge:
    """The surcharge due by that day (行政处罚法第七十二条、第七十三条)."""
    deadline = payment_deadline(view)
    if deadline is None:
        return Surcharge(0, 0, 0, False)
    payments = [
        Payment(day(a.payload, "paid_on") or local_day(a.occurred_to), amount(a.payload, "amount_fen"))
        for a in acts(view, "pay", "pay_part")
    ]
    until = min(until, deadline + timedelta(days=3660))
    return surcharge(fine_ordered(view), deadline, until, payments=payments, stops=remedies(view))
