"""Register changes that confer power go into the log: certificates, roles, powers, benchmarks, accounts."""

from __future__ import annotations

from yifa.ledger.commit import commit
from yifa.matters.dbclock import database_now
from yifa.matters.models import PendingLeaf
from yifa.matters.queue import defer_recompute
from yifa.registers.models import (
    Account,
    Agency,
    BenchmarkTable,
    Certificate,
    CertificateState,
    Holiday,
    Officer,
    Power,
    PublishedYear,
    RegisterChange,
    RoleGrant,
)
from yifa.registers.node import current_node

CONFERRING = frozenset(
    model._meta.label
    for model in (Account, Agency, BenchmarkTable, Certificate, CertificateState, Officer, Power, RoleGrant)
)

CALENDAR = frozenset(model._meta.label for model in (Holiday, PublishedYear))


def recompute_on_calendar_change(change: RegisterChange) -> None:
    """A holiday that was entered or corrected recomputes the open clocks, in the queue, once for a whole batch."""
    if change.model in CALENDAR:
        defer_recompute(change.reason)


def on_register_change(change: RegisterChange) -> None:
    """Queue a leaf for a change of a register that confers power; called inside the change's transaction."""
    if change.model not in CONFERRING:
        return
    sealed = commit(
        {
            "id": str(change.pk),
            "register": change.model,
            "row": change.row_id,
            "before": change.before,
            "after": change.after,
            "reason": change.reason,
            "actor": change.actor,
            "actor_officer": change.actor_officer,
        }
    )
    PendingLeaf.objects.bulk_create(
        [
            PendingLeaf(
                node=current_node(),
                kind="register",
                object_id=change.pk,
                leaf=sealed.leaf,
                body=sealed.body,
                recorded_at=database_now(),
            )
        ]
    )
