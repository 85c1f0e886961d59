"""A handful of cases with a mistake in them, so that supervision has something to find."""

from __future__ import annotations

from yifa.demo.cases.content import content
from yifa.demo.cases.decision import decided, notified, reviewed, silent
from yifa.demo.cases.inquiry import (
    correction,
    evidence,
    identity,
    inspection,
    investigated,
    questioning,
    rechecked,
    report,
)
from yifa.demo.cases.opening import opened
from yifa.demo.cases.performance import settled
from yifa.demo.cases.service import delivery
from yifa.demo.story import Case, Story


def expired_certificate(case: Case) -> Story:
    """One inspection is made with a colleague whose certificate no longer holds."""
    yield from opened(case)
    yield from identity(case)
    yield from inspection(case, co=("handler6",), expect=("two_certified_officers",))
    yield from correction(case)
    yield from questioning(case)
    yield from evidence(case)
    yield from rechecked(case)
    yield from report(case)
    yield from notified(case)


def unreviewed(case: Case) -> Story:
    """A market case is decided without the legal review that its rule demands."""
    yield from opened(case)
    yield from investigated(case)
    yield from notified(case)
    yield from silent(case)
    yield from decided(case, expect=("legal_review_passed",))
    case.rest(1, 2)
    yield case.act("serve_decision", **delivery(case, "direct"))
    case.pause(3, 9)
    yield from settled(case)


def hasty(case: Case) -> Story:
    """Decided before the days for a defence were over."""
    yield from opened(case)
    yield from investigated(case)
    yield from reviewed(case)
    yield from notified(case)
    case.rest(1)
    yield from decided(case, expect=("defence_period_elapsed",))
    case.rest(1, 2)
    yield case.act("serve_decision", **delivery(case, "direct"))


def unsigned(case: Case) -> Story:
    """The decision was handed over, but nobody signed for it; and it was late."""
    yield from opened(case)
    yield from investigated(case)
    yield from reviewed(case)
    yield from notified(case)
    yield from silent(case)
    yield from decided(case)
    case.rest(10, 12)
    fields = delivery(case, "direct") | {"signed": False}
    yield case.act("serve_decision", expect=("service_mode_proof",), **fields)


def heavier(case: Case) -> Story:
    """After the party spoke, more was announced than before."""
    yield from opened(case)
    yield from investigated(case)
    yield from reviewed(case)
    yield from notified(case)
    case.rest(2)
    yield case.act(
        "hear_defence", made_on=case.today, means="oral", person=case.subject.legal_rep or case.subject.name,
        content="认为处罚过重。",
    )  # fmt: skip
    case.rest(1)
    raised = content(case) | {"fine_fen": case.fine + 10_000}
    yield case.act(
        "notify",
        **raised,
        rights_told=True,
        contact=f"{case.name_of(case.handlers[0])} {case.office.agency.phone}",
        address=case.office.agency.address,
        expect=("not_heavier_after_defence", "notice_matches_report"),
    )
