"""A checkout that the server's user cannot enter, a folder nobody may write, a full disk."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.homes import stop_and_remove, yifa_environment

from yifa.site.postgres import cluster
from yifa.site.postgres.binaries import PACKAGE, wheel_folder
from yifa.site.postgres.place import known_place

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")

START = """
import sys
from pathlib import Path
from yifa.site.postgres import DatabaseTrouble, lease
try:
    with lease(Path(sys.argv[1])) as held:
        import psycopg
        from yifa.site.postgres.connect import for_place
        with psycopg.connect(**for_place(held.place)) as db:
            print(db.execute("SHOW data_directory").fetchone()[0])
except DatabaseTrouble as trouble:
    print(trouble)
    sys.exit(1)
"""


def start(home: Path, *search: Path) -> subprocess.CompletedProcess[str]:
    environment = yifa_environment(home)
    environment["PYTHONPATH"] = os.pathsep.join([*map(str, search), environment.get("PYTHONPATH", "")])
    return subprocess.run(
        [sys.executable, "-c", START, str(home)],
        env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """A folder that only root can enter, like /root."""
    folder = Path(tempfile.mkdtemp(prefix="yifa-closed-"))
    assert folder.stat().st_mode & 0o777 == 0o700
    yield folder
    stop_and_remove(folder / "home")
    shutil.rmtree(folder)


@as_root
def test_home_and_programs_below_a_closed_folder(closed_folder: Path) -> None:
    packages = closed_folder / "packages"
    packages.mkdir()
    shutil.copytree(wheel_folder(), packages / PACKAGE, symlinks=True)
    libraries = wheel_folder().with_name(f"{PACKAGE}.libs")
    shutil.copytree(libraries, packages / libraries.name)
    done = start(closed_folder / "home", packages)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not Path(done.stdout.strip()).is_relative_to(closed_folder)
    assert closed_folder.stat().st_mode & 0o777 == 0o700
    place = known_place(closed_folder / "home")
    assert place is not None
    assert cluster.status(place).state == "stopped"
    again = start(closed_folder / "home", packages)
    assert again.stdout == done.stdout, "the same data the second time"
    _remove_copied_programs(packages)


def _remove_copied_programs(packages: Path) -> None:
    import hashlib

    for install in (packages / PACKAGE).glob("pginstall*"):
        seen = f"{packages / PACKAGE}{(install / 'bin' / 'postgres').stat().st_mtime_ns}"
        key = hashlib.sha256(seen.encode()).hexdigest()[:8]
        for folder in (Path("/var/lib/yifa"), Path("/var/tmp/yifa-0")):
            for copy in folder.glob(f"postgresql-*-{key}"):
                shutil.rmtree(copy)


def test_a_home_that_cannot_be_made(run_yifa) -> None:
    done = run_yifa("db", "start", YIFA_HOME="/proc/yifa")
    assert done.returncode == 1
    assert "没有权限写入" in done.stderr
    assert "YIFA_HOME" in done.stderr
    assert "Traceback" not in done.stderr


@as_root
def test_full_disk(new_home: Path) -> None:
    new_home.mkdir(parents=True)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=30m", "tmpfs", new_home], check=False).returncode:
        pytest.skip("may not mount here")
    try:
        done = start(new_home)
    finally:
        subprocess.run(["umount", new_home], check=True)
    assert done.returncode == 1
    assert "磁盘空间不足" in done.stdout
    assert "Traceback" not in done.stderr


@as_root
def test_an_existing_folder_of_another_user_is_refused(new_home: Path) -> None:
    (new_home / "postgres").mkdir(parents=True)
    foreign = new_home / "postgres" / "run"
    foreign.mkdir(mode=0o755)
    done = start(new_home)
    assert done.returncode == 1
    assert "不属于用户" in done.stdout
    assert foreign.stat().st_uid == 0
    assert foreign.stat().st_mode & 0o777 == 0o755
