"""Leaves on their way into the log: queued in the transaction of the thing they prove."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yifa.ledger.commit import Commitment
from yifa.ledger.store.models import PendingLeaf
from yifa.ledger.tiles import MAX_ENTRY


def leaf_row(kind: str, object_id: UUID, sealed: Commitment, now: datetime) -> PendingLeaf:
    """The waiting leaf of something committed; `now` is the database's time in this transaction. Not yet saved.

    ValueError when it is larger than the log's format allows: a record with hundreds of fields.
    """
    if len(sealed.leaf) > MAX_ENTRY:
        raise ValueError(
            f"{kind} {object_id}: {len(sealed.leaf)} bytes of digests are more than a log entry holds"
        )
    return PendingLeaf(kind=kind, object_id=object_id, leaf=sealed.leaf, recorded_at=now)


def queue(leaves: Sequence[PendingLeaf]) -> None:
    """Save waiting leaves. One statement."""
    PendingLeaf.objects.bulk_create(leaves)
