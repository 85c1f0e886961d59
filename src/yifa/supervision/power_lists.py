"""What the list of powers leaves to be done: adjustments after an amendment, evaluations, rules that are missing.

Each duty has the figure or the article that asks for it, and a day. Only what one agency keeps is looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Prefetch, Q

from yifa.law.calendar import WorkCalendar
from yifa.law.citations import citations, short
from yifa.law.clocks import SHANGHAI, due_for
from yifa.law.figures import Figure, UnknownFigure
from yifa.law.lawbook import LawBook
from yifa.registers import lawbook
from yifa.registers.dates import in_force, region_chain
from yifa.registers.models import (
    Agency,
    Mandate,
    MandateEvaluation,
    Power,
    PowerState,
    Problem,
    Statute,
    SupportingRule,
)

ADJUST = "F17"
EVALUATE = "行政处罚法第二十四条第一款"
LOOKS_BACK = timedelta(days=730)  # amendments older than this are no longer looked at


@dataclass(frozen=True, slots=True)
class Adjustment:
    """An item that rests on an amended statute and has not been looked at since. `due` is the last day.

    `borrowed`: the place has no such figure of its own; the day is by that of another place.
    """

    power: Power
    statute: Statute
    due: date
    citation: str
    steps: tuple[str, ...]
    borrowed: bool = False

    def overdue(self, on: date) -> bool:
        """Whether the day is over."""
        return on > self.due


def adjustments(agency: Agency, on: date) -> list[Adjustment]:
    """Items of the agency whose legal basis was amended and that were not adjusted or confirmed since.

    A state of the item that names the statute, or any state from the day it came into force on, settles it.
    Two statements for all items, one for the amendments.
    """
    law = lawbook.current()
    figure, borrowed = _adjusting(law, agency, on)
    amended = _amended(on)
    if figure is None or not amended:
        return []
    items = (
        in_force(Power, on)
        .filter(agency=agency)
        .exclude(basis="")
        .prefetch_related(Prefetch("states", PowerState.objects.order_by("since")))
    )
    found = []
    for power in items:
        if power.state_on(on) in ("cancelled", "taken_back"):
            continue
        cited = {c.short_title for c in citations(power.basis, amended)}
        for title in sorted(cited & set(amended)):
            statute = amended[title]
            if not _settled(power, statute):
                found.append(_adjustment(power, statute, figure, law.calendar, borrowed))
    return sorted(found, key=lambda a: (a.due, a.power.code))


def _adjusting(law: LawBook, agency: Agency, on: date) -> tuple[Figure | None, bool]:
    """The figure that says within what time, and whether it is another place's."""
    book = law.figures
    try:
        resolved = book.resolve(ADJUST, on, regions=region_chain(agency.region_id), sector=agency.sector)
        return resolved.figure, False
    except UnknownFigure:
        rows = book.versions(ADJUST)
        return (rows[0], True) if rows else (None, False)


def _amended(on: date) -> dict[str, Statute]:
    """Short title → the version that came into force lately and has one before it. One statement."""
    recent = Statute.objects.filter(effective_from__lte=on, effective_from__gt=on - LOOKS_BACK)
    return {short(s.title): s for s in recent.order_by("effective_from") if _is_change(s)}


def _is_change(statute: Statute) -> bool:
    return len(statute.amendments) > 1


def _settled(power: Power, statute: Statute) -> bool:
    assert statute.effective_from is not None
    return power.valid_from >= statute.effective_from or any(
        s.statute_id == statute.pk or s.since >= statute.effective_from for s in power.states.all()
    )


def _adjustment(
    power: Power, statute: Statute, figure: Figure, calendar: WorkCalendar, borrowed: bool
) -> Adjustment:
    assert statute.effective_from is not None
    start = datetime.combine(statute.effective_from, time(0), SHANGHAI)
    counted = due_for(figure, start, calendar=calendar)
    last = counted.due.astimezone(SHANGHAI).date()
    return Adjustment(power, statute, last, figure.citation, counted.steps, borrowed)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A mandate whose regular evaluation is due. `last` is the day of the newest one, None when there is none."""

    mandate: Mandate
    last: date | None
    due: date
    outcome: str = ""

    def overdue(self, on: date) -> bool:
        """Whether a year passed without one."""
        return on > self.due


def evaluations(agency: Agency, on: date) -> list[Evaluation]:
    """Grants to this agency, with the day by which each is evaluated again: a year after the last time.

    行政处罚法 24(1) asks for regular evaluation; that it is yearly is the practice set for the ledger.
    Two statements.
    """
    rows = (
        in_force(Mandate, on)
        .filter(Q(agency=agency) | Q(grantor=agency), kind__in=["granted", "entrusted"])
        .select_related("agency")
        .prefetch_related(Prefetch("evaluations", MandateEvaluation.objects.order_by("on")))
    )
    found = [_evaluation(mandate) for mandate in rows]
    return sorted(found, key=lambda e: (e.due, str(e.mandate.pk)))


def _evaluation(mandate: Mandate) -> Evaluation:
    done = list(mandate.evaluations.all())
    newest = done[-1] if done else None
    days = [d for d in (mandate.evaluated_on, newest.on if newest else None) if d]
    last = max(days, default=None)
    outcome = newest.get_outcome_display() if newest else ""
    return Evaluation(mandate, last, _a_year_after(last or mandate.valid_from), outcome)


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return date(day.year + 1, 2, 28)


@dataclass(frozen=True, slots=True)
class Gaps:
    """Kinds of supporting rules: those an agency has, and those it lacks."""

    have: tuple[tuple[str, tuple[SupportingRule, ...]], ...]
    lacks: tuple[str, ...]


def gaps(agency: Agency, on: date) -> Gaps:
    """The agency's own rules by topic, and the topics without one. One statement.

    国办发〔2018〕118号 asks for the first three; the other topics are the usual stock of an enforcing agency.
    """
    rows = list(in_force(SupportingRule, on).filter(agency=agency).order_by("topic", "title"))
    topics = [t for t in SupportingRule.Topic if t != SupportingRule.Topic.OTHER]
    by_topic = {t: tuple(r for r in rows if r.topic == t) for t in SupportingRule.Topic}
    have = tuple((str(t.label), by_topic[t]) for t in SupportingRule.Topic if by_topic[t])
    return Gaps(have, tuple(str(t.label) for t in topics if not by_topic[t]))


@dataclass(frozen=True, slots=True)
class UnitGaps:
    """An agency in the list of gaps: topics without a rule, rules in force that were not published or filed."""

    agency: Agency
    lacks: tuple[str, ...]
    unpublished: tuple[str, ...]
    unfiled: tuple[str, ...]


def gaps_by_unit(agencies: Sequence[Agency], on: date) -> list[UnitGaps]:
    """按单位核查缺项: for every agency, those that lack most first. One statement, however many agencies."""
    rows: dict[Any, list[SupportingRule]] = {a.pk: [] for a in agencies}
    for rule in (
        in_force(SupportingRule, on).filter(agency__in=agencies).order_by("topic", "title").defer("text")
    ):
        rows[rule.agency_id].append(rule)
    topics = [t for t in SupportingRule.Topic if t != SupportingRule.Topic.OTHER]
    found = [
        UnitGaps(
            agency,
            tuple(str(t.label) for t in topics if not any(r.topic == t for r in rows[agency.pk])),
            tuple(r.title for r in rows[agency.pk] if r.published_on is None or r.published_on > on),
            tuple(r.title for r in rows[agency.pk] if r.filed_on is None or r.filed_on > on),
        )
        for agency in agencies
    ]
    return sorted(found, key=lambda g: (-len(g.lacks), g.agency.name))


def problems(agency: Agency, on: date) -> list[Problem]:
    """Problems not struck off, the oldest due first. One statement."""
    rows: Any = in_force(Problem, on).filter(agency=agency, struck_off_on=None).select_related("unit")
    return list(rows.order_by("due", "problem"))


@dataclass(frozen=True, slots=True)
class Duties:
    """Everything of one agency's lists that waits on a day."""

    adjustments: Sequence[Adjustment]
    evaluations: Sequence[Evaluation]
    gaps: Gaps
    problems: Sequence[Problem]


def duties(agency: Agency, on: date) -> Duties:
    """The four of them; the number of statements does not grow with what is registered."""
    return Duties(adjustments(agency, on), evaluations(agency, on), gaps(agency, on), problems(agency, on))
