"""`yifa load figures|calendar`: law as data, with a dry run that names every row and every running period it moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from yifa.law.figure_words import SECTORS
from yifa.site import boot

if TYPE_CHECKING:
    from yifa.law.figure_overlays import RowChange
    from yifa.matters.recompute import Moved
    from yifa.registers.loading.figures import FigureLoad

console = Console(stderr=True)
SHOWN = 50
KINDS = {"new": "新增", "changed": "更改", "unchanged": "未变", "removed": "删去"}

DryRun = Annotated[bool, typer.Option("--dry-run", help="只列出会有什么变化，不装载")]
All = Annotated[bool, typer.Option("--all", help="列出全部期限，不只前 50 个")]


def figures(
    path: Annotated[Path, typer.Argument(help="TOML 文件，或者放有 *.toml 的文件夹", show_default=False)],
    region: Annotated[str, typer.Option(help="各行没有写明地区时适用的区划代码")] = "",
    sector: Annotated[str, typer.Option(help="各行没有写明领域时适用的领域，如 market")] = "",
    correct: Annotated[str, typer.Option("--correct", help="更正错误的理由：在办期限随之重新计算")] = "",
    dry_run: DryRun = False,
    every: All = False,
) -> None:
    """装载省、市或者部门自己的期限和数额；有一处错误就什么也不装载。"""
    if sector and sector not in SECTORS:
        console.print(f"没有名为“{escape(sector)}”的领域，可用：{'、'.join(SECTORS)}")
        raise typer.Exit(2)
    with _ready():
        from yifa.matters import figure_recount, recompute
        from yifa.registers.loading.figures import read_figures, store_figures
        from yifa.registers.models import FigureOverlay, RegisterChange
        from yifa.registers.scope import IMPORTER, scope

        with scope(IMPORTER):
            load = read_figures(path, region=region, sector=sector)
            _refuse(load)
            recount = figure_recount.FigureRecount(
                figure_recount.plan_of(load.before, load.after, [c for _, c in load.rows], correct)
            )
        for name, row in load.rows:
            console.print(_row_line(name, row), soft_wrap=True, highlight=False)
        with _bar("正在比较在办期限") as progress:
            moved = recompute.preview(recount, progress)
        _print_moved(moved, every, dry_run)
        if dry_run:
            return
        with scope(IMPORTER):
            result = store_figures(IMPORTER, load, correct)
            keys = [str(row.pk) for row in (*result.created, *result.updated)]
            rows = RegisterChange.objects.filter(model=FigureOverlay._meta.label, row_id__in=keys)
            latest = list(
                rows.order_by("row_id", "-at", "-id").distinct("row_id").values_list("pk", flat=True)
            )
        with _bar("正在重新计算在办期限") as progress:
            changed = sum(figure_recount.recompute(str(key), progress)[1] for key in latest)
        done = load.report
        console.print(
            f"期限和数额：新增 {done.created}，更新 {done.updated}，未变 {done.unchanged}；重新计算期限 {changed} 个"
        )


def calendar(
    path: Annotated[Path, typer.Argument(help="放假安排（TOML）", show_default=False)],
    source: Annotated[str, typer.Option(help="依据，如 国务院办公厅关于2027年部分节假日安排的通知")] = "",
    dry_run: DryRun = False,
    every: All = False,
) -> None:
    """公布一年的放假安排，并重新计算在办期限。"""
    from yifa.law.calendar import CalendarError, load_calendar

    try:
        entered = load_calendar(path)
    except CalendarError as error:
        console.print(escape(str(error)), soft_wrap=True, highlight=False)
        raise typer.Exit(1) from None
    with _ready():
        from yifa.matters import recompute
        from yifa.registers import lawbook
        from yifa.registers.loading.calendar import store_calendar
        from yifa.registers.scope import IMPORTER, scope

        with scope(IMPORTER):
            would_be = lawbook.with_days(entered.days, entered.entered_years)
        with _bar("正在比较在办期限") as progress:
            moved = recompute.preview(recompute.CalendarRecount(would_be), progress)
        _print_moved(moved, every, dry_run)
        if dry_run:
            return
        basis = source or f"装载放假安排 {path.name}"
        done = store_calendar(IMPORTER, entered, basis)
        with _bar("正在重新计算在办期限") as progress:
            _, changed = recompute.recompute_open(basis, progress)
        console.print(
            f"放假安排：新增 {done.created}，更新 {done.updated}，未变 {done.unchanged}；重新计算期限 {changed} 个"
        )


@contextmanager
def _ready() -> Iterator[None]:
    with boot.booted("app", console.print):
        if boot.unapplied():
            console.print("数据表还没有建立或更新，请先运行 yifa migrate。")
            raise typer.Exit(1)
        yield


@contextmanager
def _bar(what: str) -> Iterator[Callable[[int, int], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _refuse(load: FigureLoad) -> None:
    if load.report.ok:
        return
    for problem in load.report.problems:
        console.print(escape(str(problem)), soft_wrap=True, highlight=False)
    console.print(f"共 {len(load.report.problems)} 处错误，没有装载。")
    raise typer.Exit(1)


def _row_line(name: str, change: RowChange) -> str:
    row = change.row
    line = f"{KINDS[change.kind]} {name} {row.id} {row.subject} {row.wording}（{row.scope}，{row.in_force_from}起）"
    if change.kind == "changed" and change.before:
        line += f"，原为 {change.before.wording}，改动：{'、'.join(change.fields)}"
    if change.kind in ("new", "changed") and row.is_period:
        line += (
            "，在办期限按过渡规定重新计算"
            if row.open_matters == "recompute"
            else "，在办期限不变（更正除外）"
        )
    return escape(line)


def _print_moved(moved: list[Moved], every: bool, dry_run: bool) -> None:
    if not moved:
        console.print("没有在办期限变化。")
        return
    console.print(f"这{len(moved)}个在办期限{'会变化' if dry_run else '变化'}：")
    for row in moved if every else moved[:SHOWN]:
        firm = "（暂定）" if row.provisional else ""
        line = f"  {row.matter} {row.clock} {_day(row.before)} → {_day(row.after)}{firm}"
        console.print(escape(line), soft_wrap=True, highlight=False)
    if not every and len(moved) > SHOWN:
        console.print(f"  ……还有 {len(moved) - SHOWN} 个，加 --all 全部列出")


def _day(moment: object) -> str:
    from datetime import datetime

    from yifa.law.clocks import SHANGHAI

    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else "中止中"
