"""The one transaction: act appended, matter projected, clocks moved, papers numbered, effects and leaf queued.

Everything here runs after the gates have agreed. Rows of one table go in one statement, and all statements in one
message.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from yifa.access import acting_roles
from yifa.law.gates import Finding, find_condition
from yifa.law.procedure import PaperRule, Report
from yifa.ledger.commit import commit
from yifa.ledger.store.models import PendingLeaf
from yifa.ledger.store.pending import leaf_row
from yifa.matters import clocks, facts, numbers
from yifa.matters.batch import Batch
from yifa.matters.checks import next_stage
from yifa.matters.clocks import SHANGHAI
from yifa.matters.committed import act_fields as committed_act
from yifa.matters.committed import exhibit_fields, party_fields
from yifa.matters.fanout import children_ordinal, told_children
from yifa.matters.models import (
    Act,
    ActBody,
    Alert,
    Draft,
    Effect,
    Exhibit,
    Matter,
    MatterFact,
    Paper,
    Party,
    StoredFile,
)
from yifa.matters.models.drafts import DraftState
from yifa.matters.outcome import as_json
from yifa.matters.projecting import PROJECTED, new_matter, project, read_by, text_row
from yifa.matters.queue import deferral
from yifa.matters.request import Case, party_inputs
from yifa.registers.ids import new_id
from yifa.registers.node import current_node


def write(case: Case, findings: Sequence[Finding]) -> Act:
    """Append the act and everything that follows from it. Must run inside the caller's transaction."""
    act_id = UUID(str(case.ask.draft_id)) if case.ask.draft_id else new_id()
    matter = case.matter or new_matter(case)
    stage_from, stage_to = (
        ("" if case.matter is None else matter.stage),
        next_stage(case.rule, matter.stage, case.values),
    )
    changes = clocks.plan(case, act_id, matter.pk)
    read_before = read_by(matter)
    project(case, matter, stage_to, changes)
    act, body, leaf = _act(case, matter, act_id, stage_from, stage_to, findings)
    papers = _papers(case, matter, act_id)
    batch = Batch()
    if case.matter is None:
        batch.insert([matter])
    batch.insert([act])
    batch.insert([body])
    parties = _new_parties(case, matter)
    party_leaves = _party_leaves(case, parties)
    batch.insert(parties)
    batch.insert(_facts(case, matter), key=("matter_id", "name"), update=FACT_COLUMNS)
    if read_by(matter) != read_before:
        batch.insert([text_row(matter)], key=("matter_id",), update=["words"])
    _add_clocks(batch, changes)
    exhibits, leaves = _exhibits(case, matter, act_id)
    batch.insert(exhibits)
    batch.insert(papers)
    if case.matter is not None:
        batch.update([matter], PROJECTED)
    effects = _effects(case, act_id, papers)
    batch.insert(effects)
    batch.insert([leaf, *party_leaves, *leaves])
    if case.ask.mode == "attest":
        batch.insert(_alerts(case, matter, act_id, findings))
    if case.ask.draft_id:
        done = {"state": DraftState.DONE, "matter_id": matter.pk, "waiting_roles": []}
        batch.change(Draft, act_id, done)
    if effects:
        batch.call(*deferral(str(act_id), str(case.agency_id)))
    batch.send()
    return act


ERASING = {"erases": "erase", "destroys": "destroy"}  # what an act projects, and the effect that does it
FACT_COLUMNS = ["text", "integer", "day", "moment", "flag"]
CLOCK_COLUMNS = ["amount", "pauses", "paused", "due_at", "provisional", "steps", "ended_at", "ended_by"]


def _act(
    case: Case, matter: Matter, act_id: UUID, stage_from: str, stage_to: str, findings: Sequence[Finding]
) -> tuple[Act, ActBody, PendingLeaf]:
    ask, proposal = case.ask, case.proposal
    act = Act(
        id=act_id,
        agency_id=case.agency_id,
        secrecy=matter.secrecy,
        matter_id=matter.pk,
        seq=matter.act_count,
        kind=case.rule.id,
        version=matter.version,
        schema_version=case.model.schema_version,
        mode=ask.mode,
        stage_from=stage_from,
        stage_to=stage_to,
        actors=actors_of(case),
        occurred_from=proposal.occurred_from,
        occurred_to=proposal.occurred_to,
        precision=ask.precision,
        recorded_at=case.now,
        source_recorded_at=ask.source_recorded_at,
        corrects_id=proposal.corrects,
        findings=[as_json(f) | {"overridden": case.overridden.get(f.gate, "")} for f in findings],
    )
    sealed = commit(committed_act(act) | {f"payload.{name}": value for name, value in case.values.items()})
    act.commitment = sealed.digest
    body = ActBody(act_id=act_id, node=current_node(), agency_id=case.agency_id, body=sealed.body)
    return act, body, leaf_row("act", act_id, sealed, case.now)


def actors_of(case: Case) -> list[dict[str, str]]:
    """Who took part: officer, name, the role used, and the certificate valid for this agency that day."""
    found: list[dict[str, str]] = []
    day = case.proposal.occurred_to.astimezone(SHANGHAI).date()
    for officer_id in case.proposal.officer_ids:
        officer = case.view.officer(officer_id)
        if officer is None:
            continue
        role = next(iter(acting_roles(officer.roles, case.rule.by)), case.rule.by[0])
        certificate = officer.certificate_for(case.view.agency.id, day)
        found.append(
            {
                "officer_id": officer.id,
                "name": officer.name,
                "role": role,
                "certificate": certificate.number if certificate else "",
            }
        )
    return found or [
        {"officer_id": "", "name": case.ask.actor.name or "系统", "role": "system", "certificate": ""}
    ]


def _papers(case: Case, matter: Matter, act_id: UUID) -> list[Paper]:
    rules = [r for r in (case.procedure.papers[k] for k in case.rule.papers) if _holds(case, r.when)]
    year = case.proposal.occurred_to.astimezone(SHANGHAI).year
    kinds = [r.number for r in rules if r.number]
    taken = numbers.take(current_node(), case.agency_id, year, kinds) if kinds else {}
    return [_paper(case, matter, act_id, rule, year, taken) for rule in rules]


def _holds(case: Case, name: str | None) -> bool:
    condition = find_condition(name) if name else None
    return condition is None or condition(case.view, case.proposal)


def _paper(
    case: Case, matter: Matter, act_id: UUID, rule: PaperRule, year: int, taken: Mapping[str, int]
) -> Paper:
    paper = Paper(
        id=new_id(),
        agency_id=case.agency_id,
        secrecy=matter.secrecy,
        matter_id=matter.pk,
        act_id=act_id,
        kind=rule.kind,
        title=rule.title,
        served=rule.served,
        part=rule.file,
        day=case.proposal.occurred_to.astimezone(SHANGHAI).date(),
    )
    if rule.number:
        paper.number_year, paper.number_kind, paper.number_seq = year, rule.number, taken[rule.number]
        paper.number = numbers.written(case.raw["agency"]["prefix"], rule.number, year, taken[rule.number])
    return paper


def _new_parties(case: Case, matter: Matter) -> list[Party]:
    rows = party_inputs(case.rule, case.values)
    known = {(p["subject"], p["role"]) for p in case.raw["parties"] or ()}
    subjects = {s["subject"]: s for s in case.raw["subjects"] or ()}
    return [
        Party(
            agency_id=case.agency_id,
            matter_id=matter.pk,
            subject_id=row["subject"],
            role=row.get("role", "party"),
            name=subjects[row["subject"]]["name"],
            kind=subjects[row["subject"]]["kind"],
            position=len(known) + n,
        )
        for n, row in enumerate(rows)
        if row["subject"] in subjects and (row["subject"], row.get("role", "party")) not in known
    ]


def _party_leaves(case: Case, parties: Sequence[Party]) -> list[PendingLeaf]:
    leaves: list[PendingLeaf] = []
    for party in parties:
        sealed = commit(party_fields(party))
        party.body = sealed.body
        leaves.append(leaf_row("party", party.pk, sealed, case.now))
    return leaves


def _facts(case: Case, matter: Matter) -> list[MatterFact]:
    keys = {"agency_id": case.agency_id, "matter_id": matter.pk, "procedure": case.procedure.id}
    known = case.raw["facts"] or {}
    return [
        facts.row(case.procedure.facts[name], value, **keys)
        for name, value in facts.facts_of(case.procedure, case.rule.id, case.values, known).items()
    ]


def _add_clocks(batch: Batch, changes: clocks.ClockChanges) -> None:
    batch.insert(changes.started)
    batch.update(changes.changed, CLOCK_COLUMNS)
    batch.insert(changes.events)


def _exhibits(case: Case, matter: Matter, act_id: UUID) -> tuple[list[Exhibit], list[PendingLeaf]]:
    rows = case.values.get(case.rule.project.get("exhibits", "")) or []
    if not rows:
        return [], []
    files = _files([row.get("file") for row in rows])
    leaves: list[PendingLeaf] = []
    exhibits: list[Exhibit] = []
    for n, row in enumerate(rows):
        found = files.get(str(row.get("file")))
        exhibit = Exhibit(
            id=new_id(),
            agency_id=case.agency_id,
            secrecy=matter.secrecy,
            matter_id=matter.pk,
            act_id=act_id,
            position=n,
            kind=row.get("kind", ""),
            title=row.get("title", ""),
            source=row.get("source", "") or "",
            collected_on=row.get("collected_on"),
            file_id=row.get("file"),
            sha256=found.sha256 if found else "",
        )
        sealed = commit(exhibit_fields(exhibit, found))
        exhibit.body = sealed.body
        exhibits.append(exhibit)
        leaves.append(leaf_row("exhibit", exhibit.pk, sealed, case.now))
    return exhibits, leaves


def _files(file_ids: Sequence[Any]) -> dict[str, StoredFile]:
    wanted = [f for f in file_ids if f]
    return {str(row.pk): row for row in StoredFile.objects.filter(pk__in=wanted)} if wanted else {}


def _effects(case: Case, act_id: UUID, papers: Sequence[Paper]) -> list[Effect]:
    made = [
        Effect(agency_id=case.agency_id, act_id=act_id, name="paper", ordinal=n, target=p.pk)
        for n, p in enumerate(papers)
    ]
    shown = next((p for p in papers if p.kind == case.rule.discloses), None)
    if shown is not None and _holds(case, case.rule.discloses_when):
        made.append(Effect(agency_id=case.agency_id, act_id=act_id, name="disclose", target=shown.pk))
    if case.rule.publishes:
        made.append(Effect(agency_id=case.agency_id, act_id=act_id, name="publish"))
    if case.rule.withdraws:
        made.append(Effect(agency_id=case.agency_id, act_id=act_id, name="withdraw"))
    made += [
        Effect(agency_id=case.agency_id, act_id=act_id, name="spawn", ordinal=children_ordinal(n, row))
        for n, child in enumerate(case.rule.spawns)
        if _holds(case, child.when)
        for row in range(len(case.values.get(child.each) or ()) if child.each else 1)
    ]
    made += [
        Effect(agency_id=case.agency_id, act_id=act_id, name="report", ordinal=n)
        for n, told in enumerate(case.rule.reports)
        if not told.children and _tells(case, told) and _holds(case, told.when)
    ]
    made += [
        Effect(
            agency_id=case.agency_id,
            act_id=act_id,
            name="report",
            ordinal=children_ordinal(n, row),
            target=UUID(child.id),
        )
        for n, told in enumerate(case.rule.reports)
        if told.children and _holds(case, told.when)
        for row, child in enumerate(told_children(told, case.values, case.view))
    ]
    if (case.proposal.corrects or "target" in case.rule.project) and _tells_by_number(case):
        made.append(Effect(agency_id=case.agency_id, act_id=act_id, name="retell"))
    # What was entered as having happened elsewhere erases nothing here.
    for projection, name in ERASING.items() if case.ask.mode == "propose" else ():
        targets = case.values.get(case.rule.project.get(projection, "")) or ()
        made += [
            Effect(agency_id=case.agency_id, act_id=act_id, name=name, ordinal=n, target=UUID(str(target)))
            for n, target in enumerate(targets)
        ]
    return made


def _tells(case: Case, told: Report) -> bool:
    """Whether there is somebody to tell: a parent, or a number in the fact that names the matter."""
    if told.matter is None:
        return case.matter is not None and case.matter.parent_id is not None
    new = facts.facts_of(case.procedure, case.rule.id, case.values)
    return bool(new.get(told.matter) or (case.raw["facts"] or {}).get(told.matter))


def _tells_by_number(case: Case) -> bool:
    """Whether matters of this procedure tell others that they name by number: a correction may name one at last."""
    return any(told.matter for rule in case.procedure.acts.values() for told in rule.reports)


def _alerts(case: Case, matter: Matter, act_id: UUID, findings: Sequence[Finding]) -> list[Alert]:
    return [
        Alert(
            agency_id=case.agency_id,
            matter_id=matter.pk,
            act_id=act_id,
            rule=f.gate,
            level=f.level,
            message=f.message,
            citation=f.citation,
            remedy=f.remedy,
            raised_at=case.now,
        )
        for f in findings
        if f.level == "block"
    ]
