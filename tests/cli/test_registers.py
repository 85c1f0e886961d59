"""`yifa registers …`: export, dry run, import, undo, by exit code and by what is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from registers import make
from typer.testing import CliRunner, Result

from yifa.cli.registers import app
from yifa.registers.models import ImportJob, Power, RegisterChange
from yifa.registers.scope import IMPORTER, scope

HEAD = "实施机关,实施编码,事项名称,事项类型,生效日期\n"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


@pytest.fixture
def file(fresh_db: str, tmp_path: Path) -> Path:
    bureau = make.agency(1, make.region())
    made = tmp_path / "权责.csv"
    made.write_text(f"{HEAD}{bureau.code},1,甲,行政处罚,2026-01-01\n", encoding="utf-8")
    return made


def test_a_dry_run_writes_nothing(file: Path) -> None:
    with scope(IMPORTER):
        before = RegisterChange.objects.count()
    done = run("import", "powers", file, "--dry-run")
    assert done.exit_code == 0 and "新建 1" in done.output
    with scope(IMPORTER):
        assert not Power.objects.exists() and RegisterChange.objects.count() == before


def test_an_import_and_its_undo(file: Path) -> None:
    done = run("import", "powers", file, "--reason", "清单公布")
    assert done.exit_code == 0 and "已写入 1 行" in done.output
    job = ImportJob.objects.get()
    assert str(job.pk) in done.output.replace("\n", "") and Power.objects.get().name == "甲"
    back = run("undo", str(job.pk), "--reason", "导错文件")
    assert back.exit_code == 0 and "已撤销 1 条" in back.output
    assert not Power.objects.exists() and Power.every.get().withdrawn_by is not None
    assert run("undo", str(job.pk), "--reason", "再来").exit_code == 1


def test_refused_rows_are_named_and_the_exit_code_says_so(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8") + "9,2,乙,行政处罚,2026-01-01\n", encoding="utf-8")
    done = run("import", "powers", file, "--reason", "清单公布")
    assert done.exit_code == 1
    assert "第3行:第1列“实施机关”：没有登记“9”" in done.output and Power.objects.count() == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import", "powers", "FILE"), "--reason"), (("import", "nothing", "FILE"), "没有叫“nothing”的登记簿"),
        (("import", "powers", "/nowhere.csv", "--dry-run"), "不能读取"), (("undo", "x"), "没有编号为 x 的导入"),
        (("import", "benchmarks", "FILE", "--dry-run"), "yifa load benchmark"),
        (("export", "powers", "--out", "a.txt"), ".csv 或者 .xlsx"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said(file: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run(*(file if a == "FILE" else a for a in arguments))
    assert done.exit_code == 1 and said in done.output.replace("\n", "") and "Traceback" not in done.output


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_exported_is_the_same_when_imported(file: Path, tmp_path: Path, ending: str) -> None:
    assert run("import", "powers", file, "--reason", "清单公布").exit_code == 0
    out = tmp_path / f"out.{ending}"
    assert run("export", "powers", "--out", out).exit_code == 0
    again = run("import", "powers", out, "--dry-run")
    assert again.exit_code == 0 and "相同 1" in again.output


def test_the_registers_are_listed(fresh_db: str) -> None:
    done = run("list")
    assert done.exit_code == 0 and "powers\t权责清单" in done.output
