"""征收征用, 给付, 确认, 裁决, 奖励: asked for or begun by the agency, examined, decided, served, closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from yifa.demo.cases.opening import parties
from yifa.demo.cases.performance import archived
from yifa.demo.cases.service import delivery
from yifa.demo.story import Affair, Story


@dataclass(frozen=True, slots=True)
class Topic:
    """What one matter is about. Texts may use {name}, {place}, {other}; `more` are further fields of the decision."""

    cause: str
    request: str
    facts: str
    evidence: str
    basis: str
    content: str
    result: str
    opening: str = "apply"
    more: dict[str, Any] = field(default_factory=dict)


def whole(topic: Topic) -> Callable[[Affair], Story]:
    """From the opening to the archive."""

    def story(affair: Affair) -> Story:
        yield from examined(affair, topic)
        yield from decided(affair, topic)
        affair.rest(1, 3)
        yield affair.act("serve_decision", **delivery(affair, "direct"))
        affair.rest(2, 6)
        yield affair.act("close", result=topic.result)
        affair.pause(3, 15)
        yield from archived(affair)

    return story


def revoked(topic: Topic, reasons: str) -> Callable[[Affair], Story]:
    """Decided, served, made public, and taken back when it turns out to rest on a mistake."""

    def story(affair: Affair) -> Story:
        yield from examined(affair, topic)
        yield from decided(affair, topic)
        affair.rest(1, 3)
        yield affair.act("serve_decision", **delivery(affair, "direct"))
        affair.pause(15, 25)
        yield affair.act(
            "revoke",
            authority=affair.office.agency.name,
            effective_on=affair.today,
            reasons=reasons,
            public_reason="本机关复核后撤销了该决定，原公开信息撤回。",
        )
        affair.pause(5, 15)
        yield from archived(affair)

    return story


def turned_down(topic: Topic, reasons: str) -> Callable[[Affair], Story]:
    """不予受理, and put away."""

    def story(affair: Affair) -> Story:
        yield opened(affair, topic)
        affair.rest(1, 3)
        yield affair.act("refuse_filing", reasons=reasons)
        affair.pause(5, 15)
        yield from archived(affair)

    return story


def opened(affair: Affair, topic: Topic) -> Any:
    """The first act: who asks for what, and who handles it."""
    return affair.act(
        topic.opening,
        cause=_said(affair, topic.cause),
        parties=_sides(affair) if affair.procedure.startswith("adjudication") else parties(affair),
        handlers=[affair.id_of(h) for h in affair.handlers],
        received_on=affair.today,
        request=_said(affair, topic.request),
    )


def _sides(affair: Affair) -> list[dict[str, Any]]:
    """Who asks for the adjudication, and against whom."""
    asked = [{"subject": s.pk, "side": "respondent"} for s in affair.others]
    return [{"subject": affair.subject.pk, "side": "applicant"}, *asked]


def examined(affair: Affair, topic: Topic) -> Story:
    """Opened and examined; in an adjudication both sides are heard first."""
    yield opened(affair, topic)
    affair.rest(3, 8)
    if affair.procedure.startswith("adjudication"):
        yield affair.act(
            "hear_parties",
            made_on=affair.today,
            applicant_statement=_said(affair, topic.request),
            respondent_statement="不认可申请人的主张，但愿意按裁决办理。",
        )
        affair.rest(2, 5)
    yield affair.act(
        "examine",
        made_on=affair.today,
        facts=_said(affair, topic.facts),
        evidence=_said(affair, topic.evidence),
    )
    affair.rest(2, 5)


def decided(affair: Affair, topic: Topic) -> Story:
    """The decision, with the ways to complain."""
    agency = affair.office.agency
    yield affair.act(
        "decide",
        request=_said(affair, topic.request),
        facts=_said(affair, topic.facts),
        basis=topic.basis,
        content=_said(affair, topic.content),
        remedy=f"如不服本决定，可以自收到本决定书之日起六十日内向{agency.reconsideration_body}申请行政复议，"
        f"或者自收到本决定书之日起六个月内依法向{agency.court}提起行政诉讼。法律另有规定的，从其规定。",
        decided_on=affair.today,
        **topic.more,
    )


def _said(affair: Affair, text: str) -> str:
    other = affair.others[0].name if affair.others else ""
    return text.format(name=affair.subject.name, place=affair.place, other=other)
