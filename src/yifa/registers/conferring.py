"""Register changes that give or take power, and what the log proves about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models

from yifa.ledger.commit import commit
from yifa.ledger.store.columns import committed
from yifa.ledger.store.models import PendingLeaf
from yifa.ledger.store.pending import leaf_row
from yifa.registers.models import (
    Account,
    Agency,
    AgencyVerification,
    BenchmarkTable,
    Certificate,
    CertificateState,
    Counsellor,
    ExamAttempt,
    ExemptionTable,
    FigureOverlay,
    Mandate,
    Officer,
    OfficerExit,
    OfficerPhoto,
    PermitItem,
    Post,
    PostHolding,
    Power,
    PowerState,
    RegisterChange,
    RoleGrant,
)

CONFERRING: frozenset[type[models.Model]] = frozenset(
    (
        Account, Agency, AgencyVerification, BenchmarkTable, Certificate, CertificateState, Counsellor,
        ExamAttempt, ExemptionTable, FigureOverlay, Mandate, Officer, OfficerExit, OfficerPhoto, PermitItem,
        Post, PostHolding, Power, PowerState, RoleGrant,
    )
)  # fmt: skip
APART = ("before", "after", "reason", "actor")


def seal(model: type[models.Model], rows: Sequence[RegisterChange]) -> list[PendingLeaf]:
    """Commit to changes of a register that confers power; their leaves for the log, none for other registers."""
    if model not in CONFERRING:
        return []
    leaves = []
    for row in rows:
        sealed = commit(change_fields(row))
        row.body = sealed.body
        leaves.append(leaf_row("register", row.pk, sealed, row.at))
    return leaves


def change_fields(row: RegisterChange) -> dict[str, Any]:
    """What the log proves about a change: every column. One that came with no import says nothing of imports.

    So what was committed before there were imports stays as it was.
    """
    without = () if row.job_id else ("job_id",)
    return committed(row, "register", apart=APART, skip=("body", *without))
