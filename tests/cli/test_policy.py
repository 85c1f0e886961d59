"""`yifa policy parse`: by exit code and by what is said; no database is touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from policies import papers
from support.assistants import install
from typer.testing import CliRunner, Result

from yifa.cli.policy import app


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["parse", *(str(a) for a in arguments)], input=stdin)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    made = tmp_path / "计划.txt"
    made.write_text(papers.PLAN, encoding="gb18030")
    return made


def test_a_file_as_json(plan: Path) -> None:
    done = run(plan, "--json")
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    assert found["documents"][0]["number"] == "云政办发〔2024〕9号"
    assert [task["no"] for task in found["documents"][0]["tasks"]] == ["1", "2", "3", "4", "（一）", "（二）"]


def test_standard_input_and_several_files(plan: Path) -> None:
    done = run("-", "--json", stdin=papers.POINTS.encode())
    assert json.loads(done.stdout)["documents"][0]["title"] == "临江市2023年行政执法监督工作要点"
    several = json.loads(run(plan, plan, "--json").stdout)
    assert [found["documents"][0]["date"] for found in several] == ["2024-02-09"] * 2


def test_a_file_as_a_table(plan: Path) -> None:
    done = run(plan)
    assert done.exit_code == 0
    said = done.stdout.replace("\n", "")
    for words in (
        "1份文件",
        "云政办发〔2024〕9号",
        "引用《国务院办公厅关于严格规范涉企行政检查的意见》",
        "省司法厅",
    ):
        assert words in said


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: None, "文件不存在"),
        (lambda path: path.mkdir(), "这是一个目录"),
        (lambda path: path.write_bytes(b""), "文件是空的"),
        (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n0000"), "图片"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_others_are_read(plan: Path, make, message: str) -> None:  # type: ignore[no-untyped-def]
    broken = plan.with_name("坏的")
    make(broken)
    done = run(broken, plan, "--json")
    assert done.exit_code == 2
    assert message in done.stderr.replace("\n", "") and "坏的" in done.stderr.replace("\n", "")
    assert json.loads(done.stdout)[0]["file"] == str(plan)


def test_what_an_assistant_proposes_stands_beside_the_reading(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = """
task = document.tasks[0]
yield Proposal("title", text[task.span[0]:task.span[1]][:6], task.span, "开头几个字就是名称")
yield Proposal("lead", "市风筝协会", task.span, "想出来的")
"""
    monkeypatch.setenv("YIFA_ASSIST", install(tmp_path, monkeypatch, body))
    done = run(plan, "--json", "--assist")
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    (proposal,) = found["proposals"]
    assert proposal["why"] == "开头几个字就是名称"
    assert found["text"][slice(*proposal["span"])].startswith(proposal["value"])
    assert found["refused"] == ["牵头单位“市风筝协会”：所指的原文中没有这些字"]
    assert "proposals" not in json.loads(run(plan, "--json").stdout)
    said = run(plan, "--assist").stdout.replace("\n", "")
    assert "建议：任务名称“" in said and "没有通过核对的建议：牵头单位“市风筝协会”" in said


@pytest.mark.parametrize(
    ("name", "message"),
    [("", "没有设置助手（YIFA_ASSIST）"), ("nobody", "助手“nobody”没有提出建议：没有安装")],
)
def test_an_assistant_that_does_not_answer_hides_nothing(
    plan: Path, monkeypatch: pytest.MonkeyPatch, name: str, message: str
) -> None:
    monkeypatch.setenv("YIFA_ASSIST", name)
    done = run(plan, "--json", "--assist")
    assert done.exit_code == 2
    assert message in done.stderr.replace("\n", "")
    found = json.loads(done.stdout)
    assert len(found["documents"][0]["tasks"]) == 6
    assert found["proposals"] == found["refused"] == []
