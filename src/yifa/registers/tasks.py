"""Tasks of the queue that read and write whole files. Each step is a transaction under the worker's scope."""

from __future__ import annotations

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from yifa.registers import exams
from yifa.registers.imports import jobs
from yifa.registers.scope import WORKER, scope

_RETRY = RetryStrategy(max_attempts=5, exponential_wait=5)


@app.task(name="yifa.registers.read_import", queue="effects", retry=_RETRY)
def read_import(job_id: str) -> None:
    """Read and judge an uploaded file."""
    jobs.run_reading(UUID(job_id))


@app.task(name="yifa.registers.write_import", queue="effects", retry=_RETRY)
def write_import(job_id: str) -> None:
    """Write a confirmed import, or take one back."""
    jobs.run_writing(UUID(job_id))


@app.periodic(cron="*/5 * * * *")
@app.task(name="yifa.registers.requeue_imports", queue="effects", queueing_lock="requeue_imports")
def requeue_imports(timestamp: int) -> None:
    """Queue again imports whose job was lost with its worker."""
    with scope(WORKER):
        jobs.requeue()


@app.periodic(cron="*/5 * * * *")
@app.task(name="yifa.registers.close_exams", queue="effects", queueing_lock="close_exams")
def close_exams(timestamp: int) -> None:
    """Hand in exams whose time is over and whose candidate did not come back."""
    with scope(WORKER):
        exams.close_overdue()
