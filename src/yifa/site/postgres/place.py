"""Where one home keeps its database: data, socket, log, locks and the marker that says it is complete."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from yifa.site.postgres.account import ServerUser, server_user
from yifa.site.postgres.binaries import shared_folder
from yifa.site.postgres.errors import DatabaseTrouble, disk_full, no_permission

SOCKET_LIMIT = 107  # bytes of sun_path on Linux (103 on macOS), with the terminating zero
SOCKET_NAME = ".s.PGSQL.5432"
POINTER = "postgres-place.json"


@dataclass(frozen=True)
class Place:
    """All paths of one embedded server. Only `data`, `run` and `log` belong to the server's user."""

    home: Path
    base: Path

    @property
    def data(self) -> Path:
        return self.base / "data"

    @property
    def log(self) -> Path:
        return self.base / "log" / "server.log"

    @property
    def ready(self) -> Path:
        """Written last, so that a half-initialised folder is never taken for a whole one."""
        return self.base / "ready.json"

    @property
    def keep(self) -> Path:
        """Present while `yifa db start` wants the server to outlive its users."""
        return self.base / "keep-running"

    @property
    def lock(self) -> Path:
        return self.base / "start.lock"

    @property
    def users(self) -> Path:
        return self.base / "users.lock"

    @property
    def run(self) -> Path:
        """The private folder of the socket.

        A short one below the temporary folder when the path is too long.
        """
        near = self.base / "run"
        if len(os.fsencode(near / SOCKET_NAME)) <= min(SOCKET_LIMIT, 103):
            return near
        key = hashlib.sha256(os.fsencode(self.base)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"yifa-{key}"


def make_folder(path: Path, mode: int = 0o755) -> None:
    """Create a folder (and its parents) with this mode; an existing one keeps its own."""
    try:
        if not path.exists():
            path.mkdir(parents=True)
            path.chmod(mode)
    except PermissionError:
        raise no_permission(path) from None
    except OSError as error:
        raise disk_full(path) if error.errno == 28 else no_permission(path) from None


def private_folder(path: Path, user: ServerUser) -> None:
    """A 0700 folder owned by the server's user.

    A folder of somebody else in its place is refused, not taken.
    """
    with contextlib.suppress(FileExistsError):
        make_folder(path.parent)
        path.mkdir(mode=0o700)
        if user.switch:
            os.chown(path, user.uid, user.gid)
    state = path.lstat()
    if not stat.S_ISDIR(state.st_mode) or state.st_uid != user.uid:
        raise DatabaseTrouble(
            f"{path} 已经存在,而且不属于用户 {user.name}。",
            "请把它移走后重新运行。",
            f"{path} exists and belongs to somebody else; move it away.",
        )


def known_place(home: Path) -> Place | None:
    """The place this home already uses, or None. Never creates anything."""
    with contextlib.suppress(OSError, ValueError, KeyError):
        return Place(home, home / json.loads((home / POINTER).read_text())["base"])
    return None


def find_place(home: Path) -> Place:
    """The place of this home, chosen once and remembered.

    Beside the other data when the server's user can enter there; otherwise in a shared folder of our own.
    Call it under the home's lock.
    """
    known = known_place(home)
    if known is not None:
        return known
    user = server_user()
    base = home / "postgres"
    make_folder(base)
    if user.switch and not _reachable(base, user):
        base = _new_below(shared_folder(user), hashlib.sha256(os.fsencode(home)).hexdigest()[:8])
    relative = base.relative_to(home) if base.is_relative_to(home) else base
    write_whole(home / POINTER, json.dumps({"base": str(relative)}))
    return Place(home, base)


def _new_below(folder: Path, key: str) -> Path:
    """A folder that does not exist yet: data of an earlier home of the same name are neither used nor touched."""
    for number in itertools.count(1):
        base = folder / (f"data-{key}" if number == 1 else f"data-{key}-{number}")
        with contextlib.suppress(FileExistsError):
            base.mkdir(mode=0o755)
            base.chmod(0o755)
            return base
    raise AssertionError("unreachable")


def write_whole(path: Path, text: str, mode: int = 0o644) -> None:
    """Write a small file so that a reader, or a crash, sees all of it or nothing."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("w") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        part.chmod(mode)
        part.replace(path)
    except PermissionError:
        raise no_permission(path.parent) from None
    except OSError as error:
        part.unlink(missing_ok=True)
        raise disk_full(path) if error.errno == 28 else no_permission(path) from None


def _reachable(base: Path, user: ServerUser) -> bool:
    probe = Path(tempfile.mkdtemp(prefix="probe-", dir=base))
    try:
        os.chown(probe, user.uid, user.gid)
        return user.can_enter(probe)
    finally:
        probe.rmdir()
