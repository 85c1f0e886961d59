"""Who is using the server. The kernel keeps the list: locks vanish with their process, however it dies."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from yifa.site.postgres import cluster
from yifa.site.postgres.errors import DatabaseTrouble, disk_full, no_permission
from yifa.site.postgres.place import Place, find_place, make_folder

WAIT_SECONDS = 240
HOME_LOCK = ".lock"
WAITING = "另一个进程正在启动或停止数据库,等待中…"


@dataclass
class Lease:
    """A use of the server.

    Leave it with `release()`; the last one out stops the server unless told to keep it.
    """

    place: Place
    handle: int | None

    def release(self) -> bool:
        """Give up the use; True when this stopped the server."""
        if self.handle is None:
            return False
        with holding(self.place.lock):
            os.close(self.handle)
            self.handle = None
            return stop_if_unused(self.place)

    def __enter__(self) -> Lease:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def lease(home: Path, say: cluster.Say = cluster.say_to_stderr) -> Lease:
    """Start the server of this home unless it runs, and count as one of its users. Raises DatabaseTrouble."""
    make_folder(home)
    with holding(home / HOME_LOCK, say):
        place = find_place(home)
    make_folder(place.base)
    with holding(place.lock, say):
        cluster.start(place, say)
        handle = _open(place.users)
        fcntl.flock(handle, fcntl.LOCK_SH)
        return Lease(place, handle)


def stop_if_unused(place: Place, *, even_if_kept: bool = False) -> bool:
    """Stop the server when no process uses it. Call under the lock."""
    if place.keep.exists() and not even_if_kept:
        return False
    if in_use(place):
        return False
    return cluster.stop(place)


def in_use(place: Place) -> bool:
    """True while another process holds a lease."""
    handle = _open(place.users)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


@contextlib.contextmanager
def holding(path: Path, say: cluster.Say | None = None, waiting: str = WAITING) -> Iterator[None]:
    """Hold an exclusive lock on a file that we own; waits for others and says so."""
    handle = _open(path)
    deadline = time.monotonic() + WAIT_SECONDS
    told = time.monotonic() + 3
    try:
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise _busy(path) from None
                if say and time.monotonic() > told:
                    say(waiting)
                    told = deadline
                time.sleep(0.1)
        yield
    finally:
        os.close(handle)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except PermissionError:
        raise no_permission(path.parent) from None
    except OSError as error:
        raise disk_full(path) if error.errno == 28 else no_permission(path.parent) from None


def _busy(path: Path) -> DatabaseTrouble:
    return DatabaseTrouble(
        "另一个 yifa 进程已经忙了几分钟,还没有结束。",
        f"请用 `yifa db status` 查看;如果没有这样的进程,稍后再试(锁文件 {path})。",
        f"Another yifa process has held {path.name} for minutes.",
    )
