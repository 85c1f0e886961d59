"""`yifa law …`: the figure in force, when a period ends, and whether the shipped legal data are sound.

Bad input is a Chinese sentence on standard error and exit code 2; data with mistakes is exit code 1.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from yifa.cli.benchmark import measure
from yifa.cli.law_verdicts import print_verdicts, verdicts_json
from yifa.law.asking import (
    SECTOR_LIST,
    Mistake,
    ask_due,
    plain_resolved,
    read_date,
    read_regions,
    resolve,
)
from yifa.law.calendar import DEFAULT_CALENDAR, CalendarError, WorkCalendar, load_calendar
from yifa.law.clocks import SHANGHAI
from yifa.law.figure_files import FigureErrors, Problem
from yifa.law.figure_words import CONFLICT_RULES, UNIT_NAMES
from yifa.law.figures import (
    DATA,
    Figure,
    FigureBook,
    load_figures,
)

app = typer.Typer(help="法定数字、期限与量罚文字", no_args_is_help=True)
app.command()(measure)
out, err = Console(), Console(stderr=True)

ID = Annotated[str, typer.Argument(help="期限或数额的编号，如 P20", show_default=False)]
Region = Annotated[
    list[str] | None, typer.Option("--region", help="行政区划代码；可重复，由小到大；只给一个时自动补全上级")
]
Sector = Annotated[str, typer.Option("--sector", help=f"领域：{SECTOR_LIST}")]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON")]
Data = Annotated[
    list[Path] | None, typer.Option("--figures", help="另外的期限和数额文件（TOML）或目录，可重复")
]
CalendarFile = Annotated[Path | None, typer.Option("--calendar", help="另外的放假安排文件（TOML）")]


def fail(message: str) -> NoReturn:
    """Say what is wrong with the input and stop with exit code 2."""
    err.print(f"[red]错误：[/]{escape(message)}", soft_wrap=True)
    raise typer.Exit(2)


def refuse(mistake: Mistake) -> NoReturn:
    """Say which option is wrong and why."""
    fail(mistake.message if mistake.field == "figure" else f"--{mistake.field}：{mistake.message}")


def _book(paths: Sequence[Path] | None) -> FigureBook:
    try:
        return load_figures([DATA, *(paths or ())])
    except FigureErrors as error:
        fail("期限和数额的数据有误：\n" + str(error))


def _calendar(path: Path | None) -> WorkCalendar:
    if path is None:
        return DEFAULT_CALENDAR
    try:
        return load_calendar(path)
    except CalendarError as error:
        fail(str(error))


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


@app.command()
def figure(
    id: ID,
    on: Annotated[str, typer.Option("--on", help="基准日，默认今天")] = "",
    region: Region = None,
    sector: Sector = "",
    figures: Data = None,
    as_json: Json = False,
) -> None:
    """某日、某地、某领域适用的期限或数额，以及为什么是它。"""
    try:
        day = read_date(on, "on") if on else datetime.now(SHANGHAI).date()
        resolved = resolve(_book(figures), id, day, read_regions(region or ()), sector)
    except Mistake as mistake:
        refuse(mistake)
    if as_json:
        _print_json(plain_resolved(id, day, resolved))
        return
    out.print(_figure_table(resolved.figure))
    _print_lines("为什么是这一行", resolved.why)


def _figure_table(f: Figure) -> Table:
    table = Table(title=escape(f"{f.id} {f.subject}"), show_header=False, title_justify="left")
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    rows = [
        ("数值", f.wording),
        ("单位", UNIT_NAMES.get(f.unit, f.unit)),
        ("起算或适用", f.trigger),
        ("延长", f.extension),
        ("不计入的时间", "、".join(f.excludes)),
        ("依据", f"{f.citation}（{f.edition}）" if f.edition else f.citation),
        ("施行", f"{f.in_force_from}起" + (f"至{f.in_force_to}" if f.in_force_to else "")),
        ("范围", f.scope),
        ("说明", f.note),
        ("原文", "；".join(f"“{words}”" for words in f.quote)),
        ("核对", "已与原文核对" if f.verified else "未核实"),
        ("来源不一致", f"{f.conflict}；{CONFLICT_RULES[f.conflict_rule]}" if f.conflict else ""),
        ("存疑", f.doubt),
    ]
    for name, value in rows:
        if value:
            table.add_row(name, escape(value))
    return table


def _print_lines(title: str, lines: Sequence[str]) -> None:
    out.print(f"\n[bold]{title}[/]")
    for number, line in enumerate(lines, 1):
        out.print(f"{number}. {escape(line)}", soft_wrap=True, highlight=False)


@app.command()
def due(
    id: ID,
    start: Annotated[str, typer.Option("--from", help="起算的日期或时刻（必填），不写时区按北京时间")] = "",
    on: Annotated[str, typer.Option("--on", help="按哪一天施行的规定，默认起算之日")] = "",
    region: Region = None,
    sector: Sector = "",
    pause: Annotated[
        list[str] | None,
        typer.Option("--pause", help="中止期间 起..止:事由，可重复；尚未结束的写作 起..:事由；事由可以不写"),
    ] = None,
    extend: Annotated[
        list[int] | None, typer.Option("--extend", help="经批准延长多少（与期限同一单位），可重复")
    ] = None,
    calendar: CalendarFile = None,
    figures: Data = None,
    as_json: Json = False,
) -> None:
    """期限何时届满，每一步如何得出。"""
    if not start:
        fail("没有给出起算时间，请用 --from，如 --from 2026-03-01T14:30")
    try:
        answer = ask_due(
            _book(figures),
            id,
            start,
            on=on,
            regions=read_regions(region or ()),
            sector=sector,
            pauses=pause or (),
            extended=extend or (),
            calendar=_calendar(calendar),
            now=datetime.now(SHANGHAI),
        )
    except Mistake as mistake:
        refuse(mistake)
    if as_json:
        _print_json(answer.plain())
        return
    chosen, result = answer.figure, answer.result
    mark = "  [yellow]（暂定）[/]" if result.provisional else ""
    out.print(
        f"[bold]{chosen.id} {escape(chosen.subject)}{chosen.mark}[/]  到期：{result.due:%Y-%m-%d %H:%M:%S}{mark}"
    )
    _print_lines("如何得出", result.steps)


@app.command()
def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="另外要检查的数据文件或目录")] = None,
    laws: Annotated[
        Path | None, typer.Option("--laws", help="法律文本目录（Markdown），逐行核对所引条文")
    ] = None,
    stored: Annotated[
        bool, typer.Option("--stored", help="连同已装载到登记簿的期限和数额（须有数据库）")
    ] = False,
    as_json: Json = False,
) -> None:
    """检查随系统提供的法律数据；有错误时逐条列出文件和行号，退出码为 1。

    给出 --laws 时，每一行期限和数额都与所引条文核对，结果为已证实、没有文本、没有条号、不符；只有不符是错误。
    """
    from yifa.cli.shipped_data import check_benchmarks, check_procedures, law_texts
    from yifa.law.check import check_data

    for path in (*(paths or ()), *((laws,) if laws else ())):
        if not path.exists():
            fail(f"没有这个文件或目录：{path}")
    texts = law_texts(laws) if laws else None
    if texts is not None and not texts:
        fail(f"目录里没有可以读取的法律文本（*.md）：{laws}")
    report = check_data([DATA, *(paths or ())], texts=texts)
    counts = {"figures": report.figures}
    counts["procedures"], in_procedures, unfounded = check_procedures()
    counts["benchmarks"], in_benchmarks = check_benchmarks()
    problems = (*report.problems, *in_procedures, *in_benchmarks)
    said = _stored_problems() if stored else ()
    if as_json:
        listed = [{"file": p.file, "line": p.line, "message": p.message} for p in problems]
        pauses = [{"file": p.file, "line": p.line, "message": p.message} for p in unfounded]
        more = {"problems": listed, "pauses_without_article": pauses}
        _print_json({**counts, **more, **verdicts_json(report.verdicts)})
    else:
        _print_check(counts, problems)
        for pause in unfounded:
            out.print(f"[yellow]待补[/] {escape(str(pause))}", soft_wrap=True, highlight=False)
        print_verdicts(report.verdicts)
    for line in said:
        err.print(escape(line), style="red", soft_wrap=True, highlight=False)
    if problems or said:
        raise typer.Exit(1)


def _stored_problems() -> tuple[str, ...]:
    """What is wrong with the overlays in the register."""
    from yifa.site import boot

    with boot.booted("app", err.print):
        from yifa.registers import lawbook
        from yifa.registers.scope import WORKER, scope

        with scope(WORKER):
            return lawbook.problems()


def _print_check(counts: Mapping[str, int], problems: Sequence[Problem]) -> None:
    for problem in problems:
        err.print(escape(str(problem)), style="red", soft_wrap=True, highlight=False)
    table = Table("检查内容", "数量")
    names = {"figures": "期限和数额", "procedures": "程序", "benchmarks": "裁量基准表"}
    for key, name in names.items():
        table.add_row(name, str(counts[key]))
    table.add_row("错误", str(len(problems)))
    out.print(table)
