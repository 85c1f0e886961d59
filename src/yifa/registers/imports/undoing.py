"""Taking an import back: for each of its changes a new one that restores what was before.

A row that was changed again since, or that another row or a case refers to, is left as it is, and told. A row that the
import had made is withdrawn (`models.base.Standing`): it is in no list, no picker and no file any more, and its history
says why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from yifa.registers.change import change, importing, snapshot
from yifa.registers.imports import staging
from yifa.registers.imports.jobs import author, sheet_for, why
from yifa.registers.imports.judging import Judged
from yifa.registers.models import ImportJob, RegisterChange
from yifa.registers.sheets import Sheet

STEP = 500
CASES = "案件"
# Further uses than by foreign keys: (model, ids of rows) → what uses them, by id.
used_elsewhere: list[Callable[[type[models.Model], Sequence[str]], Mapping[str, str]]] = []
SINCE_THEN = "导入以后这一条又有变更，没有撤销"
IN_USE = "导入时新建的，已被{}引用，没有撤销"


def undo_step(job: ImportJob) -> bool:
    """Take back the next changes, newest first; False when nothing was left. Runs in the caller's transaction."""
    sheet = sheet_for(job)
    if sheet.bulk:
        more: bool = import_module(sheet.bulk).undo_step(job, sheet)
        return more
    changes = RegisterChange.objects.filter(job_id=job.undoes_id).order_by("-id")
    if job.fields:  # the last change that was taken back
        changes = changes.filter(id__lt=job.fields[0])
    some = list(changes[:STEP])
    rows = _rows(sheet, some)
    used = in_use(sheet.model, [c.row_id for c in some if c.before is None])
    failed: list[Judged] = []
    with importing(job.pk):
        for number, past in enumerate(some, job.written_to + 1):
            said = IN_USE.format(used[past.row_id]) if past.row_id in used else None
            said = said or _take_back(job, sheet, past, rows.get(past.row_id))
            if said is None:
                job.written += 1
            else:
                failed.append(_told(number, sheet, past, rows.get(past.row_id), said))
    staging.put(job.pk, failed)
    job.failed += len(failed)
    job.written_to += len(some)
    job.fields = [str(some[-1].pk)] if some else job.fields
    job.save(update_fields=["written_to", "written", "failed", "fields"])
    return len(some) == STEP


def _rows(sheet: Sheet, changes: Sequence[RegisterChange]) -> Mapping[str, Any]:
    locked = sheet.model._base_manager.select_for_update(of=("self",)).filter(
        pk__in=[c.row_id for c in changes]
    )
    return {str(row.pk): row for row in locked.order_by("pk")}


def in_use(model: type[models.Model], ids: Sequence[str]) -> dict[str, str]:
    """Which of these rows others refer to, and what the others are. One statement for each kind of reference.

    A row that was itself taken back counts no more.
    """
    found: dict[str, str] = {}
    if not ids:
        return found
    for relation in model._meta.get_fields(include_hidden=True):  # most references have no name on this side
        if not isinstance(relation, models.ManyToOneRel):
            continue
        other, column = relation.related_model, relation.field
        assert isinstance(other, type) and issubclass(other, models.Model)
        rows = other._default_manager.filter(**{f"{column.name}__in": ids})
        for key in rows.order_by().values_list(column.attname, flat=True).distinct():
            found.setdefault(str(key), _called(other))
    for asked in used_elsewhere:
        for row_id, what in asked(model, ids).items():
            found.setdefault(row_id, what)
    return found


def _called(other: type[models.Model]) -> str:
    """What a reference comes from, in the field's words: everything of a case is a case."""
    return str(other._meta.verbose_name) if other._meta.app_label == "registers" else CASES


def _take_back(job: ImportJob, sheet: Sheet, past: RegisterChange, row: Any | None) -> str | None:
    """Restore one row; what stands against it, or None when it was done."""
    if row is None:
        return "这一条不在登记簿中"
    now = snapshot(row)
    if any(now.get(name) != value for name, value in past.after.items()):
        return SINCE_THEN
    try:
        with transaction.atomic():
            change(author(job), sheet.model, row.pk, _before(job, sheet, past), why(job))
    except ValidationError as error:
        return "；".join(error.messages)
    return None


def _before(job: ImportJob, sheet: Sheet, past: RegisterChange) -> Mapping[str, Any]:
    """The values that take a change back: those before it, or for a row that the import had made the mark alone."""
    if past.before is None:
        return {"withdrawn_by": job.pk}
    names = {f.name for f in sheet.model._meta.concrete_fields if not f.primary_key}
    return {"withdrawn_by": None} | {name: value for name, value in past.before.items() if name in names}


def _told(number: int, sheet: Sheet, past: RegisterChange, row: models.Model | None, said: str) -> Judged:
    return Judged(number, 0, number, (str(row or past.row_id),), "x", target=past.row_id, problem=said)
