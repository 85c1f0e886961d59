"""initdb, start, stop and look: the server itself, through its own programs."""

from __future__ import annotations

import contextlib
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from yifa.site.postgres import registry
from yifa.site.postgres.account import ServerUser, server_user
from yifa.site.postgres.binaries import programs
from yifa.site.postgres.errors import DatabaseTrouble, disk_full, no_permission
from yifa.site.postgres.place import SOCKET_NAME, Place, private_folder, write_whole

SUPERUSER = "yifa_super"
ROOM_NEEDED = 200 * 1024 * 1024
LOG_LIMIT = 10 * 1024 * 1024
START_SECONDS = 120

Say = Callable[[str], None]


def say_to_stderr(sentence: str) -> None:
    """The default way to tell the operator something."""
    print(sentence, file=sys.stderr, flush=True)


@dataclass(frozen=True)
class Status:
    """What is known of one server. `pid` only while it runs."""

    state: str  # absent | stopped | starting | running
    pid: int | None = None


def status(place: Place) -> Status:
    """Look at the folder and the process table; starts nothing and changes nothing."""
    if not place.ready.exists():
        return Status("absent")
    pid, is_ready = _postmaster(place)
    if pid is None:
        return Status("stopped")
    return Status("running" if is_ready else "starting", pid)


def ensure_initialised(place: Place, say: Say = say_to_stderr) -> None:
    """Make the data folder when there is none.

    A half-made one is moved aside, never deleted. Call under the lock.
    """
    if place.ready.exists():
        _check_whole(place)
        return
    for unfinished in [*place.base.glob("data.new-*"), *place.base.glob("data")]:
        aside = place.base / f"data.unfinished-{_stamp()}"
        unfinished.rename(aside)
        say(f"上次初始化数据库时中断了,未完成的目录已移到 {aside},现在重新初始化。")
    _check_room(place.base)
    user = server_user()
    bin_folder = programs(user)
    # Under a name of its own, so that a killed run's initdb, which may still be cleaning up, cannot touch it.
    new = place.base / f"data.new-{_stamp()}"
    private_folder(new, user)
    say("正在初始化数据库(第一次运行,约需几秒)…")
    done = user.run(
        [
            bin_folder / "initdb",
            *("-D", new, "-U", SUPERUSER, "-E", "UTF8", "--locale=C"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            *("--auth-local=peer", "--auth-host=reject", "--no-instructions"),
        ]
    )
    if done.returncode != 0:
        shutil.rmtree(new, ignore_errors=True)  # made by this very call; nothing was ever in it
        raise _explain(place, done.stdout, "初始化数据库失败。", "initdb failed.")
    with (new / "postgresql.conf").open("a") as conf:
        conf.write("include 'yifa.conf'\n")
    new.rename(place.data)
    major = (place.data / "PG_VERSION").read_text().strip()
    write_whole(place.ready, json.dumps({"major": major, "user": user.name, "made": _stamp()}))


def start(place: Place, say: Say = say_to_stderr) -> int:
    """Start the server unless it runs; returns its pid. Call under the lock. Raises DatabaseTrouble."""
    ensure_initialised(place, say)
    deadline = time.monotonic() + START_SECONDS
    while (found := status(place)).pid is not None and time.monotonic() < deadline:
        if found.state == "running" and _accepts(place):
            registry.add(place, found.pid)
            return found.pid
        time.sleep(0.1)
    _check_room(place.base)
    user = server_user(place.data)
    bin_folder = programs(user, _major(place))
    _prepare(place, user)
    _launch(place, user, bin_folder, say)
    pid = status(place).pid
    if pid is None:
        raise _explain(place, "", "数据库启动后又退出了。", "The server stopped right after starting.")
    registry.add(place, pid)
    return pid


def stop(place: Place) -> bool:
    """Stop the server in an orderly way; True when it ran. Call under the lock."""
    if not place.ready.exists() or _postmaster(place)[0] is None:
        registry.remove(place)
        return False
    user = server_user(place.data)
    bin_folder = programs(user, _major(place))
    done = user.run([bin_folder / "pg_ctl", "stop", "-D", place.data, "-m", "fast", "-w", "-t", "60"])
    pid = _postmaster(place)[0]
    if pid is not None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGQUIT)  # immediate shutdown; the next start recovers from the log
        _wait_gone(place, 20)
    if _postmaster(place)[0] is not None:
        raise _explain(place, done.stdout, "数据库没有停下来。", "The server did not stop.")
    registry.remove(place)
    return True


def _launch(place: Place, user: ServerUser, bin_folder: Path, say: Say) -> None:
    """pg_ctl start, tried again while backends of a killed server are still letting go of shared memory."""
    command: list[str | Path] = [
        bin_folder / "pg_ctl",
        "start",
        "-D",
        place.data,
        "-l",
        place.log,
        "-w",
        "-t",
        str(START_SECONDS),
    ]
    for attempt in range(20):
        before = place.log.stat().st_size if place.log.exists() else 0
        try:
            done = user.run(command, timeout=START_SECONDS + 30)
        except subprocess.TimeoutExpired:
            raise _explain(place, "", "数据库启动超时。", "Starting timed out.") from None
        if done.returncode == 0:
            return
        said = done.stdout + _log_since(place, before)
        if "still in use" not in said:
            raise _explain(place, said, "数据库没有启动成功。", "The server did not start.")
        if attempt == 0:
            say("上次的数据库进程还在退出,稍候…")
        time.sleep(1)
    raise _explain(place, "", "上次的数据库进程一直没有退出。", "Processes of the previous server remain.")


def _prepare(place: Place, user: ServerUser) -> None:
    """Folders, configuration and leftovers, before every start."""
    private_folder(place.run, user)
    private_folder(place.log.parent, user)
    if place.log.exists() and place.log.stat().st_size > LOG_LIMIT:
        place.log.replace(place.log.with_suffix(".log.1"))
    names = sorted({"root", user.name, _my_name()})
    quoted = str(place.run).replace("'", "''")
    files = {
        "yifa.conf": (
            "listen_addresses = ''\n"
            f"unix_socket_directories = '{quoted}'\nunix_socket_permissions = 0700\n"
            "fsync = on\nfull_page_writes = on\nmax_connections = 100\nshared_buffers = '128MB'\n"
            "timezone = 'Asia/Shanghai'\nlog_timezone = 'Asia/Shanghai'\n"
            "log_line_prefix = '%m [%p] %q%u@%d '\n"
            "log_parameter_max_length = 0\nlog_parameter_max_length_on_error = 0\n"
        ),
        # Only the people who run this installation may connect, and only through the private socket.
        "pg_hba.conf": "local all all peer map=yifa\n",
        "pg_ident.conf": "".join(f'yifa "{name}" all\n' for name in names),
    }
    try:
        for name, text in files.items():
            path = place.data / name
            if not path.exists() or path.read_text() != text:
                write_whole(path, text, 0o600)
                if user.switch:
                    os.chown(path, user.uid, user.gid)
        _clear_stale_locks(place)
    except PermissionError:
        raise no_permission(place.data) from None


def _clear_stale_locks(place: Place) -> None:
    """PostgreSQL refuses to start while the number in an old lock file belongs to any living process.

    Cleared only when no process works in the data folder any more; otherwise PostgreSQL's own check stands.
    """
    deadline = time.monotonic() + 30
    while _at_work(place) and time.monotonic() < deadline:
        time.sleep(0.2)
    if _at_work(place):
        raise _explain(
            place, "", "上次的数据库进程一直没有退出。", "Processes of the previous server remain."
        )
    for leftover in (place.data / "postmaster.pid", place.run / f"{SOCKET_NAME}.lock"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            if _exists(int(leftover.read_text().splitlines()[0])):
                leftover.replace(place.base / f"{leftover.name.lstrip('.')}.stale")


def _at_work(place: Place) -> bool:
    """True when some process of an earlier server still lives in the data folder (known on Linux only)."""
    for folder in Path("/proc").glob("[0-9]*/cwd"):
        with contextlib.suppress(OSError):
            if folder.readlink() == place.data:
                return True
    return False


def _accepts(place: Place) -> bool:
    """True when somebody listens on the socket.

    A server killed a moment ago may still be in the process table.
    """
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(place.run / SOCKET_NAME))
        except OSError:
            return False
        return True


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _postmaster(place: Place) -> tuple[int | None, bool]:
    """The living server of this folder and whether it accepts connections."""
    try:
        lines = (place.data / "postmaster.pid").read_text().splitlines()
        pid = int(lines[0])
    except (OSError, ValueError, IndexError):
        return None, False
    if not _is_server_of(pid, place.data):
        return None, False
    return pid, len(lines) >= 8 and lines[7].strip() == "ready"


def _is_server_of(pid: int, data: Path) -> bool:
    """True when the process is a PostgreSQL server on this very folder, not a reused number."""
    proc = Path(f"/proc/{pid}")
    if Path("/proc/self").exists():
        try:
            command = (proc / "cmdline").read_bytes().split(b"\0")
            state = (proc / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return False
        return state != "Z" and b"postgres" in command[0] and os.fsencode(data) in command
    shown = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return "postgres" in shown.stdout and str(data) in shown.stdout


def _wait_gone(place: Place, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while _postmaster(place)[0] is not None and time.monotonic() < deadline:
        time.sleep(0.1)


def _check_whole(place: Place) -> None:
    """The marker says complete: a missing or foreign folder is told, never replaced by an empty one."""
    made = json.loads(place.ready.read_text())
    try:
        major = (place.data / "PG_VERSION").read_text().strip()
    except PermissionError:
        raise no_permission(place.data) from None
    except OSError:
        raise DatabaseTrouble(
            f"数据目录 {place.data} 不见了或者已经损坏。",
            f"请从备份恢复它。如果确实要从空白开始,请删除 {place.ready} 后重新运行。",
            f"The data folder is missing or damaged; restore it, or remove {place.ready} to start empty.",
        ) from None
    if major != made["major"]:
        raise DatabaseTrouble(
            f"数据目录的版本({major})与记录({made['major']})不一致。",
            "请恢复原来的数据目录,或者用 pg_upgrade 升级。",
            "The data folder's PostgreSQL version differs from the recorded one.",
        )


def _major(place: Place) -> str:
    return str(json.loads(place.ready.read_text())["major"])


def _check_room(folder: Path) -> None:
    if shutil.disk_usage(folder).free < ROOM_NEEDED:
        raise disk_full(folder)


def _explain(place: Place, said: str, what: str, english: str) -> DatabaseTrouble:
    """Turn what the programs said into a sentence and a way out."""
    tail = "\n".join((said.strip() or _log_since(place, -2000)).splitlines()[-8:])
    if "No space left on device" in said:
        return disk_full(place.base)
    if "database files are incompatible" in said:
        what, english = "数据目录是另一个版本的 PostgreSQL 建立的。", "The data folder has another version."
    elif "Permission denied" in said:
        what, english = f"没有权限使用 {place.base}。", f"Permission denied in {place.base}."
    return DatabaseTrouble(
        what,
        f"数据没有改动。详细记录见 {place.log};处理后重新运行即可。",
        f"{english} Nothing was changed; see {place.log}.",
        tail,
    )


def _log_since(place: Place, position: int) -> str:
    with contextlib.suppress(OSError), place.log.open("rb") as log:
        size = log.seek(0, os.SEEK_END)
        log.seek(max(0, position if position >= 0 else size + position))
        return log.read(20_000).decode("utf-8", "replace")
    return ""


def _my_name() -> str:
    with contextlib.suppress(KeyError):
        return pwd.getpwuid(os.geteuid()).pw_name
    return "root"


def _stamp() -> str:
    return datetime.now(ZoneInfo("Asia/Shanghai")).strftime("%Y%m%d-%H%M%S-%f")[:-3]
