"""A text four times as long takes about four times the work, also where somebody pasted it without a full stop.

Counted are the calls made while it is read: unlike seconds they are the same on a busy machine.
"""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from yifa.policies.parse import parse_text

_CLAUSES = "加强行政执法监督，每年接受培训不少于60学时，2024年12月底前完成制定和公布，并报市司法局备案，"
_PASTED = "某市行动方案\n一、重点任务\n1.{}"
_CELL = "某市分解表\n序号\t工作任务\t牵头单位\n1\t{}\t市司法局"


@pytest.mark.parametrize("shape", [_PASTED, _CELL], ids=["task", "cell"])
def test_the_work_grows_with_the_length_of_a_text_without_a_full_stop(shape: str) -> None:
    parse_text(shape.format(_CLAUSES))  # modules and tables are loaded once
    short, long = (_calls(shape.format(_CLAUSES * times)) for times in (150, 600))
    assert short > 10_000
    assert long < 5 * short


_CLOSED = "序号 |\n任务 |\n责任单位 |\n1 |\n建设平台 |\n市数据局 |\n2 |\n培训人员 |\n市司法局 |\n"
_ENDED = "任务\n| 措施\n| 责任单位\n|\n平台\n| 建设平台\n| 市数据局\n|\n"
_OPENED = "| 序号 |\n任务 |\n责任单位 |\n| 1 |\n建设平台 |\n市数据局 |\n"
_SPACED = "序号 任务 责任单位\n1 建设平台 市数据局\n2 培训人员 市司法局\n"
_LINED = "主要任务\n牵头单位\n责任单位\n1.建设平台。\n市数据局\n2.培训人员。\n市司法局\n"
_OPEN_BARS = "| 措施 |\n没有表头的一行\n序号 |\n"


@pytest.mark.parametrize(
    "table",
    [_CLOSED, _ENDED, _OPENED, _SPACED, _LINED, _OPEN_BARS],
    ids=["closed", "ended", "opened", "spaced", "lined", "no head"],
)
def test_the_work_grows_with_the_number_of_tables_that_were_taken_apart(table: str) -> None:
    parse_text("某市分解表\n" + table)
    short, long = (_calls("某市分解表\n" + table * times) for times in (100, 400))
    assert long < 5 * short


def _calls(text: str) -> int:
    """How many calls are made while the text is read."""
    made = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        parse_text(text)
    finally:
        sys.setprofile(before)
    return made
