"""Which cases the city has had: how many of each kind, where, and how long ago they began."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from yifa.demo.cases.routes import ROUTES
from yifa.demo.dice import Dice
from yifa.demo.people import Office
from yifa.demo.story import ORDINARY, SUMMARY, Case, Story
from yifa.demo.subjects import Town
from yifa.demo.violations import GRAVE, SPOT, Violation, of_sector, repeated
from yifa.demo.violations import ORDINARY as USUAL
from yifa.law.lawbook import LawBook

ALL = ("urban", "market", "eco", "transport")
_DESK = ("handler1", "handler2")
_PAIRS = (
    ("handler1", "handler2"),
    ("handler2", "handler3"),
    ("handler1", "handler3"),
    ("handler4", "handler5"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """`count` cases of a route, spread evenly over `days` (from, to; days ago), dealt to the agencies in turn.

    `stop` is the act after which they rest: work that is waiting for somebody. `again`: the same party does it a
    second time five months later, so that each counts twice. `code` names the violation when it matters which.
    """

    route: str
    count: int
    days: tuple[int, int]
    agencies: tuple[str, ...] = ALL
    stop: str = ""
    grave: bool = False
    pair: tuple[str, str] | None = None
    again: bool = False
    code: str = ""


# About 230 ordinary and 70 summary cases over eighteen months.
CITY: tuple[Row, ...] = (
    Row("usual", 104, (535, 105)),
    Row("usual", 44, (104, 4)),
    Row("on_the_spot", 60, (530, 1)),
    Row("collected_at_once", 5, (500, 8), ("transport",), code="YZ-JT-001"),
    Row("collected_at_once", 5, (480, 20), ("eco",), code="YZ-HJ-009"),
    Row("heard", 5, (420, 130), ("urban", "market", "eco"), grave=True),
    Row("heard", 3, (62, 40), ("urban", "market", "eco"), grave=True),
    Row("dissented", 3, (400, 150), ("urban", "market", "eco"), grave=True),
    Row("by_instalments", 3, (380, 160), ("urban", "eco", "transport")),
    Row("by_instalments", 2, (95, 80), ("urban", "eco")),
    Row("to_the_court", 3, (520, 330), ("urban", "transport", "eco")),
    Row("to_the_court", 2, (285, 265), ("urban", "market")),
    Row("refused", 6, (500, 12)),
    Row("spared", 7, (450, 60)),
    Row("not_established", 2, (300, 120), ("urban", "eco")),
    Row("elsewhere", 4, (430, 20)),
    Row("criminal", 2, (350, 100), ("market", "eco")),
    Row("criminal_and_back", 1, (260, 260), ("eco",)),
    Row("criminal_and_back", 1, (40, 40), ("eco",)),
    Row("suspended", 2, (320, 200), ("urban", "market")),
    Row("suspended", 2, (50, 45), ("urban", "transport")),
    Row("terminated", 2, (310, 180), ("market", "transport")),
    Row("revoked", 2, (280, 150), ("urban", "market")),
    Row("reconsidered", 2, (290, 210), ("urban", "eco")),
    Row("preserved", 2, (240, 160), ("market", "eco")),
    Row("goods_seized", 2, (135, 95), ("market",), code="YZ-SJ-003"),
    Row("extended", 2, (270, 190), ("transport", "market")),
    Row("recused", 1, (220, 220), ("urban",), pair=_DESK),
    Row("supplemented", 2, (230, 170), ("urban", "market")),
    Row("unreachable", 2, (200, 120), ("transport", "urban")),
    Row("corrected", 2, (180, 140), ("urban", "transport")),
    Row("withheld", 2, (170, 130), ("eco", "market")),
    Row("usual", 2, (370, 330), ("urban", "transport"), again=True),
    Row("expired_certificate", 1, (48, 48), ("urban",)),
    Row("unreviewed", 1, (90, 90), ("market",)),
    Row("hasty", 1, (68, 68), ("eco",)),
    Row("unsigned", 1, (84, 84), ("transport",)),
    Row("heavier", 1, (64, 64), ("urban",), code="YZ-CG-006"),
    # Work that waits, mostly on the desk of the first agency's first two handlers.
    Row("usual", 2, (6, 4), ("urban",), stop="register_clue", pair=_DESK),
    Row("usual", 2, (9, 7), ("urban",), stop="check_clue", pair=_DESK),
    Row("usual", 1, (84, 84), ("urban",), stop="add_evidence", pair=_DESK),
    Row("usual", 2, (88, 76), ("urban", "transport"), stop="record_questioning"),
    Row("usual", 1, (99, 99), ("eco",), stop="report"),
    Row("usual", 3, (45, 32), ("urban",), stop="check_correction", pair=_DESK),
    Row("usual", 3, (50, 40), ("urban",), stop="report", pair=_DESK),
    Row("usual", 3, (45, 32), ("market", "eco", "transport"), stop="report"),
    Row("usual", 1, (42, 42), ("urban",), stop="serve_notice", pair=_DESK),
    Row("heard", 1, (42, 42), ("urban",), stop="request_hearing", grave=True),
    Row("usual", 3, (48, 42), ("urban", "market", "eco"), stop="decide", pair=_DESK),
    Row("usual", 3, (75, 66), ("urban", "market", "transport"), stop="serve_decision"),
    # Disputed and contested penalties.
    Row("court_asked", 1, (400, 400), ("eco",)),
    Row("court_asked_waiting", 1, (270, 270), ("urban",)),
    Row("dispute_agreed", 1, (250, 250), ("urban",)),
    Row("dispute_designated", 1, (180, 180), ("eco",)),
    Row("dispute_reported", 1, (25, 25), ("urban",)),
    Row("dispute_raised", 1, (12, 12), ("market",)),
    Row("maintained", 2, (265, 230), ("urban", "transport")),
    Row("upset", 1, (215, 215), ("urban",)),
    Row("answering", 2, (70, 67), ("urban", "market")),
    Row("awaiting_reconsideration", 1, (70, 70), ("eco",)),
    Row("sued", 1, (290, 290), ("urban",)),
    Row("before_trial", 1, (85, 85), ("urban",)),
)

# A case of every kind and of every violation, for tests.
SMALL: tuple[Row, ...] = (
    *(Row("usual", 1, (150, 150), (v.sector,), code=v.code) for v in USUAL),
    *(Row("on_the_spot", 1, (60, 60), (v.sector,), code=v.code) for v in SPOT),
    Row("usual", 3, (40, 5), ("urban",)),
    *(replace(r, count=1, days=(r.days[0], r.days[0]), agencies=r.agencies[:1])
      for r in CITY if r.route not in ("usual", "on_the_spot") or r.stop or r.again),
)  # fmt: skip


def stories(
    rows: tuple[Row, ...], offices: dict[str, Office], town: Town, law: LawBook, today: date
) -> Iterator[tuple[Case, Story]]:
    """Every case of the plan with its story, not yet begun."""
    turn = 0
    for number, row in enumerate(rows):
        for n in range(row.count):
            turn += 1
            key = row.agencies[n % len(row.agencies)]
            label = f"{row.route}-{number}-{n}"
            case = _case(row, label, offices[key], town, law, _start(row, n, today), turn)
            yield case, ROUTES[row.route](case)
            if row.again:
                second = _second_time(case)
                yield second, ROUTES[row.route](second)


def _start(row: Row, n: int, today: date) -> date:
    first, last = row.days
    share = (first - last) * n // max(row.count - 1, 1)
    return today - timedelta(days=first - share)


def _case(row: Row, label: str, office: Office, town: Town, law: LawBook, started: date, turn: int) -> Case:
    dice = Dice("case", label)
    summary = row.route in ("on_the_spot", "collected_at_once")
    catalogue = SPOT if summary else GRAVE if row.grave else USUAL
    known = [v for v in of_sector(catalogue, office.plan.sector) if v.code == (row.code or v.code)]
    violation: Violation = dice.one([v for v in known if v.again] if row.again else known)
    pair = row.pair or _PAIRS[turn % len(_PAIRS)]
    return Case(
        label=label,
        office=office,
        subject=town.next(dice.one(violation.groups)),
        violation=violation,
        law=law,
        dice=dice,
        started=started,
        stop=row.stop,
        procedure=SUMMARY if summary else ORDINARY,
        handlers=pair,
        unit_head="unit_head2" if pair[0] == "handler4" else "unit_head1",
        head=dice.one(("agency_head1", "agency_head2", "agency_head3")),
    )


def _second_time(first: Case) -> Case:
    """The same party, the same violation, five months later: the next tier of the benchmark."""
    return Case(
        label=f"{first.label}-again",
        office=first.office,
        subject=first.subject,
        violation=repeated(first.violation),
        law=first.law,
        dice=Dice("case", first.label, "again"),
        started=first.started + timedelta(days=150),
        handlers=first.handlers,
        unit_head=first.unit_head,
        head=first.head,
        repeats=1,
    )
