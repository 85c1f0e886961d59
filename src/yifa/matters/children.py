"""Child matters: opened by the machine after an act of the parent, and telling the parent what came of them.

A matter may also tell another one of its agency that it names by number (a remedy: the decided case). Each is an
act like any other, through `service.record`, in a transaction of the queue: the row of the matter told is locked
only when it is told something, never while the teller is locked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from yifa.matters import discovery, picture, service
from yifa.matters.models import Act, Effect, Matter
from yifa.matters.outcome import Outcome
from yifa.matters.request import Ask
from yifa.registers.scope import Actor

# What the parent attested as having happened elsewhere is attested in the child too, and the other way round.
UNTOLD = "没有写回原案"
_MACHINE = Actor("worker", name="系统", roles=frozenset({"importer"}))


def spawn(act: Act, effect: Effect) -> str:
    """Open the child that an act's rule declares. Idempotent: its opening act has an id made from the effect."""
    parent = Matter.objects.select_related("version").get(pk=act.matter_id)
    rule = discovery.for_matter(parent).acts[act.kind].spawns[effect.ordinal]
    opening = discovery.procedure(rule.procedure).acts[rule.act]
    payload = {**_carried(act, parent, rule.carry), **rule.set}
    if rule.number:
        payload[rule.number] = parent.number
    if (name := opening.project.get("parties")) and name not in payload:
        rows = parent.parties.order_by("position").values_list("subject_id", "role")
        payload[name] = [{"subject": str(subject), "role": role} for subject, role in rows]
    if (name := opening.project.get("title")) and name not in payload:
        payload[name] = parent.title
    return _told(
        service.record(
            _ask(act, effect, rule.act, payload, procedure=rule.procedure, parent_id=str(parent.pk))
        )
    )


def report(act: Act, effect: Effect) -> str:
    """Record on the parent, or on the matter named by number, what came of this one.

    A parent that has no such act, or none at all, is not told. A named matter that is not there, or cannot take the
    act, keeps the effect waiting with the reason: somebody wrote that number down and relies on it.
    """
    matter = Matter.objects.select_related("version", "parent__version").get(pk=act.matter_id)
    rule = discovery.for_matter(matter).acts[act.kind].reports[effect.ordinal]
    if rule.matter is None:
        told: Matter | None = matter.parent
        if told is None or rule.act not in discovery.for_matter(told).acts:
            return ""
    else:
        number = str(_facts(matter, {"": rule.matter}).get("", ""))
        told = _named(matter, number)
        if told is None:
            return f"{UNTOLD}：本机关没有案号为“{number}”的其他案件。核对并更正案号后，系统自动再次登记"
        if rule.act not in discovery.for_matter(told).acts:
            return f"{UNTOLD}：{number}所用的程序没有接收结果的环节"
    payload = _carried(act, matter, rule.carry) | _facts(matter, rule.facts)
    if rule.number:
        payload[rule.number] = matter.number
    return _told(service.record(_ask(act, effect, rule.act, payload, matter_id=str(told.pk))))


def _named(matter: Matter, number: str) -> Matter | None:
    """Another matter of the same agency with that number. Numbers of one agency are taken once."""
    same = Matter.objects.select_related("version").filter(agency_id=matter.agency_id, number=number)
    return same.exclude(pk=matter.pk).first() if number else None


def _facts(matter: Matter, wanted: Mapping[str, str]) -> dict[str, Any]:
    """Fields ← facts of a matter, read from its acts so that corrections count and long texts are whole."""
    if not wanted:
        return {}
    raw = picture.fetch(str(matter.pk), str(matter.agency_id))
    view, procedure = picture.build(raw, matter=picture.head(matter)), discovery.for_matter(matter)
    found: dict[str, Any] = {}
    for there, name in wanted.items():
        sources = dict(procedure.facts[name].sources)
        standing = [a for a in view.acts if a.kind in sources and a.corrected_by is None]
        values = [v for a in standing if (v := a.payload.get(sources[a.kind])) not in (None, "")]
        if values:
            found[there] = values[-1]
    return found


def _carried(act: Act, matter: Matter, carry: Mapping[str, str]) -> dict[str, Any]:
    """Fields for the other matter's act, from this act's payload; what was left empty here is left out there."""
    raw = picture.fetch(str(matter.pk), str(matter.agency_id))
    source = next(row for row in raw["acts"] if row["id"] == str(act.pk))
    values = picture.payload_of(source, matter.procedure)
    return {there: values[here] for there, here in carry.items() if values.get(here) not in (None, "")}


def _ask(
    act: Act,
    effect: Effect,
    kind: str,
    payload: dict[str, Any],
    *,
    matter_id: str | None = None,
    procedure: str | None = None,
    parent_id: str | None = None,
) -> Ask:
    return Ask(
        actor=_MACHINE,
        kind=kind,
        payload=payload,
        agency_id=str(act.agency_id),
        draft_id=str(_id_for(act.pk, effect)),
        occurred_from=act.occurred_to,
        occurred_to=act.occurred_to,
        precision=act.precision,
        mode=act.mode,
        source_recorded_at=act.source_recorded_at,
        matter_id=matter_id,
        procedure=procedure,
        parent_id=parent_id,
    )


def _id_for(act_id: UUID, effect: Effect) -> UUID:
    """The same id at every attempt, so that a job done twice opens one child and tells the parent once."""
    return uuid5(NAMESPACE_OID, f"{act_id}:{effect.name}:{effect.ordinal}")


def _told(outcome: Outcome) -> str:
    """What stands against the machine's act, in words; empty when it stands."""
    if outcome.act is not None:
        return ""
    said = [f.message for f in outcome.blocking] + list(outcome.errors.values()) + [outcome.stale]
    return "；".join(filter(None, said)) or "需要审批，系统不能办理"
