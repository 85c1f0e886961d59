"""Which operating-system user the server runs as. PostgreSQL refuses to run as root."""

from __future__ import annotations

import os
import pwd
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from yifa.site.postgres.errors import DatabaseTrouble

UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True)
class ServerUser:
    """The user that owns the data folder and runs the server; `switch` when that is not us."""

    uid: int
    gid: int
    name: str
    switch: bool

    def run(self, command: Sequence[str | Path], timeout: float = 180) -> subprocess.CompletedProcess[str]:
        """Run a command as this user, from a folder everybody can enter, speaking English."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG"))}
        environment |= {"LC_ALL": "C", "HOME": "/", "TZ": "Asia/Shanghai"}
        switch: dict[str, object] = {}
        if self.switch:
            switch = {"user": self.uid, "group": self.gid, "extra_groups": []}
        # A file, not a pipe: the server inherits its starter's output and would keep a pipe open for ever.
        with tempfile.TemporaryFile("w+") as out:
            done = subprocess.run(  # type: ignore[call-overload]
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd="/",
                env=environment,
                timeout=timeout,
                check=False,
                start_new_session=True,
                **switch,
            )
            out.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, out.read(), "")

    def can_enter(self, folder: Path) -> bool:
        """True when this user can enter and write the folder.

        Tried, not computed, so ACLs and mounts count.
        """
        probe = 'cd "$1" && : > .probe && rm .probe'
        return self.run(["/bin/sh", "-c", probe, "sh", folder]).returncode == 0

    def can_run(self, program: Path) -> bool:
        """True when this user can run the program where it lies."""
        try:
            return self.run([program, "--version"]).returncode == 0
        except (PermissionError, FileNotFoundError):
            return False


def server_user(data: Path | None = None) -> ServerUser:
    """The user for a new cluster, or the owner of the existing data folder when we are root.

    Never creates a user. Raises DatabaseTrouble when the current user has no name (PostgreSQL needs one)
    or when the data folder belongs to somebody else.
    """
    me = os.geteuid()
    owner = data.stat().st_uid if data is not None and data.exists() else None
    if me != 0:
        if owner is not None and owner != me:
            raise DatabaseTrouble(
                f"数据目录 {data} 属于另一个用户(uid {owner})。",
                "请用那个用户运行,或者用环境变量 YIFA_HOME 指定自己的目录。",
                f"The data folder belongs to uid {owner}; run as that user or set YIFA_HOME.",
            )
        return _named(me, switch=False)
    if owner:
        return _named(owner, switch=True)
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return ServerUser(entry.pw_uid, entry.pw_gid, name, switch=True)
    raise DatabaseTrouble(
        "数据库不能以 root 身份运行,而系统里没有 postgres 或 nobody 用户。",
        "请用普通用户运行,或者先建立一个名为 postgres 的系统用户。",
        "PostgreSQL refuses to run as root and there is no user postgres or nobody.",
    )


def _named(uid: int, *, switch: bool) -> ServerUser:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise DatabaseTrouble(
            f"当前用户(uid {uid})在系统里没有用户名,数据库无法启动。",
            "请在 /etc/passwd 中为它加上用户名,或者换一个用户运行。",
            f"uid {uid} has no user name, which PostgreSQL requires.",
        ) from None
    return ServerUser(uid, entry.pw_gid, entry.pw_name, switch)
