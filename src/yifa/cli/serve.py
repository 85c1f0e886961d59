"""`yifa migrate`, `yifa serve`, `yifa worker`."""

from __future__ import annotations

import os
import signal
import time
from types import FrameType
from typing import Annotated

import typer
from rich.console import Console

from yifa.site import boot
from yifa.site.home import home
from yifa.site.postgres.errors import DatabaseTrouble
from yifa.site.processes import (
    Processes,
    check_port,
    end_leftovers,
    queue_command,
    wait_until_answering,
    web_command,
)

console = Console(stderr=True)


def register(app: typer.Typer) -> None:
    """Put the commands on the main application."""
    app.command()(migrate)
    app.command()(serve)
    app.command()(worker)


def migrate() -> None:
    """建立或更新数据表(以 yifa_owner 的身份)。"""
    with boot.booted("owner", console.print):
        count = boot.migrate(console.print)
    console.print(f"数据表已是最新({count} 步)。" if count else "数据表已是最新,没有需要更新的。")


def serve(
    host: Annotated[str, typer.Option(help="监听地址")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="监听端口")] = 8000,
    workers: Annotated[int, typer.Option(help="网页进程数")] = 2,
    queue: Annotated[bool, typer.Option(help="同时运行一个队列进程")] = True,
) -> None:
    """提供网页服务,并处理队列。"""
    end_leftovers(home())
    check_port(host, port)
    with boot.booted("app", console.print):
        _refuse_old_tables()
        collect_static()
        processes = Processes(home())
        with interruptible():
            try:
                start_all(processes, host, port, workers, queue=queue)
                console.print(f"正在 http://{host}:{port} 提供服务。按 Ctrl-C 停止。")
                watch(processes)
            except KeyboardInterrupt:
                console.print("正在停止…")
            finally:
                processes.stop()


def worker(
    concurrency: Annotated[int, typer.Option(help="同时处理的任务数")] = 1,
) -> None:
    """处理队列中的任务。"""
    with boot.booted("worker", console.print):
        _refuse_old_tables()
        refuse_older_database()
        from procrastinate.contrib.django import app as queue

        from yifa.ledger.store.following import following

        connector = queue.connector.get_worker_connector()  # type: ignore[attr-defined]
        with following(console.print), queue.replace_connector(connector) as running:
            running.run_worker(concurrency=concurrency, delete_jobs="successful")


def start_all(processes: Processes, host: str, port: int, workers: int, *, queue: bool) -> None:
    """Start web and queue processes and wait until the web answers. DatabaseTrouble for an older database."""
    refuse_older_database()
    # What papers print must lead here: where no public address is set, it is the one that is served.
    public = os.environ.get("YIFA_PUBLIC_URL") or f"http://127.0.0.1:{port}"
    processes.start(web_command(host, port, workers), YIFA_DB_ROLE="app", YIFA_PUBLIC_URL=public)
    if queue:
        processes.start(queue_command(), YIFA_DB_ROLE="worker", YIFA_PUBLIC_URL=public)
    wait_until_answering(f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}", processes)  # nosec B104


def watch(processes: Processes) -> None:
    """Until Ctrl-C. A database or a child that was killed is started again; one that keeps ending is told."""
    while True:
        time.sleep(0.5)
        if boot.revive_database(console.print):
            console.print("数据库曾意外退出,已经恢复;已保存的数据没有丢失。")
        child = processes.ended()
        if child is not None and not processes.revive(child):
            raise DatabaseTrouble(
                "一个服务进程反复退出。",
                f"数据没有丢失。详细记录见 {processes.home / 'serve.log'}。",
                f"A process keeps ending (code {child.process.returncode}); see serve.log.",
            )


def collect_static() -> None:
    """Collect static files when they changed."""
    from yifa.site.static import collect

    if collect():
        console.print("已整理静态文件。")


class interruptible:
    """SIGTERM and SIGHUP end the block like Ctrl-C, so that everything started is stopped."""

    def __enter__(self) -> None:
        self.before = {
            number: signal.signal(number, self._raise) for number in (signal.SIGTERM, signal.SIGHUP)
        }

    def __exit__(self, *_: object) -> None:
        for number, handler in self.before.items():
            signal.signal(number, handler)

    @staticmethod
    def _raise(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt


def refuse_older_database() -> None:
    """DatabaseTrouble when the database was put back behind what the log of this node has signed."""
    from yifa.ledger.store import sequencer
    from yifa.ledger.store.trouble import LedgerTrouble

    try:
        sequencer.check_start()
    except LedgerTrouble as trouble:
        raise DatabaseTrouble(trouble.problem, trouble.remedy, trouble.english) from None


def _refuse_old_tables() -> None:
    missing = boot.unapplied()
    if missing:
        raise DatabaseTrouble(
            f"数据表还没有更新(差 {missing} 步)。",
            "请先运行 yifa migrate。",
            f"{missing} migrations are not applied; run `yifa migrate` first.",
        )
