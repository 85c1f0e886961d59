"""`yifa law`: shipped data are sound, answers are right, and bad input gives a sentence and exit code 2."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from yifa.cli.law import app
from yifa.law.check import check_data

LAW = """# 样例规定

**第一条**　为了样例。

**第十条**　应当在五个工作日内办理。
"""
ROWS = """group = "样例"
[sources.s]
title = "样例规定"
in_force_from = 2020-01-01
[sources.absent]
title = "没有文本的规定"
in_force_from = 2020-01-01
[[figure]]
id = "A1"
subject = "办理"
amount = "5"
number = 5
unit = "wd"
source = "s"
article = "{article}"
[[figure]]
id = "A2"
subject = "其他"
amount = "5"
number = 5
unit = "wd"
source = "absent"
article = "3"
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def answer(*arguments: str) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    value = json.loads(result.stdout)
    assert isinstance(value, dict)
    return value


def test_the_shipped_data_are_sound() -> None:
    report = check_data()
    assert report.problems == ()
    assert report.figures >= 311


def test_the_command_checks_and_counts() -> None:
    value = answer("check")
    assert value["problems"] == []
    assert value["figures"] >= 311
    assert value["procedures"] >= 2
    assert "期限和数额" in run("check").stdout


def test_the_command_lists_mistakes_with_file_and_line(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(ROWS.format(article="x"), encoding="utf-8")
    result = run("check", str(file))
    assert result.exit_code == 1
    assert f"{file}:15：A1：条号“x”" in result.stderr


def folder_of_laws(tmp_path: Path) -> Path:
    laws = tmp_path / "laws"
    laws.mkdir()
    (laws / "sample.md").write_text(LAW, encoding="utf-8")
    return laws


def test_with_law_texts_every_row_is_judged_and_counted(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(ROWS.format(article="10"), encoding="utf-8")
    value = answer("check", str(file), "--laws", str(folder_of_laws(tmp_path)))
    outcomes = {row["id"]: row["outcome"] for row in value["rows"]}
    assert (outcomes["A1"], outcomes["A2"], outcomes["T02"]) == ("proven", "text_absent", "no_article")
    assert sum(value["verdicts"].values()) == value["figures"] == len(value["rows"])
    assert (value["verdicts"]["proven"], value["verdicts"]["mismatch"]) == (1, 0)
    shown = run("check", str(file), "--laws", str(tmp_path / "laws")).stdout
    assert "已证实：《样例规定》A1" in shown and "没有文本" in shown and "没有条号" in shown


def test_only_a_mismatch_fails_and_it_names_the_row_s_line(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(ROWS.format(article="1"), encoding="utf-8")
    result = run("check", str(file), "--laws", str(folder_of_laws(tmp_path)))
    assert result.exit_code == 1
    assert f"{file}:9：A1：与《样例规定》第1条不符：条文中没有5日" in result.stderr
    assert "A2" not in result.stderr


def test_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    result = run("check", "--laws", str(tmp_path))
    assert result.exit_code == 2 and "没有可以读取的法律文本" in result.stderr


def test_a_row_that_is_not_verified_says_so_wherever_it_is_shown() -> None:
    assert answer("figure", "X02", "--on", "2026-03-01")["wording"] == "3日（未核实）"
    assert "3日（未核实）" in run("figure", "X02", "--on", "2026-03-01").stdout
    value = answer("due", "X02", "--from", "2026-03-02")
    assert value["verified"] is False and "3日（未核实）" in value["steps"][0]
    assert "未核实" in run("due", "X02", "--from", "2026-03-02").stdout.splitlines()[0]


def test_a_figure_with_its_reason() -> None:
    value = answer("figure", "P20", "--on", "2026-03-01", "--region", "150102", "--sector", "market")
    assert (value["id"], value["number"], value["unit"]) == ("M09", 90, "cd")
    assert "150102→150100→150000" in value["why"][0]


def test_a_figure_of_the_region_above() -> None:
    assert answer("figure", "T02", "--on", "2026-03-01", "--region", "150102")["id"] == "T07"


def test_a_local_figure_file_takes_part(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    local = ROWS.format(article="10") + 'overlays = "M14"\nregion = "530000"\n'
    file.write_text(local.replace('unit = "wd"', 'unit = "CNY"'), encoding="utf-8")
    value = answer("figure", "M14", "--on", "2026-03-01", "--region", "530100", "--figures", str(file))
    assert value["id"] == "A2"


def test_a_due_date_with_its_steps() -> None:
    value = answer("due", "P21", "--from", "2026-02-11T14:30", "--pause", "2026-02-12..2026-02-25")
    # Thu 12 counts; paused 13–25; Thu 26 (2), Fri 27, Sat 28 (made up), Mon 2 March, Tue 3, Wed 4 (7)
    assert value["due"] == "2026-03-04T23:59:59+08:00"
    assert value["provisional"] is False
    assert value["steps"][0].startswith("依据：")


def test_a_pause_with_its_reason_and_an_extension_with_its_approver() -> None:
    value = answer(
        *("due", "P20", "--sector", "market", "--from", "2026-03-02", "--extend", "30"),
        *("--pause", "2026-03-10..2026-03-20:鉴定"),
    )
    assert value["due"] == "2026-07-10T23:59:59+08:00"  # as worked out in date_questions.csv
    assert value["pauses"][0]["reason"] == "鉴定" and value["extended"] == [30]
    steps = "".join(value["steps"])
    assert (
        "（鉴定，《市场监督管理行政处罚程序规定》第64条）" in steps and "市场监督管理部门负责人批准" in steps
    )
    shown = run(
        "due", "P20", "--sector", "market", "--from", "2026-03-02", "--pause", "2026-03-10..:鉴定"
    ).stdout
    assert "仍在中止期间（鉴定" in shown


def test_pauses_without_an_article_are_listed_and_do_not_fail() -> None:
    """The procedures in the old form, a bare name, are to be completed; those in the new form are not named."""
    result = run("check", "--json")
    assert result.exit_code == 0, result.output
    listed = json.loads(result.stdout)["pauses_without_article"]
    assert all("没有写明事由和条文" in row["message"] and row["line"] > 1 for row in listed)
    assert not any("legal_review" in row["file"] for row in listed)


def test_two_pauses_that_overlap_and_an_unpublished_year() -> None:
    pauses = ["--pause", "2026-11-05..2026-11-15", "--pause", "2026-11-10..2026-11-20"]
    # 90 days from 30 October end on 28 January 2027; fifteen paused days: Friday 12 February.
    value = answer("due", "P20", "--from", "2026-10-30", *pauses)
    assert value["due"] == "2027-02-12T23:59:59+08:00"
    assert value["provisional"] is True


def test_a_calendar_file_takes_part(tmp_path: Path) -> None:
    file = tmp_path / "2027.toml"
    file.write_text('published = [2027]\n[off]\n"2027-02-12" = "春节"\n', encoding="utf-8")
    value = answer("due", "P20", "--from", "2026-11-14", "--calendar", str(file))
    # The 90th day is 12 February 2027, which this file takes off: Monday the 15th.
    assert value["due"] == "2027-02-15T23:59:59+08:00"
    assert value["provisional"] is False


def test_tables_for_people() -> None:
    shown = run("figure", "P20", "--on", "2026-03-01").stdout
    assert "办案期限" in shown and "为什么是这一行" in shown
    assert "如何得出" in run("due", "P20", "--from", "2026-03-01").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("figure", "P99"), "没有编号为"),
        (("figure", "P20", "--on", "2026-13-01"), "不是日期"),
        (("figure", "P20", "--on", "2019-01-01"), "起施行"),
        (("figure", "P20", "--region", "99"), "省级部分"),
        (("figure", "P20", "--sector", "space"), "没有名为"),
        (("figure", "P20", "--figures", "/nonexistent.toml"), "无法读取"),
        (("due", "P20"), "--from"),
        (("due", "P20", "--from", "yesterday"), "不是日期时间"),
        (("due", "P10", "--from", "2026-03-01"), "不是可以计算的期限"),
        (("due", "M05", "--from", "2026-03-01"), "须写明时刻"),
        (("due", "P20", "--from", "2026-03-01", "--pause", "2026-03-05"), "起..止"),
        (("due", "P20", "--from", "2026-03-01", "--pause", "2026-03-05..2026-03-01"), "早于"),
        (("due", "P20", "--from", "9999-12-01"), "年份范围"),
        (("due", "P20", "--from", "2026-03-01", "--extend", "30"), "--extend"),
        (("due", "P24", "--from", "2026-03-01", "--extend", "3"), "不能延长"),
        (("due", "P20", "--from", "2026-03-01", "--calendar", "/nonexistent.toml"), "无法读取"),
        (("check", "/nonexistent"), "没有这个文件"),
        (("check", "--laws", "/nonexistent"), "没有这个文件"),
    ],
)
def test_bad_input_is_a_chinese_sentence_and_exit_code_2(arguments: tuple[str, ...], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert message in result.stderr
    assert "Traceback" not in result.output
