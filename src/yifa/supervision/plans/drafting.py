"""From an uploaded file to a draft that its author goes through and accepts. Nothing here reaches the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from yifa.access import require
from yifa.policies.apart import apart
from yifa.policies.document import Reading, Span, Task
from yifa.policies.values import values_of
from yifa.registers.imports.jobs import now
from yifa.registers.models import Agency, PlanDraft, PolicyPlan
from yifa.registers.node import current_node
from yifa.registers.scope import Actor
from yifa.supervision.plans.accepting import accept, already
from yifa.supervision.plans.collective import Units
from yifa.supervision.plans.edited import Edited, TaskChoice, as_json, from_json
from yifa.supervision.plans.proposing import charge, propose, propose_task
from yifa.supervision.plans.trimming import told_shortly, trimmed

State = PlanDraft.State
MOST = 1000  # tasks in one draft: a person goes through them one by one
LARGE = 300_000  # characters: the documents of a longer text do not share it
PAGE = 50  # drafts listed at once


class Elsewhere(Exception):
    """The draft was changed in another window since this page was opened."""


def begin(
    actor: Actor, reading: Reading, data: bytes, file_name: str, on: date
) -> tuple[list[PlanDraft], list[PolicyPlan]]:
    """A draft for each document of the file that the agency has not adopted yet, and the plans it adopted already.

    A document the author is still going through is found again and not begun twice. Raises Denied.
    """
    require(actor, "plans.accept")
    agency = Agency.objects.select_related("region").get(pk=actor.agency_id)
    units, begun = Units(agency.region_id, on), now()
    made, known = [], []
    for place, (part, at, sha256) in enumerate(_parts(reading, hashlib.sha256(data).hexdigest())):
        document = part.documents[at]
        plan = already(actor.agency_id, sha256, document.span[0])
        if plan is not None:
            known.append(plan)
            continue
        own = {"author_id": _author(actor), "sha256": sha256, "place": place, "state": State.OPEN}
        draft = PlanDraft.objects.filter(**own).defer("edited", "text").first()
        if draft is None:
            edited = propose(part, at, agency, sha256=sha256, file_name=file_name, on=on, units=units)
            draft = PlanDraft.objects.create(
                **own,
                node=current_node(),
                agency=agency,
                title=document.title[:300] or "（没有读出标题）",
                file_name=file_name[:200],
                documents=len(reading.documents),
                edited=_stored(edited),
                text=edited.text,
                changed_at=begun,  # one for all of a file: they are listed as they stand in it
            )
        made.append(draft.pk)  # not the draft: a large file has hundreds of megabytes of them
    drafts = PlanDraft.objects.filter(pk__in=made).defer("edited", "text").order_by("place")
    return list(drafts), known


def _parts(reading: Reading, sha256: str) -> Iterator[tuple[Reading, int, str]]:
    """For each document: the reading to make its draft of, its place in that, and the digest of what was read.

    Every draft holds the text it was read from. Documents of a large file stand on their own text, and have its digest.
    """
    kept = replace(reading, documents=tuple(trimmed(d, MOST) for d in reading.documents))
    if len(kept.documents) == 1 or len(kept.text) <= LARGE:
        kept = told_shortly(kept, MOST)
        yield from ((kept, place, sha256) for place in range(len(kept.documents)))
        return
    for part in (told_shortly(part, MOST) for part in apart(kept)):
        yield part, 0, hashlib.sha256(part.text.encode("utf-8", "replace")).hexdigest()


def _stored(edited: Edited) -> Any:
    """As JSON, without the text, and its tasks once: those of the document are the ones that were chosen from it."""
    return as_json(replace(edited, text="", document=replace(edited.document, tasks=())))


def _author(actor: Actor) -> UUID | None:
    return UUID(actor.officer_id) if actor.officer_id else None


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of drafts, how many there are in all, and the cursor of the next page ("" on the last)."""

    rows: Sequence[PlanDraft]
    count: int
    next: str = ""


def drafts_of(actor: Actor, after: str = "", most: int = PAGE) -> Listing:
    """What the author is still going through, last changed first; those read together as they stand in their file.

    `after` is the cursor of a page before; one that is none gives the first page. Two statements, however many drafts
    there are; contents are not read.
    """
    rows = PlanDraft.objects.filter(author_id=_author(actor), state=State.OPEN)
    count = rows.count()
    if (place := _place(after)) is not None:
        on, at, pk = place
        later = Q(changed_at=on, place__gt=at) | Q(changed_at=on, place=at, pk__gt=pk)
        rows = rows.filter(Q(changed_at__lt=on) | later)
    found = list(rows.order_by("-changed_at", "place", "pk").defer("edited", "text")[: most + 1])
    last = found[most - 1] if len(found) > most else None
    cursor = f"{last.changed_at.isoformat()},{last.place},{last.pk.hex}" if last else ""
    return Listing(found[:most], count, cursor)


def _place(cursor: str) -> tuple[datetime, int, UUID] | None:
    """Where a page ended, from its cursor; None where it is none."""
    try:
        on, at, pk = cursor.split(",")
        found = datetime.fromisoformat(on)
        return (found, int(at), UUID(pk)) if found.tzinfo and 0 <= int(at) < 32_768 else None
    except ValueError:
        return None


def find(actor: Actor, pk: str) -> PlanDraft | None:
    """The author's own draft that is still open."""
    return PlanDraft.objects.filter(pk=pk, author_id=_author(actor), state=State.OPEN).first()


def edited_of(draft: PlanDraft) -> Edited:
    """What is in the draft now."""
    edited = from_json(draft.edited)
    tasks = tuple(choice.task for choice in edited.tasks)
    document = replace(edited.document, tasks=tasks)
    return replace(edited, text=draft.text or edited.text, document=document)


def save(draft: PlanDraft, edited: Edited, version: int) -> None:
    """Keep what was changed. Raises Elsewhere when another window changed it since `version`."""
    # A draft begun before the text stood beside its JSON gets it there now.
    text = {} if draft.text else {"text": edited.text}
    changed = PlanDraft.objects.filter(pk=draft.pk, version=version, state=State.OPEN).update(
        **text,
        edited=_stored(edited),
        title=edited.document.title[:300] or draft.title,
        version=F("version") + 1,
        changed_at=Now(),
    )
    if not changed:
        raise Elsewhere


def drop(draft: PlanDraft) -> None:
    """Give it up; it is shown nowhere from then on."""
    PlanDraft.objects.filter(pk=draft.pk, state=State.OPEN).update(state=State.DROPPED, changed_at=Now())


def adopt(actor: Actor, draft: PlanDraft, edited: Edited) -> PolicyPlan:
    """Accept the draft into the ledger. Raises Denied, NotAccepted (nothing is written then)."""
    plan = accept(actor, edited)
    PlanDraft.objects.filter(pk=draft.pk).update(state=State.ACCEPTED, plan=plan, changed_at=Now())
    return plan


def by_hand(edited: Edited, no: str, title: str, body: str, span: Span) -> TaskChoice:
    """A task that a person added: its words are read like any other's, its agencies and clock proposed.

    What is read keeps its place where `body` stands at `span` of the text; else it has none (an empty span).
    """
    there = edited.text[slice(*span)] == body
    start = span[0] if there else 0
    found = values_of(body, start, edited.document.issued)
    task = Task(
        no=no,
        title=title,
        text=body,
        span=span if there else (span[0], span[0]),
        units=found.units,
        dates=found.dates,
        targets=found.targets,
        duties=found.duties,
    )
    if not there:
        nowhere = (span[0], span[0])
        task = replace(
            task,
            units=tuple(replace(u, span=nowhere) for u in task.units),
            dates=tuple(replace(d, span=nowhere) for d in task.dates),
            targets=tuple(replace(t, span=nowhere) for t in task.targets),
            duties=tuple(replace(d, span=nowhere) for d in task.duties),
        )
    return propose_task(task, edited.region, edited.adopted_on or timezone.localdate())


def with_new_task(edited: Edited, place: int, choice: TaskChoice) -> Edited:
    """A task added by hand before the one at `place` (at the end for len(tasks))."""
    tasks = [*edited.tasks[:place], choice, *edited.tasks[place:]]
    return replace(edited, tasks=tuple(tasks))


def without_not_understood(edited: Edited, place: int) -> Edited:
    """What was not understood is settled at that place: it was read, or it needs nothing."""
    left = [n for i, n in enumerate(edited.document.not_understood) if i != place]
    return replace(edited, document=replace(edited.document, not_understood=tuple(left)))


def unknown_units(edited: Edited) -> Mapping[str, list[int]]:
    """Names that stand for no registered agency, with the places of the tasks that name them."""
    found: dict[str, list[int]] = {}
    for place, choice in enumerate(edited.tasks):
        if not choice.dropped:
            for unit in choice.units:
                if not unit.agencies:
                    found.setdefault(unit.name, []).append(place)
    return found


def name_units(edited: Edited, meant: Mapping[str, Sequence[str]]) -> Edited:
    """Everywhere in the document a name stands for these agencies (ids); charged where its role answers."""
    tasks = []
    for choice in edited.tasks:
        if any(unit.name in meant for unit in choice.units):
            units: list[Any] = [
                replace(u, agencies=tuple(meant[u.name]), rule=None, why="由核对人指明")
                if u.name in meant
                else u
                for u in choice.units
            ]
            choice = replace(choice, units=charge(units))
        tasks.append(choice)
    return replace(edited, tasks=tuple(tasks))
