"""What would change the outcome of a penalty."""

from __future__ import annotations

import json
from pathlib import Path

from law.test_benchmarks import row, table
from typer.testing import CliRunner

from yifa.cli.benchmark import app
from yifa.law.benchmarks import load_benchmark
from yifa.law.what_if import what_if

ITEM = load_benchmark(table()).items[0]


def test_other_tiers_and_circumstances_with_their_articles() -> None:
    changes = {c.name: c for c in what_if(ITEM, tier="情节较重")}
    assert "情节较重" not in changes
    assert (changes["情节较轻"].low, changes["情节较轻"].high) == (100_000, 100_000)
    assert changes["情节较轻"].sentence.startswith("如果符合“第一次被处罚的”，适用阶次“情节较轻”")
    harm = changes["主动消除或者减轻违法行为危害后果"]
    assert (harm.low, harm.high) == (0, 500_000) and "第三十二条第一项" in harm.sentence
    assert "减轻的可以低于1000元" in harm.sentence
    fault = changes["有证据足以证明没有主观过错"]
    assert (fault.low, fault.high) == (0, 0) and "第三十三条第二款" in fault.sentence


def test_only_what_may_apply() -> None:
    def names(**case: object) -> set[str]:
        return {c.name for c in what_if(ITEM, tier="情节较重", **case)}  # type: ignore[arg-type]

    assert "不满十四周岁" not in names() and "不满十四周岁" in names(party_kind="natural")
    assert "初次违法且危害后果轻微并及时改正" in names()
    assert "初次违法且危害后果轻微并及时改正" not in names(repeat_count=2)
    assert "受他人胁迫或者诱骗实施违法行为" not in names(circumstances=["coerced"])
    assert not any("教唆" in n for n in names())  # a rule of the market sector


def test_a_missing_base_is_said() -> None:
    groups = [
        {
            "range": "处货值金额一倍以上三倍以下罚款",
            "tiers": [
                {"tier": "一", "condition": "甲", "standard": "处货值金额一倍罚款"},
                {"tier": "二", "condition": "乙", "standard": "处货值金额二倍罚款"},
            ],
        }
    ]
    item = load_benchmark(table(row(groups=groups))).items[0]
    unknown, known = what_if(item, tier="一")[0], what_if(item, tier="一", quantity=1000)[0]
    assert (unknown.low, known.low) == (None, 2000)


def test_the_command(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text(json.dumps(table(), ensure_ascii=False), "utf-8")
    run = CliRunner().invoke
    answer = run(app, ["what-if", str(path), "1", "--tier", "情节较轻", "--json"])
    assert answer.exit_code == 0 and json.loads(answer.stdout)["changes"][0]["name"] == "情节较重"
    assert "如果符合" in run(app, ["what-if", str(path), "1", "--tier", "情节较轻"]).stdout
    for wrong in (
        ["9", "--tier", "情节较轻"],
        ["1", "--tier", "无"],
        ["1", "--tier", "情节较轻", "--party", "x"],
    ):
        assert run(app, ["what-if", str(path), *wrong]).exit_code == 2
