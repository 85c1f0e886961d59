"""The demonstration city from the command line: verified whole, damaged and found, exported, proved offline."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from support.demo_city import DemoCity
from support.homes import yifa_environment

from yifa.site.home import CHECKOUT
from yifa.site.postgres.connect import for_place
from yifa.site.postgres.lease import lease

# What the queue does for one decision, and its paper as the party gets it.
PRINT_A_DECISION = """
import sys
from yifa.site import boot
with boot.booted("worker"):
    from yifa.matters import files, tasks
    from yifa.matters.models import Disclosure, Paper
    from yifa.registers.scope import WORKER, scope
    with scope(WORKER):
        act = Disclosure.objects.filter(state="published").first().act
    tasks.run_effects(str(act.pk), str(act.agency_id))
    with scope(WORKER):
        paper = Paper.objects.get(act=act, kind="penalty_decision")
        open(sys.argv[1], "wb").write(files.read(paper.file))
        print(act.pk)
"""


@pytest.fixture
def city(demo_city: DemoCity) -> Path:
    """The home with the demonstration city."""
    return demo_city.home


def yifa(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(home, "-m", "yifa.cli", *arguments)


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        env=yifa_environment(home),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.requirement("RQ093")
def test_the_city_is_verified_and_one_changed_row_is_named(city: Path) -> None:
    sound = yifa(city, "ledger", "verify", "--json")
    assert sound.returncode == 0, sound.stdout + sound.stderr
    report = json.loads(sound.stdout)
    assert report["ok"] and report["counts"]["act"] > 4000
    with _administrator(city) as admin:
        row = admin.execute(
            "SELECT id, occurred_to FROM matters_act WHERE kind = 'decide' LIMIT 1"
        ).fetchone()
        assert row is not None
        change = "UPDATE matters_act SET occurred_to = %s WHERE id = %s"
        admin.execute(change, ["2026-01-05T02:00:00Z", row[0]])
        found = yifa(city, "ledger", "verify")
        assert found.returncode == 1 and str(row[0]) in found.stdout
        admin.execute(change, [row[1], row[0]])
    assert yifa(city, "ledger", "verify", "--since", "2026-11-01").returncode == 0


def test_status_speaks_of_size_key_and_what_waits(city: Path) -> None:
    found = json.loads(yifa(city, "ledger", "status", "--json").stdout)
    assert found["size"] == found["published"] > 4000
    assert found["key"].startswith(found["origin"] + "+") and found["problems"] == []


def test_an_export_is_checked_without_a_database_and_a_spoiled_file_is_named(
    city: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "log"
    assert yifa(city, "ledger", "export", str(folder)).returncode == 0
    key = (folder / "key").read_text().strip()
    sound = yifa(city, "ledger", "fsck", str(folder), "--key", key)
    assert sound.returncode == 0 and "全部一致" in sound.stdout
    assert len(list((folder / "daily").iterdir())) == 1
    target = folder / "tile/entries/003"
    spoiled = bytearray(target.read_bytes())
    spoiled[100] ^= 1
    target.write_bytes(spoiled)
    found = yifa(city, "ledger", "fsck", str(folder))
    assert found.returncode == 1 and "tile/0/003" in found.stdout
    target.unlink()
    (folder / "checkpoint").write_text("x")
    assert "检查点" in yifa(city, "ledger", "fsck", str(folder)).stdout


@pytest.mark.requirement("RQ093")
def test_a_printed_decision_is_checked_offline_with_the_server_down(city: Path, tmp_path: Path) -> None:
    paper = tmp_path / "decision.pdf"
    printed = run(city, "-c", PRINT_A_DECISION, str(paper))
    assert printed.returncode == 0, printed.stderr
    act = printed.stdout.strip().splitlines()[-1]
    key = json.loads(yifa(city, "ledger", "status", "--json").stdout)["key"]
    bundle = tmp_path / "proof.json"
    assert yifa(city, "ledger", "prove", act, "-o", str(bundle)).returncode == 0
    tool = CHECKOUT / "tools" / "verify_proof.py"
    for proof in (paper, bundle):  # nothing of the product runs here, and nothing of it is imported
        checked = run(city, "-I", "-S", str(tool), str(proof), "--key", key, "--json")
        assert checked.returncode == 0, checked.stdout + checked.stderr
        assert act in checked.stdout
        alone = run(city, "-I", "-S", str(tool), str(proof))
        assert alone.returncode == 3 and "未经核实" in alone.stdout


def test_what_cannot_be_proved_is_a_sentence(city: Path) -> None:
    assert "不是编号" in yifa(city, "ledger", "prove", "x").stderr
    unknown = yifa(city, "ledger", "prove", "00000000-0000-7000-8000-000000000000")
    assert unknown.returncode == 1 and "日志里没有这个编号" in unknown.stderr
    assert "不是日期" in yifa(city, "ledger", "verify", "--since", "昨天").stderr
    refused = yifa(city, "ledger", "accept-head")
    assert refused.returncode == 1 and "已经保存" in refused.stderr


class _administrator:
    """A connection as the database's administrator, triggers off, to the city's own server."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def __enter__(self) -> psycopg.Connection[tuple[object, ...]]:
        self._lease = lease(self._home)
        self._connection = psycopg.connect(**for_place(self._lease.place, "yifa"), autocommit=True)
        self._connection.execute("SET session_replication_role = replica")
        return self._connection

    def __exit__(self, *_: object) -> None:
        self._connection.close()
        self._lease.release()
