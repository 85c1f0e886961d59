"""The rows of an approval chain: append-only, each committed with its own salts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yifa.ledger.commit import commit
from yifa.ledger.store.pending import leaf_row, queue
from yifa.matters.committed import approval_fields
from yifa.matters.models import Approval, Draft
from yifa.registers.ids import new_id


@dataclass(frozen=True, slots=True)
class Signature:
    """One step of an approval chain as it was given. `source_recorded_at` is an import's own time."""

    action: str
    officer_id: str
    name: str
    certificate: str
    role: str
    opinion: str
    step: int
    seen: Mapping[str, str]
    source_recorded_at: datetime | None = None


def write_approval(*, draft: Draft, now: datetime, **given: Any) -> Approval:
    """Append one approval row and its leaf; `given` are the fields of a Signature."""
    return write_approvals(draft, now, [Signature(**given)])[0]


def write_approvals(draft: Draft, now: datetime, signatures: Sequence[Signature]) -> list[Approval]:
    """Append the rows of a chain, oldest first, and their leaves. Two statements."""
    rows, leaves = [], []
    for signature in signatures:
        row = _approval(draft, now, signature)
        sealed = commit(approval_fields(row))
        row.body, row.commitment = sealed.body, sealed.digest
        rows.append(row)
        leaves.append(leaf_row("approval", row.pk, sealed, now))
    Approval.objects.bulk_create(rows)
    queue(leaves)
    return rows


def _approval(draft: Draft, now: datetime, given: Signature) -> Approval:
    return Approval(
        id=new_id(),
        agency_id=draft.agency_id,
        draft=draft,
        matter_id=draft.matter_id,
        version=draft.version,
        step=given.step,
        action=given.action,
        officer_id=given.officer_id or None,
        name=given.name,
        role=given.role,
        certificate=given.certificate,
        opinion=given.opinion[:4000],
        seen=dict(given.seen),
        recorded_at=now,
        source_recorded_at=given.source_recorded_at,
    )
