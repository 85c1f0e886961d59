"""The penalty mix: whole cases of the demonstration's pieces, in shares of our own, every act proposed by an officer.

Each case is a story: it yields the next act and is sent the act that it became. Past times are honest (days apart).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bench.city import ENFORCING, City
from yifa.demo.cases import content as words
from yifa.demo.cases import decision, inquiry, opening, performance
from yifa.demo.dice import Dice
from yifa.demo.people import Office
from yifa.demo.story import ORDINARY, SUMMARY, Case, Step, Story
from yifa.demo.violations import GRAVE, SPOT, Violation, of_sector
from yifa.demo.violations import ORDINARY as COMMON
from yifa.law.lawbook import LawBook
from yifa.matters.models import Act
from yifa.matters.request import Ask
from yifa.registers.ids import new_id


def plain(case: Case) -> Story:
    """Filed, investigated, decided, paid, closed, archived."""
    yield from opening.opened(case)
    yield from inquiry.investigated(case)
    yield from decision.decided_usually(case)
    yield from performance.performed(case)


def grave(case: Case) -> Story:
    """With legal review and the heads' discussion, every second time with a hearing."""
    yield from opening.opened(case)
    yield from inquiry.investigated(case)
    yield from decision.decided_gravely(case, heard=case.dice.chance(50))
    yield from performance.performed(case)


def deferred(case: Case) -> Story:
    """Paid in instalments."""
    yield from opening.opened(case)
    yield from inquiry.investigated(case)
    yield from decision.decided_usually(case)
    yield from performance.deferred(case)


def unpaid(case: Case) -> Story:
    """Demanded, and enforced by the court."""
    yield from opening.opened(case)
    yield from inquiry.investigated(case)
    yield from decision.decided_usually(case)
    yield from performance.unpaid(case)


def refused(case: Case) -> Story:
    """A clue that comes to nothing."""
    yield from opening.refused(case)
    case.rest(3)
    yield from performance.archived(case)


def spot(case: Case) -> Story:
    """Decided on the spot, filed with the agency, paid, closed, archived."""
    v = case.violation
    fined = "fine" in v.kinds
    yield case.act("decide_on_spot", **_spot(case, v, fined))
    case.rest(1)
    yield case.act("file_with_agency", filed_on=case.today, materials="当场处罚决定书、现场照片。")
    case.rest(2, 6)
    if fined:
        yield from performance.paid(case)
    yield from performance.closed(case)
    yield from performance.archived(case)


def _spot(case: Case, v: Violation, fined: bool) -> dict[str, Any]:
    found = {
        "cause": case.cause, "parties": opening.parties(case), "party_address": case.subject.address,
        "handlers": [case.id_of(h) for h in case.handlers], "identity_shown": True, "violation_code": v.code,
        "conduct": case.conduct, "conduct_on": case.conduct_on, "place": f"云州市{case.place}",
        "evidence": "现场照片、当事人陈述。", "violated": case.violated, "basis": case.item().cite_basis(),
        "kinds": list(v.kinds), "tier": v.tier, "range_number": v.range_number, "correction": v.order,
        "rights_told": True, "performance": "自收到决定书之日起十五日内缴纳。" if fined else "当场改正。",
        "reconsideration_first": True, "decided_on": case.today, "delivered": True, "signature": "signed",
    }  # fmt: skip
    return found | words.remedy_fields(case) | ({"fine_fen": case.fine} if fined else {})


# Cases of a hundred. `days` is how long ago the story begins.
SHARES: tuple[tuple[int, Any, tuple[Violation, ...], int], ...] = (
    (40, plain, COMMON, 200),
    (10, grave, GRAVE, 260),
    (8, deferred, COMMON, 300),
    (7, unpaid, COMMON, 480),
    (10, refused, COMMON, 90),
    (25, spot, SPOT, 100),
)


@dataclass
class Running:
    """A case on its way, and the step that comes next."""

    case: Case
    story: Story
    step: Step | None

    def done(self, act: Act) -> None:
        """Hand the act to the story and take its next step."""
        case = self.case
        case.matter_id = str(act.matter_id)
        case.acts[act.kind] = act
        try:
            self.step = self.story.send(act)
        except StopIteration:
            self.step = None


def cases(city: City, law: LawBook, today: date, dice: Dice) -> Iterator[Running]:
    """Cases without end, of every kind in its share, in the four agencies; a subject comes again when all were met."""
    number = 0
    bag = [entry for entry in SHARES for _ in range(entry[0])]
    while True:
        for _, story, catalogue, days in dice.shuffled(bag):
            number += 1
            office = city.offices[ENFORCING[number % len(ENFORCING)]]
            choices = of_sector(catalogue, office.plan.sector) or of_sector(COMMON, office.plan.sector)
            case = _case(city, office, law, dice.one(choices), story, dice, today - timedelta(days=days), number)
            told = story(case)
            yield Running(case, told, next(told))


def _case(
    city: City, office: Office, law: LawBook, violation: Violation, story: Any, dice: Dice, started: date, n: int
) -> Case:
    group = dice.one([g for g in violation.groups if city.subjects.get(g)])
    subjects = city.subjects[group]
    subject = subjects.pop(0)
    subjects.append(subject)
    first = dice.between(0, 3)
    return Case(
        label=f"bench-{n}", office=office, subject=subject, violation=violation, law=law,
        dice=Dice("bench", n, dice.between(0, 10**9)), started=started - timedelta(days=dice.between(0, 40)),
        procedure=SUMMARY if story is spot else ORDINARY,
        handlers=(f"handler{1 + first}", f"handler{2 + first}"),
        unit_head="unit_head1" if first < 2 else "unit_head2",
    )  # fmt: skip


def ask_for(city: City, running: Running, now: datetime) -> Ask:
    """The ask of a case's next step, in the name of the officer of its post."""
    case, step = running.case, running.step
    assert step is not None
    at = min(step.at, now - timedelta(seconds=1))
    return Ask(
        actor=city.actor(case.office, step.by),
        kind=step.kind,
        payload=step.payload,
        matter_id=case.matter_id,
        procedure=case.procedure,
        agency_id=str(case.office.agency.pk),
        draft_id=str(new_id()),
        occurred_from=min(step.begin, at),
        occurred_to=at,
        co_handlers=tuple(case.id_of(c) for c in step.co),
        corrects=step.corrects,
    )
