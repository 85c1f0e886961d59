"""`yifa load …`: exit code, messages with file and line, and never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from yifa.cli.load import app
from yifa.registers.models import Region, Statute


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


def test_regions_from_the_command_line(fresh_db: str, tmp_path: Path) -> None:
    (tmp_path / "provinces.csv").write_text("code,name\n53,云省\n", encoding="utf-8")
    result = run("regions", tmp_path)
    assert result.exit_code == 0, result.output
    assert "新增 1" in result.output
    assert Region.objects.get().name == "云省"


@pytest.mark.parametrize("kind", ["regions", "laws", "benchmark"])
def test_a_bad_file_ends_with_one_and_names_the_line(fresh_db: str, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "坏文件.md"
    file.write_bytes(b"# x\n\xff\xff\n")
    result = run(kind, file)
    assert result.exit_code == 1
    assert "坏文件.md" in result.output
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_good_laws_are_kept_beside_a_bad_one(fresh_db: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 甲省规定\n\n第一条 好。\n第三条 跳号。\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("# 乙省规定\n\n第一条 好。\n", encoding="utf-8")
    result = run("laws", tmp_path)
    assert result.exit_code == 1
    assert "a.md:4:条号不连续" in result.output
    assert Statute.objects.count() == 2
