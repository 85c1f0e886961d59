"""Work that is going on: drafts being written, waiting for a signature, or sent back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from yifa.demo.cases import permit, short, topics
from yifa.demo.cases.decision import decided, notified
from yifa.demo.cases.inquiry import report
from yifa.demo.cases.opening import filing
from yifa.demo.people import Office
from yifa.demo.story import ORDINARY, Affair, Case, Story
from yifa.demo.telling import StoryBroken
from yifa.matters.drafting import DraftInput, approve, save_draft, send_back, submit
from yifa.matters.models import Draft, Matter
from yifa.matters.outcome import Outcome
from yifa.registers.actors import actor_of
from yifa.registers.ids import new_id
from yifa.registers.scope import IMPORTER, Actor, scope

_RETURNED = "事实部分请写明现场照片的拍摄时间；裁量理由再说明为何选择该阶次。修改后重新送审。"


def leave_work(offices: Mapping[str, Office], cases: Iterable[Affair], now: datetime) -> int:
    """Leave drafts on the desk of the first agency; returns how many. Raises StoryBroken when one is refused."""
    waiting: dict[str, list[Any]] = {}
    for case in cases:
        if case.stop and case.matter_id and case.office.plan.key == "urban":
            case.t = now
            key = case.stop if isinstance(case, Case) else f"{case.procedure}/{case.stop}"
            waiting.setdefault(key, []).append(case)
    before = _count()
    _half_a_clue(offices["urban"], now)
    _each(waiting.get("check_clue", []), filing, (_sent, _sent_and_approved))
    _each(waiting.get("check_correction", []), report, (_sent_back, _sent, _kept))
    _each(waiting.get("report", []), notified, (_sent_and_approved, _sent, _kept))
    _each(waiting.get("serve_notice", []), decided, (_kept,))
    granting = partial(short.decided, topic=topics.GREASE_TRAP)
    _each(waiting.get("grant.general/examine", []), granting, (_sent_and_approved,))
    permitting = partial(permit.decided, item=permit.DIG)
    _each(waiting.get("permit.ordinary/verify", []), permitting, (_sent,))
    return _count() - before


def _count() -> int:
    with scope(IMPORTER):
        return Draft.objects.exclude(state="done").count()


def _each(cases: list[Any], piece: Any, ends: tuple[Any, ...]) -> None:
    """Draft the next step of each case and let it come as far as its end says."""
    for case, end in zip(cases, ends, strict=False):
        end(case, _drafted(case, piece(case)))


def _half_a_clue(office: Office, now: datetime) -> None:
    """A clue whose form is not filled in yet."""
    actor = _actor(office, "handler1")
    payload = {
        "source": "complaint",
        "source_detail": "12345热线工单",
        "received_on": now.date().isoformat(),
        "cause": "涉嫌占道经营案",
    }
    with scope(actor):
        given = DraftInput(
            id=str(new_id()),
            kind="register_clue",
            payload=payload,
            procedure=ORDINARY,
            agency_id=actor.agency_id,
        )
        save_draft(actor, given)


def _drafted(case: Affair, story: Story) -> str:
    """Keep the story's next step as a draft of its first handler; returns the draft's id."""
    step = next(story)
    actor = _actor(case.office, step.by)
    with scope(actor):
        given = DraftInput(
            id=str(new_id()),
            kind=step.kind,
            payload=step.payload,
            matter_id=case.matter_id,
            agency_id=actor.agency_id,
            co_handlers=tuple(case.id_of(c) for c in step.co),
            act_count=Matter.objects.values_list("act_count", flat=True).get(pk=str(case.matter_id)),
        )
        return str(save_draft(actor, given).pk)


def _kept(case: Affair, draft: str) -> None:
    """Still being written."""


def _sent(case: Affair, draft: str) -> None:
    """Waiting for the head of the team."""
    actor = _actor(case.office, case.handlers[0])
    with scope(actor):
        _expect_waiting(case, submit(actor, draft))


def _sent_and_approved(case: Affair, draft: str) -> None:
    """Approved by the head of the team, waiting for the head of the agency."""
    _sent(case, draft)
    actor = _actor(case.office, case.unit_head)
    with scope(actor):
        _expect_waiting(case, approve(actor, draft, "事实清楚，同意，报局领导审批。"))


def _sent_back(case: Affair, draft: str) -> None:
    """Returned with reasons."""
    _sent(case, draft)
    actor = _actor(case.office, case.unit_head)
    with scope(actor):
        outcome = send_back(actor, draft, _RETURNED)
    if outcome.errors:
        raise StoryBroken(f"{case.label}: {dict(outcome.errors)}")


def _expect_waiting(case: Affair, outcome: Outcome) -> None:
    if outcome.errors or outcome.stale or outcome.blocking or not outcome.needed:
        raise StoryBroken(f"{case.label}: {dict(outcome.errors)} {outcome.stale} {outcome.findings}")


def _actor(office: Office, post: str) -> Actor:
    return actor_of(office.people[post].pk)
