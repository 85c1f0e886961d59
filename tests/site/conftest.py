"""Homes of their own for tests of the embedded server."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.demo_city import DemoCity
from support.demo_city import demo_city as demo_city_of_this_run
from support.homes import stop_and_remove, yifa_environment

from yifa.site.boot import is_external

RunYifa = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def new_home() -> Iterator[Path]:
    """An empty state folder that every user can reach; its server is stopped afterwards."""
    if is_external():
        pytest.skip("关于内置数据库,由 make test 检验(about the embedded server; shown by make test)")
    folder = Path(tempfile.mkdtemp(prefix="yifa-home-"))
    folder.chmod(0o755)
    home = folder / "home"
    yield home
    stop_and_remove(home)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def demo_city() -> Iterator[DemoCity]:
    """The demonstration city in a home that the whole run shares; its server runs only while a command needs it."""
    if is_external():
        pytest.skip("关于内置数据库,由 make test 检验(about the embedded server; shown by make test)")
    with demo_city_of_this_run() as found:
        yield found


@pytest.fixture
def run_yifa(new_home: Path) -> RunYifa:
    """Run the command line in a process of its own on the new home, without DATABASE_URL."""

    def run(*arguments: str, timeout: float = 240, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "yifa.cli", *arguments],
            env=yifa_environment(new_home) | environment,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    return run
