"""`yifa load figures|calendar` as typed: mistakes with place, a dry run that stores nothing, then the real thing."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner, Result

from yifa.cli.load import app

FIGURES = """group = "云州"
[sources.s]
title = "云州市行政处罚办法"
in_force_from = 2022-01-01
[[figure]]
id = "YZ1"
subject = "办案期限"
amount = "60"
number = 60
unit = "cd"
source = "s"
article = "3"
sector = "urban"
overlays = "{base}"
"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


def test_mistakes_are_named_with_file_and_line(fresh_db: str, tmp_path: Path) -> None:
    file = tmp_path / "yz.toml"
    file.write_text(FIGURES.format(base="P999"), encoding="utf-8")
    result = run("figures", file)
    assert result.exit_code == 1
    assert "yz.toml:14:YZ1：取代的“P999”不存在，请核对编号" in result.output
    assert "没有装载" in result.output


def test_a_dry_run_stores_nothing_and_the_load_says_what_it_did(fresh_db: str, tmp_path: Path) -> None:
    from yifa.registers.models import FigureOverlay

    (tmp_path / "yz.toml").write_text(FIGURES.format(base="P20"), encoding="utf-8")
    result = run("figures", tmp_path, "--dry-run")
    assert result.exit_code == 0, result.output
    assert "新增 yz.toml YZ1 办案期限 60日" in result.output
    assert not FigureOverlay.objects.exists()
    result = run("figures", tmp_path)
    assert result.exit_code == 0, result.output
    assert "新增 1，更新 0，未变 0" in result.output
    assert "未变 1" in run("figures", tmp_path).output


def test_a_year_is_published(fresh_db: str, tmp_path: Path) -> None:
    from yifa.registers.models import Holiday, PublishedYear

    file = tmp_path / "2031.toml"
    file.write_text('published = [2031]\n[off]\n"2031-01-01" = "元旦"\n', encoding="utf-8")
    assert run("calendar", file, "--dry-run").exit_code == 0
    assert not PublishedYear.objects.exists()
    result = run("calendar", file, "--source", "国办通知")
    assert result.exit_code == 0, result.output
    assert (Holiday.objects.get().source, PublishedYear.objects.get().year) == ("国办通知", 2031)
    file.write_text("published = 2031\n", encoding="utf-8")
    assert "published 应为年份的列表" in run("calendar", file).output
