"""What follows an act, done by the queue after commit: papers, disclosure, withdrawal. At least once, idempotent."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection

from django.db import transaction

from yifa.matters import children, disclosure, erasure, paperwork, retelling
from yifa.matters.dbclock import database_now
from yifa.matters.models import Act, Effect, Paper
from yifa.matters.models.papers import PaperState

log = logging.getLogger(__name__)
FAILED = "系统办理时出错，稍后自动再办"
WAITS = "该项办理还没有登入存证日志的检查点，登入后即生成文书"


class EffectProblem(Exception):
    """An effect could not be done now; the queue tries again."""


def run(act_id: str, only: Collection[str] | None = None) -> int:
    """Do every queued effect of an act (or those named), in order; returns how many. Runs inside a worker scope."""
    act = Act.objects.select_related("matter").filter(pk=act_id).first()
    if act is None:
        return 0
    done = 0
    for effect in (
        Effect.objects.select_for_update().filter(act_id=act_id, state="queued").order_by("name", "ordinal")
    ):
        handler = HANDLERS.get(effect.name)
        if handler is None or (only is not None and effect.name not in only):
            continue
        try:
            with transaction.atomic():  # what one effect began is undone without its siblings
                problem = handler(act, effect)
        except paperwork.NotYetProved:
            effect.problem = WAITS  # and no attempt is used up, however long the log stands still
            effect.save(update_fields=["problem"])
            continue
        except Exception as error:
            log.exception("effect %s %s of act %s failed", effect.name, effect.ordinal, act_id)
            problem = f"{FAILED}（{type(error).__name__}）"
        effect.attempts += 1
        effect.problem = problem[:400]
        if not problem:
            effect.state, effect.done_at = "done", database_now()
            done += 1
        effect.save(update_fields=["attempts", "problem", "state", "done_at"])
    return done


def wants_proof(act_id: str) -> bool:
    """Whether a paper that is served waits to be made for this act. Runs inside a worker scope."""
    return Effect.objects.filter(
        act_id=act_id, state="queued", name="paper", target__in=Paper.objects.filter(served=True).values("id")
    ).exists()


def _paper(_: Act, effect: Effect) -> str:
    paper = paperwork.make(Paper.objects.select_for_update().get(pk=str(effect.target)))
    return "" if paper.state == PaperState.READY else paper.problem


def _disclose(act: Act, effect: Effect) -> str:
    disclosure.prepare(act, Paper.objects.get(pk=str(effect.target)))
    return ""


def _publish(act: Act, _: Effect) -> str:
    """Publish what was prepared; while a decision's own preparation still waits in the queue, come back later."""
    waiting = Effect.objects.filter(act__matter_id=act.matter_id, name="disclose", state="queued")
    if waiting.exclude(act=act).exists():
        return "决定的公开内容还没有准备好，稍后再公开"
    disclosure.publish(act.matter, act.source_recorded_at)
    return ""


def _withdraw(act: Act, _: Effect) -> str:
    disclosure.withdraw(act.matter, disclosure.reason_of(act))
    return ""


HANDLERS: dict[str, Callable[[Act, Effect], str]] = {
    "paper": _paper,
    "disclose": _disclose,
    "publish": _publish,
    "withdraw": _withdraw,
    "spawn": children.spawn,
    "report": children.report,
    "retell": retelling.retell,
    "erase": erasure.erase,
    "destroy": erasure.destroy,
}
