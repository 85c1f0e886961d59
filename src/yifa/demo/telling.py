"""Tell all stories at once, in the order of time, through the engine's write path.

Numbers come out gapless and in the order of the days, and what one case did is history for the next.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from yifa.demo.story import Affair, Step, Story
from yifa.law.gates import Finding
from yifa.law.procedure import ActRule
from yifa.matters import discovery, effects, service
from yifa.matters.dbclock import database_now
from yifa.matters.drafting import DraftInput, save_draft, seen_of
from yifa.matters.models import Act, Effect, Matter
from yifa.matters.models.drafts import ApprovalAction
from yifa.matters.request import Ask, validate
from yifa.matters.signatures import Signature, write_approvals
from yifa.registers.ids import new_id
from yifa.registers.models import Officer
from yifa.registers.scope import IMPORTER, Actor, scope

Report = Callable[[int], None]
# What the portal shows at once; papers are rendered by the queue's worker after the start.
AT_ONCE = frozenset({"disclose", "publish", "withdraw"})
CHILDREN = frozenset({"spawn", "report", "retell"})
_BATCH = 50
_STEP = timedelta(minutes=25)
_OPINIONS = {
    "unit_head": ("事实清楚，程序合法，同意，报局领导审批。", "同意承办人意见。", "情况属实，同意。"),
    "agency_head": ("同意。", "同意，依法办理。", "同意，注意保障当事人权利。"),
}


class StoryBroken(RuntimeError):
    """A story's payload is not valid or its act could not be recorded."""


@dataclass
class Told:
    """What came of the telling."""

    acts: int = 0
    approvals: int = 0
    blocking: list[tuple[str, str, Finding]] = field(default_factory=list)
    unexpected: list[tuple[str, str, Finding]] = field(default_factory=list)
    kinds: dict[str, int] = field(default_factory=dict)


@dataclass(order=True)
class _Waiting:
    at: datetime
    order: int
    step: Step = field(compare=False)
    story: Story = field(compare=False)


def tell(stories: Iterable[tuple[Affair, Story]], until: datetime, report: Report | None = None) -> Told:
    """Record every step that lies before `until`, oldest first. `report` gets the number of acts so far."""
    told = Told()
    queue: list[_Waiting] = []
    for order, (_, story) in enumerate(stories):
        _push(queue, order, story, next(story, None), until)
    while queue:
        with scope(IMPORTER):
            for _ in range(_BATCH):
                if not queue:
                    break
                now = heapq.heappop(queue)
                act = _record(now.step, told)
                following = None if now.step.stop else _send(now.story, act)
                _push(queue, now.order, now.story, following, until)
        if report:
            report(told.acts)
    return told


def _send(story: Story, act: Act) -> Step | None:
    try:
        return story.send(act)
    except StopIteration:
        return None


def _push(queue: list[_Waiting], order: int, story: Story, step: Step | None, until: datetime) -> None:
    if step is not None and step.at < until:
        heapq.heappush(queue, _Waiting(step.at, order, step, story))


def _record(step: Step, told: Told) -> Act:
    case = step.affair
    officer = case.office.people[step.by]
    rule = discovery.procedures()[case.procedure].acts[step.kind]
    ask = Ask(
        actor=importer_for(officer, case.office.certificates.get(step.by, "")),
        kind=step.kind,
        payload=step.payload,
        matter_id=case.matter_id,
        procedure=case.procedure,
        agency_id=str(officer.agency_id),
        draft_id=str(new_id()) if rule.approve else None,
        occurred_from=step.begin,
        occurred_to=step.at,
        co_handlers=tuple(case.id_of(c) for c in step.co),
        mode="attest",
        source_recorded_at=step.at,
        corrects=step.corrects,
    )
    told.approvals += _approvals(case, step, rule, ask)
    outcome = service.record(ask)
    if outcome.act is None:
        raise StoryBroken(
            f"{case.label} {step.kind}: {dict(outcome.errors)} {outcome.stale} {outcome.findings}"
        )
    _note(case, step, outcome.blocking, told)
    case.matter_id = outcome.matter_id
    case.acts[step.kind] = outcome.act
    told.acts += machine(case, outcome.act, rule)
    if rule.discloses or rule.publishes or rule.withdraws:
        effects.run(str(outcome.act.pk), only=AT_ONCE)
    told.acts += 1
    told.kinds[step.kind] = told.kinds.get(step.kind, 0) + 1
    return outcome.act


def machine(case: Affair, act: Act, rule: ActRule) -> int:
    """Do at once what the queue does with matters that serve the case: open them, tell the case; returns how many acts.

    Runs inside a scope that may write. Raises StoryBroken when something stands against the machine's act.
    """
    if not (rule.spawns or rule.reports):
        return 0
    done = effects.run(str(act.pk), only=CHILDREN)
    waiting = Effect.objects.filter(act=act, name__in=CHILDREN, state="queued").first()
    if waiting is not None:
        raise StoryBroken(f"{case.label} {act.kind}: {waiting.problem}")
    for spawn in rule.spawns:
        opened = (
            Matter.objects.filter(parent_id=act.matter_id, procedure=spawn.procedure).order_by("id").last()
        )
        if opened is not None:
            case.opened(spawn.procedure, str(opened.pk))
    return done


def _note(case: Affair, step: Step, blocking: Iterable[Finding], told: Told) -> None:
    for finding in blocking:
        entry = (case.label, step.kind, finding)
        told.blocking.append(entry)
        if finding.gate not in step.expect:
            told.unexpected.append(entry)


def importer_for(officer: Officer, certificate: str) -> Actor:
    """The import acting in an officer's name."""
    agency = str(officer.agency_id)
    return Actor(
        "import", name=officer.name, officer_id=str(officer.pk), agency_id=agency, agencies=(agency,),
        roles=frozenset({"importer"}), certificate=certificate,
    )  # fmt: skip


def _approvals(case: Affair, step: Step, rule: ActRule, ask: Ask) -> int:
    """The chain of signatures before the act, when its procedure asks for one. Returns how many rows.

    Whoever signed in the source saw no findings of ours, so the hashes say that there were none.
    """
    chain = [s for s in rule.approve if s.roles]
    if not chain:
        return 0
    values, errors = validate(discovery.payload_model(case.procedure, step.kind), step.payload)  # type: ignore[arg-type]
    if errors:
        raise StoryBroken(f"{case.label} {step.kind}: {errors}")
    draft = save_draft(ask.actor, _draft(ask))
    seen = seen_of(draft, values, ())
    times = [step.at - _STEP * n for n in range(len(chain), -1, -1)]
    given = [_signature(ask.actor, ApprovalAction.SUBMIT, step.by.rstrip("123456"), "", 0, seen, times[0])]
    for n, wanted in enumerate(chain):
        post = _approver(case, step, wanted.roles)
        actor = importer_for(case.office.people[post], case.office.certificates.get(post, ""))
        role = next(r for r in wanted.roles if post.startswith(r))
        opinion = case.dice.one(_OPINIONS.get(role, ("同意。",)))
        given.append(_signature(actor, ApprovalAction.APPROVE, role, opinion, n, seen, times[n + 1]))
    write_approvals(draft, database_now(), given)
    return len(given)


def _approver(case: Affair, step: Step, roles: tuple[str, ...]) -> str:
    posts = [p for p in (case.unit_head, case.head, "agency_head1") if p != step.by]
    return next(p for p in posts if p.startswith(tuple(roles)))


def _draft(ask: Ask) -> DraftInput:
    return DraftInput(
        id=str(ask.draft_id),
        kind=ask.kind,
        payload=ask.payload,
        matter_id=ask.matter_id,
        procedure=ask.procedure or "",
        agency_id=ask.agency_id,
        co_handlers=ask.co_handlers,
        occurred_from=ask.occurred_from,
        occurred_to=ask.occurred_to,
        corrects=ask.corrects,
    )


def _signature(
    actor: Actor, action: str, role: str, opinion: str, step: int, seen: dict[str, str], at: datetime
) -> Signature:
    return Signature(action, actor.officer_id, actor.name, actor.certificate, role, opinion, step, seen, at)
