"""The same gates on matters at rest: what a procedure watches raises alerts; one that no longer holds is closed.

One matter at a time, in its own short transaction, so that nothing waits for the whole round.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from yifa.law.gates import Finding, evaluate
from yifa.law.procedure import Procedure
from yifa.matters import discovery, picture
from yifa.matters.models import Alert, Matter
from yifa.registers.scope import WORKER, scope

BATCH = 200


def watch_open() -> tuple[int, int]:
    """Look at every matter not yet archived; returns (looked at, alerts raised)."""
    seen = raised = 0
    for matter_id in _open_matters():
        with scope(WORKER):
            raised += watch(matter_id)
        seen += 1
    return seen, raised


def _open_matters() -> Iterator[UUID]:
    known = (*discovery.procedures().values(), *discovery.overlaid())
    watched = sorted({p.id for p in known if p.watch})
    last: UUID | None = None
    while True:
        with scope(WORKER):
            rows = Matter.objects.filter(archived_at=None, procedure__in=watched).order_by("id")
            batch = list((rows.filter(id__gt=last) if last else rows).values_list("id", flat=True)[:BATCH])
        yield from batch
        if len(batch) < BATCH:
            return
        last = batch[-1]


def watch(matter_id: UUID) -> int:
    """Judge one matter at rest; returns how many alerts were raised. Must run inside a worker scope."""
    matter = Matter.objects.select_for_update(of=("self",)).select_related("version").get(pk=matter_id)
    procedure = discovery.for_matter(matter)
    raw = picture.fetch(str(matter.pk), str(matter.agency_id))
    found = {f.gate: f for f in findings(procedure, matter, raw)}
    standing = {a.rule: a for a in Alert.objects.filter(matter=matter, act=None, state="open")}
    now = datetime.fromisoformat(raw["now"])
    Alert.objects.filter(pk__in=[a.pk for rule, a in standing.items() if rule not in found]).update(
        state="closed", closed_at=now
    )
    new = [
        Alert(
            agency_id=matter.agency_id,
            matter=matter,
            rule=f.gate,
            level=f.level,
            message=f.message,
            citation=f.citation,
            remedy=f.remedy,
            raised_at=now,
        )
        for f in found.values()
        if f.gate not in standing
    ]
    Alert.objects.bulk_create(new)
    return len(new)


def findings(procedure: Procedure, matter: Matter, raw: dict[str, Any]) -> list[Finding]:
    """What the watched gates say of the matter now, without a proposal; notes for information are left out."""
    view = picture.build(raw, matter=picture.head(matter))
    return [f for f in evaluate(procedure.watch, view) if f.level != "info"]
