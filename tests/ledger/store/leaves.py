"""Leaves for tests of the log, queued as the write path queues them."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from yifa.ledger.commit import Commitment, commit
from yifa.ledger.store.pending import leaf_row, queue
from yifa.matters.dbclock import database_now
from yifa.registers.ids import new_id


def add(count: int, kind: str = "act") -> list[tuple[UUID, Commitment]]:
    """Queue leaves in one transaction; returns ids and commitments in order."""
    made = [(new_id(), commit({"act": {"n": n}, "payload.note": f"第{n}项"})) for n in range(count)]
    with transaction.atomic():
        now = database_now()
        queue([leaf_row(kind, object_id, sealed, now) for object_id, sealed in made])
    return made
