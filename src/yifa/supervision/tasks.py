"""Tasks of the queue for policy plans. Each opens its own transactions under the worker's scope."""

from __future__ import annotations

import contextlib
from uuid import UUID

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from yifa.registers.scope import WORKER, scope
from yifa.supervision.plans import following, opening, readings, supplements


@app.task(name=opening.TASK, queue="effects", retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def open_plan_tasks(plan_id: str) -> None:
    """Open the matters of a plan's tasks; what was opened before stays."""
    opening.run(plan_id)


@app.periodic(cron="*/5 * * * *")
@app.task(name="yifa.supervision.requeue_plans", queue="effects", queueing_lock="requeue_plans")
def requeue_plans(timestamp: int) -> None:
    """Queue again plans with units that have no matter yet."""
    with scope(WORKER):
        for plan_id in opening.again():
            with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
                job = app.configure_task(opening.TASK, queue="effects", queueing_lock=f"plan {plan_id}")
                job.defer(plan_id=plan_id)


@app.task(name=readings.TASK, queue="effects", retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def read_plan(reading_id: str) -> None:
    """Read a large policy document into drafts of its author."""
    readings.run(UUID(reading_id))


@app.periodic(cron="*/5 * * * *")
@app.task(name="yifa.supervision.requeue_readings", queue="effects", queueing_lock="requeue_readings")
def requeue_readings(timestamp: int) -> None:
    """Queue again documents whose reading was lost with its worker."""
    with scope(WORKER):
        readings.requeue()


@app.periodic(cron="*/5 * * * *")
@app.task(name="yifa.supervision.follow_plans", queue="effects", queueing_lock="follow_plans")
def follow_plans(timestamp: int) -> None:
    """Carry to the ledger what was done in the matters of plans."""
    with scope(WORKER):
        following.follow()
        supplements.take_in()
        for plan in following.give_anew():
            opening.defer(plan)
