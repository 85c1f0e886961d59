"""A folder of statutes is read by title and article, in both layouts and over several files; real texts too."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from yifa.law.check import check_data
from yifa.law.figures import DEFAULT_FIGURES
from yifa.law.proving import count, title_of
from yifa.registers.statutes.folder import read_texts

DATA = Path(os.environ.get("YIFA_REFERENCE_DATA") or Path(__file__).parents[3] / "shared" / "data")


def test_both_layouts_and_inserted_articles_are_read(tmp_path: Path) -> None:
    (tmp_path / "bold.md").write_text("# 甲法\n\n**第一条**　五日。\n\n**第一条之一**　补充。\n", "utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "plain.md").write_text("# 乙 办法\n\n　　第一条　十日。\n第二条　略。\n", "utf-8")
    assert read_texts(tmp_path) == {
        "甲法": {"1": "五日。", "1之1": "补充。"},
        "乙办法": {"1": "十日。", "2": "略。"},
    }


def test_a_law_in_several_files_is_one_text(tmp_path: Path) -> None:
    (tmp_path / "code.md").write_text("# 法典\n\n目录\n", "utf-8")
    (tmp_path / "code__01-a.md").write_text("# 第一编　总则\n\n**第一条**　甲。\n", "utf-8")
    (tmp_path / "code__02-b.md").write_text("# 第二编　分则\n\n**第二条**　乙。\n", "utf-8")
    assert read_texts(tmp_path)["法典"] == {"1": "甲。", "2": "乙。"}


def test_a_text_that_is_not_yet_in_force_does_not_hide_the_one_that_is(tmp_path: Path) -> None:
    (tmp_path / "law.md").write_text("# 甲法\n\n**第一条**　五日。\n", "utf-8")
    (tmp_path / "law__versions__2030-01-01.md").write_text("# 甲法\n\n**第一条**　九日。\n", "utf-8")
    assert read_texts(tmp_path)["甲法"]["1"] == "五日。"


@pytest.mark.skipif(not (DATA / "laws").is_dir(), reason="没有参考数据(set YIFA_REFERENCE_DATA)")
def test_every_figure_whose_text_is_at_hand_is_proven() -> None:
    report = check_data(texts=read_texts(DATA / "laws"))
    assert report.problems == ()
    counted = count(report.verdicts)
    assert counted["mismatch"] == 0 and counted["proven"] >= 230


@pytest.mark.skipif(not (DATA / "laws").is_dir(), reason="没有参考数据(set YIFA_REFERENCE_DATA)")
def test_a_row_whose_text_is_at_hand_is_proven_one_by_one() -> None:
    """Not by counting: a row may be excused only because its text is not there or it names no article."""
    texts = read_texts(DATA / "laws")
    verdicts = check_data(texts=texts).verdicts
    assert {v.figure.id for v in verdicts} == {row.id for row in DEFAULT_FIGURES}
    for v in verdicts:
        if v.figure.article and title_of(v.figure.source, texts) is not None:
            assert v.outcome == "proven", f"{v.figure.id}: {v.detail}"
        else:
            assert v.outcome in ("text_absent", "no_article"), v.figure.id
