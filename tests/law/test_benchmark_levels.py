"""A lower agency's table against its superiors' (RQ038, 国办发〔2022〕27号第五项): blocking and passing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from law.test_benchmarks import row, table, with_tiers
from typer.testing import CliRunner

from yifa.cli.benchmark import app
from yifa.law.benchmark_levels import against, superiors
from yifa.law.benchmarks import load_benchmark

RANGE = "处一千元以上五千元以下罚款"
UPPER = with_tiers(
    RANGE,
    ("较轻", "甲", "处一千元以上三千元以下罚款"),
    ("较重", "乙", "处三千元以上五千元以下罚款"),
)


@pytest.mark.requirement("RQ038")
@pytest.mark.parametrize(
    ("range_", "tier", "standard", "words"),
    [
        (RANGE, "较轻", "处一千元以上二千元以下罚款", ""),
        (RANGE, "较轻之一", "处四千元罚款", ""),  # a tier of its own inside the range
        (RANGE, "较轻", "处二千元以上四千元以下罚款", "阶次“较轻”1000元以上3000元以下"),
        ("处一千元以上一万元以下罚款", "严重", "处八千元罚款", "幅度1000元以上5000元以下"),
        ("处货值金额一倍以上三倍以下罚款", "较轻", "处货值金额一倍罚款", ""),  # not counted alike
    ],
)
def test_a_tier_stays_inside_its_superiors(range_: str, tier: str, standard: str, words: str) -> None:
    upper = load_benchmark(table(UPPER, title="省裁量基准", document_no="省规〔2024〕1号"))
    lower = load_benchmark(table(with_tiers(range_, (tier, "甲", standard))))
    found = against(lower, [upper])
    assert bool(found) == bool(words)
    for finding in found:
        assert words in finding.message and "省规〔2024〕1号" in finding.message
        assert finding.place == f"第1项 / 第1组 / {tier}" and finding.level == "error"


def test_the_same_violation_is_found_by_words_or_articles() -> None:
    wide = with_tiers("处一千元以上一万元以下罚款", ("严重", "甲", "处一万元罚款"))
    upper = load_benchmark(table(UPPER, document_no="省规〔2024〕1号"))
    assert against(load_benchmark(table({**wide, "no": 9})), [upper])
    assert against(load_benchmark(table({**wide, "violation": "别的说法"})), [upper])
    other = {**wide, "violation": "别的说法", "basis": [{"law": "《某条例》", "article": "99"}]}
    assert not against(load_benchmark(table(other)), [upper])
    twice = load_benchmark(table(UPPER, {**UPPER, "no": 2, "violation": "又一行为"}))
    assert not against(load_benchmark(table({**wide, "violation": "别的说法"})), [twice])


def test_superiors_are_wider_and_in_force() -> None:
    def of(region: str, **head: str) -> object:
        return load_benchmark(table(region=region, **head))

    own = load_benchmark(table(region="990101", effective="2025-03-01"))
    tables = [of("990100"), of("990000", effective="2026-01-01"), of("880000"), of(""), own]
    assert superiors(own, tables, ("990101", "990100", "990000")) == [tables[0], tables[3]]  # type: ignore[arg-type]


def test_lint_against_a_file(tmp_path: Path) -> None:
    lower, upper = tmp_path / "县.json", tmp_path / "省.json"
    wide = row(
        groups=with_tiers("处一千元以上一万元以下罚款", ("较轻", "甲", "处一千元以上一万元以下罚款"))[
            "groups"
        ]
    )
    lower.write_text(json.dumps(table(wide), ensure_ascii=False), "utf-8")
    upper.write_text(json.dumps(table(UPPER), ensure_ascii=False), "utf-8")
    run = CliRunner().invoke
    assert run(app, ["lint", str(lower)]).exit_code == 0
    assert run(app, ["lint", str(lower), "--against", str(upper)]).exit_code == 1
    assert run(app, ["lint", str(upper), "--against", str(upper)]).exit_code == 0
    assert run(app, ["lint", str(lower), "--against", str(tmp_path / "无.json")]).exit_code == 2
