"""Confirmed rows into the register, a step at a time: each step is one transaction with the number it came to."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from yifa.registers.change import change, change_many, importing
from yifa.registers.imports import staging
from yifa.registers.imports.headings import Layout
from yifa.registers.imports.jobs import author, sheet_for, why
from yifa.registers.imports.judging import CHANGED, NEW, REFUSED, SAME, Judge, Judged
from yifa.registers.models import ImportJob, ImportRow
from yifa.registers.sheets import Sheet

STEP = 500
SINCE = "试算以后这一条又有变更，没有写入；请重新导入"


def write_step(job: ImportJob) -> bool:
    """Write the next rows of a job that is locked; False when nothing was left. Runs in the caller's transaction."""
    sheet = sheet_for(job)
    if sheet.bulk:
        more: bool = import_module(sheet.bulk).write_step(job, sheet)
        return more
    upto = job.written_to + STEP
    rows = staging.between(job.pk, job.written_to, upto)
    with importing(job.pk):
        written, failed = _write(job, sheet, rows)
    staging.refuse(job.pk, failed)
    job.written_to = min(upto, job.rows)
    job.written += written
    job.failed += len(failed)
    job.save(update_fields=["written_to", "written", "failed"])
    return job.written_to < job.rows


def _write(job: ImportJob, sheet: Sheet, rows: Sequence[ImportRow]) -> tuple[int, dict[int, str]]:
    """(how many were written, what is wrong with the others). A row may refer to one written just before it."""
    left, written, failed = list(rows), 0, {}
    while left:
        ready, later = [], []
        for row, judged in zip(left, _judged_again(job, sheet, left), strict=True):
            said = _still_wrong(row, judged)
            if said is not None:
                failed[row.n] = said
            elif judged.verdict == SAME:
                continue
            elif _waits(judged):
                later.append(row)
            else:
                ready.append(judged)
        done, refused = _put(job, sheet, ready)
        written += done
        failed |= refused
        if later and not done:
            failed |= {row.n: "它引用的那一行没有写入" for row in later}
            break
        left = later
    return written, failed


def _judged_again(job: ImportJob, sheet: Sheet, rows: Sequence[ImportRow]) -> list[Judged]:
    agencies = None if job.agencies is None else frozenset(job.agencies)
    layout = Layout(tuple(job.fields), tuple(range(len(job.fields))), len(job.fields))
    judge = Judge(sheet, "csv", layout, agencies, told=False)
    _lock(sheet, [row.target for row in rows if row.target])
    found = judge.again((row.n, row.page, row.line, row.cells) for row in rows)
    for row, judged in zip(rows, found, strict=True):
        if judged.row_id is not None and row.row_id is not None:
            judged.row_id = row.row_id
    return found


def _lock(sheet: Sheet, targets: Sequence[str]) -> None:
    rows = sheet.model._default_manager.select_for_update(of=("self",)).filter(pk__in=targets).order_by("pk")
    list(rows.values_list("pk"))


def _still_wrong(row: ImportRow, judged: Judged) -> str | None:
    """Why a row is not written now although it was judged good; None when nothing stands against it."""
    if judged.verdict == REFUSED:
        return judged.problem or "不能导入"
    if row.verdict == NEW and judged.target is not None:
        return "试算以后他人已登记同一条，没有写入；请重新导入"
    if row.verdict == CHANGED and (judged.target != row.target or judged.seen != row.seen):
        return SINCE
    return None


def _waits(judged: Judged) -> bool:
    """Whether the row refers to one that is not in the register yet."""
    return any(isinstance(v, models.Model) and v._state.adding for v in judged.values.values())


def _put(job: ImportJob, sheet: Sheet, rows: Sequence[Judged]) -> tuple[int, dict[int, str]]:
    if not rows:
        return 0, {}
    key = sheet.model._meta.pk
    assert key is not None
    actor, reason = author(job), why(job)
    asked: list[dict[str, Any]] = [
        {**j.values, key.name: j.target or j.row_id or j.values[key.name]} for j in rows
    ]
    try:
        with transaction.atomic():
            change_many(actor, sheet.model, asked, reason, key=[key.name])
        return len(rows), {}
    except ValidationError:
        pass  # one of them is refused: each by itself, so that it is named
    failed: dict[int, str] = {}
    for judged, values in zip(rows, asked, strict=True):
        try:
            with transaction.atomic():
                row_id = values[key.name] if judged.target else None
                change(actor, sheet.model, row_id, values, reason)
        except ValidationError as error:
            failed[judged.n] = "；".join(error.messages)
    return len(rows) - len(failed), failed
