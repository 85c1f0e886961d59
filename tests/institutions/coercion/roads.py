"""What the walks of coercion share: days past, the end of a matter, and what may be seen of it afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from support.walk import Walk


def ago(days: int) -> dict[str, Any]:
    """The act happened so many days ago, within the time for entering it."""
    from datetime import timedelta

    from support.walk import now

    return {"occurred_to": now() - timedelta(days=days)}


def finish(walk: Walk, ground: str = "performed") -> None:
    """Closed on that ground and archived."""
    walk.do("close", {"ground": ground, "result": "办结"})
    walk.run_effects()
    walk.do("archive", {"retention": "ten", "complete": True}, by="archivist")


def seen(walk: Walk) -> tuple[set[str], dict[str, Any]]:
    """Kinds of the papers that were made, and the newest clock of each name. Nothing in the queue failed."""
    from yifa.matters.models import Clock, Effect, Paper
    from yifa.registers.scope import scope

    with scope(walk.office.actor("handler")):
        failed = Effect.objects.filter(act__matter_id=walk.matter_id).exclude(state__in=("done", "queued"))
        assert not list(failed.values_list("name", "problem"))
        papers = set(Paper.objects.filter(matter_id=walk.matter_id).values_list("kind", flat=True))
        clocks = Clock.objects.filter(matter_id=walk.matter_id).order_by("started_at")
        return papers, {c.name: c for c in clocks}
