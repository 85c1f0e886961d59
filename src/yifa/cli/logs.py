"""`yifa logs …`: daily log files outside the application's reach: writing, verifying, deleting the old ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from yifa.accounts import logfiles
from yifa.site import boot
from yifa.site.home import home

app = typer.Typer(help="安全日志文件：转存、核验、清理", no_args_is_help=True)
out, err = Console(), Console(stderr=True)
Folder = Annotated[Path | None, typer.Argument(help="目录；默认为 YIFA_LOGS_DIR，或者 YIFA_HOME/logs")]
SHOWN = 200


@app.command()
def rotate(folder: Folder = None) -> None:
    """把已经过去的每一天的安全事件和登记簿变更写成带签名、前后相连的文件。可以每天运行，重复运行不会改写。"""
    where = _folder(folder)
    with boot.booted("worker", err.print):
        from django.utils import timezone

        from yifa.accounts import rotation

        try:
            written = rotation.rotate(where, timezone.localdate())
        except logfiles.LogTrouble as trouble:
            _fail(str(trouble))
    names = f"，最后一个是 {written[-1].name}" if written else ""
    out.print(f"已写入 {len(written)} 个文件到 {where}{names}。", highlight=False, soft_wrap=True)


@app.command()
def verify(
    folder: Folder = None,
    key: Annotated[str, typer.Option(help="公钥；默认用目录里的 logs.pub")] = "",
    database: Annotated[bool, typer.Option(help="同时与数据库逐条核对")] = True,
) -> None:
    """核验文件的签名、前后相连、条数和权限，并与数据库逐条核对。有问题时退出码为 1。"""
    where = _folder(folder)
    try:
        public = key or (where / logfiles.PUBLIC).read_text("ascii").strip()
    except OSError:
        _fail(f"{where} 中没有 {logfiles.PUBLIC}，请用 --key 给出公钥。", 2)
    found = logfiles.verify(where, public)
    problems = [f"{name}：{said}" for name, said in found.problems]
    if database:
        with boot.booted("worker", err.print):
            from yifa.accounts import rotation

            problems += rotation.compare(found)
    for problem in problems[:SHOWN]:
        out.print(f"[red]问题[/red] {problem}", highlight=False, soft_wrap=True)
    days = f"{found.first} 至 {found.last}，" if found.files else ""
    source = "" if key else "公钥取自目录本身，未经独立核实。"
    out.print(f"{days}{found.files} 个文件，{found.entries} 条。{source}", highlight=False, soft_wrap=True)
    if problems:
        _fail(f"共 {len(problems)} 处问题。")
    out.print("全部一致。")


@app.command()
def prune(
    before: Annotated[str, typer.Option(help="删除这一天以前的文件，如 2026-01-01")],
    folder: Folder = None,
    yes: Annotated[bool, typer.Option("--yes", help="不再询问")] = False,
) -> None:
    """删除旧的日志文件。不满六个月的，拒绝删除。"""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    where = _folder(folder)
    try:
        day = date.fromisoformat(before)
    except ValueError:
        _fail(f"“{before}”不是日期，应如 2026-01-01", 2)
    if not yes:
        typer.confirm(f"删除 {where} 中 {day} 以前的日志文件？已另行备份了吗？", abort=True)
    try:
        gone = logfiles.prune(where, day, datetime.now(ZoneInfo("Asia/Shanghai")).date())
    except logfiles.LogTrouble as trouble:
        _fail(str(trouble))
    out.print(f"已删除 {len(gone)} 个文件。", highlight=False)


def _folder(given: Path | None) -> Path:
    import os

    return given or Path(os.environ.get("YIFA_LOGS_DIR") or home() / "logs")


def _fail(message: str, code: int = 1) -> NoReturn:
    err.print(message, highlight=False, soft_wrap=True)
    raise typer.Exit(code)
