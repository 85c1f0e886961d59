"""`yifa policy parse FILE…`: what is read in policy documents. Needs no database.

A file that cannot be read is a Chinese sentence on standard error; the others are still read, and the exit code is 2.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, get_args

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from yifa.assist.asking import SECONDS, NoAnswer, ask
from yifa.assist.checking import Checked
from yifa.assist.proposal import FIELDS, Proposal
from yifa.cli import policy_ledger
from yifa.policies.as_json import as_json
from yifa.policies.document import PolicyDocument, Reading, Task, UnitRole
from yifa.policies.parse import parse_file
from yifa.policies.reading import PolicyUnreadable

app = typer.Typer(help="政策文件：读出任务、采纳进台账、查看进展、上下级对照", no_args_is_help=True)
app.command("import")(policy_ledger.load)
app.command("status")(policy_ledger.status)
app.command("compare")(policy_ledger.compare)
out, err = Console(), Console(stderr=True)

_SHOWN = 12


@app.callback()
def main() -> None:
    """政策文件：读出任务、采纳进台账、查看进展、上下级对照。"""


@app.command("parse")
def parse(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE…", help="TXT、HTML、DOCX、PDF（有文字的）文件；“-”为标准输入", show_default=False
        ),
    ],
    as_json_: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
    assist: Annotated[bool, typer.Option("--assist", help="另请 YIFA_ASSIST 所设的助手提出建议")] = False,
) -> None:
    """读出政策文件的标题、文号、引用的文件、任务、单位、时限和指标；没有读懂的逐条列出。"""
    found: list[tuple[str, Reading]] = []
    failed = False
    for name in files:
        try:
            found.append((name, _read(name)))
        except OSError as error:
            err.print(escape(f"无法读取文件 {name}：{_why(error)}"), soft_wrap=True)
            failed = True
        except PolicyUnreadable as error:
            err.print(escape(f"无法读取文件 {name}：{error}"), soft_wrap=True)
            failed = True
    proposed: dict[str, Checked] = {}
    if assist:
        proposed, answered = _proposed(found)
        failed = failed or not answered
    if as_json_ and found:
        shown: Any = [
            {"file": name, **as_json(reading), **(asdict(proposed[name]) if assist else {})}
            for name, reading in found
        ]
        print(json.dumps(shown[0] if len(files) == 1 else shown, ensure_ascii=False, indent=2))
    elif not as_json_:
        for name, reading in found:
            _print(name, reading)
            _print_proposals(proposed.get(name))
    if failed:
        raise typer.Exit(2)


def _read(name: str) -> Reading:
    if name == "-":
        return parse_file(sys.stdin.buffer.read(), "")
    return parse_file(Path(name))


def _proposed(found: Sequence[tuple[str, Reading]]) -> tuple[dict[str, Checked], bool]:
    """By file: what the assistant proposes for its documents; False where it was asked and did not answer."""
    name, seconds = os.environ.get("YIFA_ASSIST", ""), float(os.environ.get("YIFA_ASSIST_SECONDS", SECONDS))
    proposed: dict[str, Checked] = {}
    said = "" if name else "没有设置助手（YIFA_ASSIST）"
    for file, reading in found:
        kept: list[Proposal] = []
        refused: list[str] = []
        for document in reading.documents if name else ():
            try:
                checked = ask(name, reading.text, document, seconds)
            except NoAnswer as error:
                said = str(error)
            else:
                kept += checked.proposals
                refused += checked.refused
        proposed[file] = Checked(tuple(kept), tuple(refused))
    if said:
        err.print(escape(said), soft_wrap=True)
    return proposed, not said


def _print_proposals(checked: Checked | None) -> None:
    for proposal in checked.proposals if checked else ():
        said = f"{FIELDS[proposal.field]}“{proposal.value}” {list(proposal.span)}（{proposal.why}）"
        out.print(f"[cyan]建议：[/]{escape(said)}", soft_wrap=True, highlight=False)
    for refused in checked.refused if checked else ():
        out.print(f"[yellow]没有通过核对的建议：[/]{escape(refused)}", soft_wrap=True, highlight=False)


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "文件不存在"
    if isinstance(error, IsADirectoryError):
        return "这是一个目录，请写明其中的文件"
    if isinstance(error, PermissionError):
        return "没有读取这个文件的权限"
    return error.strerror or str(error)


def _print(name: str, reading: Reading) -> None:
    out.print(escape(f"{name}：{len(reading.documents)}份文件，修复{len(reading.mended)}处"), soft_wrap=True)
    for document in reading.documents:
        _print_document(document)
    for problem in reading.problems:
        out.print(f"[yellow]注意：[/]{escape(problem)}", soft_wrap=True)


def _print_document(document: PolicyDocument) -> None:
    out.print(f"\n[bold]{escape(document.title or '（没有读出标题）')}[/]", soft_wrap=True)
    issued = document.issued.isoformat() if document.issued else "未写明"
    out.print(
        escape(f"文号：{document.number or '未写明'}  发文机关：{document.issuer or '未写明'}  日期：{issued}"),
        soft_wrap=True, highlight=False,
    )  # fmt: skip
    for cited in document.cites:
        out.print(escape(f"  引用《{cited.title}》{cited.number or ''}"), soft_wrap=True, highlight=False)
    if document.tasks:
        table = Table("编号", "任务", "牵头", "配合", "责任", "时限", "指标")
        for task in document.tasks:
            table.add_row(*(escape(cell) for cell in _row(task)))
        out.print(table)
    for missed in document.not_understood[:_SHOWN]:
        out.print(f"[yellow]未读懂：[/]{escape(missed.text[:80])}（{escape(missed.why)}）", soft_wrap=True)
    if len(document.not_understood) > _SHOWN:
        out.print(f"……未读懂的共{len(document.not_understood)}处，全部见 --json", highlight=False)


def _row(task: Task) -> tuple[str, ...]:
    units = ("、".join(task.unit_names(role)) for role in get_args(UnitRole))
    dates = "；".join(d.text for d in task.dates)
    return task.no, task.title, *units, dates, "；".join(t.text for t in task.targets)
