"""The penalty mix: the routes of the demonstration city in their shares there, every act proposed by an officer.

Left out are the routes that break a rule on purpose. Each case is a story: it yields the next act and is sent the act
that it became. Times are honest, days apart, and lie in the past.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bench.city import City
from yifa.demo.cases import faulty, spot
from yifa.demo.cases.routes import ROUTES
from yifa.demo.dice import Dice
from yifa.demo.plan import CITY, Row
from yifa.demo.story import ORDINARY, SUMMARY, Case, Step, Story
from yifa.demo.telling import machine
from yifa.demo.violations import GRAVE, SPOT, of_sector
from yifa.demo.violations import ORDINARY as COMMON
from yifa.law.lawbook import LawBook
from yifa.matters import discovery
from yifa.matters.models import Act
from yifa.matters.request import Ask
from yifa.registers.ids import new_id
from yifa.registers.scope import WORKER, scope

LONG_AGO = 200


def bag() -> list[Row]:
    """The plan's rows, each as often as it has cases. Where a row lets cases rest, ours go on to their end."""
    rows = [row for row in CITY if ROUTES[row.route].__module__ != faulty.__name__]
    return [row for row in rows for _ in range(row.count)]


def _days_ago(route: str) -> int:
    return max(LONG_AGO, *(row.days[0] for row in CITY if row.route == route))


@dataclass
class Running:
    """A case on its way, and the step that comes next."""

    case: Case
    story: Story
    step: Step | None

    def done(self, act: Act) -> int:
        """Hand the act to the story and take its next step; returns how many acts the machine recorded after it.

        Matters that serve the case are opened, and tell it what came of them, at once: the queue is measured by itself.
        """
        step = self.step
        assert step is not None
        step.affair.matter_id = str(act.matter_id)
        step.affair.acts[act.kind] = act
        with scope(WORKER):
            made = machine(step.affair, act, discovery.procedure(step.affair.procedure).acts[act.kind])
            # Stories look up numbers of papers and cases, as officials do.
            try:
                self.step = self.story.send(act)
            except StopIteration:
                self.step = None
        return made


def cases(city: City, law: LawBook, today: date, dice: Dice) -> Iterator[Running]:
    """Cases without end in the four agencies; a subject comes again when all of its trade were met."""
    number = 0
    rows = bag()
    while True:
        for row in dice.shuffled(rows):
            number += 1
            case = _case(city, row, law, dice, today, number)
            told = ROUTES[row.route](case)
            yield Running(case, told, next(told))


def _case(city: City, row: Row, law: LawBook, dice: Dice, today: date, n: int) -> Case:
    summary = ROUTES[row.route].__module__ == spot.__name__
    catalogue = SPOT if summary else GRAVE if row.grave else COMMON
    office = city.offices[row.agencies[n % len(row.agencies)]]
    known = of_sector(catalogue, office.plan.sector)
    violation = dice.one([v for v in known if v.code == (row.code or v.code)] or known)
    subjects = city.subjects[dice.one([g for g in violation.groups if city.subjects.get(g)])]
    subject = subjects.pop(0)
    subjects.append(subject)
    first = dice.between(1, 4)
    return Case(
        label=f"bench-{n}", office=office, subject=subject, violation=violation, law=law,
        dice=Dice("bench", n, dice.between(0, 10**9)),
        started=today - timedelta(days=_days_ago(row.route) + dice.between(0, 40)),
        procedure=SUMMARY if summary else ORDINARY,
        handlers=(f"handler{first}", f"handler{first + 1}"),
        unit_head="unit_head2" if first == 4 else "unit_head1",
    )  # fmt: skip


def ask_for(city: City, running: Running, now: datetime) -> Ask:
    """The ask of a case's next step, in the name of the officer of its post."""
    step = running.step
    assert step is not None
    case = step.affair
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
