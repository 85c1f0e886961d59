"""Drafts and the approvals before an act: submit, approve, return. Approvals pin what was seen.

Any later edit, and any new finding, voids the approvals behind it: the hashes of draft, payload and findings that an
approver saw must be those of the moment the act is recorded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from yifa.access import acting_roles
from yifa.law.gates import Finding
from yifa.law.procedure import ApprovalStep
from yifa.ledger.commit import canonical
from yifa.matters import picture, service
from yifa.matters.checks import steps_of
from yifa.matters.models import Approval, Draft, DraftVersion, Matter
from yifa.matters.models.drafts import ApprovalAction, DraftState
from yifa.matters.outcome import Outcome, engine_block
from yifa.matters.request import Ask, Case, Unusable, is_id, prepare, reserved
from yifa.matters.separation import may_not_approve
from yifa.matters.signatures import write_approval
from yifa.registers.actors import actor_of
from yifa.registers.scope import Actor


@dataclass(frozen=True, slots=True)
class DraftInput:
    """What a person has typed so far. The payload need not be valid yet: it is kept as it is."""

    id: str
    kind: str
    payload: Mapping[str, Any]
    matter_id: str | None = None
    procedure: str = ""
    agency_id: str = ""
    co_handlers: Sequence[str] = ()
    occurred_from: datetime | None = None
    occurred_to: datetime | None = None
    precision: str = "minute"
    act_count: int = 0
    corrects: str | None = None
    overrides: Sequence[Mapping[str, str]] = ()


class DraftRefused(Exception):
    """A draft cannot be saved or moved; the message says why, in Chinese."""


def save_draft(actor: Actor, given: DraftInput) -> Draft:
    """Keep a new version of a draft (creating it the first time). Editing a submitted draft takes it back.

    Raises DraftRefused when it belongs to someone else or has already become an act.
    """
    if reserved(actor, given.id):
        raise DraftRefused(service.TAKEN)
    draft = Draft.objects.select_for_update().filter(pk=given.id).first()
    if draft is not None:
        if str(draft.author_id) != actor.officer_id and actor.officer_id not in draft.co_handlers:
            raise DraftRefused("这份拟稿由其他人员拟制,您不能修改")
        if draft.state in (DraftState.DONE, DraftState.DROPPED):
            raise DraftRefused("这份拟稿已经生效或者放弃,不能再修改")
        if draft.kind != given.kind or str(draft.matter_id or "") != str(given.matter_id or ""):
            raise DraftRefused("这份拟稿属于另一事项，请从“待办”中打开")
        if draft.state == DraftState.SUBMITTED:
            _void(actor, draft, "拟稿内容已修改,此前的审批失效")
    else:
        if picture.held(given.id, actor.officer_id, given.kind, given.matter_id):
            raise DraftRefused(service.TAKEN)  # somebody's who is out of sight
        draft = Draft(
            id=given.id,
            agency_id=given.agency_id or actor.agency_id,
            matter_id=given.matter_id,
            procedure=given.procedure or _procedure_of(given.matter_id),
            kind=given.kind,
            author_id=actor.officer_id,
        )
    draft.payload = dict(given.payload)
    draft.co_handlers = [str(c) for c in given.co_handlers]
    draft.occurred_from, draft.occurred_to, draft.precision = (
        given.occurred_from,
        given.occurred_to,
        given.precision,
    )
    draft.act_count, draft.corrects, draft.overrides = (
        given.act_count,
        given.corrects,
        [dict(o) for o in given.overrides],
    )
    draft.version += 1
    draft.state, draft.waiting_roles, draft.step = DraftState.OPEN, [], 0
    draft.save()
    DraftVersion.objects.create(
        agency_id=draft.agency_id,
        draft=draft,
        number=draft.version,
        payload=draft.payload,
        sha256=payload_hash(draft.payload),
        saved_by_id=actor.officer_id or None,
    )
    return draft


def _procedure_of(matter_id: str | None) -> str:
    """The procedure of the matter a draft is about, so that lists can name the act; empty when there is none."""
    found = (
        Matter.objects.filter(pk=matter_id).values_list("procedure", flat=True).first() if matter_id else ""
    )
    return found or ""


def drop_draft(actor: Actor, draft_id: str) -> None:
    """Give a draft up; its versions and approvals stay. Raises DraftRefused when it is not the actor's or is done."""
    draft = Draft.objects.select_for_update().filter(pk=draft_id).first()
    if draft is None or str(draft.author_id) != actor.officer_id:
        raise DraftRefused("这份拟稿由其他人员拟制,您不能放弃")
    if draft.state == DraftState.DONE:
        raise DraftRefused("这份拟稿已经生效,不能放弃")
    if draft.state == DraftState.SUBMITTED:
        _void(actor, draft, "拟稿人放弃拟稿")
    draft.state, draft.waiting_roles, draft.step = DraftState.DROPPED, [], 0
    draft.save(update_fields=["state", "waiting_roles", "step", "updated_at"])


def drop_drafts_of(actor: Actor, officer_id: str, matter_ids: Sequence[str], why: str) -> int:
    """Give up what somebody who no longer handles these matters had drafted in them; returns how many.

    Nobody else could send it again, and approvers would wait for nothing. Versions and approvals stay.
    """
    waiting = (DraftState.OPEN, DraftState.SUBMITTED, DraftState.RETURNED)
    rows = Draft.objects.select_for_update().filter(
        author_id=UUID(officer_id), matter_id__in=list(matter_ids), state__in=waiting
    )
    for draft in rows:
        if draft.state == DraftState.SUBMITTED:
            _void(actor, draft, why)
        draft.state, draft.waiting_roles, draft.step = DraftState.DROPPED, [], 0
        draft.save(update_fields=["state", "waiting_roles", "step", "updated_at"])
    return len(rows)


def payload_hash(payload: Mapping[str, Any]) -> str:
    """Hex SHA-256 of a payload in canonical JSON."""
    return hashlib.sha256(canonical(dict(payload))).hexdigest()


def ask_of(draft: Draft, author: Actor) -> Ask:
    """The ask that a draft stands for, in its author's name."""
    return Ask(
        actor=author,
        kind=draft.kind,
        payload=draft.payload,
        matter_id=str(draft.matter_id) if draft.matter_id else None,
        procedure=draft.procedure or None,
        agency_id=str(draft.agency_id),
        draft_id=str(draft.pk),
        occurred_from=draft.occurred_from,
        occurred_to=draft.occurred_to,
        precision=draft.precision,
        co_handlers=draft.co_handlers,
        corrects=str(draft.corrects) if draft.corrects else None,
        overrides=draft.overrides,
    )


def author_of(draft: Draft) -> Actor:
    """The draft's author as an actor (the roles are judged from the registers at that moment, not from here)."""
    agency = str(draft.agency_id)
    return Actor(
        "agency",
        name=draft.author.name,
        officer_id=str(draft.author_id),
        agency_id=agency,
        agencies=(agency,),
    )


def submit(actor: Actor, draft_id: str) -> Outcome:
    """Send a draft for approval; with no approval needed it becomes the act at once."""
    draft = _lock(draft_id)
    if draft is None or str(draft.author_id) != actor.officer_id:
        return _no("没有找到这份拟稿,或者不是您拟制的")
    if draft.state not in (DraftState.OPEN, DraftState.RETURNED):
        return _no("这份拟稿已经提交")
    case = prepare(ask_of(draft, author_of(draft)))
    if isinstance(case, Unusable):
        return Outcome(str(draft.matter_id or "") or None, errors=case.errors, stale=case.stale)
    findings = service.judge(case)
    if any(f.level == "block" for f in findings):
        service.refuse(case, findings)
        return Outcome(case.ask.matter_id, findings=findings)
    steps = steps_of(case.rule, case.view, case.proposal)
    _row(case, draft, actor, ApprovalAction.SUBMIT, "handler", "", 0, findings)
    return _advance(case, draft, steps, 0, findings)


def approve(actor: Actor, draft_id: str, opinion: str) -> Outcome:
    """Give the waiting step. With the last one the gates run again and the act is recorded.

    A finding that the earlier approvers did not see voids their approvals, and the chain starts again.
    """
    ready = _ready(actor, draft_id)
    if isinstance(ready, Outcome):
        return ready
    draft, case, findings, steps, role = ready
    if _seen_changed(draft, case, findings):
        _void(actor, draft, "出现了新的情况,此前的审批失效,须重新送审")
        return Outcome(
            case.ask.matter_id,
            findings=(*findings, engine_block("seen", "送审后情况有变化,须由承办人重新送审")),
        )
    if any(f.level == "block" for f in findings):
        service.refuse(case, findings)
        return Outcome(case.ask.matter_id, findings=findings)
    _row(case, draft, actor, ApprovalAction.APPROVE, role, opinion or "同意", draft.step, findings)
    return _advance(case, draft, steps, draft.step + 1, findings)


def send_back(actor: Actor, draft_id: str, reasons: str) -> Outcome:
    """Return a draft to its author with reasons, which are required."""
    if not reasons.strip():
        return Outcome(errors={"opinion": "退回须写明理由"})
    ready = _ready(actor, draft_id)
    if isinstance(ready, Outcome):
        return ready
    draft, case, findings, _, role = ready
    _row(case, draft, actor, ApprovalAction.RETURN, role, reasons.strip(), draft.step, findings)
    draft.state, draft.waiting_roles, draft.step = DraftState.RETURNED, [], 0
    draft.save(update_fields=["state", "waiting_roles", "step", "updated_at"])
    return Outcome(case.ask.matter_id, findings=findings)


def delegate(actor: Actor, draft_id: str, to_officer: str, reasons: str) -> Outcome:
    """Pass the waiting step to another holder of the same role, with reasons; only that person can then give it."""
    if not reasons.strip():
        return Outcome(errors={"opinion": "转交须写明理由"})
    ready = _ready(actor, draft_id)
    if isinstance(ready, Outcome):
        return ready
    draft, case, findings, _, role = ready
    target = actor_of(to_officer) if is_id(to_officer) else None
    if target is None or not acting_roles(target.roles, (role,)) or target.agency_id != str(draft.agency_id):
        return Outcome(errors={"to": "只能转交给本机关担任同一岗位角色的人员"})
    if target.officer_id in (str(draft.author_id), actor.officer_id, *draft.co_handlers):
        return Outcome(errors={"to": "不能转交给拟制人、共同办理人或者本人"})
    if may_not_approve(case.view, target.officer_id, role):
        return Outcome(errors={"to": "不能转交给承办或者审核了本案的人员"})
    opinion = f"转交{target.name}:{reasons.strip()}"
    _row(case, draft, actor, ApprovalAction.DELEGATE, role, opinion, draft.step, findings)
    draft.waiting_officer_id = target.officer_id
    draft.save(update_fields=["waiting_officer", "updated_at"])
    return Outcome(case.ask.matter_id, findings=findings)


def _lock(draft_id: str) -> Draft | None:
    if not is_id(str(draft_id)):
        return None
    return Draft.objects.select_for_update(of=("self",)).select_related("author").filter(pk=draft_id).first()


def _no(message: str) -> Outcome:
    return Outcome(errors={"": message})


def _ready(
    actor: Actor, draft_id: str
) -> Outcome | tuple[Draft, Case, tuple[Finding, ...], tuple[ApprovalStep, ...], str]:
    """The draft waiting for this person, judged anew; or the reason why not."""
    draft = _lock(draft_id)
    if draft is None:
        return _no("没有找到这份拟稿,或者您无权审批")
    if draft.state != DraftState.SUBMITTED:
        return _no("这份拟稿不在审批中,可能已由他人处理,请刷新页面")
    if actor.officer_id in (str(draft.author_id), *draft.co_handlers):
        return _no("不能审批自己拟制或者共同办理的事项")
    case = prepare(ask_of(draft, author_of(draft)))
    if isinstance(case, Unusable):
        return Outcome(str(draft.matter_id or "") or None, errors=case.errors, stale=case.stale)
    steps = steps_of(case.rule, case.view, case.proposal)
    if draft.step >= len(steps):
        return _no("审批环节已变化,请承办人重新送审")
    role = next(iter(acting_roles(actor.roles, steps[draft.step].roles)), "")
    if not role:
        return _no("现在轮到其他岗位审批,您没有相应的岗位角色")
    apart = may_not_approve(case.view, actor.officer_id, role)
    if apart:
        return _no(apart)
    if draft.waiting_officer_id and str(draft.waiting_officer_id) != actor.officer_id:
        return _no("该审批已转交给其他负责人")
    if any(a.action == "approve" and a.officer_id == actor.officer_id for a in _standing(case)):
        return _no("同一人不能担任两级审批")
    return draft, case, service.judge(case), steps, role


def _standing(case: Case) -> list[Any]:
    """Approvals since the last submission."""
    rows = list(case.view.approvals)
    last = max((n for n, a in enumerate(rows) if a.action in ("submit", "void", "return")), default=-1)
    return [a for a in rows[last + 1 :] if a.action == "approve"]


def seen_hashes(case: Case, draft: Draft, findings: Sequence[Finding]) -> dict[str, str]:
    """What an approver sees, as hashes: the draft version, the validated payload and which findings there were.

    A finding counts by rule, level and field: its words may speak of today and change overnight.
    """
    return seen_of(draft, case.values, findings)


def seen_of(draft: Draft, values: Mapping[str, Any], findings: Sequence[Finding]) -> dict[str, str]:
    """As `seen_hashes`, from the validated payload itself (approvals that were given elsewhere and are imported)."""
    told = sorted({f"{f.gate}:{f.level}:{f.field or ''}" for f in findings})
    return {
        "draft": f"{draft.pk}@{draft.version}",
        "payload": payload_hash(values),
        "findings": hashlib.sha256(canonical(told)).hexdigest(),
    }


def _seen_changed(draft: Draft, case: Case, findings: Sequence[Finding]) -> bool:
    rows = case.raw["approvals"] or []
    submitted = [r for r in rows if r["action"] == "submit"]
    return bool(submitted) and submitted[-1]["seen"] != seen_hashes(case, draft, findings)


def _advance(
    case: Case, draft: Draft, steps: Sequence[ApprovalStep], step: int, findings: Sequence[Finding]
) -> Outcome:
    """Move to the next step that needs a signature, or record the act when none is left."""
    while step < len(steps) and steps[step].meeting and case.view.has(str(steps[step].meeting)):
        step += 1
    if step >= len(steps):
        return service.record(case.ask, approved=True)
    draft.state, draft.step = DraftState.SUBMITTED, step
    draft.waiting_roles, draft.waiting_since = list(steps[step].roles), case.now
    draft.waiting_officer = None
    draft.save(
        update_fields=["state", "step", "waiting_roles", "waiting_officer", "waiting_since", "updated_at"]
    )
    return Outcome(case.ask.matter_id, findings=tuple(findings), needed=tuple(steps[step:]))


def _row(
    case: Case,
    draft: Draft,
    actor: Actor,
    action: ApprovalAction,
    role: str,
    opinion: str,
    step: int,
    findings: Sequence[Finding],
) -> Approval:
    return write_approval(
        draft=draft,
        now=case.now,
        action=action,
        officer_id=actor.officer_id,
        name=actor.name,
        certificate=actor.certificate,
        role=role,
        opinion=opinion,
        step=step,
        seen=seen_hashes(case, draft, findings),
    )


def _void(actor: Actor, draft: Draft, why: str) -> None:
    from yifa.matters.dbclock import database_now

    write_approval(
        draft=draft,
        now=database_now(),
        action=ApprovalAction.VOID,
        officer_id=actor.officer_id,
        name=actor.name,
        certificate="",
        role="",
        opinion=why,
        step=draft.step,
        seen={},
    )
    draft.state, draft.waiting_roles, draft.step = DraftState.RETURNED, [], 0
    draft.save(update_fields=["state", "waiting_roles", "step", "updated_at"])
