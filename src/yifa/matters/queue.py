"""The task queue (procrastinate, in the same database): work is enqueued in the transaction that causes it."""

from __future__ import annotations

import contextlib

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued


def defer_effects(act_id: str, agency_id: str) -> None:
    """Queue the effects of one act. One statement, in the caller's transaction."""
    app.configure_task("yifa.matters.run_effects", queue="effects").defer(act_id=act_id, agency_id=agency_id)


def defer_recompute(reason: str) -> None:
    """Queue a recomputation of all open clocks, unless one is waiting already."""
    task = app.configure_task(
        "yifa.matters.recompute_clocks", queue="effects", queueing_lock="recompute_clocks"
    )
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        task.defer(reason=reason)
