"""`yifa law check --stored`: what was loaded at run time is checked too, and a contradiction fails with its place."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner, Result

from cli.test_load_law import FIGURES
from cli.test_load_law import run as load
from yifa.cli.law import app
from yifa.registers import lawbook
from yifa.registers.change import change
from yifa.registers.models import FigureOverlay
from yifa.registers.scope import IMPORTER, scope


def check(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["check", *arguments])


def test_what_is_stored_and_sound_passes(fresh_db: str, tmp_path: Path) -> None:
    assert check("--stored").exit_code == 0
    (tmp_path / "yz.toml").write_text(FIGURES.format(base="P20"), encoding="utf-8")
    assert load("figures", tmp_path).exit_code == 0
    result = check("--stored")
    assert result.exit_code == 0, result.output
    assert "yz.toml" not in result.stderr


def test_stored_files_that_contradict_fail_with_file_line_and_remedy(fresh_db: str, tmp_path: Path) -> None:
    (tmp_path / "yz.toml").write_text(FIGURES.format(base="P20"), encoding="utf-8")
    assert load("figures", tmp_path).exit_code == 0
    other = FIGURES.format(base="P20").replace('"YZ1"', '"YZ2"')
    with scope(IMPORTER):  # past the loader, as an update of the shipped figures could do
        change(IMPORTER, FigureOverlay, None, {"name": "later.toml", "text": other, "sha256": "0"}, "装载")
    lawbook._cached = None
    result = check("--stored")
    assert result.exit_code == 1
    assert "later.toml:14：YZ2 与 YZ1 在同一范围取代同一行" in result.stderr and "请删去一行" in result.stderr
    assert "没有采用：later.toml，请更正后重新装载" in result.stderr
    assert "Traceback" not in result.output
    with scope(IMPORTER):
        assert "YZ1" in lawbook.current().figures and "YZ2" not in lawbook.current().figures
    assert check().exit_code == 0, "without --stored only what is shipped is checked"
