"""Superiors by the tree of agencies, and lower tables looked at again when a superior's comes later (RQ038)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from law.test_benchmarks import table, with_tiers
from typer.testing import CliRunner

from registers import make
from yifa.cli.benchmark import app
from yifa.law.benchmarks import load_benchmark
from yifa.registers.benchmark_levels import Levels, offences, stored_tables
from yifa.registers.loading import load_benchmark_file
from yifa.registers.models import BenchmarkTable
from yifa.registers.scope import IMPORTER, scope

RANGE = "处一千元以上五千元以下罚款"
UPPER = with_tiers(
    RANGE, ("较轻", "甲", "处一千元以上三千元以下罚款"), ("较重", "乙", "处三千元以上五千元以下罚款")
)
INSIDE = with_tiers(RANGE, ("较轻", "甲", "处一千元以上二千元以下罚款"))
OUTSIDE = with_tiers(RANGE, ("较轻", "甲", "处二千元以上四千元以下罚款"))


def agencies() -> None:
    """省局 → 市局 → 分局, the last two in one region, and a bureau that is above neither."""
    province = make.region("530000", "云省", 1)
    city = make.region("530100", "云州市", 2, "530000")
    top = make.agency(1, province, name="云省城管局")
    middle = make.agency(2, city, name="云州市城管局", short_name="市城管", parent=top)
    make.agency(3, city, name="云州市城管局高新分局", parent=middle)
    make.agency(4, city, name="云州市农业局")


@pytest.fixture
def inside(db: None) -> Iterator[None]:
    with scope(IMPORTER):
        agencies()
        yield


def write(path: Path, row: Any, authority: str, number: str, region: str = "530100", **head: Any) -> Path:
    title = f"{authority}裁量基准"
    data = table(row, title=title, document_no=number, authority=authority, region=region, **head)
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def load(path: Path) -> Any:
    return load_benchmark_file(IMPORTER, path)


def test_an_agency_of_the_same_region_is_above_by_the_tree(inside: None, tmp_path: Path) -> None:
    assert load(write(tmp_path / "市.json", UPPER, "云州市城管局", "市规〔2025〕1号")).ok
    refused = load(write(tmp_path / "分.json", OUTSIDE, "云州市城管局高新分局", "分规〔2025〕1号"))
    assert any("超出上级《云州市城管局裁量基准》" in p.message for p in refused.problems)
    assert BenchmarkTable.objects.count() == 1
    assert load(write(tmp_path / "分.json", INSIDE, "云州市城管局高新分局", "分规〔2025〕1号")).ok


def test_whoever_is_not_above_binds_nobody(inside: None, tmp_path: Path) -> None:
    assert load(write(tmp_path / "农.json", UPPER, "云州市农业局", "农规〔2025〕1号")).ok
    assert load(write(tmp_path / "市.json", OUTSIDE, "云州市城管局", "市规〔2025〕1号")).ok
    assert load(write(tmp_path / "外.json", OUTSIDE, "没有登记的机关", "外规〔2025〕1号")).ok
    # The office below does not bind the one above.
    assert load(write(tmp_path / "分.json", OUTSIDE, "云州市城管局高新分局", "分规〔2025〕1号")).ok
    assert BenchmarkTable.objects.count() == 4


def test_lower_tables_are_looked_at_again_when_a_superiors_comes(inside: None, tmp_path: Path) -> None:
    assert load(write(tmp_path / "分.json", OUTSIDE, "云州市城管局高新分局", "分规〔2025〕1号")).ok
    report = load(
        write(tmp_path / "省.json", UPPER, "云省城管局", "省规〔2025〕9号", "530000", effective="2025-06-01")
    )
    assert report.ok and BenchmarkTable.objects.count() == 2
    said = [n.message for n in report.notes]
    assert any(
        "下级基准《云州市城管局高新分局裁量基准》（云州市城管局高新分局）有1个裁量阶次超出本基准" in m
        for m in said
    )
    assert any("第1项 / 第1组 / 较轻" in m and "2000元以上4000元以下" in m for m in said)
    (found,) = offences(stored_tables())
    assert found.table.authority == "云州市城管局高新分局" and len(found.findings) == 1


def test_a_superiors_table_that_ended_before_counts_no_more(inside: None, tmp_path: Path) -> None:
    ended = {
        "effective": "2023-01-01",
        "effective_to": "2023-12-31",
        "valid_years": None,
        "issued": "2022-12-01",
    }
    assert load(write(tmp_path / "省.json", UPPER, "云省城管局", "省规〔2022〕9号", "530000", **ended)).ok
    assert load(write(tmp_path / "市.json", OUTSIDE, "云州市城管局", "市规〔2025〕1号")).ok
    assert offences(stored_tables()) == []


def test_the_chain_of_makers(inside: None) -> None:
    levels = Levels()
    assert levels.makers_above("云州市城管局高新分局") == {"云州市城管局", "市城管", "云省城管局"}
    assert levels.makers_above("市城管") == {"云省城管局"}
    assert levels.makers_above("云省城管局") == levels.makers_above("无此机关") == frozenset()
    lower = load_benchmark(table(INSIDE, authority="云州市城管局高新分局", region="530100"))
    upper = load_benchmark(table(UPPER, authority="市城管", region="530100"))
    assert levels.superiors(lower, [upper, lower]) == [upper]


def test_the_command_lists_offending_tables_with_their_makers(fresh_db: str, tmp_path: Path) -> None:
    run = CliRunner().invoke
    assert run(app, ["lint", "--stored"]).exit_code == 0
    with scope(IMPORTER):
        agencies()
        load(write(tmp_path / "分.json", OUTSIDE, "云州市城管局高新分局", "分规〔2025〕1号"))
        load(write(tmp_path / "市.json", UPPER, "云州市城管局", "市规〔2025〕1号"))
    said = run(app, ["lint", "--stored"])
    assert said.exit_code == 1 and "（云州市城管局高新分局）有1个裁量阶次超出上级基准" in said.output
    answer = json.loads(run(app, ["lint", "--stored", "--json"]).stdout)
    assert answer["tables"] == 2 and [o["authority"] for o in answer["offending"]] == ["云州市城管局高新分局"]
    assert run(app, ["lint"]).exit_code == 2
