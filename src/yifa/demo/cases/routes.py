"""Whole ways through the procedures, made of the pieces. The plan of the city names them."""

from __future__ import annotations

from collections.abc import Callable

from yifa.demo.cases import coercion, court, faulty, jurisdiction, later, remedies, special
from yifa.demo.cases.decision import decided_gravely, decided_usually
from yifa.demo.cases.inquiry import investigated
from yifa.demo.cases.opening import opened, refused
from yifa.demo.cases.performance import deferred, performed, unpaid
from yifa.demo.cases.spot import collected_at_once, on_the_spot
from yifa.demo.story import Case, Story


def usual(case: Case) -> Story:
    """From clue to archive without anything remarkable."""
    yield from opened(case)
    yield from investigated(case)
    yield from decided_usually(case)
    yield from performed(case)


def by_instalments(case: Case) -> Story:
    yield from opened(case)
    yield from investigated(case)
    yield from decided_usually(case)
    yield from deferred(case)


def to_the_court(case: Case) -> Story:
    yield from opened(case)
    yield from investigated(case)
    yield from decided_usually(case)
    yield from unpaid(case)


def heard(case: Case) -> Story:
    """A grave case with a hearing."""
    yield from opened(case)
    yield from investigated(case, complex_or_grave=True)
    yield from decided_gravely(case, heard=True)
    yield from performed(case)


def dissented(case: Case) -> Story:
    """A grave case without a hearing, where one of the heads saw it otherwise."""
    yield from opened(case)
    yield from investigated(case, complex_or_grave=True)
    yield from decided_gravely(case, heard=False, dissent=True)
    yield from performed(case)


ROUTES: dict[str, Callable[[Case], Story]] = {
    "usual": usual,
    "by_instalments": by_instalments,
    "to_the_court": to_the_court,
    "heard": heard,
    "dissented": dissented,
    "refused": refused,
    "spared": special.spared,
    "not_established": lambda case: special.spared(case, "not_established"),
    "elsewhere": special.elsewhere,
    "criminal": special.criminal,
    "criminal_and_back": special.criminal_and_back,
    "suspended": special.suspended,
    "terminated": special.terminated,
    "revoked": later.revoked,
    "reconsidered": later.reconsidered,
    "court_asked": court.to_the_court(),
    "court_asked_waiting": court.to_the_court("apply_court"),
    "dispute_agreed": jurisdiction.agreed(),
    "dispute_raised": jurisdiction.agreed("raise_dispute"),
    "dispute_designated": jurisdiction.designated(),
    "dispute_reported": jurisdiction.designated("report_superior"),
    "maintained": remedies.maintained(),
    "answering": remedies.maintained("receive_application"),
    "awaiting_reconsideration": remedies.maintained("answer"),
    "upset": remedies.upset,
    "sued": remedies.sued(),
    "before_trial": remedies.sued("answer"),
    "goods_seized": coercion.confiscated,
    "preserved": special.preserved,
    "extended": special.extended,
    "recused": special.recused,
    "supplemented": special.supplemented,
    "unreachable": later.unreachable,
    "corrected": later.corrected,
    "withheld": later.withheld,
    "expired_certificate": faulty.expired_certificate,
    "unreviewed": faulty.unreviewed,
    "hasty": faulty.hasty,
    "unsigned": faulty.unsigned,
    "heavier": faulty.heavier,
    "on_the_spot": on_the_spot,
    "collected_at_once": collected_at_once,
}
