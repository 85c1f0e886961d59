"""Clocks that are over, where the law says what silence means: the machine records the act that a procedure declares.

An act like any other, through `service.record`. What stands against it is asked first, so that nothing is refused on
record hour after hour; the alert of the matter at rest tells people meanwhile.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db.models import Q, QuerySet

from yifa.matters import discovery, service
from yifa.matters.dbclock import database_now
from yifa.matters.models import Clock, Matter
from yifa.matters.request import Ask
from yifa.registers.scope import WORKER, Actor, scope

_MACHINE = Actor("worker", name="系统")
PAGE = 500
log = logging.getLogger(__name__)


def lapse_due() -> int:
    """Record what lapsed clocks mean, each in a transaction of its own; returns how many acts there were."""
    return sum(_tried(lapsed) for lapsed in _lapsed())


@dataclass(frozen=True, slots=True)
class _Lapsed:
    """A clock that is over, and the act that its procedure declares for that."""

    matter_id: UUID
    agency_id: UUID
    clock_id: UUID
    kind: str


def _over() -> QuerySet[Clock]:
    """Running clocks whose last moment has passed."""
    return Clock.objects.filter(ended_at=None, paused=False, due_at__lt=database_now())


def _lapsed() -> Iterator[_Lapsed]:
    """Every lapsed clock, oldest first, page by page: however many stand blocked, those behind them are reached."""
    for procedure in discovery.procedures().values():
        for rule in procedure.acts.values():
            if rule.on_lapse is None:
                continue
            after: tuple[datetime, UUID] | None = None
            while rows := _page(procedure.id, rule.on_lapse, after):
                yield from (_Lapsed(row[0], row[1], row[2], rule.id) for row in rows)
                after = rows[-1][3], rows[-1][2]


def _page(procedure: str, clock: str, after: tuple[datetime, UUID] | None) -> list[Any]:
    with scope(WORKER):
        over = _over().filter(matter__procedure=procedure, name=clock)
        if after is not None:
            over = over.filter(Q(due_at__gt=after[0]) | Q(due_at=after[0], id__gt=after[1]))
        return list(
            over.order_by("due_at", "id").values_list("matter_id", "agency_id", "id", "due_at")[:PAGE]
        )


def _tried(lapsed: _Lapsed) -> bool:
    """One case that cannot be read does not keep the others from being looked at."""
    try:
        return _lapse(lapsed)
    except Exception:
        log.exception("lapsed clock %s of matter %s", lapsed.clock_id, lapsed.matter_id)
        return False


def _lapse(lapsed: _Lapsed) -> bool:
    with scope(WORKER):
        # Locked before the clock is read again: it may have been extended or stopped since it was listed.
        Matter.objects.select_for_update(of=("self",)).get(pk=lapsed.matter_id)
        if not _over().filter(pk=lapsed.clock_id).exists():
            return False
        ask = Ask(
            actor=_MACHINE,
            kind=lapsed.kind,
            payload={},
            matter_id=str(lapsed.matter_id),
            agency_id=str(lapsed.agency_id),
            draft_id=str(uuid5(NAMESPACE_OID, f"{lapsed.clock_id}:lapse")),
        )
        tried = service.dry_run(ask)
        if tried.errors or tried.blocking or tried.needed:
            return False
        return service.record(ask).act is not None
