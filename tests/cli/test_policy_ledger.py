"""`yifa policy import|status|compare`, by exit code, by what is said, and by what stands in the ledger afterwards."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from yifa.cli.policy import app
from yifa.demo.plans import DATA, days


def run(*arguments: str | Path, said: str = "") -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], input=said, env={"COLUMNS": "200"})


def count() -> int:
    from yifa.registers.models import PolicyPlan
    from yifa.registers.scope import IMPORTER, scope

    with scope(IMPORTER):
        return PolicyPlan.objects.count()


@pytest.fixture
def files(fresh_db: str, tmp_path: Path) -> dict[str, Path]:
    from support import world

    world.office("云州市司法局", "justice", "云司", "10000002")
    world.office("云州市城市管理综合执法局")
    made = {}
    for name in ("province", "city"):
        made[name] = tmp_path / f"{name}.txt"
        text = (DATA / f"{name}.txt").read_text(encoding="utf-8").format(**days(date.today()))
        made[name].write_text(text, encoding="utf-8")
    return made


@pytest.mark.requirement("RQ171")
def test_a_plan_is_shown_confirmed_charged_and_told(files: dict[str, Path]) -> None:
    refused = run("import", files["city"], "--agency", "云州市司法局", said="n\n")
    assert refused.exit_code == 0 and "采纳《云州市" in refused.output
    assert "1 开展行政执法人员轮训\n    负责办理：市城市管理综合执法局；期限：" in refused.output
    assert "平台指标：training_hours" in refused.output and "按原文保留：市市场监督管理局" in refused.output
    assert count() == 0
    done = run("import", files["city"], "--agency", "云州市司法局", "--yes")
    assert done.exit_code == 0, done.output
    assert "已采纳《云州市规范行政执法行为实施方案》：交办" in done.output and count() == 1
    again = run("import", files["city"], "--agency", "云州市司法局", "--yes")
    assert again.exit_code == 2 and "同一文件已于" in again.output and count() == 1
    listed = run("status")
    assert listed.exit_code == 0 and "云政办发" in listed.output
    one = run("status", "云州市规范")
    assert one.exit_code == 0 and "待接收" in one.output and "没有负责办理的机关" in one.output
    both = run("compare", files["province"], "云州市规范")
    assert (
        both.exit_code == 0
        and "上级任务没有承接：2项" in both.output
        and "建立跨区域执法协作机制" in both.output
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import", "{city}", "--agency", "没有的局", "--yes"), "没有登记机关“没有的局”"),
        (("import", "/nowhere/a.txt", "--agency", "云州市司法局"), "无法读取文件"),
        (("import", "{city}", "--agency", "云州市司法局", "--document", "9"), "文件中只有1份"),
        (("status", "没有的方案"), "台账中没有方案“没有的方案”"),
        (("compare", "没有的", "{city}"), "台账中没有方案"),
    ],
)
def test_what_cannot_be_done_is_said(files: dict[str, Path], arguments: tuple[str, ...], said: str) -> None:
    done = run(*(a.format(**files) for a in arguments))
    assert done.exit_code == 2 and said in done.output and count() == 0


def test_a_file_without_tasks_leaves_nothing(files: dict[str, Path], tmp_path: Path) -> None:
    empty = tmp_path / "空.txt"
    empty.write_text("关于放假的通知\n\n定于下周一放假。\n", encoding="utf-8")
    done = run("import", empty, "--agency", "云州市司法局", "--yes")
    assert done.exit_code == 2 and "没有读出任务" in done.output and count() == 0
