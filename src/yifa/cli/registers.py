"""`yifa registers list|export|import|undo`: whole registers as files, from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from yifa.site import boot

if TYPE_CHECKING:
    from yifa.registers.imports.jobs import Progress as Done
    from yifa.registers.models import ImportJob
    from yifa.registers.sheets import Sheet

app = typer.Typer(no_args_is_help=True)
console = Console(stderr=True)
SHOWN = 50

Name = Annotated[str, typer.Argument(help="登记簿的名称,见 yifa registers list", show_default=False)]
Why = Annotated[str, typer.Option(help="理由,随每一条变更记录保存")]


@app.command("list")
def names() -> None:
    """列出登记簿的名称。"""
    with boot.booted("app", console.print):
        from yifa.registers.sheets import all_sheets

        for sheet in all_sheets().values():
            note = "" if sheet.writable else f"(只可导出;{sheet.loaded})"
            print(f"{sheet.name}\t{sheet.title}{note}")


@app.command()
def export(
    name: Name,
    out: Annotated[Path, typer.Option("--out", "-o", help="写到这个文件,按扩展名 .csv 或者 .xlsx")],
    day: Annotated[str, typer.Option(help="只要这一天有效的,例如 2026-01-31;不填为全部")] = "",
) -> None:
    """导出一个登记簿,内容不隐去。"""
    with boot.booted("app", console.print):
        _refuse_old_tables()
        from yifa.registers.scope import IMPORTER, scope
        from yifa.registers.sheets.export import csv_lines, write_xlsx
        from yifa.registers.sheets.listing import Narrowing
        from yifa.registers.sheets.sheet import Column
        from yifa.registers.sheets.texts import read

        sheet = _sheet(name)
        on, wrong = read(Column("day", kind="date"), day)
        if wrong or out.suffix.lower() not in (".csv", ".xlsx"):
            _stop(wrong or "文件名须以 .csv 或者 .xlsx 结尾")
        by = Narrowing(day=on)
        with scope(IMPORTER):
            if out.suffix.lower() == ".csv":
                with out.open("w", encoding="utf-8", newline="") as file:
                    file.writelines(csv_lines(sheet, by))
            else:
                with out.open("wb") as book:
                    write_xlsx(book, sheet, by)
        console.print(f"已导出{sheet.title}到 {escape(str(out))}", highlight=False)


@app.command("import")
def load(
    name: Name,
    file: Annotated[Path, typer.Argument(help=".xlsx 或者 CSV 文件", show_default=False)],
    reason: Why = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只试算,不写入")] = False,
) -> None:
    """导入一个文件。先试算;加 --dry-run 到此为止,否则接着写入能够写入的行。"""
    with boot.booted("app", console.print):
        _refuse_old_tables()
        from yifa.registers.imports import jobs
        from yifa.registers.scope import IMPORTER, scope

        sheet = _sheet(name)
        if not sheet.writable:
            _stop(f"{sheet.title}不能这样导入:{sheet.loaded}")
        if not dry_run and not reason.strip():
            _stop("请用 --reason 写明理由")
        try:
            raw = file.read_bytes()
        except OSError as error:
            _stop(f"不能读取 {file}:{error.strerror}")
        with scope(IMPORTER):
            job = jobs.begin(IMPORTER, sheet, file.name, raw, reason or "试算", agencies=None, queued=False)
        with _bar("正在读取和试算") as done:
            jobs.run_reading(job.pk, done)
        job.refresh_from_db()
        _told(job, sheet)
        if job.state == "unreadable":
            raise typer.Exit(1)
        if dry_run or not job.new + job.changed:
            with scope(IMPORTER):
                jobs.drop(job.pk)
        else:
            _write(job)
        if job.refused or job.failed:
            raise typer.Exit(1)


@app.command()
def undo(
    number: Annotated[
        str, typer.Argument(help="导入的编号(导入时显示,或者页面地址中的)", show_default=False)
    ],
    reason: Why = "",
) -> None:
    """撤销一次导入:以新的变更恢复导入以前的内容。以后又有变更的不撤销,并逐条列出。"""
    with boot.booted("app", console.print):
        _refuse_old_tables()
        from django.core.exceptions import ValidationError

        from yifa.registers.imports import jobs
        from yifa.registers.scope import IMPORTER, scope

        job = _job(number)
        try:
            with scope(IMPORTER):
                back = jobs.undo(IMPORTER, job.pk, reason)
        except jobs.NotNow as not_now:
            _stop(str(not_now))
        except ValidationError:
            _stop("请用 --reason 写明理由")
        with _bar("正在撤销") as done:
            jobs.run_writing(back.pk, done)
        back.refresh_from_db()
        console.print(f"已撤销 {back.written} 条;{back.failed} 条没有撤销")
        _refused(back, jobs.sheet_for(back))
        if back.failed:
            raise typer.Exit(1)


def _write(job: ImportJob) -> None:
    from yifa.registers.imports import jobs
    from yifa.registers.scope import IMPORTER, scope

    with scope(IMPORTER):
        jobs.confirm(job.pk)
    with _bar("正在写入") as done:
        jobs.run_writing(job.pk, done)
    job.refresh_from_db()
    console.print(
        f"已写入 {job.written} 行;写入时 {job.failed} 行没有写入。导入编号 {job.pk}", soft_wrap=True
    )
    if job.failed:
        _refused(job, jobs.sheet_for(job))


def _told(job: ImportJob, sheet: Sheet) -> None:
    for _, text in job.notes:
        console.print(escape(text), highlight=False, soft_wrap=True)
    if job.state == "unreadable":
        return
    console.print(
        f"试算:共 {job.rows} 行,新建 {job.new},变更 {job.changed},相同 {job.same},不能导入 {job.refused}"
    )
    _refused(job, sheet)


def _refused(job: ImportJob, sheet: Sheet) -> None:
    from yifa.registers.imports import preview
    from yifa.registers.scope import IMPORTER, scope

    with scope(IMPORTER):
        rows = preview.rows(job, sheet, "x", 0, SHOWN + 1)
    for row in rows[:SHOWN]:
        console.print(f"  {escape(row.place)}:{escape(row.problem)}", highlight=False, soft_wrap=True)
    if len(rows) > SHOWN:
        console.print("  ……")


class _bar:
    """A progress bar for as long as the block runs."""

    def __init__(self, what: str) -> None:
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self.bar = Progress(*columns, TimeElapsedColumn(), console=console)
        self.what = what

    def __enter__(self) -> Done:
        self.bar.start()
        task = self.bar.add_task(self.what, total=None)
        return lambda done, total: self.bar.update(task, completed=done, total=total or None)

    def __exit__(self, *_: object) -> None:
        self.bar.stop()


def _sheet(name: str) -> Sheet:
    from yifa.registers.sheets import all_sheets, sheet_named

    sheet = sheet_named(name)
    if sheet is None:
        known = "、".join(s.name for s in all_sheets().values())
        _stop(f"没有叫“{name}”的登记簿,有:{known}")
    return sheet


def _job(number: str) -> ImportJob:
    from uuid import UUID

    from yifa.registers.models import ImportJob

    try:
        found = ImportJob.objects.filter(pk=UUID(number)).first()
    except ValueError:
        found = None
    if found is None:
        _stop(f"没有编号为 {number} 的导入")
    return found


def _stop(said: str) -> NoReturn:
    console.print(escape(said), highlight=False, soft_wrap=True)
    raise typer.Exit(1)


def _refuse_old_tables() -> None:
    if boot.unapplied():
        _stop("数据表还没有建立或更新,请先运行 yifa migrate。")
