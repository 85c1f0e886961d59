"""The task queue (procrastinate, in the same database): work is enqueued in the transaction that causes it."""

from __future__ import annotations

import contextlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

# The queue's own function, versioned by it: one job of `run_effects`, without priority, lock or time.
DEFER = (
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(%s, %s, 0, NULL, NULL, %s::jsonb, NULL)"
    "::procrastinate_job_to_defer_v1])"
)
RUN_EFFECTS = "yifa.matters.run_effects"


def defer_effects(act_id: str, agency_id: str) -> None:
    """Queue the effects of one act. One statement, in the caller's transaction."""
    app.configure_task(RUN_EFFECTS, queue="effects").defer(act_id=act_id, agency_id=agency_id)


def deferral(act_id: str, agency_id: str) -> tuple[str, list[Any]]:
    """What `defer_effects` sends, as statement and values, to go in one message with the act."""
    return DEFER, ["effects", RUN_EFFECTS, json.dumps({"act_id": act_id, "agency_id": agency_id})]


def defer_recompute(reason: str) -> None:
    """Queue a recomputation of all open clocks, unless one is waiting already."""
    task = app.configure_task(
        "yifa.matters.recompute_clocks", queue="effects", queueing_lock="recompute_clocks"
    )
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        task.defer(reason=reason)


def defer_figures(change_id: str, at: datetime | None = None) -> None:
    """Queue the recomputation that a change of a figure overlay asks for; `at`: when its rows come into force."""
    task = app.configure_task("yifa.matters.recompute_figures", queue="effects", schedule_at=at)
    task.defer(change_id=change_id)
