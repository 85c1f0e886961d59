"""Child matters: opened by the machine after an act of the parent, and telling the parent what came of them.

A matter may also tell another one of its agency that it names by number (a remedy: the decided case). Each is an
act like any other, through `service.record`, in a transaction of the queue: the row of the matter told is locked
only when it is told something, never while the teller is locked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from yifa.law.clocks import SHANGHAI
from yifa.law.procedure import Spawn
from yifa.law.view import MatterView
from yifa.law.written_numbers import canonical
from yifa.matters import discovery, facts, picture, service
from yifa.matters.fanout import named_agencies, row_value, rule_and_row
from yifa.matters.models import Act, Effect, Matter
from yifa.matters.outcome import Outcome
from yifa.matters.request import Ask
from yifa.registers.scope import Actor

NAMES = ("spawn", "report", "retell")  # effects that reach another matter: tried as long as it takes
UNTOLD = "没有写回原案"
_FACT = "@fact."
_DUE = "@due."
# What the parent attested as having happened elsewhere is attested in the child too, and the other way round.
_MACHINE = Actor("worker", name="系统", roles=frozenset({"importer"}))


def spawn(act: Act, effect: Effect) -> str:
    """Open the child of a rule, or of one row. Idempotent: its opening act has an id made from the effect."""
    parent = Matter.objects.select_related("version", "agency").get(pk=act.matter_id)
    place, position = rule_and_row(effect.ordinal)
    rule = discovery.for_matter(parent).acts[act.kind].spawns[place]
    opening = discovery.procedure(rule.procedure).acts[rule.act]
    answered = rule.agency if rule.agency and rule.agency.startswith(_FACT) else ""
    said = _said(act, parent, {**rule.carry, "": answered})
    row = (said.get(rule.each) or ())[position] if rule.each else {}
    agency = parent.agency
    if whose := str(said.get(answered) or "") if answered else str(row_value(rule, row, rule.agency) or ""):
        found = named_agencies([whose], parent.agency, rule.reach)[whose]
        if len(found) != 1:
            return f"没有找到“{whose}”"
        agency = found[0]
        if rule.each and rule.agency and not answered:  # written as a code, it is carried by its name
            row = {**row, rule.agency.rpartition(".")[2]: agency.name}
    payload = {**_carried(rule.carry, said, rule, row), **rule.set}
    if (name := opening.project.get("parties")) and name not in payload:
        rows = parent.parties.order_by("position").values_list("subject_id", "role")
        payload[name] = [{"subject": str(subject), "role": role} for subject, role in rows]
    if (name := opening.project.get("title")) and name not in payload:
        payload[name] = parent.title
    ask = _ask(act, effect, rule.act, payload, procedure=rule.procedure, parent_id=str(parent.pk))
    return _told(_recorded(replace(ask, agency_id=str(agency.pk)), effect))


def report(act: Act, effect: Effect) -> str:
    """Record on the parent, on the matter named by number, or on a child, what came of this one.

    A parent that has no such act, or none at all, is not told, nor is a child that was closed meanwhile. A named matter
    that is not there, or cannot take the act, keeps the effect waiting with the reason: somebody wrote that number down
    and relies on it.
    """
    matter = Matter.objects.select_related("version", "agency", "parent__version").get(pk=act.matter_id)
    rule = discovery.for_matter(matter).acts[act.kind].reports[rule_and_row(effect.ordinal)[0]]
    named = f"{_FACT}{rule.matter}" if rule.matter else ""
    said = _said(act, matter, {**rule.carry, "": named})
    told: Matter | None
    if effect.target is not None:
        children = Matter.objects.select_related("version").filter(parent=matter, closed_at=None)
        told = children.filter(pk=effect.target).first()
        if told is None:
            return ""
    elif rule.matter is None:
        told = matter.parent
        if told is None or rule.act not in discovery.for_matter(told).acts:
            return ""
    else:
        number = str(said.get(named) or "")
        told = _named(matter, number)
        if told is None:
            return f"{UNTOLD}：本机关没有案号为“{number}”的其他案件。核对并更正案号后，系统自动再次登记"
        if rule.act not in discovery.for_matter(told).acts:
            return f"{UNTOLD}：{number}所用的程序没有接收结果的环节"
    payload = {**_carried(rule.carry, said), **rule.set}
    return _told(_recorded(_ask(act, effect, rule.act, payload, matter_id=str(told.pk)), effect))


def _named(matter: Matter, number: str) -> Matter | None:
    """Another matter of the same agency with that number. Numbers of one agency are taken once."""
    written = {number, canonical(number)} - {""}
    same = Matter.objects.select_related("version").filter(agency_id=matter.agency_id, number__in=written)
    return same.exclude(pk=matter.pk).first() if written else None


def _said(act: Act, matter: Matter, carry: Mapping[str, str]) -> dict[str, Any]:
    """What the names of `carry` stand for: fields of the act in today's shape, and with @ what the matter says."""
    raw = picture.fetch(str(matter.pk), str(matter.agency_id))
    source = next(row for row in raw["acts"] if row["id"] == str(act.pk))
    said = picture.payload_of(source, matter.procedure)
    said |= {
        "@number": matter.number,
        "@title": matter.title,
        "@code": matter.code,
        "@agency": matter.agency.name,
    }
    if wanted := {n for n in carry.values() if n.startswith(_FACT)}:
        view = picture.build(raw, matter=picture.head(matter))
        said |= {name: fact_of(matter, view, name.removeprefix(_FACT)) for name in wanted}
    if wanted := {n for n in carry.values() if n.startswith(_DUE)}:
        said |= {name: _last_day(matter, name.removeprefix(_DUE)) for name in wanted}
    return said


def _last_day(matter: Matter, clock: str) -> str | None:
    """The last day of the newest clock of that name, in Shanghai; None while it stands still or where none runs."""
    found = matter.clocks.filter(name=clock).order_by("started_at", "id").last()
    if found is None or found.due_at is None:
        return None
    return found.due_at.astimezone(SHANGHAI).date().isoformat()


def fact_of(matter: Matter, view: MatterView, name: str) -> Any:
    """A fact read from the acts, so that corrections count and long texts are whole; None where nothing says it."""
    sources = dict(discovery.for_matter(matter).facts[name].sources)
    standing = [a for a in view.acts if a.kind in sources and a.corrected_by is None]
    values = [v for a in standing if (v := facts.value_of(a.payload, sources[a.kind])) not in (None, "")]
    return values[-1] if values else None


def _carried(
    carry: Mapping[str, str],
    said: Mapping[str, Any],
    rule: Spawn | None = None,
    row: Mapping[str, Any] = MappingProxyType({}),
) -> dict[str, Any]:
    """Fields for the other matter's act; what was left empty here is left out there."""
    found = {
        there: said[here] if here in said else row_value(rule, row, here) if rule else None
        for there, here in carry.items()
    }
    return {there: value for there, value in found.items() if value not in (None, "")}


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
        agency_id=str(act.agency_id),  # of a child that is opened; a matter that is told keeps its own
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


def _recorded(ask: Ask, effect: Effect) -> Outcome:
    """The machine's act. That it was refused goes on record once, not at each of the attempts that follow."""
    if effect.attempts:
        tried = service.dry_run(ask)
        if tried.errors or tried.stale or tried.blocking:
            return tried
    return service.record(ask)


def _told(outcome: Outcome) -> str:
    """What stands against the machine's act, in words; empty when it stands."""
    if outcome.act is not None:
        return ""
    said = [f.message for f in outcome.blocking] + list(outcome.errors.values()) + [outcome.stale]
    return "；".join(filter(None, said)) or "需要审批，系统不能办理"
