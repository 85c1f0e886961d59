"""Retrieval of case material (调阅) is recorded and logged: by supervision, and of cases with a secrecy class.

Those who work on a case read its papers all day; that is not a retrieval. 蚌埠 2019 第26项 (F25, RQ098) asks for the
record of retrieval by supervision; 行政处罚法 50 binds whoever learns secrets through enforcement.
"""

from __future__ import annotations

from uuid import UUID

from yifa.ledger.commit import commit
from yifa.ledger.store.pending import leaf_row, queue
from yifa.matters.committed import reading_fields
from yifa.matters.dbclock import database_now
from yifa.matters.models import Exhibit, Matter, Reading, StoredFile
from yifa.registers.models import Secrecy
from yifa.registers.scope import Actor


def note(actor: Actor, matter: Matter, what: str, object_id: UUID | str) -> Reading | None:
    """Record that the actor takes this to read; None when reading it is part of working on the case.

    Runs in the caller's transaction: what could not be recorded is not handed out.
    """
    if actor.scope != "supervision" and matter.secrecy == Secrecy.ORDINARY:
        return None
    return write(actor, str(matter.agency_id), matter.secrecy, matter.pk, what, object_id)


def note_file(actor: Actor, file: StoredFile) -> Reading | None:
    """As `note`, for an uploaded file: the case is that of the evidence it is, if it is any."""
    exhibit = Exhibit.objects.select_related("matter").filter(file=file).first()
    if exhibit is not None:
        return note(actor, exhibit.matter, Reading.What.FILE, file.pk)
    if actor.scope != "supervision" and file.secrecy == Secrecy.ORDINARY:
        return None
    return write(actor, str(file.agency_id), file.secrecy, None, Reading.What.FILE, file.pk)


def write(
    actor: Actor, agency_id: str, secrecy: str, matter_id: UUID | None, what: str, object_id: UUID | str
) -> Reading:
    """Record a reading of what is that agency's. Who may be recorded so is what the callers and the policies say."""
    row = Reading(
        agency_id=agency_id,
        secrecy=secrecy,
        matter_id=matter_id,
        what=str(what),
        object_id=UUID(str(object_id)),
        officer_id=actor.officer_id or None,
        name=actor.name,
        recorded_at=database_now(),
    )
    sealed = commit(reading_fields(row))
    row.body = sealed.body
    row.save(force_insert=True)
    queue([leaf_row("reading", row.pk, sealed, row.recorded_at)])
    return row
