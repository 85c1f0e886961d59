"""The life of an import: begun with a file, read and judged, confirmed, written, perhaps taken back.

Reading and writing commit as they go on, so that progress is seen, and can be begun again: reading starts anew, writing
goes on after the last row that was committed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from yifa.registers.ids import new_id
from yifa.registers.imports import keeping, staging
from yifa.registers.models import ImportJob
from yifa.registers.node import current_node
from yifa.registers.scope import WORKER, Actor, scope
from yifa.registers.sheets import Sheet, sheet_named

State = ImportJob.State
Progress = Callable[[int, int], None]  # (rows done, rows in all or 0 when not known yet)
STILL = timedelta(minutes=3)
INLINE = 512 * 1024  # a file up to this size is read while the person waits


class NotNow(Exception):
    """The job is in another state than the step needs. The message says so."""


def begin(
    actor: Actor,
    sheet: Sheet,
    name: str,
    raw: bytes,
    reason: str,
    *,
    agencies: Collection[str] | None,
    queued: bool = True,
) -> ImportJob:
    """Keep an uploaded file and queue its reading, or read it at once when it is small. Raises ValidationError.

    Rows of other agencies than `agencies` are refused; None sets no limit. With `queued` False the caller reads it.
    """
    said = reason.strip()
    if not said:
        raise ValidationError({"reason": "请写明导入理由"})
    if len(said) > 400:
        raise ValidationError({"reason": "理由最多400个字"})
    job = ImportJob(
        sheet=sheet.name, reason=said, actor=actor.name or actor.scope, actor_officer=actor.officer_id,
        agency_id=actor.agency_id or None, agencies=None if agencies is None else sorted(agencies),
        file_name=name[-200:] or "文件", sha256=hashlib.sha256(raw).hexdigest(), size=len(raw), node=current_node(),
    )  # fmt: skip
    if queued and len(raw) <= INLINE:
        job.save(force_insert=True)
        from yifa.registers.imports.reading import read_staged

        read_staged(job, raw)
        return job
    keeping.keep(job, raw)
    job.save(force_insert=True)
    if queued:
        _defer("yifa.registers.read_import", job)
    return job


def confirm(job_id: UUID) -> ImportJob:
    """Let the judged rows be written. Raises NotNow when there is nothing to confirm (any more)."""
    with transaction.atomic():
        job = locked(job_id)
        if job.state != State.JUDGED:
            raise NotNow(f"这次导入{job.get_state_display()}，不能确认")
        if not job.new + job.changed:
            raise NotNow("没有可以写入的行")
        job.state, job.confirmed_at = State.CONFIRMED, now()
        job.save(update_fields=["state", "confirmed_at"])
        _defer("yifa.registers.write_import", job)
        return job


def drop(job_id: UUID) -> ImportJob:
    """Give a judged or unreadable import up: its rows and its file go, the record that it was stays."""
    with transaction.atomic():
        job = locked(job_id)
        if job.state not in (State.JUDGED, State.UNREADABLE, State.WAITING):
            raise NotNow(f"这次导入{job.get_state_display()}，不能放弃")
        staging.clear(job.pk)
        keeping.forget(job)
        job.state, job.finished_at = State.DROPPED, now()
        job.save()
        return job


def undo(actor: Actor, job_id: UUID, reason: str) -> ImportJob:
    """Queue the taking back of a written import. Raises NotNow, or ValidationError without a reason."""
    if not reason.strip():
        raise ValidationError({"reason": "请写明撤销理由"})
    with transaction.atomic():
        job = locked(job_id)
        if job.state != State.WRITTEN or job.undoes_id is not None:
            raise NotNow(f"这次导入{job.get_state_display()}，不能撤销")
        if ImportJob.objects.filter(undoes=job).exists():
            raise NotNow("这次导入正在撤销")
        back = ImportJob(
            sheet=job.sheet, undoes=job, state=State.CONFIRMED, reason=reason.strip()[:400],
            actor=actor.name or actor.scope, actor_officer=actor.officer_id, agency_id=actor.agency_id or None,
            file_name=job.file_name, rows=job.written, confirmed_at=now(), node=current_node(),
        )  # fmt: skip
        back.save(force_insert=True)
        _defer("yifa.registers.write_import", back)
        return back


def run_reading(job_id: UUID, progress: Progress | None = None) -> None:
    """Read and judge a kept file. Begun again after a crash, it starts anew; a job that is further on is left alone."""
    from yifa.registers.imports.reading import read_in_steps

    with scope(WORKER):
        job = locked(job_id)
        if job.state not in (State.WAITING, State.READING):
            return
        staging.clear(job.pk)
        job.state, job.rows, job.reader, job.touched_at = State.READING, 0, new_id(), now()
        job.save(update_fields=["state", "rows", "reader", "touched_at"])
        raw = keeping.fetch(job)
    with suppress(NotNow):  # somebody else took over
        read_in_steps(job, raw, progress)


def run_writing(job_id: UUID, progress: Progress | None = None) -> None:
    """Write what was confirmed, step by step, until nothing is left. Safe to be begun again at any time."""
    from yifa.registers.imports.undoing import undo_step
    from yifa.registers.imports.writing import write_step

    step: Callable[[ImportJob], bool] | None = None
    more = True
    while more:
        with scope(WORKER):
            job = locked(job_id)
            if job.state not in (State.CONFIRMED, State.WRITING):
                return
            if job.state == State.CONFIRMED:
                job.state = State.WRITING
                job.save(update_fields=["state"])
            step = undo_step if job.undoes_id else write_step
            more = step(job)
            job.touched_at = now()
            if more:
                job.save(update_fields=["touched_at"])
            else:
                _finish(job)
        if progress:
            progress(job.written_to, job.rows)


def _finish(job: ImportJob) -> None:
    job.state, job.finished_at = State.WRITTEN, now()
    job.save()
    if job.undoes_id:
        ImportJob.objects.filter(pk=job.undoes_id).update(state=State.UNDONE)
    else:
        staging.clear(job.pk, keep_refused=True)


def author(job: ImportJob) -> Actor:
    """Whose changes these are: the person who asked, at work through the queue."""
    return Actor("worker", name=job.actor, officer_id=job.actor_officer, agency_id=str(job.agency_id or ""))


def why(job: ImportJob) -> str:
    """The reason that each change carries."""
    if job.undoes is not None:
        return f"{job.reason}（撤销导入{job.undoes.short}）"
    return f"{job.reason}（导入{job.short}）"


def sheet_for(job: ImportJob) -> Sheet:
    """The job's sheet. LookupError when the program no longer has it."""
    sheet = sheet_named(job.sheet)
    if sheet is None:
        raise LookupError(job.sheet)
    return sheet


def locked(job_id: UUID) -> ImportJob:
    """The job, locked until the transaction ends. Raises NotNow when it is not there."""
    job = ImportJob.objects.select_for_update(of=("self",)).filter(pk=job_id, node=current_node()).first()
    if job is None:
        raise NotNow("没有这次导入")
    return job


def now() -> datetime:
    """The database's time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def _defer(task: str, job: ImportJob) -> None:
    """Queue a step in this transaction, unless one waits already."""
    from procrastinate.contrib.django import app
    from procrastinate.exceptions import AlreadyEnqueued

    with suppress(AlreadyEnqueued), transaction.atomic():
        app.configure_task(task, queue="effects", queueing_lock=f"import {job.pk}").defer(job_id=str(job.pk))


def requeue() -> None:
    """Queue again what has not moved for a while: its worker is gone."""
    waiting = {State.WAITING: "read", State.READING: "read", State.CONFIRMED: "write", State.WRITING: "write"}
    still = ImportJob.objects.filter(
        node=current_node(), state__in=list(waiting), touched_at__lt=now() - STILL
    )
    for job in still:
        _defer(f"yifa.registers.{waiting[State(job.state)]}_import", job)
