"""Large policy documents: kept when they are uploaded, read by the queue, taken into drafts of their author.

Reading is pure and runs outside of any transaction; how far it is is written now and then. A reading whose worker died
is begun again from the kept file. Drafts and the end of the reading are one transaction: it never ends twice.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.db import OperationalError, transaction
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now
from django.utils import timezone
from psycopg.errors import ProgramLimitExceeded

from yifa.access import Denied, require
from yifa.policies.document import Reading
from yifa.policies.parse import Progress, parse_file
from yifa.policies.reading.errors import PolicyUnreadable
from yifa.registers.actors import actor_of
from yifa.registers.ids import new_id
from yifa.registers.imports import keeping
from yifa.registers.imports.jobs import now
from yifa.registers.models import PlanReading
from yifa.registers.node import current_node
from yifa.registers.scope import WORKER, Actor, scope
from yifa.supervision.plans import drafting

TASK = "yifa.supervision.read_plan"
INLINE = 1024 * 1024  # bytes: a document up to this size is read while the person waits
STILL = timedelta(minutes=3)
MOST_TRIES = 3
TOO_MUCH = "其中一份方案读出的内容太多，存不下。请把文件拆成几份，分别读入"
_SHOWN = 50
_FIRST = 10  # its author waits for it: taken before the papers and other effects that wait, which have 0
# Whether a draft that the reading made is still gone through.
_LEFT = """EXISTS (SELECT 1 FROM jsonb_array_elements_text(registers_planreading.drafts) made
    JOIN registers_plandraft d ON d.id = made::uuid WHERE d.state = 'open')"""
_EVERY = 2.0  # seconds between two writings of how far it is
State = PlanReading.State


class NotMine(Exception):
    """The reading was given up, or another worker took it over."""


def begin(actor: Actor, data: bytes, file_name: str) -> PlanReading:
    """Keep the bytes and queue their reading; a reading of the same file that is not over is found again.

    Raises Denied.
    """
    require(actor, "plans.accept")
    sha256 = hashlib.sha256(data).hexdigest()
    same = _own(actor).filter(sha256=sha256, state__in=(State.WAITING, State.READING)).first()
    if same is not None:
        return same
    reading = PlanReading(
        agency_id=actor.agency_id, author_id=UUID(actor.officer_id), file_name=file_name[-200:],
        sha256=sha256, size=len(data),
    )  # fmt: skip
    keeping.keep(reading, data, "readings")
    reading.save(force_insert=True)
    _defer(reading.pk)
    return reading


def open_ones(actor: Actor) -> Sequence[PlanReading]:
    """The author's readings that go on, that failed, or whose drafts are not all done, newest first. One statement."""
    rows = _own(actor).exclude(state=State.DROPPED).exclude(state=State.READ, documents__lte=1)
    rows = rows.annotate(left=RawSQL(_LEFT, [])).filter(~Q(state=State.READ) | Q(left=True))  # nosec B611
    return list(rows.defer("drafts", "known")[:_SHOWN])


def find(actor: Actor, pk: str) -> PlanReading | None:
    """The author's own reading that was not given up."""
    return _own(actor).filter(pk=pk).exclude(state=State.DROPPED).first()


def drop(reading: PlanReading) -> bool:
    """Give it up: its file goes. False for one that is read by now: its drafts are given up one by one."""
    found = PlanReading.objects.select_for_update(of=("self",)).get(pk=reading.pk)
    if found.state == State.READ:
        return False
    keeping.forget(found)
    found.state, found.finished_at = State.DROPPED, now()
    found.save()
    return True


def run(pk: UUID, told: Callable[[Progress], None] | None = None, every: float = _EVERY) -> None:
    """Read a kept document into drafts. Begun again after a crash it starts anew; one that is over is left alone."""
    taken = _taken(pk)
    if taken is None:
        return
    reading, data = taken
    written = time.monotonic()

    def tell(progress: Progress) -> None:
        nonlocal written
        if told:
            told(progress)
        if time.monotonic() - written >= every:
            _write(reading, progress)
            written = time.monotonic()

    with suppress(NotMine):
        try:
            found = parse_file(data, reading.file_name, tell)
        except PolicyUnreadable as error:
            _fail(reading, [str(error)])
            return
        if not found.documents:
            _fail(reading, list(found.problems) or ["没有从中读出文件"])
            return
        tasks, of, length = sum(len(d.tasks) for d in found.documents), len(found.documents), len(found.text)
        _write(reading, Progress(length, length, of, of, tasks))
        _finish(reading, found, data)


def requeue() -> None:
    """Queue again what has not moved for a while, for its worker is gone; files that a crash left behind go."""
    rows = PlanReading.objects.filter(node=current_node())
    for pk in rows.filter(state__in=(State.WAITING, State.READING), touched_at__lt=now() - STILL).values_list(
        "pk", flat=True
    ):
        _defer(pk)
    for reading in rows.filter(Q(state=State.READ) & ~Q(storage_key="")):
        keeping.forget(reading)
        reading.save(update_fields=["storage_key", "key"])


def _own(actor: Actor) -> QuerySet[PlanReading]:
    return PlanReading.objects.filter(author_id=UUID(actor.officer_id) if actor.officer_id else None)


def _taken(pk: UUID) -> tuple[PlanReading, bytes] | None:
    """The reading as this worker's, with its bytes; None where there is nothing to do (any more)."""
    with scope(WORKER):
        reading = _locked(pk)
        if reading is None or reading.state not in (State.WAITING, State.READING):
            return None
        if reading.tries >= MOST_TRIES:
            said = f"读取{MOST_TRIES}次都中断了，可能是文件太复杂。请把文件拆成几份，或者只粘贴方案的正文"
            _failed(reading, [said])
            return None
        reading.state, reading.reader, reading.touched_at = State.READING, new_id(), now()
        reading.tries += 1
        reading.done = reading.of = reading.document = reading.documents = reading.tasks = 0
        reading.save()
        try:
            return reading, keeping.fetch(reading)
        except FileNotFoundError:
            _failed(reading, ["上传的文件已经不在，请重新上传"])
            return None


def _locked(pk: UUID) -> PlanReading | None:
    rows = PlanReading.objects.select_for_update(of=("self",))
    return rows.filter(pk=pk, node=current_node()).first()


def _mine(reading: PlanReading) -> PlanReading:
    """The row, locked. Raises NotMine."""
    found = _locked(reading.pk)
    if found is None or found.state != State.READING or found.reader != reading.reader:
        raise NotMine
    return found


def _write(reading: PlanReading, progress: Progress) -> None:
    with scope(WORKER):
        changed = PlanReading.objects.filter(
            pk=reading.pk, reader=reading.reader, state=State.READING
        ).update(
            done=progress.done, of=progress.of, document=progress.document, documents=progress.documents,
            tasks=progress.tasks, touched_at=Now(),
        )  # fmt: skip
    if not changed:
        raise NotMine


def _finish(reading: PlanReading, found: Reading, data: bytes) -> None:
    """Drafts of the author, under what the author may do now, and the end of the reading: all of it or nothing."""
    with scope(WORKER):
        actor = actor_of(reading.author_id)
    try:
        require(actor, "plans.accept")
        with scope(actor):
            mine = _mine(reading)
            drafts, known = drafting.begin(actor, found, data, reading.file_name, timezone.localdate())
            mine.drafts, mine.known = [str(d.pk) for d in drafts], [str(p.pk) for p in known]
            mine.state, mine.finished_at = State.READ, now()
            mine.save()
    except Denied as error:
        _fail(reading, [error.what])
        return
    except OperationalError as error:
        if not isinstance(error.__cause__, ProgramLimitExceeded):
            raise
        _fail(reading, [TOO_MUCH])  # one document is more than a row holds (256 MB): nothing of it was kept
        return
    with scope(WORKER):
        keeping.forget(mine)
        mine.save(update_fields=["storage_key", "key"])


def _fail(reading: PlanReading, said: list[str]) -> None:
    with scope(WORKER):
        _failed(_mine(reading), said)


def _failed(reading: PlanReading, said: list[str]) -> None:
    """The file stays until its author gives it up."""
    reading.state, reading.finished_at, reading.problems = State.FAILED, now(), said[:50]
    reading.save()


def _defer(pk: UUID) -> None:
    """Queue it in this transaction, unless it waits already."""
    from procrastinate.contrib.django import app
    from procrastinate.exceptions import AlreadyEnqueued

    with suppress(AlreadyEnqueued), transaction.atomic():
        job = app.configure_task(TASK, queue="effects", queueing_lock=f"reading {pk}", priority=_FIRST)
        job.defer(reading_id=str(pk))
