"""What staged rows would do, in words: field by field what was and what would be, or why not."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import ValidationError

from yifa.registers.imports.files import line_words
from yifa.registers.models import ImportJob, ImportRow
from yifa.registers.sheets.export import writer
from yifa.registers.sheets.references import paths
from yifa.registers.sheets.sheet import Column, Mask, Sheet
from yifa.registers.sheets.texts import inert, read, words


@dataclass(frozen=True, slots=True)
class Shown:
    """One staged row: where it stands, its verdict, its name, its fields as (title, before, after), what is wrong."""

    n: int
    place: str
    verdict: str
    word: str
    name: str
    fields: Sequence[tuple[str, str, str]]
    problem: str


def rows(
    job: ImportJob, sheet: Sheet, verdict: str, after: int, size: int, *, mask: Mask | None = None
) -> list[Shown]:
    """Rows after a number, in order, of one verdict or of all. Two statements."""
    some = ImportRow.objects.filter(job_id=job.pk, n__gt=after)
    if verdict:
        some = some.filter(verdict=verdict)
    found = list(some.order_by("n")[:size])
    now = _registered(sheet, [row.target for row in found if row.target])
    write = writer(sheet)
    return [_shown(job, sheet, row, now.get(row.target or ""), write, mask) for row in found]


def _registered(sheet: Sheet, ids: Sequence[str]) -> dict[str, Any]:
    if not ids:
        return {}
    try:
        found = sheet.model._default_manager.select_related(*paths(sheet)).filter(pk__in=ids)
        return {str(row.pk): row for row in found}
    except (ValidationError, ValueError):
        return {}


def _shown(job: ImportJob, sheet: Sheet, row: ImportRow, now: Any, write: Any, mask: Mask | None) -> Shown:
    if job.undoes_id:
        return Shown(
            row.n, f"第{row.n}条", row.verdict, "没有撤销", row.cells[0] or "", (), row.problem or ""
        )
    columns = [sheet.by_field[name] for name in job.fields]
    cells = [cell or "" for cell in row.cells]
    of = _row_like(columns, cells)
    texts = [_said(c, t, of, mask) for c, t in zip(columns, cells, strict=True)]
    name = "　".join(t for c, t in zip(columns, texts, strict=True) if c.field in sheet.shown[:2] and t)
    fields: list[tuple[str, str, str]] = []
    if row.verdict == "c" and now is not None:
        was = dict(zip((c.field for c in sheet.full), write(now), strict=True))
        for column, new, raw in zip(columns, texts, cells, strict=True):
            old = was[column.field].removeprefix("'")
            if old != _plain_words(column, raw):
                shown = mask(column, old, now) if mask is not None and column.masked else old
                fields.append((column.title, shown, new))
    elif row.verdict in ("n", "x"):
        fields = [(c.title, "", t) for c, t in zip(columns, texts, strict=True) if t]
    word = str(ImportRow.Verdict(row.verdict).label)
    return Shown(
        row.n, line_words(job.pages, row.page, row.line), row.verdict, word, name, fields, row.problem or ""
    )


def _plain_words(column: Column, text: str) -> str:
    value, wrong = read(column, text)
    return text if wrong or column.kind == "reference" else words(column, value)


def _said(column: Column, text: str, of: Any, mask: Mask | None) -> str:
    said = _plain_words(column, text)
    return mask(column, said, of) if mask is not None and column.masked and said else said


def _row_like(columns: Sequence[Column], cells: Sequence[str]) -> Any:
    """The choices of a staged row as a row has them: by them a mask tells people from firms."""
    read_out = {}
    for column, text in zip(columns, cells, strict=False):
        if column.kind == "choice":
            read_out[column.field] = read(column, text)[0] or ""
    return SimpleNamespace(**read_out)


def refused_csv(job: ImportJob, sheet: Sheet, *, mask: Mask | None = None) -> Iterator[str]:
    """Lines of a CSV of the refused rows: the columns of the file, then where each stood and what is wrong."""
    to = csv.writer(_Echo())
    columns = [] if job.undoes_id else [sheet.by_field[name] for name in job.fields]
    head = [c.title for c in columns] or ["登记"]
    yield "\ufeff" + to.writerow([*head, "所在行", "不能导入的原因"])
    found = ImportRow.objects.filter(job_id=job.pk, verdict="x").order_by("n")
    for row in found.iterator(chunk_size=2000):
        cells = [cell or "" for cell in row.cells]
        of = _row_like(columns, cells)
        texts = [_said(c, t, of, mask) for c, t in zip(columns, cells, strict=False)] or cells
        place = f"第{row.n}条" if job.undoes_id else line_words(job.pages, row.page, row.line)
        yield to.writerow([*(inert(t) for t in texts), place, row.problem or ""])


class _Echo:
    def write(self, text: str) -> str:
        return text
