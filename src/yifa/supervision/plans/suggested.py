"""Proposals of an assistant in a draft: asked for, then taken over or left one by one by its author."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from yifa.assist import checking
from yifa.assist.asking import ask
from yifa.assist.proposal import FIELDS, Proposal
from yifa.policies.document import DateMention, Duty, PolicyDocument, Target, Task, UnitMention
from yifa.supervision.plans.drafting import by_hand, with_new_task
from yifa.supervision.plans.edited import Edited, TaskChoice
from yifa.supervision.plans.proposing import charge, propose_task


class NotTaken(Exception):
    """The proposal no longer fits what is in the draft; the message says why, in Chinese."""


def asked(edited: Edited, name: str, seconds: float) -> Edited:
    """The draft with what the assistant called `name` proposes for it as it is now. Raises NoAnswer."""
    found = ask(name, edited.text, _document(edited), seconds)
    return replace(edited, assistant=name, proposals=found.proposals, refused=found.refused)


def without(edited: Edited, at: int) -> Edited:
    """The proposal at that place is settled."""
    left = tuple(p for n, p in enumerate(edited.proposals) if n != at)
    return replace(edited, proposals=left)


def taken(edited: Edited, at: int) -> Edited:
    """The proposal at that place added to its task, or as a task; nothing that was read is removed. Raises NotTaken."""
    proposal = edited.proposals[at]
    document = _document(edited)
    why = checking.wrong(edited.text, document, proposal)
    if why:
        raise NotTaken(why)
    edited = without(edited, at)
    said = f"{FIELDS[proposal.field]}“{proposal.value}”（助手{edited.assistant}：{proposal.why}）"
    place = checking.place_of(document.tasks, proposal.span)
    if place is None:
        return _new_task(edited, proposal, said)
    choice = edited.tasks[place]
    if choice.dropped:
        raise NotTaken("所在的任务已经选择不采纳")
    changed = _with_values(edited, choice, proposal)
    tasks = [
        *edited.tasks[:place],
        replace(changed, suggested=(*choice.suggested, said)),
        *edited.tasks[place + 1 :],
    ]
    return replace(edited, tasks=tuple(tasks))


def _document(edited: Edited) -> PolicyDocument:
    """What is in the draft now, as the document of a reading."""
    return replace(edited.document, tasks=tuple(choice.task for choice in edited.tasks))


def _new_task(edited: Edited, proposal: Proposal, said: str) -> Edited:
    """As a task added by hand; what was not understood within it is settled."""
    start, end = proposal.span
    choice = replace(
        by_hand(edited, "", proposal.value, edited.text[start:end], proposal.span), suggested=(said,)
    )
    lost = tuple(n for n in edited.document.not_understood if not (start <= n.span[0] and n.span[1] <= end))
    place = sum(1 for c in edited.tasks if c.task.span[0] < start)
    return with_new_task(
        replace(edited, document=replace(edited.document, not_understood=lost)), place, choice
    )


def _with_values(edited: Edited, choice: TaskChoice, proposal: Proposal) -> TaskChoice:
    if proposal.field == "title":
        return replace(choice, task=replace(choice.task, title=proposal.value))
    read = checking.read(edited.text, edited.document, proposal)
    found = [m for m in read if not checking.known(choice.task, m)]
    task: Task = replace(
        choice.task,
        units=(*choice.task.units, *(m for m in found if isinstance(m, UnitMention))),
        dates=(*choice.task.dates, *(m for m in found if isinstance(m, DateMention))),
        targets=(*choice.task.targets, *(m for m in found if isinstance(m, Target))),
        duties=(*choice.task.duties, *(m for m in found if isinstance(m, Duty))),
    )
    fresh = propose_task(task, edited.region, edited.adopted_on or timezone.localdate())
    known = {(u.name, u.role) for u in choice.units}
    units = (*choice.units, *(u for u in fresh.units if (u.name, u.role) not in known))
    if not any(u.charged for u in choice.units):  # who was charged stays charged
        units = charge(units)
    clock = choice.clock if choice.task.dates else fresh.clock  # that no date counts was perhaps decided
    return replace(choice, task=task, units=units, clock=clock, remarks=fresh.remarks)
