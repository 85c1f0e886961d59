"""`yifa db status|start|stop`: every embedded server this user started can be found and stopped."""

from __future__ import annotations

import json as jsonlib
from typing import Annotated

import typer
from rich.console import Console

from yifa.site.home import home
from yifa.site.postgres import cluster, registry
from yifa.site.postgres.lease import holding, in_use, lease, stop_if_unused
from yifa.site.postgres.place import Place, known_place

app = typer.Typer(no_args_is_help=True)
console = Console()

STATES = {"absent": "未建立", "stopped": "已停止", "starting": "正在启动", "running": "运行中"}


@app.command()
def status(json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False) -> None:
    """列出本机上由本用户启动的数据库。"""
    rows = [_describe(place) for place in _all_places()]
    if json:
        print(jsonlib.dumps(rows, ensure_ascii=False))
        return
    if not rows:
        console.print("还没有建立内置数据库。")
        return
    for row in rows:
        pid = f",进程 {row['pid']}" if row["pid"] else ""
        use = ",有进程在使用" if row["in_use"] else ""
        console.print(f"[bold]{STATES[str(row['state'])]}[/bold]{pid}{use}")
        for title, name in (
            ("YIFA_HOME", "home"),
            ("数据目录", "data"),
            ("套接字", "socket"),
            ("日志", "log"),
        ):
            console.print(f"  {title}:{row[name]}", highlight=False, soft_wrap=True)


@app.command()
def start() -> None:
    """启动内置数据库并保持运行,直到 `yifa db stop`。"""
    held = lease(home())
    held.place.keep.touch()
    pid = cluster.status(held.place).pid
    held.release()
    console.print(f"数据库正在运行(进程 {pid})。停止:yifa db stop")


@app.command()
def stop(
    every: Annotated[bool, typer.Option("--all", help="停止本用户启动的所有内置数据库")] = False,
    force: Annotated[bool, typer.Option("--force", help="即使还有进程在使用也停止")] = False,
) -> None:
    """停止内置数据库。"""
    known = known_place(home())
    places = _all_places() if every else [known] if known else []
    busy = False
    for place in places:
        with holding(place.lock):
            place.keep.unlink(missing_ok=True)
            if not force and in_use(place) and cluster.status(place).state != "stopped":
                console.print(f"{place.home}:还有进程在使用,没有停止。请先关闭它们,或者加 --force。")
                busy = True
                continue
            stopped = cluster.stop(place) if force else stop_if_unused(place)
        console.print(f"{place.home}:{'已停止' if stopped else '没有在运行'}。")
    if not places:
        console.print("还没有建立内置数据库。")
    if busy:
        raise typer.Exit(1)


def _all_places() -> list[Place]:
    found = {place.base: place for place in registry.places()}
    known = known_place(home())
    if known:
        found.setdefault(known.base, known)
    return list(found.values())


def _describe(place: Place) -> dict[str, object]:
    seen = cluster.status(place)
    return {
        "state": seen.state,
        "pid": seen.pid,
        "in_use": place.base.exists() and in_use(place),
        "home": str(place.home),
        "data": str(place.data),
        "socket": str(place.run),
        "log": str(place.log),
    }
