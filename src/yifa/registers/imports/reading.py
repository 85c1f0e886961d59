"""From the bytes of a file to judged rows in the staging table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from itertools import islice
from typing import Any, Protocol

from django.db.models.functions import Now

from yifa.registers.imports import keeping, staging
from yifa.registers.imports.files import Line, Source, Unreadable, line_words, open_file
from yifa.registers.imports.headings import SEARCHED, Layout, read_titles, titles_said
from yifa.registers.imports.jobs import NotNow, Progress, locked, now, sheet_for
from yifa.registers.imports.judging import Judge
from yifa.registers.models import ImportJob
from yifa.registers.scope import WORKER, scope
from yifa.registers.sheets import Sheet

STEP = 20_000  # rows in one transaction
BATCH = 1000


class Reader(Protocol):
    """Judges rows and stages them; then what only the whole file shows."""

    def stage(self, job: ImportJob, lines: list[tuple[int, Line]]) -> None: ...

    def whole(self, job: ImportJob) -> None: ...


class GenericReader:
    """Any register: each batch is judged against the register before it is staged."""

    def __init__(self, sheet: Sheet, form: str, layout: Layout, agencies: frozenset[str] | None) -> None:
        self.judge = Judge(sheet, form, layout, agencies)

    def stage(self, job: ImportJob, lines: list[tuple[int, Line]]) -> None:
        staging.put(job.pk, self.judge.judge(lines))

    def whole(self, job: ImportJob) -> None:
        staging.refuse(job.pk, self.judge.firsts)


def read_staged(job: ImportJob, raw: bytes) -> None:
    """Read a small file in the caller's transaction."""
    _read(job, raw, nullcontext, None)


def read_in_steps(job: ImportJob, raw: bytes, progress: Progress | None = None) -> None:
    """Read a file of any size; each step commits, so that its progress is seen."""
    _read(job, raw, lambda: scope(WORKER), progress)


def _read(
    job: ImportJob, raw: bytes, opened: Callable[[], AbstractContextManager[Any]], progress: Progress | None
) -> None:
    sheet = sheet_for(job)
    try:
        source = open_file(raw)
        with_titles = _data(sheet, source)
        layout = next(with_titles)
        reader = reader_for(sheet, source.form, layout, job)
        numbered = enumerate(_rows(with_titles), 1)
        done = 0
        before = -1
        while done > before:
            before = done
            with opened():
                _still_mine(job)
                # No more than a batch is held: the collector of garbage would walk over all of a step again and again.
                while batch := list(islice(numbered, min(BATCH, before + STEP - done))):
                    reader.stage(job, batch)
                    done += len(batch)
                ImportJob.objects.filter(pk=job.pk).update(rows=done, touched_at=Now())
            if progress and done > before:
                progress(done, 0)
        if not done:
            raise Unreadable("文件只有列名，没有数据")
    except Unreadable as error:
        with opened():
            _unreadable(job, str(error))
        return
    with opened():
        _still_mine(job)
        reader.whole(job)
        _judged(job, source, layout, done)


def _still_mine(job: ImportJob) -> None:
    """Raise NotNow when somebody else reads this file by now."""
    if locked(job.pk).reader != job.reader:
        raise NotNow("另一个进程正在读取")


def reader_for(sheet: Sheet, form: str, layout: Layout, job: ImportJob) -> Reader:
    """The reader of a sheet: its own set-based one where it has one."""
    agencies = None if job.agencies is None else frozenset(job.agencies)
    if sheet.bulk:
        made: Reader = import_module(sheet.bulk).BulkReader(sheet, form, layout, agencies)
        return made
    return GenericReader(sheet, form, layout, agencies)


def _data(sheet: Sheet, source: Source) -> Iterator[Any]:
    """First the layout, then the lines of data; pages that have no titles are left out and told."""
    layout: Layout | None = None
    page, looked, skipped = -1, 0, True
    fit: set[int] = set()
    wrong: list[str] = []
    for line in source.lines:
        number, at, texts, odd = line
        if number != page:
            page, looked, skipped = number, 0, True
        if skipped:
            if looked >= SEARCHED or not any(texts):
                continue
            looked += 1
            found, said = read_titles(sheet, source.form, texts, odd)
            where = line_words(source.pages, number, at)
            wrong += [f"{where}：{one}" for one in said]
            if found is None:
                continue
            if layout is None:
                layout = found
                source.notes += [
                    ("warn", f"{where}{one}不是{sheet.title}的列，没有读取") for one in found.unknown
                ]
                yield layout
            elif (found.fields, found.at) != (layout.fields, layout.at):
                raise Unreadable(f"{where}：列与前一个工作表不同，请把数据放在一个工作表中")
            skipped = False
            fit.add(number)
            continue
        yield line
    left = [f"工作表“{name}”没有读取：没有找到列名" for n, name in enumerate(source.pages) if n not in fit]
    source.notes += [("warn", said) for said in wrong or left]
    if layout is None:
        names = "、".join(f"“{name}”" for name in source.pages if name)
        head = f"工作表{names}中" if names else "文件中"
        raise Unreadable(
            "；".join(wrong) or f"{head}没有找到列名。前{SEARCHED}行内应有一行列名：{titles_said(sheet)}"
        )


def _rows(lines: Iterator[Line]) -> Iterator[Line]:
    """Lines of data, blank ones left out."""
    for line in lines:
        if line[3] or "".join(line[2]).strip():
            yield line


def _unreadable(job: ImportJob, said: str) -> None:
    staging.clear(job.pk)
    keeping.forget(job)
    job.state, job.finished_at = ImportJob.State.UNREADABLE, now()
    job.notes = [["bad", said]]
    job.rows = 0
    job.save()


def _judged(job: ImportJob, source: Source, layout: Layout, rows: int) -> None:
    found = staging.counted(job.pk)
    job.fields, job.pages, job.rows = list(layout.fields), list(source.pages), rows
    job.notes = [list(note) for note in source.notes]
    job.new, job.changed = found.get("n", 0), found.get("c", 0)
    job.same, job.refused = found.get("s", 0), found.get("x", 0)
    keeping.forget(job)
    job.state, job.judged_at = ImportJob.State.JUDGED, now()
    job.save()
