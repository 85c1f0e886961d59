"""`yifa load exemptions`: a list is stored whole or not at all, and what was stored goes on applying."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from registers import make
from yifa.cli.load import app
from yifa.ledger.store.models import PendingLeaf
from yifa.registers.change import history
from yifa.registers.lawbook import current
from yifa.registers.loading import load_exemption_file
from yifa.registers.models import ExemptionTable
from yifa.registers.scope import IMPORTER, scope

LIST = {
    "list": {
        "title": "云州市首违不罚清单", "document_no": "云规〔2025〕1号", "effective": "2025-01-01", "region": "530100",
        "sector": "urban",
    },
    "items": [{"code": "T-1", "violation": "占道经营", "kind": "首违不罚", "conditions": ["初次违法", "当日改正"]}],
}  # fmt: skip


@pytest.fixture
def inside(db: None) -> Iterator[None]:
    with scope(IMPORTER):
        yield


def write(path: Path, value: Any) -> Path:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def test_a_list_is_loaded_once_and_goes_on_the_shelf(inside: None, tmp_path: Path) -> None:
    file = write(tmp_path / "清单.json", LIST)
    dry = load_exemption_file(IMPORTER, file, dry_run=True)
    assert dry.ok and dry.counts == {"首违不罚": 1, "轻微免罚": 0} and not ExemptionTable.objects.exists()
    assert load_exemption_file(IMPORTER, file).created == 1
    row = ExemptionTable.objects.get()
    assert (row.title, row.region, row.effective_from) == ("云州市首违不罚清单", "530100", date(2025, 1, 1))
    found = current().exemptions.find("T-1", "", date(2026, 1, 1), ("530100", "530000"), "urban")
    assert [e.conditions for e in found.entries] == [("初次违法", "当日改正")]
    assert load_exemption_file(IMPORTER, file).unchanged == 1


def test_the_change_has_a_history_and_a_leaf_in_the_log(inside: None, tmp_path: Path) -> None:
    load_exemption_file(IMPORTER, write(tmp_path / "清单.json", LIST))
    (change,) = history(ExemptionTable, ExemptionTable.objects.get().pk)
    assert change.reason == "装载免罚清单" and change.before is None
    assert PendingLeaf.objects.filter(kind="register", object_id=change.pk).count() == 1


def test_a_refused_file_leaves_the_stored_list_as_it_was(inside: None, tmp_path: Path) -> None:
    load_exemption_file(IMPORTER, write(tmp_path / "清单.json", LIST))
    before = ExemptionTable.objects.get()
    bad = {
        **LIST,
        "items": [{**LIST["items"][0], "violation": "占道经营（新）"}, {"violation": "乙", "kind": "x"}],
    }
    file = write(tmp_path / "清单.json", bad)
    report = load_exemption_file(IMPORTER, file)
    line = (
        next(n for n, row in enumerate(file.read_text(encoding="utf-8").split("\n"), 1) if '"乙"' in row) - 1
    )
    assert [p.line for p in report.problems] == [line, 0]
    assert "第2项：类别“x”无法识别；应为" in report.problems[0].message
    assert "已装载的清单继续适用" in report.problems[1].message
    after = ExemptionTable.objects.get()
    assert (after.data, after.sha256) == (before.data, before.sha256)


def test_where_a_list_applies_can_be_told_and_must_exist(inside: None, tmp_path: Path) -> None:
    make.region("530000", "云省", 1)
    head = {k: v for k, v in LIST["list"].items() if k not in ("region", "sector")}
    file = write(tmp_path / "清单.json", {**LIST, "list": head})
    wrong = load_exemption_file(IMPORTER, file, region="539999", sector="urbane")
    said = " ".join(p.message for p in wrong.problems)
    assert "539999" in said and "没有名为“urbane”的执法领域" in said and not ExemptionTable.objects.exists()
    assert load_exemption_file(IMPORTER, file, region="530000", sector="urban").ok
    assert ExemptionTable.objects.get().region == "530000"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


def test_the_command_says_what_it_did(fresh_db: str, tmp_path: Path) -> None:
    file = write(tmp_path / "清单.json", LIST)
    assert "试运行" in run("exemptions", file, "--dry-run").output
    done = run("exemptions", file)
    assert done.exit_code == 0 and "新增 1" in done.output
    file.write_bytes(b"\xff\xff")
    refused = run("exemptions", file)
    assert (
        refused.exit_code == 1
        and "第1行不是UTF-8编码" in refused.output
        and "Traceback" not in refused.output
    )
    assert run("exemptions", tmp_path / "没有").exit_code == 1


def test_the_application_may_write_lists_but_not_remove_them(fresh_db: str, connect_as: Any) -> None:
    asked = ", ".join(
        f"has_table_privilege('registers_exemptiontable', '{right}')"
        for right in ("INSERT", "UPDATE", "DELETE")
    )
    row = connect_as("app").execute(f"SELECT {asked}").fetchone()
    assert tuple(row) == (True, True, False)
