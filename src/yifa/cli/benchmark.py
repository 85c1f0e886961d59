"""`yifa benchmark lint FILE|--stored`, `what-if FILE CODE`, and `measure`, which `yifa law` mounts.

Bad input is a Chinese sentence on standard error and exit code 2; a table with errors is exit code 1.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, NoReturn, get_args

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from yifa.law.benchmark_levels import against
from yifa.law.benchmark_loading import read_benchmark_file
from yifa.law.benchmarks import Benchmark, BenchmarkUnreadable, LintFinding, lint
from yifa.law.circumstances import CIRCUMSTANCES
from yifa.law.measures import Measure, describe_bounds, parse_measures
from yifa.law.view import PartyKind
from yifa.law.what_if import what_if

app = typer.Typer(help="裁量基准的检查", no_args_is_help=True)
out, err = Console(), Console(stderr=True)

Json = Annotated[bool, typer.Option("--json", help="输出 JSON")]
_PARTIES: tuple[PartyKind, ...] = get_args(PartyKind)
_LEVELS = {"error": "[red]错误[/]", "warn": "[yellow]提示[/]", "info": "说明"}


@app.callback()
def main() -> None:
    """裁量基准的检查。"""


@app.command("lint")
def lint_file(
    file: Annotated[
        Path | None, typer.Argument(help="裁量基准文件（JSON、.xlsx或者.docx）", show_default=False)
    ] = None,
    upper: Annotated[
        list[Path] | None,
        typer.Option("--against", help="上级机关的裁量基准文件，可以重复", show_default=False),
    ] = None,
    stored: Annotated[
        bool, typer.Option("--stored", help="检查已装载的全部基准是否超出上级基准，不需要文件")
    ] = False,
    as_json: Json = False,
) -> None:
    """检查一个裁量基准文件：逐条列出错误和可疑之处，有错误时退出码为 1。"""
    if stored:
        _lint_stored(as_json)
        return
    if file is None:
        _fail("没有写明要检查的文件；检查已装载的基准请加 --stored")
    findings: tuple[LintFinding, ...]
    try:
        benchmark: Benchmark | None = read_benchmark_file(file)
    except OSError as error:
        _fail(f"无法读取文件 {file}：{_why(error)}")
    except BenchmarkUnreadable as error:
        benchmark, findings = None, (LintFinding("unreadable", "error", "文件", str(error)),)
    if benchmark is not None:
        findings = (*lint(benchmark), *against(benchmark, [_upper(path) for path in upper or ()]))
    if as_json:
        _print_json({**_counts(file, benchmark, findings), "findings": [asdict(f) for f in findings]})
    else:
        _print_findings(_counts(file, benchmark, findings), findings)
    if any(f.level == "error" for f in findings):
        raise typer.Exit(1)


def _lint_stored(as_json: bool) -> None:
    """The stored tables that leave their superiors' ranges, each with its maker and its tiers."""
    from yifa.site import boot

    with boot.booted("app", err.print):
        from yifa.registers.benchmark_levels import offences, stored_tables

        if boot.unapplied():
            _fail("数据表还没有建立或更新，请先运行 yifa migrate")
        tables = stored_tables()
        found = offences(tables)
    if as_json:
        rows = [
            {
                "title": o.table.title, "document_no": o.table.document_no, "authority": o.table.authority,
                "region": o.table.region, "findings": [asdict(f) for f in o.findings],
            }
            for o in found
        ]  # fmt: skip
        _print_json({"tables": len(tables), "offending": rows})
    else:
        for offence in found:
            title = (
                f"《{offence.table.title.strip('《》')}》（{offence.table.authority or '制定机关未写明'}）"
            )
            out.print(escape(f"{title}有{len(offence.findings)}个裁量阶次超出上级基准："), soft_wrap=True)
            for finding in offence.findings:
                out.print("  " + escape(str(finding)), soft_wrap=True, highlight=False)
        out.print(f"已装载的基准{len(tables)}个，其中{len(found)}个有阶次超出上级基准", highlight=False)
    if found:
        raise typer.Exit(1)


def _upper(path: Path) -> Benchmark:
    try:
        return read_benchmark_file(path)
    except OSError as error:
        _fail(f"无法读取文件 {path}：{_why(error)}")
    except BenchmarkUnreadable as error:
        _fail(f"无法读取文件 {path}：{error}")


def measure(
    text: Annotated[str, typer.Argument(help="处罚文字，如“处二千元以上二万元以下罚款”", show_default=False)],
    as_json: Json = False,
) -> None:
    """把处罚文字解析为结构化的处罚措施；未能读懂的部分原样列出。"""
    if not text.strip():
        _fail("没有要解析的文字")
    parsed = parse_measures(text)
    if as_json:
        measures = [m.as_json() for m in parsed.measures]
        _print_json({"text": text, "measures": measures, "unread": parsed.unread})
        return
    table = Table("措施", "幅度", "计算基数", "对象", "条件")
    for found in parsed.measures:
        table.add_row(*(escape(cell) for cell in _row(found)))
    out.print(table)
    if parsed.unread:
        out.print(f"[yellow]未能读懂：[/]{escape(parsed.unread)}", soft_wrap=True)


def _row(found: Measure) -> tuple[str, str, str, str, str]:
    optional = "（可以）" if found.optional else ""
    party = {"any": "", "unit": "单位", "person": "个人", "responsible": "责任人员"}[found.party]
    name = found.describe() if found.kind != "fine" else "罚款"
    return name + optional, describe_bounds(found), found.base_words, party, found.when


def _why(error: OSError) -> str:
    reasons = {
        FileNotFoundError: "没有这个文件",
        IsADirectoryError: "这是一个目录",
        PermissionError: "没有读取权限",
    }
    return reasons.get(type(error), error.strerror or "读取出错")


def _counts(file: Path, benchmark: Benchmark | None, findings: tuple[LintFinding, ...]) -> dict[str, Any]:
    items = benchmark.items if benchmark else ()
    return {
        "file": str(file),
        "title": benchmark.title if benchmark else "",
        "document_no": benchmark.document_no if benchmark else "",
        "items": len(items),
        "groups": sum(len(i.groups) for i in items),
        "tiers": sum(1 for i in items for _ in i.tiers()),
        "errors": sum(f.level == "error" for f in findings),
        "warnings": sum(f.level == "warn" for f in findings),
    }


def _print_findings(counts: dict[str, Any], findings: tuple[LintFinding, ...]) -> None:
    for finding in findings:
        out.print(f"{_LEVELS[finding.level]} {escape(str(finding))}", soft_wrap=True, highlight=False)
    summary = (
        f"{counts['title'] or counts['file']}：{counts['items']}项、{counts['groups']}组幅度、"
        f"{counts['tiers']}个阶次；错误{counts['errors']}处，提示{counts['warnings']}处"
    )
    out.print(escape(summary), soft_wrap=True, highlight=False)


def _print_json(value: dict[str, Any]) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _fail(message: str) -> NoReturn:
    err.print(f"[red]错误：[/]{escape(message)}", soft_wrap=True)
    raise typer.Exit(2)


@app.command("what-if")
def what_if_command(
    file: Annotated[Path, typer.Argument(help="裁量基准文件（JSON、.xlsx或者.docx）", show_default=False)],
    code: Annotated[str, typer.Argument(help="违法行为的编码或者序号", show_default=False)],
    tier: Annotated[str, typer.Option(help="拟适用的裁量阶次")],
    quantity: Annotated[int | None, typer.Option(help="计算基数：金额以分计，其余以件计", min=0)] = None,
    party: Annotated[
        str, typer.Option(help="当事人：natural、individual_business、legal、other_org")
    ] = "legal",
    repeat: Annotated[int, typer.Option(help="追溯期内第几次，包括本次", min=1)] = 1,
    having: Annotated[
        list[str] | None, typer.Option("--circumstance", help="已经认定的情节，可以重复", show_default=False)
    ] = None,
    as_json: Json = False,
) -> None:
    """列出什么会改变处罚结果：其他阶次及其条件，未认定的情节及其条款，各自的罚款幅度。"""
    benchmark = _upper(file)
    item = next((i for i in benchmark.items if code in (i.code, str(i.no))), None)
    if item is None:
        _fail(f"基准中没有编码或者序号为{code}的违法行为")
    if not any(t.name == tier for _, _, t in item.tiers()):
        names = "、".join(dict.fromkeys(t.name for _, _, t in item.tiers()))
        _fail(f"本项没有名为“{tier}”的裁量阶次；可选：{names}")
    kind = next((k for k in _PARTIES if k == party), None)
    if kind is None:
        _fail(f"没有名为“{party}”的当事人类别；可选：{'、'.join(_PARTIES)}")
    unknown = [c for c in having or () if c not in CIRCUMSTANCES]
    if unknown:
        _fail(f"没有名为“{unknown[0]}”的裁量情节；可选：{'、'.join(CIRCUMSTANCES)}")
    changes = what_if(
        item, tier=tier, quantity=quantity, party_kind=kind, circumstances=having or (), repeat_count=repeat
    )  # fmt: skip
    if as_json:
        _print_json({"code": item.code, "tier": tier, "changes": [asdict(c) for c in changes]})
        return
    for change in changes:
        out.print(escape(change.sentence), soft_wrap=True, highlight=False)
