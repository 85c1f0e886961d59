"""`yifa load regions|laws|benchmark|exemptions|permit-items|mandates|figures|calendar PATH`; 1 after a bad line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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

from yifa.cli import load_law
from yifa.site import boot

if TYPE_CHECKING:
    from yifa.registers.loading import LoadReport

app = typer.Typer(no_args_is_help=True)
app.command()(load_law.figures)
app.command()(load_law.calendar)
console = Console(stderr=True)
SHOWN = 50

Where = Annotated[Path, typer.Argument(help="文件或文件夹", show_default=False)]
All = Annotated[bool, typer.Option("--all", help="列出全部提示,不只前 50 条")]


@app.command()
def regions(path: Where, every: All = False) -> None:
    """装载行政区划:含 provinces.csv、cities.csv、areas.csv、streets.csv 的文件夹,或者一个 CSV 文件。"""

    def load(progress: Callable[[int, int], None]) -> LoadReport:
        from yifa.registers.loading import load_regions
        from yifa.registers.scope import IMPORTER

        return load_regions(IMPORTER, path, progress)

    _run("行政区划", load, every)


@app.command()
def laws(path: Where, every: All = False) -> None:
    """装载法律、法规、规章和规范性文件(Markdown):文件夹或者一个文件。"""

    def load(progress: Callable[[int, int], None]) -> LoadReport:
        from yifa.registers.loading import load_laws
        from yifa.registers.scope import IMPORTER

        return load_laws(IMPORTER, path, progress)

    _run("法律法规", load, every)


@app.command()
def benchmark(
    path: Where,
    region: Annotated[str, typer.Option(help="适用区划的代码(文件中没有写明时)")] = "",
    sector: Annotated[str, typer.Option(help="适用领域,如 market、urban(文件中没有写明时)")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="试运行:只检查和列出问题,不装载")] = False,
    every: All = False,
) -> None:
    """装载裁量权基准(JSON、Excel 工作簿 .xlsx 或者 Word 文档 .docx);超出上级基准的表不装载。"""

    def load(_progress: Callable[[int, int], None]) -> LoadReport:
        from yifa.registers.loading import load_benchmark_file
        from yifa.registers.scope import IMPORTER

        return load_benchmark_file(IMPORTER, path, region=region, sector=sector, dry_run=dry_run)

    _run("裁量权基准", load, every)


@app.command()
def exemptions(
    path: Where,
    region: Annotated[str, typer.Option(help="适用区划的代码(文件中没有写明时)")] = "",
    sector: Annotated[str, typer.Option(help="适用领域,如 market、urban(文件中没有写明时)")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="试运行:只检查和列出问题,不装载")] = False,
    every: All = False,
) -> None:
    """装载首违不罚、轻微免罚清单(JSON、TOML、.xlsx 或者 .docx);有读不懂的行时整个清单不装载。"""

    def load(_progress: Callable[[int, int], None]) -> LoadReport:
        from yifa.registers.loading import load_exemption_file
        from yifa.registers.scope import IMPORTER

        return load_exemption_file(IMPORTER, path, region=region, sector=sector, dry_run=dry_run)

    _run("免罚清单", load, every)


@app.command()
def permit_items(
    path: Where,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="试运行:只检查和列出问题,不装载")] = False,
    every: All = False,
) -> None:
    """装载标准化许可事项(JSON 或者 TOML):条件、材料、收费、期限;有读不懂的行时整个文件不装载。"""

    def load(_progress: Callable[[int, int], None]) -> LoadReport:
        from yifa.registers.loading import load_permit_items
        from yifa.registers.scope import IMPORTER

        return load_permit_items(IMPORTER, path, dry_run=dry_run)

    _run("许可事项", load, every)


@app.command()
def mandates(
    path: Where,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="试运行:只检查和列出问题,不装载")] = False,
    every: All = False,
) -> None:
    """装载授权、委托和赋权文件(CSV 或者 JSON):每行一份,不能用的行列出并跳过。"""

    def load(_progress: Callable[[int, int], None]) -> LoadReport:
        from yifa.registers.loading import load_mandates
        from yifa.registers.scope import IMPORTER

        return load_mandates(IMPORTER, path, dry_run=dry_run)

    _run("授权、委托和赋权", load, every)


def _run(what: str, load: Callable[[Callable[[int, int], None]], LoadReport], every: bool) -> None:
    with boot.booted("app", console.print):
        _refuse_old_tables()
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, TimeElapsedColumn(), console=console) as bar:
            task = bar.add_task(f"正在装载{what}", total=None)
            report = load(lambda done, total: bar.update(task, completed=done, total=total or None))
    _print(what, report, every)
    if not report.ok:
        raise typer.Exit(1)


def _refuse_old_tables() -> None:
    if boot.unapplied():
        console.print("数据表还没有建立或更新,请先运行 yifa migrate。")
        raise typer.Exit(1)


def _print(what: str, report: LoadReport, every: bool) -> None:
    for title, rows in (("提示", report.notes), ("没有装载或需要核对的行", report.problems)):
        if rows:
            console.print(f"{title}({len(rows)} 条):")
            shown = rows if every or title != "提示" else rows[:SHOWN]
            for row in shown:
                console.print("  " + escape(str(row)), highlight=False, soft_wrap=True)
            if len(shown) < len(rows):
                console.print(f"  ……还有 {len(rows) - len(shown)} 条,加 --all 全部列出")
    counts = "、".join(f"{name} {number}" for name, number in report.counts.items())
    console.print(
        f"{what}:新增 {report.created},更新 {report.updated},未变 {report.unchanged}"
        + (f"({counts})" if counts else "")
    )
