"""Everything recorded about one subject that the reader may see: its entries, matters, decisions, permits, credit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from yifa.desk.views.home import with_stages
from yifa.desk.views.statistics import titles
from yifa.desk.words import date_words
from yifa.matters import discovery
from yifa.matters.models import Disclosure, Matter, MatterFact
from yifa.registers.dates import in_force
from yifa.registers.models import Agency, Mandate, Subject, SubjectCredit
from yifa.registers.node import current_node
from yifa.registers.scope import Actor

SHOWN = 100
FACTS = 6
FIRST = ("outcome", "decided_on", "amount", "fine", "valid_from", "valid_until")


@dataclass(frozen=True, slots=True)
class Group:
    """The matters under one procedure, each with what was found in it."""

    title: str
    rows: Sequence[dict[str, Any]]


def recorded(actor: Actor, entries: Sequence[Subject]) -> dict[str, Any]:
    """What is recorded under all entries of a subject. Row-level security leaves out what the reader may not see.

    Six statements, however much there is.
    """
    ids = [entry.pk for entry in entries]
    found = Matter.objects.filter(parties__subject__in=ids).select_related("agency", "handler").distinct()
    matters = list(found.order_by("-opened_at", "-id")[:SHOWN])
    decisions = Disclosure.objects.filter(matter__in=[m.pk for m in matters]).order_by("-decided_on", "-id")
    return {
        "groups": _groups(actor, matters),
        "decisions": list(decisions[:SHOWN]),
        "credits": list(SubjectCredit.objects.filter(subject__in=ids).order_by("-valid_from")[:SHOWN]),
        "mandates": _mandates(entries),
        "more": len(matters) == SHOWN,
    }


def _groups(actor: Actor, matters: Sequence[Matter]) -> list[Group]:
    facts: dict[Any, list[tuple[str, str]]] = defaultdict(list)
    for fact in MatterFact.objects.filter(matter__in=[m.pk for m in matters]).order_by("name"):
        said = _fact(fact)
        if said is not None:
            facts[fact.matter_id].append(said)
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in with_stages(actor, matters):
        row["facts"] = facts.get(row["matter"].pk, [])[:FACTS]
        grouped[row["procedure"]].append(row)
    return [Group(title, rows) for title, rows in grouped.items()]


def _fact(fact: MatterFact) -> tuple[str, str] | None:
    """Title and words of a declared fact; those that only steer the procedure are left out."""
    procedure = discovery.procedures().get(fact.procedure)
    rule = procedure.facts.get(fact.name) if procedure else None
    if rule is None or fact.value in (None, "", False):
        return None
    if fact.name == "outcome" and fact.text:
        return rule.title, titles(fact.procedure, fact.text)[1]
    if fact.day is not None:
        return rule.title, date_words(fact.day.isoformat())
    if fact.name in FIRST and fact.text:
        return rule.title, fact.text
    return None


def _mandates(entries: Sequence[Subject]) -> list[Mandate]:
    """What the subject may itself do where it is an enforcing body: authorised, entrusted or granted."""
    codes = [e.identifier for e in entries if e.identifier_kind == Subject.IdentifierKind.USCC]
    if not codes:
        return []
    agencies = Agency.objects.filter(node=current_node(), code__in=codes).values("pk")
    rows = in_force(Mandate, timezone.localdate()).filter(agency__in=agencies).select_related("agency")
    return list(rows.order_by("type", "valid_from")[:SHOWN])
