"""A register as a file to take away, and the template that an import is filled into."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, Any
from urllib.parse import quote

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yifa.desk import register_rights as rights
from yifa.desk.views.base import NotThere, desk
from yifa.desk.views.registers import narrowing, sheet_for
from yifa.registers import events
from yifa.registers.models import EventKind
from yifa.registers.scope import Actor, scope
from yifa.registers.sheets import Sheet
from yifa.registers.sheets.export import csv_lines, table_csv, write_table, write_template, write_xlsx
from yifa.registers.sheets.listing import Narrowing
from yifa.registers.sheets.sheet import Mask

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@desk
def export(request: HttpRequest, actor: Actor, name: str, form: str) -> Any:
    """What the list shows, all pages of it. CSV is sent as it is read; a workbook is written to disk first."""
    sheet = sheet_for(actor, name)
    by, _ = narrowing(request, sheet)
    mask = rights.mask_for(actor, sheet)
    title = f"{sheet.title}{timezone.localdate():%Y%m%d}"
    if form in ("csv", "xlsx"):
        events.record(EventKind.EXPORTED, by=actor, request=request, detail=f"登记：{sheet.title}（{form}）")
    if form == "csv":
        sent: StreamingHttpResponse = StreamingHttpResponse(
            _read_out(actor, sheet, by, mask), content_type="text/csv; charset=utf-8"
        )
        return attached(sent, f"{title}.csv")
    if form != "xlsx":
        raise NotThere("没有这种导出格式。", "请选择 XLSX 或者 CSV")
    out = _file(lambda to: write_xlsx(to, sheet, by, mask=mask))
    return attached(FileResponse(out, content_type=XLSX), f"{title}.xlsx")


def _read_out(actor: Actor, sheet: Sheet, by: Narrowing, mask: Mask | None) -> Iterator[str]:
    """The lines, read inside a scope of their own: the page's has ended when they are sent."""
    with scope(actor):
        yield from csv_lines(sheet, by, mask=mask)


@require_safe
@desk
def template(request: HttpRequest, actor: Actor, name: str) -> Any:
    """An empty workbook to fill in, with a sheet that explains each column."""
    sheet = sheet_for(actor, name)
    out = _file(lambda to: write_template(to, sheet))
    return attached(FileResponse(out, content_type=XLSX), f"{sheet.title}-模板.xlsx")


def table_file(title: str, form: str, titles: Sequence[str], rows: Iterable[Sequence[str]]) -> Any:
    """A table of texts as a CSV or XLSX file to be saved under the title."""
    if form == "csv":
        sent = StreamingHttpResponse(table_csv(titles, rows), content_type="text/csv; charset=utf-8")
        return attached(sent, f"{title}.csv")
    if form != "xlsx":
        raise NotThere("没有这种导出格式。", "请选择 XLSX 或者 CSV")
    out = _file(lambda to: write_table(to, title, titles, rows))
    return attached(FileResponse(out, content_type=XLSX), f"{title}.xlsx")


def _file(write: Callable[[IO[bytes]], object]) -> IO[bytes]:
    """A file on disk without a name, written and ready to be read; it goes when the response has been sent."""
    out = tempfile.TemporaryFile()  # noqa: SIM115
    write(out)
    out.seek(0)
    return out


def attached(response: StreamingHttpResponse, name: str) -> StreamingHttpResponse:
    """A response to be saved under that name."""
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
