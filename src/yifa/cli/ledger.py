"""`yifa ledger …`: the state of the log, verification of everything behind it, proofs, and exports."""

from __future__ import annotations

import json as jsonlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn
from uuid import UUID
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from yifa.ledger.keys import parse_verifier
from yifa.ledger.note import NoteError, open_checkpoint
from yifa.site import boot
from yifa.site.postgres.errors import DatabaseTrouble

app = typer.Typer(help="存证日志：状态、核验、证明、导出", no_args_is_help=True)
out, err = Console(), Console(stderr=True)
SHANGHAI = ZoneInfo("Asia/Shanghai")
SHOWN = 200

Json = Annotated[bool, typer.Option("--json", help="输出 JSON")]


@contextmanager
def _log() -> Iterator[None]:
    """A configured product; a trouble of the log becomes a sentence and exit code 1."""
    from yifa.ledger.store.trouble import LedgerTrouble

    with boot.booted("worker", err.print):
        try:
            yield
        except LedgerTrouble as trouble:
            raise DatabaseTrouble(trouble.problem, trouble.remedy, trouble.english) from None


@contextmanager
def _bar(title: str) -> Iterator[Callable[[int, int], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


@app.command()
def status(json: Json = False) -> None:
    """日志有多少项、最新检查点、等待登入的数量、密钥和见证方。"""
    with _log():
        found = _status()
    if json:
        print(jsonlib.dumps(found, ensure_ascii=False))
    else:
        for title, key in (
            ("日志名称", "origin"), ("公钥", "key"), ("项数", "size"), ("最新检查点摘要", "digest"),
            ("签署时间", "signed_at"), ("已公布到", "published"), ("等待登入", "waiting"),
            ("最早等待自", "waiting_since"),
        ):  # fmt: skip
            out.print(
                f"{title}：{found[key] if found[key] is not None else '—'}", highlight=False, soft_wrap=True
            )
        for witness in found["witnesses"]:
            out.print(f"见证方：{witness}", highlight=False, soft_wrap=True)
        for problem in found["problems"]:
            out.print(f"[red]问题：[/red]{problem}", highlight=False, soft_wrap=True)
    if found["problems"]:
        sys.exit(1)


def _status() -> dict[str, Any]:
    from django.conf import settings

    from yifa.ledger.store import asking, keeping, reading, sequencer
    from yifa.ledger.store.exporting import digest_of
    from yifa.ledger.store.trouble import LedgerTrouble
    from yifa.registers.scope import WORKER, scope

    with scope(WORKER):
        head, shown = reading.newest(), reading.newest(published=True)
        ((signed,),) = reading.query(
            "SELECT (SELECT signed_at FROM ledger_checkpoint ORDER BY size DESC LIMIT 1)", []
        )
        ((waiting, since),) = reading.query("SELECT count(*), min(recorded_at) FROM ledger_pendingleaf", [])
        problems = [problem.text for problem in asking.problems()]
        try:
            sequencer.check_start()
        except LedgerTrouble as trouble:
            problems.insert(0, f"{trouble.problem}{trouble.remedy}")
        key = None
        try:
            key = keeping.verifier()
        except LedgerTrouble as trouble:
            if head.size:  # before the first checkpoint there need not be one
                problems.append(f"{trouble.problem}{trouble.remedy}")
    return {
        "origin": key.name if key else str(settings.YIFA_LEDGER_ORIGIN),
        "key": str(key) if key else None,
        "size": head.size,
        "digest": digest_of(head.note) if head.size else None,
        "signed_at": _local(signed),
        "published": shown.size,
        "waiting": waiting,
        "waiting_since": _local(since),
        "witnesses": list(settings.YIFA_LEDGER_WITNESSES),
        "problems": problems,
    }


def _local(moment: datetime | None) -> str | None:
    return moment.astimezone(SHANGHAI).isoformat(timespec="seconds") if moment else None


@app.command()
def verify(
    since: Annotated[str, typer.Option(help="只核验这一天（或时刻）之后的，如 2026-11-21")] = "",
    jobs: Annotated[int | None, typer.Option(help="同时工作的进程数；默认等于处理器数")] = None,
    checkpoint: Annotated[
        Path | None,
        typer.Option(help="另行保存的检查点文件，如见证方的或者以前导出的", exists=True, dir_okay=False),
    ] = None,
    json: Json = False,
) -> None:
    """从每一行数据重新计算整个日志，逐一指出被改动的内容。有损坏时退出码为 1。"""
    moment = _moment(since) if since else None
    with _log():
        from yifa.ledger.store import keeping
        from yifa.ledger.store.verify import verify as run
        from yifa.registers.scope import WORKER, scope

        outside = None
        if checkpoint is not None:
            try:
                outside = open_checkpoint(checkpoint.read_bytes(), keeping.verifier(), keeping.origin())[0]
            except NoteError as error:
                _usage(f"{checkpoint} 不是本日志签署的检查点（{error}）")
        with _bar("核验") as progress:
            report = run(lambda: scope(WORKER), since=moment, jobs=jobs, progress=progress, outside=outside)
    _tell(report, json)
    if not report.ok:
        sys.exit(1)


def _tell(report: Any, json: bool) -> None:
    if json:
        rows = [[vars_of(d) for d in part] for part in (report.damages, report.erased)]
        found = {"ok": report.ok, "from": report.first, "size": report.size, "checkpoints": report.checkpoints,
                 "waiting": report.waiting, "counts": report.counts, "damages": rows[0], "erased": rows[1]}  # fmt: skip
        print(jsonlib.dumps(found, ensure_ascii=False))
        return
    from yifa.ledger.store.chunks import KINDS

    for damage in report.damages[:SHOWN]:
        out.print(f"[red]损坏[/red] {damage}", highlight=False, soft_wrap=True)
    if len(report.damages) > SHOWN:
        out.print(f"……另有 {len(report.damages) - SHOWN} 处，用 --json 查看全部")
    for erased in report.erased[:SHOWN]:
        out.print(f"已删除 {erased}", highlight=False, soft_wrap=True)
    looked = "、".join(f"{KINDS.get(kind, kind)} {count}" for kind, count in sorted(report.counts.items()))
    out.print(
        f"核验第 {report.first} 至 {report.size} 项（{looked}），检查点 {report.checkpoints} 个。",
        highlight=False,
    )
    if report.waiting:
        out.print(f"另有 {report.waiting} 项正在等待登入日志。", highlight=False)
    out.print(
        f"发现损坏 {len(report.damages)} 处。" if report.damages else "全部一致，没有发现改动。",
        highlight=False,
    )


def vars_of(damage: Any) -> dict[str, str]:
    """A damage as JSON."""
    return {"kind": damage.kind, "id": damage.object_id, "problem": damage.problem}


@app.command()
def prove(
    object_id: Annotated[
        str, typer.Argument(help="办理记录、审批、文书、证据、公开或拒绝记录的编号", show_default=False)
    ],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="写入的文件；默认输出到屏幕")] = None,
) -> None:
    """导出一件记录的证明（JSON），可以用 tools/verify_proof.py 离线核对。"""
    try:
        wanted = UUID(object_id)
    except ValueError:
        _usage(f"“{object_id}”不是编号")
    with _log():
        from yifa.ledger.store import reading
        from yifa.matters import proofs
        from yifa.registers.scope import WORKER, scope

        with scope(WORKER):
            rows = reading.query(
                "SELECT kind FROM ledger_entry WHERE object_id = %s ORDER BY index DESC", [wanted]
            )
            known = rows and rows[0][0] in proofs.KINDS
            made = proofs.bundle_of(rows[0][0], wanted) if known else None
    if made is None:
        _fail("日志里没有这个编号，或者它还没有进入已公布的检查点。请核对编号；刚办理的记录请稍后再试。")
    text = jsonlib.dumps(made, ensure_ascii=False, indent=1)
    if output is None:
        print(text)
    else:
        output.write_text(text + "\n", encoding="utf-8")
        err.print(f"已写入 {output}", highlight=False)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="目录；已有的文件不会重写", show_default=False)],
) -> None:
    """把日志导出为静态文件（C2SP tlog-tiles），并写下当日的检查点摘要。中断后再运行会接着做。"""
    with _log(), _bar("导出") as progress:
        from yifa.ledger.store import exporting
        from yifa.registers.scope import WORKER, scope

        with scope(WORKER):
            head = exporting.export(folder, datetime.now(SHANGHAI).date(), progress)
    out.print(
        f"已导出 {head.size} 项到 {folder}，检查点摘要 {exporting.digest_of(head.note)}", highlight=False
    )


@app.command()
def fsck(
    folder: Annotated[
        Path, typer.Argument(help="导出的目录", exists=True, file_okay=False, show_default=False)
    ],
    key: Annotated[str, typer.Option(help="日志的公钥；默认用目录里的 key 文件")] = "",
) -> None:
    """核对一个导出目录：由日志项重新计算全部文件和签名。不需要数据库。"""
    from yifa.ledger.store.exporting import KEY
    from yifa.ledger.store.exporting import fsck as run

    try:
        verifier = parse_verifier(key or (folder / KEY).read_text(encoding="utf-8"))
    except FileNotFoundError:
        _usage("目录里没有 key 文件，请用 --key 给出日志的公钥")
    except (NoteError, UnicodeDecodeError):
        _usage("公钥的格式不对，应为“名称+编号+内容”")
    with _bar("核对") as progress:
        found = run(folder, verifier, progress)
    for name, problem in found.problems[:SHOWN]:
        out.print(f"[red]损坏[/red] {name}：{problem}", highlight=False, soft_wrap=True)
    if found.problems:
        _fail(f"共 {len(found.problems)} 处问题。")
    source = "" if key else "（公钥取自目录本身，未经独立核实）"
    out.print(f"{found.origin}：{found.size} 项全部一致{source}。", highlight=False, soft_wrap=True)


@app.command("accept-head")
def accept_head() -> None:
    """确认数据库就是最新状态，把它的最新检查点重新保存到数据库之外。仅在那份文件遗失时使用。"""
    with _log():
        from yifa.ledger.store import keeping, reading
        from yifa.registers.scope import WORKER, scope

        with scope(WORKER):
            head = reading.newest()
        if keeping.kept() is not None:
            _fail("数据库之外已经保存着检查点，不需要也不允许改写。")
        if not head.size:
            _fail("日志还没有检查点。")
        typer.confirm(f"数据库里的日志有 {head.size} 项。确认没有比它更新的检查点吗？", abort=True)
        keeping.keep(head.note)
    out.print(f"已保存第 {head.size} 项的检查点。", highlight=False)


@app.command("new-witness-key")
def new_witness_key() -> None:
    """本节点为别的日志作见证的密钥遗失或者被人复制以后，产生新的。旧文件须先移走。"""
    with _log():
        from yifa.ledger.store import keeping

        typer.confirm("换用新的见证密钥以后，请本节点见证的日志都要改设置。确认吗？", abort=True)
        key = keeping.new_witness().verifier
    out.print(f"新的见证公钥：{key}", highlight=False, soft_wrap=True)


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        _usage(f"“{text}”不是日期，应如 2026-11-21")
    return found if found.tzinfo else found.replace(tzinfo=SHANGHAI)


def _fail(message: str) -> NoReturn:
    err.print(message, highlight=False, soft_wrap=True)
    raise typer.Exit(1)


def _usage(message: str) -> NoReturn:
    err.print(message, highlight=False, soft_wrap=True)
    raise typer.Exit(2)
