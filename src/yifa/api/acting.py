"""Proposing an act, and asking beforehand what it would meet. Both go through the engine's one write path."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from yifa.access import Denied, access_proposing
from yifa.api.schemas import Done, DryRun, Problem, ProposeIn, Refused
from yifa.api.session import actor_of
from yifa.matters import drafting, queries, service
from yifa.matters.looks import look_at_matter
from yifa.matters.models import Draft
from yifa.matters.models.drafts import DraftState
from yifa.matters.outcome import Outcome, as_json
from yifa.matters.request import Ask
from yifa.registers.ids import new_id
from yifa.registers.scope import Actor, scope

router = Router(tags=["办理"])
ANSWERS = {401: Problem, 403: Problem, 422: Refused}


@router.post("/acts", response={201: Done, 202: Done, 409: Refused, **ANSWERS}, summary="提出办理行为")
def propose(request: HttpRequest, data: ProposeIn) -> Status[dict[str, Any]]:
    """201: the act stands. 202: it was sent for approval. 409: refused, with reasons. 422: wrong fields."""
    actor = actor_of(request)
    _may_propose(actor)
    ask = _ask(actor, data)
    with scope(actor):
        outcome = service.record(ask)
        if outcome.needed:
            outcome = _already_sent(actor, ask, outcome) or _send_for_approval(actor, ask)
    if outcome.act is not None:
        done = {"matter": outcome.matter_id, "act": outcome.act.pk, "findings": _findings(outcome)}
        return Status(201, done)
    if outcome.needed and not outcome.blocking:
        waiting = {"matter": outcome.matter_id, "draft": ask.draft_id, "needed": _steps(outcome)}
        return Status(202, waiting | {"findings": _findings(outcome)})
    return _refused(outcome)


@router.post("/acts/dry-run", response={200: DryRun, **ANSWERS}, summary="试算：会遇到哪些问题")
def dry_run(request: HttpRequest, data: ProposeIn) -> dict[str, Any]:
    """Findings, wrong fields and approvals needed. Nothing is written, not even a refusal."""
    actor = actor_of(request)
    _may_propose(actor)
    with scope(actor):
        found = queries.find_matter(data.matter) if data.matter else None
        if found is not None:
            look_at_matter(actor, found)
        outcome = service.dry_run(_ask(actor, data))
    return {
        "would_stand": not (outcome.errors or outcome.stale or outcome.blocking),
        "fields": {k: v for k, v in outcome.errors.items() if k},
        "findings": _findings(outcome),
        "needed": _steps(outcome),
        "message": outcome.stale or outcome.errors.get("", ""),
    }


def _may_propose(actor: Actor) -> None:
    allowed = access_proposing(actor)
    if not allowed:
        raise Denied(f"{allowed.why}。", "请由承办机关的办案人员办理")


def _ask(actor: Actor, data: ProposeIn) -> Ask:
    return Ask(
        actor=actor,
        kind=data.kind,
        payload=data.payload,
        matter_id=str(data.matter) if data.matter else None,
        procedure=data.procedure or None,
        agency_id=actor.agency_id,
        draft_id=str(data.id or new_id()),
        occurred_from=data.occurred_from,
        occurred_to=data.occurred_to,
        precision=data.precision,
        co_handlers=[str(c) for c in data.co_handlers],
        overrides=[o.model_dump() for o in data.overrides],
        expected_count=data.expected_count,
        corrects=str(data.corrects) if data.corrects else None,
    )


def _already_sent(actor: Actor, ask: Ask, outcome: Outcome) -> Outcome | None:
    """The same request again must not save the draft anew: that would void the approvals given meanwhile."""
    draft = Draft.objects.filter(pk=str(ask.draft_id), state=DraftState.SUBMITTED).first()
    if draft is None or str(draft.author_id) != actor.officer_id:
        return None
    if draft.kind != ask.kind or draft.payload != dict(ask.payload):
        return None
    return Outcome(outcome.matter_id, findings=outcome.findings, needed=outcome.needed[draft.step :])


def _send_for_approval(actor: Actor, ask: Ask) -> Outcome:
    """Save the ask as a draft and submit it, as the desk does."""
    given = drafting.DraftInput(
        id=str(ask.draft_id),
        kind=ask.kind,
        payload=ask.payload,
        matter_id=ask.matter_id,
        procedure=ask.procedure or "",
        agency_id=ask.agency_id,
        co_handlers=ask.co_handlers,
        occurred_from=ask.occurred_from,
        occurred_to=ask.occurred_to,
        precision=ask.precision,
        act_count=ask.expected_count or 0,
        corrects=ask.corrects,
        overrides=ask.overrides,
    )
    try:
        draft = drafting.save_draft(actor, given)
    except drafting.DraftRefused as error:
        return Outcome(ask.matter_id, errors={"": str(error)})
    return drafting.submit(actor, str(draft.pk))


def _refused(outcome: Outcome) -> Status[dict[str, Any]]:
    fields = {k: v for k, v in outcome.errors.items() if k}
    said = (
        outcome.stale
        or outcome.errors.get("", "")
        or (outcome.blocking[0].message if outcome.blocking else "")
    )
    body = {
        "message": said or "提交的内容有误，请按各字段的说明修改",
        "fields": fields,
        "findings": _findings(outcome),
        "stale": bool(outcome.stale),
    }
    return Status(422 if outcome.errors else 409, body)


def _findings(outcome: Outcome) -> list[dict[str, str]]:
    return [as_json(f) for f in outcome.findings]


def _steps(outcome: Outcome) -> list[dict[str, Any]]:
    return [{"roles": list(s.roles), "meeting": s.meeting or ""} for s in outcome.needed]
