"""Clocks that are over, where the law says what silence means: the machine records the act that a procedure declares.

An act like any other, through `service.record`. What stands against it is asked first, so that nothing is refused on
record hour after hour; the alert of the matter at rest tells people meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import NAMESPACE_OID, UUID, uuid5

from yifa.matters import discovery, service
from yifa.matters.dbclock import database_now
from yifa.matters.models import Clock
from yifa.matters.request import Ask
from yifa.registers.scope import WORKER, Actor, scope

_MACHINE = Actor("worker", name="系统")
MOST = 500


def lapse_due() -> int:
    """Record what lapsed clocks mean, each in a transaction of its own; returns how many acts there were."""
    return sum(
        _lapse(matter_id, agency_id, kind, clock_id) for matter_id, agency_id, kind, clock_id in _lapsed()
    )


def _lapsed() -> Iterator[tuple[UUID, UUID, str, UUID]]:
    """(matter, agency, act, clock) of running clocks that are over and whose procedure declares an act for that."""
    for procedure in discovery.procedures().values():
        for rule in procedure.acts.values():
            if rule.on_lapse is None:
                continue
            with scope(WORKER):
                over = Clock.objects.filter(
                    matter__procedure=procedure.id,
                    name=rule.on_lapse,
                    ended_at=None,
                    paused=False,
                    due_at__lt=database_now(),
                ).order_by("due_at")
                found = list(over.values_list("matter_id", "agency_id", "id")[:MOST])
            yield from ((matter, agency, rule.id, clock) for matter, agency, clock in found)


def _lapse(matter_id: UUID, agency_id: UUID, kind: str, clock_id: UUID) -> bool:
    with scope(WORKER):
        ask = Ask(
            actor=_MACHINE,
            kind=kind,
            payload={},
            matter_id=str(matter_id),
            agency_id=str(agency_id),
            draft_id=str(uuid5(NAMESPACE_OID, f"{clock_id}:lapse")),
        )
        tried = service.dry_run(ask)
        if tried.errors or tried.blocking or tried.needed:
            return False
        return service.record(ask).act is not None
