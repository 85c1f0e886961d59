"""Tables whose cells came each on a line of its own, or all in one line."""

from __future__ import annotations

import pytest

from yifa.policies.parse import parse_text
from yifa.policies.reading.cells import rows_again

PARAGRAPHS = """某县民生实事任务分解表

序号

民生实事

责任单位

完成时限

1

治理东河城区段。

县水务局

县住建局

12月底前

2

新建2座人行天桥。

县住建局

9月底
"""
_HEADS = "工作任务 具体要求 责任科室 时限要求"
BARRED = f"{_HEADS} 规范公开 1 公布目录。 办公室 年底前 强化解读 2 开展解读。 各科室 持续推进".replace(
    " ", "\n|\n"
)
ONE_LINE = (
    "某市任务分解表 序号 工 作 内 容 责任部门 完成时限 一、落实规划 "
    "1 加强规划任务的督促指导和检查，定期通报进展情况。 市司法局，市数据局 全年 "
    "2 出台年度推进依法行政工作的意见。 各县政府 四月份 二、建设体系 "
    "3 清理公布执法主体名单。 市司法局 二季度"
)


def read(text: str) -> list[tuple[str, str, list[str], list[str]]]:
    (document,) = parse_text(text).documents
    return [(t.no, t.title, t.unit_names("responsible"), [d.text for d in t.dates]) for t in document.tasks]


def test_cells_that_are_paragraphs_are_rows_again() -> None:
    assert read(PARAGRAPHS) == [
        ("1", "治理东河城区段", ["县水务局", "县住建局"], ["12月底前"]),
        ("2", "新建2座人行天桥", ["县住建局"], ["9月底"]),
    ]
    assert any("按表头还原" in said for said in parse_text(PARAGRAPHS).problems)


def test_cells_between_bars_without_a_column_for_the_number() -> None:
    assert read(BARRED) == [("1", "公布目录", ["办公室"], ["年底前"]), ("2", "开展解读", ["各科室"], [])]


def test_a_table_that_was_run_together_in_one_line() -> None:
    assert read(ONE_LINE) == [
        ("1", "加强规划任务的督促指导和检查，定期通报进展情况", ["市司法局", "市数据局"], []),
        ("2", "出台年度推进依法行政工作的意见", ["各县政府"], ["四月份"]),
        ("3", "清理公布执法主体名单", ["市司法局"], ["二季度"]),
    ]
    (document,) = parse_text(ONE_LINE).documents
    assert [t.path for t in document.tasks] == [("一、落实规划",), ("一、落实规划",), ("二、建设体系",)]


@pytest.mark.parametrize(
    "text",
    [
        "某市方案\n一、任务\n1\n说明\n2\n说明\n",
        "序号\n姓名\n职务\n1\n李某\n局长\n",
        "页码\n1\n正文\n",
        "某市方案\n序号见附件。\n1\n",
    ],
)
def test_a_text_without_such_a_table_stays_as_it_is(text: str) -> None:
    assert rows_again(text) is text
