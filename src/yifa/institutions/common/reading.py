"""Safe reading of views and payloads for gates: whatever a payload holds, these never raise.

Payload values are JSON values that were committed, perhaps long ago or by another system; a gate that met a
text where it expects a number must still answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from yifa.law.clocks import SHANGHAI, due
from yifa.law.figures import Figure
from yifa.law.view import ActView, MatterView, PartyView, Proposal

CORRECTION = "correct"


def text(values: Mapping[str, Any], key: str) -> str:
    """The stripped text under `key`, or empty."""
    value = values.get(key)
    return value.strip() if isinstance(value, str) else ""


def integer(values: Mapping[str, Any], key: str) -> int | None:
    """The whole number under `key`; None for anything else, also for booleans."""
    value = values.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def amount(values: Mapping[str, Any], key: str) -> int:
    """An amount in fen, 0 when there is none or it is negative."""
    return max(integer(values, key) or 0, 0)


def flag(values: Mapping[str, Any], key: str) -> bool:
    """True only for a true boolean."""
    return values.get(key) is True


def day(values: Mapping[str, Any], key: str) -> date | None:
    """The day under `key` (ISO text, perhaps with a time), or None."""
    value = values.get(key)
    if isinstance(value, datetime):
        return local_day(value)
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    try:
        if len(value) > 10:
            found = datetime.fromisoformat(value)
            return local_day(found) if found.tzinfo else found.date()
        return date.fromisoformat(value)
    except ValueError:
        return None


def moment(values: Mapping[str, Any], key: str) -> datetime | None:
    """The aware moment under `key`, or None."""
    value = values.get(key)
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, datetime) and value.tzinfo is not None else None


def texts(values: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """The texts of a list under `key`; other members are left out."""
    value = values.get(key)
    return tuple(v for v in value if isinstance(v, str)) if isinstance(value, list | tuple) else ()


def rows(values: Mapping[str, Any], key: str) -> tuple[Mapping[str, Any], ...]:
    """The rows of a repeated group under `key`; members that are no rows are left out."""
    value = values.get(key)
    return tuple(v for v in value if isinstance(v, Mapping)) if isinstance(value, list | tuple) else ()


def local_day(at: datetime) -> date:
    """The day in Shanghai."""
    try:
        return at.astimezone(SHANGHAI).date()
    except (OverflowError, ValueError):
        return at.date()


def act_day(view: MatterView, proposal: Proposal | None) -> date:
    """The day on which the proposed act happens; for a matter at rest, the day looked at."""
    return local_day(proposal.occurred_to if proposal else view.as_at)


def payload(proposal: Proposal | None) -> Mapping[str, Any]:
    """The proposal's payload, or an empty one."""
    return proposal.payload if proposal is not None and isinstance(proposal.payload, Mapping) else {}


def acts(view: MatterView, *kinds: str) -> tuple[ActView, ...]:
    """Acts of these kinds that stand, oldest first, with what later acts corrected already put right.

    An act corrected by a `correct` act stands with its new values, unless it was declared void; an act
    replaced by one of its own kind is left out, since the newer one is there itself.
    """
    found: list[ActView] = []
    for act in view.acts:
        if act.kind not in kinds:
            continue
        standing = act if act.corrected_by is None else _mended(act, view)
        if standing is not None:
            found.append(standing)
    return tuple(found)


def _mended(act: ActView, view: MatterView) -> ActView | None:
    """A corrected act with its corrections, or None when it was replaced or declared void."""
    by = next((a for a in view.acts if a.id == act.corrected_by), None)
    if by is None or by.kind != CORRECTION or flag(by.payload, "void"):
        return None
    values = dict(act.payload)
    for row in rows(by.payload, "corrections"):
        name = text(row, "field")
        if name in values:
            values[name] = _like(values[name], text(row, "new"))
    return replace(act, payload=values)


def _like(old: Any, new: str) -> Any:
    """The corrected text as a value of the old one's kind; the old one where that makes no sense."""
    if isinstance(old, bool):
        return {"true": True, "false": False, "是": True, "否": False}.get(new.lower(), old)
    if isinstance(old, int):
        return int(new) if new.lstrip("-").isdecimal() and len(new) < 18 else old
    return new if isinstance(old, str) or old is None else old


def last(view: MatterView, *kinds: str) -> ActView | None:
    """The newest standing act of these kinds, corrections applied, or None."""
    found = acts(view, *kinds)
    return found[-1] if found else None


def plain(value: str) -> str:
    """Text without blanks and punctuation, so that only a change of words counts."""
    return re.sub(r"[\W_]+", "", value)


def after(view: MatterView, act: ActView | None, *kinds: str) -> tuple[ActView, ...]:
    """Standing acts of these kinds recorded later than `act` (all of them when `act` is None)."""
    return tuple(a for a in acts(view, *kinds) if act is None or a.seq > act.seq)


def parties(view: MatterView) -> tuple[PartyView, ...]:
    """Those the case is against."""
    return tuple(p for p in view.parties if p.role == "party")


def is_person(party: PartyView | None) -> bool:
    """Natural persons and individual businesses are persons in the law of penalties (个体工商户视为公民)."""
    return party is not None and party.kind in ("natural", "individual_business")


def figure(view: MatterView, figure_id: str, on: date | None = None) -> Figure | None:
    """The figure that applies to the matter's agency on that day, or None where the law gives none."""
    found = view.law.figures.find(
        figure_id, on or local_day(view.as_at), regions=view.agency.regions, sector=view.agency.sector
    )
    return found.figure if found else None


def period_end(
    view: MatterView, figure_id: str, start: date, default: tuple[int, str] | None = None
) -> date | None:
    """The last day of a figure's period that began on `start`, or of `default` (amount, unit), else None."""
    row = figure(view, figure_id, start)
    if row is not None and row.is_period and row.number:
        return count(view, row.number, row.unit, start)
    return count(view, *default, start) if default else None


def count(view: MatterView, number: int, unit: str, start: date) -> date | None:
    """The last day of `number` units that began on `start` (which is not counted), or None if absurd."""
    try:
        begin = datetime.combine(start, time(0), tzinfo=SHANGHAI)
        return local_day(due(number, unit, begin, calendar=view.law.calendar).due)
    except (ValueError, OverflowError):
        return None


def yuan(fen: int) -> str:
    """1234500 → 12345元, 150 → 1.50元."""
    whole, rest = divmod(abs(fen), 100)
    sign = "-" if fen < 0 else ""
    return f"{sign}{whole}元" if rest == 0 else f"{sign}{whole}.{rest:02d}元"


def names(view: MatterView, ids: Sequence[str]) -> str:
    """Names of officers for a message; unknown ids are called 未登记人员."""
    people = [view.officers[i].name if i in view.officers else "未登记人员" for i in ids]
    return "、".join(dict.fromkeys(people))
