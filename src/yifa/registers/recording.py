"""What a change leaves: its row of history, its leaf in the log, the stamps of caches, and whoever must be told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection, models
from django.db.models import F
from django.db.models.functions import Now

from yifa.ledger.store.pending import queue
from yifa.registers import conferring
from yifa.registers.models import (
    Agency,
    BenchmarkTable,
    ExemptionTable,
    FigureOverlay,
    Holiday,
    PermitItem,
    Power,
    PowerState,
    PublishedYear,
    Region,
    RegisterChange,
    Stamp,
)
from yifa.registers.scope import Actor

# Called with each change inside its transaction, so that what must follow it (a recomputation) cannot be lost.
on_change: list[Callable[[RegisterChange], None]] = []

_STAMPS: dict[type[models.Model], str] = {
    BenchmarkTable: "law",
    ExemptionTable: "law",
    FigureOverlay: "law",
    Holiday: "law",
    PermitItem: "law",
    Power: "law",
    PowerState: "law",
    PublishedYear: "law",
    Region: "agencies",
    Agency: "agencies",
}
SECRET = {"password"}
# The import whose rows are being written: its changes are told by it.
_import: ContextVar[UUID | None] = ContextVar("yifa_import", default=None)


@contextmanager
def importing(job_id: UUID) -> Iterator[None]:
    """Changes recorded inside belong to that import."""
    token = _import.set(job_id)
    try:
        yield
    finally:
        _import.reset(token)


def snapshot(row: models.Model) -> dict[str, Any]:
    """Field values as JSON-safe values: dates ISO, ids as strings, a password never shown."""
    values = {}
    for column in row._meta.concrete_fields:
        value = getattr(row, column.attname)
        if column.name in SECRET:
            value = "已设置" if value and not value.startswith(UNUSABLE_PASSWORD_PREFIX) else ""
        values[column.name] = plain(value)
    values.pop("last_login", None)
    return values


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def record(
    actor: Actor,
    model: type[models.Model],
    changes: Sequence[tuple[models.Model, dict[str, Any] | None]],
    reason: str,
) -> None:
    """Record what was done to rows (each with its snapshot before, None for a new one), in this transaction."""
    if not changes:
        return
    at = _now()
    rows = [
        RegisterChange(
            at=at,
            model=model._meta.label,
            row_id=str(row.pk),
            before=before,
            after=snapshot(row),
            reason=reason.strip(),
            actor=actor.name or actor.scope,
            actor_officer=actor.officer_id,
            job_id=_import.get(),
        )
        for row, before in changes
    ]
    leaves = conferring.seal(model, rows)
    _insert(rows)
    queue(leaves)
    stamp = _STAMPS.get(model)
    if stamp:
        Stamp.objects.filter(name=stamp).update(version=F("version") + 1, changed_at=Now())
    for listener in on_change:
        for row in rows:
            listener(row)


def _now() -> datetime:
    """The database's time of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def _insert(rows: Sequence[RegisterChange]) -> None:
    """One statement with arrays: for thousands of rows several times faster than a VALUES list."""
    first = rows[0]
    before = [None if row.before is None else json.dumps(row.before, ensure_ascii=False) for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {RegisterChange._meta.db_table}"
            " (id, row_id, before, after, body, at, model, reason, actor, actor_officer, job_id)"
            " SELECT id, row_id, before::jsonb, after::jsonb, body, %s, %s, %s, %s, %s, %s"
            " FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::bytea[])"
            " AS t (id, row_id, before, after, body)",
            [
                first.at,
                first.model,
                first.reason,
                first.actor,
                first.actor_officer,
                first.job_id,
                [row.pk for row in rows],
                [row.row_id for row in rows],
                before,
                [json.dumps(row.after, ensure_ascii=False) for row in rows],
                [row.body for row in rows],
            ],
        )
