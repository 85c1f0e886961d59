"""Evidence that another agency's unit named in its claim, read by who checks it (`sql/evidence.sql`); each is logged.

The file stays the unit's: no policy shows it, nothing is copied, and once its key is destroyed nobody reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from yifa.matters import readings
from yifa.matters.models import Matter, Reading, StoredFile
from yifa.matters.request import is_id
from yifa.registers.scope import Actor


@dataclass(frozen=True, slots=True)
class Named:
    """A file of the unit, with its key (None: destroyed) and the task whose evidence it is."""

    file: StoredFile
    key: bytes | None
    task_id: UUID


def named_in(check: Matter, file_id: UUID | str) -> Named | None:
    """The file, if this check is of the asker's agency and the claim it is about names it. One statement."""
    if not is_id(str(file_id)):
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM checked_evidence(%s, %s)", [check.pk, str(file_id)])
        row = cursor.fetchone()
    if row is None:
        return None
    task, pk, agency, sha256, size, media, name, storage_key, key = row
    file = StoredFile(
        id=pk,
        agency_id=agency,
        sha256=sha256,
        size=size,
        media_type=media,
        name=name,
        storage_key=storage_key,
    )
    return Named(file, bytes(key) if key is not None else None, task)


def note(actor: Actor, found: Named) -> Reading:
    """Leave in the unit's log who of the checking agency read which file of its task.

    Runs in the caller's transaction: what could not be recorded is not handed out.
    """
    agency = str(found.file.agency_id)
    return readings.write(actor, agency, "ordinary", found.task_id, Reading.What.FILE, found.file.pk)
