"""What an act makes of its matter: where it stands now, who has had a part in it, and what it is searched by."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from yifa.matters import clocks, numbers
from yifa.matters.clocks import SHANGHAI
from yifa.matters.models import Matter, MatterText
from yifa.matters.models.base import stricter
from yifa.matters.request import Case, ids_in
from yifa.matters.versions import version_row
from yifa.registers.ids import new_id
from yifa.registers.models.people import Secrecy
from yifa.registers.node import current_node
from yifa.registers.words import entries

PROJECTED = [
    "version", "stage", "suspended", "number", "number_year", "number_kind", "number_seq", "title", "handler",
    "handlers", "closed_at", "archived_at", "due_at", "due_clock", "act_count", "last_act_at", "party_names",
    "secrecy", "involved", "known_to",
]  # fmt: skip


def new_matter(case: Case) -> Matter:
    """The matter that the act opens, as yet without a stage."""
    agency = case.raw["agency"]
    return Matter(
        id=new_id(),
        agency_id=case.agency_id,
        procedure=case.procedure.id,
        stage="",
        code=numbers.new_code(),
        sector=agency["sector"],
        region_code=agency["region"] or "",
        opened_at=case.proposal.occurred_from,
        parent_id=case.ask.parent_id,
        act_count=0,
        **_known_from_parent(case),
    )


def read_by(matter: Matter) -> str:
    """What a matter is searched by, in words."""
    return f"{matter.number}\n{matter.title}\n{matter.party_names}"


def text_row(matter: Matter) -> MatterText:
    """The same as the row that the search index is made of."""
    return MatterText(
        agency_id=matter.agency_id,
        matter_id=matter.pk,
        secrecy=matter.secrecy,
        opened_at=matter.opened_at,
        words=entries(read_by(matter)),
    )


def _known_from_parent(case: Case) -> dict[str, Any]:
    """A child is as secret as its parent: it has the same parties, and what was written there is carried into it.

    Whoever works on the parent, or was let know of it, may see a child of the same agency too.
    """
    if not case.ask.parent_id:
        return {}
    rows = Matter.objects.filter(pk=case.ask.parent_id)
    for agency_id, secrecy, involved, known_to in rows.values_list(
        "agency_id", "secrecy", "involved", "known_to"
    ):
        found: dict[str, Any] = {"secrecy": stricter(Secrecy.ORDINARY, secrecy)}
        if str(agency_id) == str(case.agency_id):
            found |= {"involved": list(involved), "known_to": list(known_to)}
        return found
    return {}


def project(case: Case, matter: Matter, stage_to: str, changes: clocks.ClockChanges) -> None:
    """Move the matter on by the act: stage, handlers, secrecy, parties, number and the nearest deadline."""
    at, rule, values = case.proposal.occurred_to, case.rule, case.values
    matter.version = version_row(case.procedure)
    matter.stage = stage_to
    matter.suspended = (matter.suspended or rule.suspends) and not rule.resumes
    stage = case.procedure.stages[stage_to]
    if (stage.closed or stage.final) and matter.closed_at is None:
        matter.closed_at = at
    elif not (stage.closed or stage.final):
        matter.closed_at = None
    if not stage.final:
        matter.archived_at = None  # reopened
    elif matter.archived_at is None:
        matter.archived_at = at
    if title := values.get(rule.project.get("title", "")):
        matter.title = str(title)[:200]
    _project_handlers(case, matter)
    _project_secrecy(case, matter)
    if names := [p.name for p in case.view.parties if p.role == "party"]:
        matter.party_names = "、".join(names)[:200]
    if rule.number and not matter.number:
        _number_matter(case, matter)
    near = clocks.nearest(list(clocks.open_after(case, changes)))
    matter.due_at, matter.due_clock = (near.due_at, near.name) if near else (None, "")
    matter.act_count += 1
    matter.last_act_at = at


def _project_handlers(case: Case, matter: Matter) -> None:
    named = case.values.get(case.rule.project.get("handlers", ""))
    if named:
        matter.handlers = [str(h) for h in ([named] if isinstance(named, str) else named)]
    elif case.matter is None and case.ask.actor.officer_id:
        matter.handlers = list(case.proposal.officer_ids)
    if matter.handlers:
        matter.handler_id = UUID(matter.handlers[0])


def _project_secrecy(case: Case, matter: Matter) -> None:
    """The class of secrecy and who may know, where the act sets them; and who has had a part in the matter so far."""
    project, values = case.rule.project, case.values
    if "secrecy" in project:
        matter.secrecy = str(values[project["secrecy"]])
        matter.known_to = [str(i) for i in values.get(project.get("known_to", "")) or ()]
    part = {*matter.involved, *matter.handlers, *case.proposal.officer_ids}
    part |= {a.officer_id for a in case.view.approvals}
    part |= {i for i in ids_in(values) if i in case.view.officers}
    matter.involved = sorted(part - {""})


def _number_matter(case: Case, matter: Matter) -> None:
    kind = str(case.rule.number)
    year = case.proposal.occurred_to.astimezone(SHANGHAI).year
    seq = numbers.take(current_node(), case.agency_id, year, [f"案:{kind}"])[f"案:{kind}"]
    matter.number_year, matter.number_kind, matter.number_seq = year, kind, seq
    matter.number = numbers.written(case.raw["agency"]["prefix"], kind, year, seq)
