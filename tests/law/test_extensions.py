"""How far a period may be extended, how often and by whom: as the figure's own text says."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from yifa.law.asking import Mistake, ask_due
from yifa.law.clocks import SHANGHAI, due_for
from yifa.law.extensions import granted, granted_by, refused
from yifa.law.figure_rows import read_files
from yifa.law.figures import DEFAULT_FIGURES, Figure

NOW = datetime(2026, 11, 28, 9, tzinfo=SHANGHAI)
START = datetime(2026, 3, 2, 10, tzinfo=SHANGHAI)


def figure(id: str, sector: str = "", region: str = "") -> Figure:
    regions = (region,) if region else ()
    return DEFAULT_FIGURES.resolve(id, date(2026, 3, 2), sector=sector, regions=regions).figure


# (figure, sector, region, extensions before, this one, allowed?) as the articles read.
CASES = [
    ("P20", "market", "", [], 30, True),  # 市监程序规定 64: 30 days by the head
    ("P20", "market", "", [], 31, False),
    ("P20", "market", "", [30], 45, True),  # … then a meeting fixes a reasonable period
    ("P20", "market", "", [30, 45], 10, True),
    ("P20", "housing", "", [30], 60, True),  # 住建程序规定 29: again by at most 60
    ("P20", "housing", "", [30], 61, False),
    ("P20", "housing", "", [30, 60], 1, False),
    ("P20", "medical_insurance", "", [30], 60, True),
    ("P20", "medical_insurance", "", [30], 61, False),
    ("P20", "agri", "", [30], 90, True),  # 农业程序规定 58: the superior agency fixes it
    ("P20", "transport", "", [], 30, True),
    ("P20", "transport", "", [30], 1, False),  # 交通程序规定 78 knows one extension
    ("P20", "public_security", "", [30], 30, True),  # 治安管理处罚法 118: twice
    ("P20", "public_security", "", [30], 31, False),
    ("P20", "public_security", "", [30, 30], 1, False),
    ("P20", "", "", [], 30, False),  # 行政处罚法 60 itself has none
    ("K04", "", "", [], 30, True),
    ("K04", "", "", [30], 1, False),
    ("L03", "", "", [], 10, True),
    ("L03", "", "", [], 11, False),
    ("L04", "", "", [], 15, True),
    ("M07", "", "150000", [], 5, True),
    ("M07", "", "150000", [], 6, False),
    ("M07", "market", "", [], 40, True),  # 市监程序规定 55 names no number
    ("M07", "agri", "", [], 15, False),  # calendar days on working days: cannot be added
    ("P28", "", "", [], 5, False),  # 处罚法 66 lets the party pay later; it does not lengthen the fifteen days
    ("K04", "", "", [], 0, False),
]  # fmt: skip


@pytest.mark.parametrize(("id", "sector", "region", "earlier", "extra", "allowed"), CASES)
def test_an_extension_stays_within_the_article(
    id: str, sector: str, region: str, earlier: list[int], extra: int, allowed: bool
) -> None:
    reason = refused(figure(id, sector, region), extra, earlier)
    assert (reason == "") == allowed, reason


def test_a_refusal_names_the_limit_and_the_article() -> None:
    assert refused(figure("P20", "housing"), 61, [30]) == (
        "办案期限（住建）（《住房和城乡建设行政处罚程序规定》第29条）本次最多延长60日，"
        "规定是：负责人批准延长30日；仍不能的，集体讨论决定，再延长不超过60日"
    )
    assert "已延长1次" in refused(figure("P20", "transport"), 1, [30])


@pytest.mark.parametrize(
    ("id", "sector", "earlier", "by"),
    [
        ("P20", "market", 0, "市场监督管理部门负责人"),
        ("P20", "market", 1, "负责人集体讨论"),
        ("P20", "agri", 1, "上一级农业行政处罚机关"),
        ("P20", "public_security", 1, "上一级公安机关"),
        ("L04", "", 0, "本级人民政府负责人"),
        ("K04", "", 0, "行政机关负责人"),
        ("P28", "", 0, ""),
    ],
)
def test_who_grants_it(id: str, sector: str, earlier: int, by: str) -> None:
    assert granted_by(figure(id, sector), earlier) == by


def test_every_extension_is_a_step_with_its_approver_and_the_period_does_not_roll_before_it() -> None:
    # 2 March + 150 days is Thursday 30 July; the 90th day alone, a Sunday, would have rolled by one.
    result = due_for(figure("P20", "housing"), START, extended=[30, 30])
    assert result.due.date() == date(2026, 7, 30)
    told = granted(result.steps)
    assert [s.split("（")[0] for s in told] == [
        "延长：经本机关负责人批准延长30日",
        "延长：经负责人集体讨论批准延长30日",
    ]
    assert result.steps[0].startswith("依据：") and result.steps[1] == told[0]


def test_what_the_article_does_not_allow_is_refused_beside_the_extension() -> None:
    with pytest.raises(Mistake, match="最多延长30日") as caught:
        ask_due(DEFAULT_FIGURES, "P20", "2026-03-02", sector="market", extended=[31], now=NOW)
    assert caught.value.field == "extend"
    with pytest.raises(Mistake, match="倒推") as caught:
        ask_due(DEFAULT_FIGURES, "P24", "2026-03-02", extended=[1], now=NOW)
    assert caught.value.field == "extend"


ROW = """group = "样例"
[sources.s]
title = "样例规定"
in_force_from = 2020-01-01
[[figure]]
id = "A1"
subject = "办理"
amount = "5"
number = 5
unit = "wd"
source = "s"
{more}
"""


@pytest.mark.parametrize(
    ("more", "line", "message"),
    [
        ("extension_number = 5", 12, "必须同时填写"),
        ('extension_number = 5\nextension_unit = "wd"', 12, "须有文字"),
        ('extension = "可以"\nextension_number = 0\nextension_unit = "wd"', 13, "不小于1"),
        ('extension = "可以"\nextension_times = 0', 13, "不小于1"),
        ('extension = "可以"\nextension_again_number = 60', 13, "由谁决定"),
        ("extension_by = 3", 12, "应为文字"),
        ('extension_by = "负责人"', 12, "须有文字"),
    ],
)
def test_a_wrong_row_names_its_line(tmp_path: Path, more: str, line: int, message: str) -> None:
    file = tmp_path / "own.toml"
    file.write_text(ROW.format(more=more), encoding="utf-8")
    problems = read_files([file])[1]
    assert any(p.line == line and message in p.message for p in problems), problems
