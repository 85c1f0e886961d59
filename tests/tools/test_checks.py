"""What `make check` runs besides the linters: a planted secret is found, a vulnerable package fails."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# Put together here, so that this file holds none of them itself.
PLANTED = {
    "private key": "-----BEGIN EC PRIVATE" + " KEY-----",
    "token": "ghp_" + "a1B2" * 9,
    "address with a password": "postgresql://yifa:" + "Gm7hq2@db.example/yifa",
    "password": "PASSWORD = '" + "Sommer2026!'",
    "random string": "x = '" + "q9Zr3kV0tYw7LmXc5NbHs1" + "DfGjU8eRiPoA2vB4nC6xK" + "'",
}


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_secret_is_found_and_not_repeated(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "settings.py"
    file.write_text(f"# settings\n{PLANTED[kind]}\n", "utf-8")
    run = subprocess.run(
        [sys.executable, SCRIPTS / "secrets_scan.py", str(file)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert f"{file}:2: {kind}" in run.stdout
    assert PLANTED[kind][-12:-2] not in run.stdout


@pytest.mark.parametrize(
    "line",
    [
        "password = os.environ['YIFA_PASSWORD']",
        "sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'",
        "from yifa.matters.institutions.common.discretion_reasoning_of_several_acts import reasons",
        "url = 'https://example.test/path/to/some/very/long/page/about/nothing/in/particular'",
    ],
)
def test_ordinary_lines_are_no_secrets(line: str) -> None:
    assert list(script("secrets_scan").found_in(line)) == []


def test_the_tracked_files_hold_no_secret() -> None:
    run = subprocess.run(
        [sys.executable, "scripts/secrets_scan.py"],
        capture_output=True,
        text=True,
        cwd=SCRIPTS.parent,
        check=False,
    )
    assert run.returncode == 0, run.stdout


def test_a_known_vulnerability_fails_the_check() -> None:
    vulnerable = {"name": "django", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}
    sound = {"name": "pydantic", "version": "2.14", "vulns": []}
    code, said = script("audit").verdict(1, json.dumps({"dependencies": [sound, vulnerable]}), "")
    assert code == 1
    assert "django 1.0: PYSEC-1, fixed in 1.1" in said
    assert script("audit").verdict(0, json.dumps({"dependencies": [sound]}), "")[0] == 0


def test_without_the_service_nothing_was_audited_and_that_is_said() -> None:
    code, said = script("audit").verdict(1, "", "ConnectionError: Max retries exceeded")
    assert code == 0
    assert said.startswith("not audited here: no vulnerability data")
    assert script("audit").verdict(1, "", "ERROR: invalid requirements file")[0] == 1
