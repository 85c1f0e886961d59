"""Child matters: opened by the machine after an act of the parent, and telling the parent what came of them.

Each is an act like any other, through `service.record`, in a transaction of the queue: the parent's row is locked
only when the child tells it something, never while the child is locked.
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
_MACHINE = Actor("worker", name="系统", roles=frozenset({"importer"}))


def spawn(act: Act, effect: Effect) -> str:
    """Open the child that an act's rule declares. Idempotent: its opening act has an id made from the effect."""
    parent = Matter.objects.select_related("version").get(pk=act.matter_id)
    rule = discovery.for_matter(parent).acts[act.kind].spawns[effect.ordinal]
    opening = discovery.procedure(rule.procedure).acts[rule.act]
    payload = {**_carried(act, parent, rule.carry), **rule.set}
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
    """Record on the parent what came of the child. A parent that has no such act, or none at all, is not told."""
    child = Matter.objects.select_related("version", "parent__version").get(pk=act.matter_id)
    rule = discovery.for_matter(child).acts[act.kind].reports[effect.ordinal]
    parent = child.parent
    if parent is None or rule.act not in discovery.for_matter(parent).acts:
        return ""
    payload = _carried(act, child, rule.carry)
    return _told(service.record(_ask(act, effect, rule.act, payload, matter_id=str(parent.pk))))


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


def opening_id(act_id: UUID, ordinal: int) -> UUID:
    """Id of the act that opens the matter which an act's spawn of that ordinal makes."""
    return _made_id(act_id, "spawn", ordinal)


def _id_for(act_id: UUID, effect: Effect) -> UUID:
    """The same id at every attempt, so that a job done twice opens one child and tells the parent once."""
    return _made_id(act_id, effect.name, effect.ordinal)


def _made_id(act_id: UUID, name: str, ordinal: int) -> UUID:
    return uuid5(NAMESPACE_OID, f"{act_id}:{name}:{ordinal}")


def _told(outcome: Outcome) -> str:
    """What stands against the machine's act, in words; empty when it stands."""
    if outcome.act is not None:
        return ""
    said = [f.message for f in outcome.blocking] + list(outcome.errors.values()) + [outcome.stale]
    return "；".join(filter(None, said)) or "需要审批，系统不能办理"
