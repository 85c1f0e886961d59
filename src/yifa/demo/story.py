"""One matter being told: who works on it, for or against whom, and the moment the story has reached.

A story is a generator of steps. The teller records each step and sends back the act that it became.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

from yifa.demo.days import office_hour, working_day
from yifa.demo.dice import Dice
from yifa.demo.people import Office
from yifa.demo.places import street
from yifa.demo.violations import Violation
from yifa.law.benchmarks import BenchmarkItem
from yifa.law.clocks import SHANGHAI
from yifa.law.lawbook import LawBook
from yifa.matters.models import Act
from yifa.registers.models import Subject

ORDINARY, SUMMARY = "penalty.ordinary", "penalty.summary"


@dataclass(frozen=True, slots=True)
class Step:
    """An act as the story has it. `by` is the post of its author; `expect` names gates that may refuse it.

    `affair` is the matter it is done in: the story's own, or one that serves it.
    """

    affair: Affair
    kind: str
    payload: Mapping[str, Any]
    at: datetime
    begin: datetime
    by: str
    co: tuple[str, ...]
    corrects: str | None = None
    expect: frozenset[str] = frozenset()
    stop: bool = False
    apart: str = ""


Story = Generator[Step, Act, None]


@dataclass(kw_only=True)
class Affair:
    """One matter being told. `stop` is the kind of act after which the story rests, "" to go on to its end.

    `others` are more parties than the first. `apart` has the newest matter of each procedure that serves this one
    (hearing, review, meeting), once the machine opened it; its steps rest at `stop` as "<procedure>/<act>".
    """

    label: str
    office: Office
    subject: Subject
    law: LawBook
    dice: Dice
    started: date
    procedure: str
    stop: str = ""
    pace: int = 1
    unit_head: str = "unit_head1"
    head: str = "agency_head2"
    handlers: tuple[str, str] = ("handler1", "handler2")
    others: tuple[Subject, ...] = ()
    matter_id: str | None = None
    t: datetime = field(init=False)
    acts: dict[str, Act] = field(default_factory=dict)
    apart: dict[str, Affair] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.t = office_hour(self.dice, working_day(self.started, 0))
        self.place = f"{self.subject.address[3:6]}{street(self.dice)}"

    @property
    def today(self) -> date:
        """The day the story has reached, in Shanghai."""
        return self.t.astimezone(SHANGHAI).date()

    def rest(self, low: int, high: int | None = None) -> None:
        """Let working days go by, then it is some office hour."""
        self.t = max(self.t, office_hour(self.dice, working_day(self.today, self._days(low, high))))

    def pause(self, low: int, high: int | None = None) -> None:
        """Let calendar days go by, then it is an office hour of the next working day."""
        day = self.today + timedelta(days=self._days(low, high))
        self.t = max(self.t, office_hour(self.dice, working_day(day, 0)))

    def _days(self, low: int, high: int | None) -> int:
        return (self.dice.between(low, high) if high else low) * self.pace

    def later(self, minutes: int) -> None:
        self.t += timedelta(minutes=minutes)

    def name_of(self, post: str) -> str:
        return self.office.people[post].name

    def id_of(self, post: str) -> str:
        return self.office.id_of(post)

    def act(
        self,
        kind: str,
        *,
        apart: str = "",
        by: str = "",
        minutes: int = 0,
        corrects: Act | None = None,
        expect: tuple[str, ...] = (),
        co: tuple[str, ...] | None = None,
        **payload: Any,
    ) -> Step:
        """The step at the present moment, done by the case's two handlers unless `by` names another post.

        With `apart` it is done in the matter of that procedure which serves this one.
        """
        author = by or self.handlers[0]
        return Step(
            self.apart[apart] if apart else self,
            kind,
            plain(payload),
            at=self.t,
            begin=self.t - timedelta(minutes=minutes),
            by=author,
            co=co if co is not None else () if by else (self.handlers[1],),
            corrects=str(corrects.pk) if corrects else None,
            expect=frozenset(expect),
            stop=(f"{apart}/{kind}" if apart else kind) == self.stop,
        )

    def opened(self, procedure: str, matter_id: str) -> None:
        """The machine opened a matter that serves this one."""
        self.apart[procedure] = Affair(
            label=f"{self.label}-{procedure}", office=self.office, subject=self.subject, law=self.law,
            dice=Dice(procedure, self.label), started=self.today, procedure=procedure, matter_id=matter_id,
            unit_head=self.unit_head, head=self.head, handlers=self.handlers,
        )  # fmt: skip


@dataclass(kw_only=True)
class Case(Affair):
    """A penalty case: everything its story needs about the violation and the fine."""

    violation: Violation
    procedure: str = ORDINARY
    electronic: bool = False
    repeats: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        on_the_spot = self.procedure == SUMMARY
        self.conduct_on = (
            self.today if on_the_spot else self.started - timedelta(days=self.dice.between(0, 3))
        )
        v = self.violation
        self.fine = self._fine(v)
        self.conduct = f"{self.conduct_day}，当事人{v.fact.format(place=self.place)}。"
        self.cause = f"涉嫌{v.cause}案"

    def _fine(self, violation: Violation) -> int:
        """The fine in fen. A person's stays below what opens the right to a hearing."""
        step = 100 if violation.high <= 10_000 else 1000
        top = min(violation.high, 9_000) if self.party == "person" else violation.high
        return self.dice.between(-(-violation.low // step), max(top, violation.low) // step) * step * 100

    @property
    def conduct_day(self) -> str:
        return written(self.conduct_on)

    def item(self, decided: date | None = None) -> BenchmarkItem:
        """The benchmark's item that governs this conduct, the lighter of old and new."""
        agency = self.office.agency
        chosen = self.law.benchmarks.choose(
            self.violation.code, conduct_on=self.conduct_on, decided_on=decided or self.today,
            regions=(agency.region_id, "990000"), sector=agency.sector, party=self.party,
        ).item  # fmt: skip
        if chosen is None:
            raise LookupError(f"no benchmark for {self.violation.code} on {self.conduct_on}")
        return chosen

    @property
    def party(self) -> Any:
        return "unit" if self.subject.kind == Subject.Kind.LEGAL else "person"

    @property
    def violated(self) -> str:
        """The provision that was broken: its article, or in words where a newer law governs."""
        law = self.item().law
        duty = self.violation.duty
        return duty if duty.startswith(law) else f"{law}关于{self.violation.topic}的规定"


def plain(value: Any) -> Any:
    """The value as JSON keeps it: days and moments as ISO text, ids as text."""
    if isinstance(value, Mapping):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, UUID) else value


def written(day: date) -> str:
    """2026年3月4日."""
    return f"{day.year}年{day.month}月{day.day}日"
