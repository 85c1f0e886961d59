"""npm's oidc-provider on this machine, for tests of single sign-on. Installed at test time, at an exact version."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from yifa.site.home import home
from yifa.site.postgres.lease import holding
from yifa.site.postgres.place import make_folder

PACKAGE = "oidc-provider@8.8.1"
CLIENT, SECRET = "yifa", "only-for-this-test"
SCRIPT = Path(__file__).with_name("openid_provider.mjs")


def installed() -> Path:
    """The folder with the package, filled once per test home; skips without node and npm, which in CI is a failure."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        return _missing("没有 node 和 npm:apt install nodejs npm(node is not installed)")
    folder = home() / PACKAGE
    make_folder(home())
    with holding(home() / "npm.lock"):
        if not (folder / "complete").exists():
            folder.mkdir(exist_ok=True)
            command = [
                npm,
                "install",
                "--no-save",
                "--no-package-lock",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
            ]
            done = subprocess.run(
                [*command, PACKAGE], cwd=folder, capture_output=True, text=True, timeout=300
            )
            if done.returncode:
                shutil.rmtree(folder, ignore_errors=True)
                return _missing(f"npm 没有装上 {PACKAGE}(npm install failed): {done.stderr.strip()[-300:]}")
            (folder / "complete").touch()
    return folder


def _missing(reason: str) -> Path:
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def provider(redirect: str, after: str) -> Iterator[str]:
    """A provider that knows one client; yields its issuer."""
    folder = installed()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["node", str(SCRIPT), str(folder), str(port), redirect, after]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None and process.stderr is not None
        if process.stdout.readline().strip() != "listening":
            raise AssertionError(process.stderr.read())
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.communicate(timeout=20)
