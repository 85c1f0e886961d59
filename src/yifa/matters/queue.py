"""The task queue (procrastinate, in the same database): work is enqueued in the transaction that causes it."""

from __future__ import annotations

from procrastinate.contrib.django import app


def defer_effects(act_id: str, agency_id: str) -> None:
    """Queue the effects of one act. One statement, in the caller's transaction."""
    app.configure_task("yifa.matters.run_effects", queue="effects").defer(act_id=act_id, agency_id=agency_id)
