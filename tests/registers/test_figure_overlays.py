"""A place's figures: every bad input with file and line, nothing stored; good ones answer at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support import world

from yifa.registers import lawbook
from yifa.registers.loading.figures import read_figures, store_figures
from yifa.registers.models import FigureOverlay, RegisterChange
from yifa.registers.scope import IMPORTER, scope

pytestmark = pytest.mark.django_db

HEAD = """group = "云州"
[sources.s]
title = "云州市行政处罚办法"
in_force_from = 2022-01-01
"""


def row(id: str = "YZ1", **values: str) -> str:
    keys = {
        "id": f'"{id}"',
        "subject": '"办案期限"',
        "amount": '"60"',
        "number": "60",
        "unit": '"cd"',
        "source": '"s"',
        "article": '"3"',
        "region": '"990100"',
        "overlays": '"P20"',
    } | values
    return "[[figure]]\n" + "".join(f"{k} = {v}\n" for k, v in keys.items() if v)


def read(folder: Path, text: str, **scope_of_file: str) -> list[str]:
    with scope(IMPORTER):
        world.region()
    (folder / "yz.toml").write_text(text, encoding="utf-8")
    with scope(IMPORTER):
        return [str(p) for p in read_figures(folder, **scope_of_file).report.problems]


# Rows begin at line 5: [[figure]], then id 6, subject 7, amount 8, number 9, unit 10, source 11, article 12,
# region 13, overlays 14.
BAD: dict[str, tuple[str, int, str]] = {
    "unknown id": (row(overlays='"P999"'), 14, "取代的“P999”不存在"),
    "before any version": (row(in_force_from="2020-01-01"), 15, "早于 P20 录入的最早版本"),
    "from after to": (row(in_force_to="2021-12-01"), 15, "早于施行日"),
    "region not in the tree": (row(region='"440100"'), 13, "登记簿里没有地区 440100"),
    "contradiction": (row() + row("YZ2", amount='"50"', number="50"), 24, "无法决定采用哪一行"),
    "circle": (row(overlays='"YZ2"') + row("YZ2", overlays='"YZ1"', region='"990000"'), 14, "成环"),
    "syntax": (row() + "x = = 1\n", 15, "TOML 语法错误"),
    "no number": (row(amount='"很多"', number=""), 8, "不是以“日”计的数"),
    "number as text": (row(number='"60"'), 9, "应为整数"),
    "amount and number differ": (row(number="61"), 9, "不一致"),
    "duplicate id": (row() + row(), 16, "编号 YZ1 重复"),
    "id of a shipped row": (row("P20", overlays="", region=""), 6, "编号 P20 重复"),
    "date that is no date": ('valid_from = "去年"\n' + row(), 5, "应为日期"),
    "ends before it begins": ("valid_from = 2026-01-01\nvalid_to = 2025-01-01\n" + row(), 6, "早于施行日"),
    "transition without citation": (row(open_matters='{ rule = "recompute" }'), 15, "缺少 basis"),
}


@pytest.mark.parametrize("case", BAD)
def test_each_mistake_is_named_with_file_and_line_and_nothing_is_stored(tmp_path: Path, case: str) -> None:
    text, line, said = BAD[case]
    if text.startswith("valid_"):  # keys of the file stand before its first table
        problems = read(tmp_path, "\n\n\n\n" + text.replace("[[figure]]", HEAD + "[[figure]]"))
    else:
        problems = read(tmp_path, HEAD + text)
    assert any(p.startswith(f"yz.toml:{line}:") and said in p for p in problems), problems
    assert not FigureOverlay.objects.exists()


def test_all_mistakes_are_reported_at_once(tmp_path: Path) -> None:
    problems = read(tmp_path, HEAD + row(overlays='"P999"', region='"440100"') + row("YZ3", number="61"))
    assert len(problems) >= 3


def store(folder: Path, text: str, correction: str = "", **scope_of_file: str) -> Any:
    with scope(IMPORTER):
        world.region()
    (folder / "yz.toml").write_text(text, encoding="utf-8")
    with scope(IMPORTER):
        load = read_figures(folder, **scope_of_file)
        assert load.report.ok, load.report.problems
        store_figures(IMPORTER, load, correction)
    return load


def find(on: date = date(2026, 3, 1)) -> str:
    with scope(IMPORTER):
        book = lawbook.current().figures
        return book.resolve("P20", on, regions=("990100", "990000"), sector="urban").figure.id


def test_a_stored_file_answers_at_once_and_leaves_history(tmp_path: Path) -> None:
    assert find() == "P20"
    store(tmp_path, HEAD + row(region=""), region="990100")
    assert find() == "YZ1"
    with scope(IMPORTER):
        assert RegisterChange.objects.filter(model="registers.FigureOverlay").count() == 1


def test_loading_the_same_again_changes_nothing_and_a_new_text_is_compared_row_by_row(tmp_path: Path) -> None:
    store(tmp_path, HEAD + row())
    again = store(tmp_path, HEAD + row())
    assert (again.report.unchanged, [c.kind for _, c in again.rows]) == (1, ["unchanged"])
    other = store(
        tmp_path, HEAD + row(amount='"70"', number="70") + row("YZ5", overlays='"P21"', unit='"wd"')
    )
    assert [(c.row.id, c.kind) for _, c in other.rows] == [("YZ1", "changed"), ("YZ5", "new")]
    last = store(tmp_path, HEAD + row(amount='"70"', number="70"))
    assert [(c.row.id, c.kind) for _, c in last.rows] == [("YZ1", "unchanged"), ("YZ5", "removed")]


def test_stored_texts_that_contradict_leave_the_last_good_law_and_say_so(tmp_path: Path) -> None:
    store(tmp_path, HEAD + row())
    assert find() == "YZ1"
    with scope(IMPORTER):  # past the loader: what an update of the shipped figures could do
        from yifa.registers.change import change

        text = HEAD + row("YZ2", amount='"50"', number="50")
        values = {"name": "other.toml", "text": text, "sha256": "0"}
        change(IMPORTER, FigureOverlay, None, values, "装载")
    assert find() == "YZ1"
    with scope(IMPORTER):
        assert any("无法决定" in said for said in lawbook.problems())
    lawbook._cached = None  # a new process
    assert find() == "YZ1"
    with scope(IMPORTER):
        assert lawbook.problems()


@pytest.mark.parametrize("case", ["contradiction", "circle", "unknown id", "syntax", "no number"])
def test_a_refused_file_leaves_the_one_before_it_in_force(tmp_path: Path, case: str) -> None:
    """The same file again, now wrong: named with line and remedy, and the place goes on with what it had."""
    store(tmp_path, HEAD + row())
    text, line, said = BAD[case]
    problems = read(tmp_path, HEAD + text)
    found = [p for p in problems if p.startswith(f"yz.toml:{line}:") and said in p]
    assert found
    if case != "syntax":  # what TOML cannot read has no remedy but its place
        assert any(word in found[0] for word in ("请", "应为"))
    assert find() == "YZ1"
    with scope(IMPORTER):
        assert FigureOverlay.objects.get().text == HEAD + row()
        with pytest.raises(ValueError, match="不能装载"):
            store_figures(IMPORTER, read_figures(tmp_path))


def test_a_file_that_contradicts_one_already_stored_is_refused(tmp_path: Path) -> None:
    store(tmp_path, HEAD + row())
    other = tmp_path / "new"
    other.mkdir()
    (other / "b.toml").write_text(HEAD + row("YZ2", amount='"50"', number="50"), encoding="utf-8")
    with scope(IMPORTER):
        problems = [str(p) for p in read_figures(other).report.problems]
    assert len(problems) == 1 and problems[0].startswith("b.toml:14:")
    assert "YZ2 与 YZ1" in problems[0] and "请删去一行，或者用施行日、失效日分开" in problems[0]
    assert find() == "YZ1"


def test_the_dates_of_a_file_cut_those_of_its_rows_and_end_it(tmp_path: Path) -> None:
    dated = "valid_from = 2025-06-01\nvalid_to = 2026-06-30\n" + HEAD + row()
    store(tmp_path, dated)
    assert [find(date(2025, 5, 31)), find(date(2025, 6, 1)), find(date(2026, 6, 30)), find(date(2026, 7, 1))] == [
        "P20", "YZ1", "YZ1", "P20",
    ]  # fmt: skip
    with scope(IMPORTER):
        stored = FigureOverlay.objects.get()
        assert (stored.valid_from, stored.valid_to) == (date(2025, 6, 1), date(2026, 6, 30))
    again = store(tmp_path, dated)
    assert (again.report.unchanged, again.report.updated) == (1, 0)


def test_dates_entered_in_the_register_stay_when_the_file_says_none(tmp_path: Path) -> None:
    from yifa.registers.change import change

    store(tmp_path, HEAD + row())
    with scope(IMPORTER):
        change(
            IMPORTER,
            FigureOverlay,
            FigureOverlay.objects.get().pk,
            {"valid_to": date(2026, 6, 30)},
            "停止施行",
        )
    store(tmp_path, HEAD + row(amount='"70"', number="70"))
    assert [find(date(2026, 6, 30)), find(date(2026, 7, 1))] == ["YZ1", "P20"]


def test_a_change_of_a_figure_file_is_committed_to_the_log(tmp_path: Path) -> None:
    from yifa.ledger.store.models import PendingLeaf

    store(tmp_path, HEAD + row())
    with scope(IMPORTER):
        change_row = RegisterChange.objects.get(model="registers.FigureOverlay")
        assert change_row.body
        assert PendingLeaf.objects.filter(kind="register", object_id=change_row.pk).count() == 1
