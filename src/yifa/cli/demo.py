"""`yifa demo`: from nothing to a served demonstration city, and quickly there again the second time."""

from __future__ import annotations

import importlib
import json as jsonlib
import os
import time
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from yifa.cli.serve import collect_static, interruptible, start_all, watch
from yifa.site import boot
from yifa.site.home import home
from yifa.site.postgres.connect import DATABASE
from yifa.site.postgres.errors import DatabaseTrouble
from yifa.site.postgres.lease import holding
from yifa.site.postgres.place import make_folder, write_whole
from yifa.site.processes import Processes, check_port, end_leftovers

console = Console(stderr=True)
CITY = "yifa.demo.city"


def register(app: typer.Typer) -> None:
    """Put the command on the main application."""
    app.command()(demo)


def demo(
    port: Annotated[int, typer.Option(help="监听端口")] = 8000,
    host: Annotated[str, typer.Option(help="监听地址")] = "127.0.0.1",
    exit_when_ready: Annotated[
        bool, typer.Option("--exit-when-ready", help="就绪后输出一个 JSON 对象,并停止它启动的一切")
    ] = False,
) -> None:
    """装载演示城市(虚构的云州市)并提供网页服务。"""
    began = time.monotonic()
    ended = end_leftovers(home())
    if ended:
        console.print(f"上次没有正常关闭,已结束遗留的 {ended} 个服务进程。")
    check_port(host, port)
    make_folder(home())
    marker = Marker(home() / "demo.json")
    os.environ["YIFA_DEMO"] = "1"  # before settings are read, which say so on every page
    with interruptible(), boot.database(console.print):
        with holding(home() / "demo.lock", console.print, "另一个进程正在装载演示数据,等待中…"):
            _restart_if_interrupted(marker)
            boot.prepare_server()
            boot.setup("app")
            with console.status("正在检查数据表…"):
                boot.migrate(console.print)
            counts = _load_city(marker)
            collect_static()
        processes = Processes(home())
        try:
            with console.status("正在启动网页服务…"):
                start_all(processes, host, port, 2, queue=True)
            url = f"http://{host}:{port}"
            accounts = _accounts(marker)
            seconds = round(time.monotonic() - began, 1)
            if exit_when_ready:
                result = {"url": url, "accounts": accounts, "counts": counts, "seconds": seconds}
                print(jsonlib.dumps(result, ensure_ascii=False), flush=True)
                return
            _welcome(url, accounts, counts, seconds)
            watch(processes)
        except KeyboardInterrupt:
            console.print("正在停止…")
        finally:
            processes.stop()
            boot.close_connections()


class Marker:
    """What is known about the loading of the demonstration city.

    `loading` until every row is in, then `loaded`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> dict[str, Any]:
        try:
            return dict(jsonlib.loads(self.path.read_text()))
        except (OSError, ValueError):
            return {}

    def write(self, state: str, **more: object) -> None:
        write_whole(self.path, jsonlib.dumps({"state": state, **more}, ensure_ascii=False))


def _restart_if_interrupted(marker: Marker) -> None:
    """A loading that was cut short starts again from an empty database; nobody has worked in it yet."""
    if marker.read().get("state") != "loading":
        return
    if boot.is_external():
        raise DatabaseTrouble(
            "上次装载演示数据时中断了。",
            f"请把 DATABASE_URL 指向一个新建的空数据库,删除 {marker.path} 后重新运行。",
            "Loading was interrupted; point DATABASE_URL at an empty database and run again.",
        )
    console.print("上次装载演示数据时中断了,现在从头装载。")
    with boot.admin_connection("postgres") as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{DATABASE}" WITH (FORCE)')
    marker.path.unlink()


def _load_city(marker: Marker) -> dict[str, int]:
    known = marker.read()
    if known.get("state") == "loaded":
        return dict(known["counts"])
    if find_spec("yifa.demo") is None or find_spec(CITY) is None:
        console.print("演示城市的数据还没有随本版本提供,跳过装载。")
        return {}
    _refuse_foreign_data()
    marker.write("loading")
    city = importlib.import_module(CITY)
    with _progress_bar() as bar:
        counts = dict(city.load(BarReport(bar)))
    marker.write("loaded", counts=counts, accounts=_ask_accounts(city))
    return counts


def _refuse_foreign_data() -> None:
    """The fictional city is never mixed into data that it did not make."""
    from django.contrib.auth import get_user_model

    if get_user_model()._default_manager.exists():
        raise DatabaseTrouble(
            "这个数据库里已经有别的数据,不能再装入演示城市。",
            "请用环境变量 YIFA_HOME 指定一个新目录来运行演示;要使用现有数据请运行 yifa serve。",
            "This database already holds data; set YIFA_HOME to a new folder for the demonstration.",
        )


class BarReport:
    """What the loader calls: `report(label, done, total)`."""

    def __init__(self, bar: Progress) -> None:
        self.bar = bar
        self.tasks: dict[str, Any] = {}

    def __call__(self, label: str, done: int = 0, total: int | None = None) -> None:
        if label not in self.tasks:
            self.tasks[label] = self.bar.add_task(label, total=total)
        self.bar.update(self.tasks[label], completed=done, total=total)


def _progress_bar() -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    )


def _ask_accounts(city: Any) -> list[dict[str, str]]:
    ask = getattr(city, "accounts", None)
    return [dict(row) for row in ask()] if callable(ask) else []


def _accounts(marker: Marker) -> list[dict[str, str]]:
    return list(marker.read().get("accounts", []))


def _welcome(
    url: str, accounts: Sequence[Mapping[str, str]], counts: Mapping[str, int], seconds: float
) -> None:
    if accounts:
        # In this order the table fits eighty columns; account and password are never cut.
        names = {"post": "岗位", "username": "账号", "password": "密码", "agency": "机关", "name": "姓名"}
        table = Table(title="每个岗位一个账号(虚构)")
        for column, title in names.items():
            table.add_column(title, no_wrap=column in ("username", "password"))
        for row in accounts:
            table.add_row(*(str(row.get(column, "")) for column in names))
        console.print(table)
    if counts:
        console.print("已装载:" + "、".join(f"{name} {count}" for name, count in counts.items()))
    console.print(f"用时 {seconds} 秒。演示城市“云州市”纯属虚构。")
    console.print(f"请用浏览器打开 [bold]{url}[/bold] ;按 Ctrl-C 停止。")
