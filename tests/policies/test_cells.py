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


# --- tables of bars whose rows were broken into lines ----------------------------------------------------

OPENING = """某区普法月活动安排表
时 间
| 项 目
| 主要内容
| 责任单位
| 协办单位
|
4月上旬
| 动员
| 召开联络员会议，
布置各项活动
| 司法局
| 教育局、民政局
|
4月中旬
| 进社区
| 设点解答居民的法律问题
| 司法局
|
组织老年人学习防骗知识
| 民政局
|
"""
CLOSING = """附件
某街道重大决策事项目录
序号 |
决策事项名称 |
是否听证 |
承办单位 |
计划时间 |
1 |
便民市场
改造方案 |
否 |
城管办 |
2031年7月 |
2 |
社区食堂收费办法 |
是 |
民政办 |
2031年9月 |
"""
OPENED = """某县年度检查计划
| 计划编号 |
任务名称 |
检查对象 |
发起部门 |
参与部门 |
检查比例(数量) |
起止时间 |
| 001 |
加油站计量检查 |
全县加油站 |
县市场监管局 |
县商务局 |
10% (5户) |
2031年3月-2031年5月 |
| 002 |
液化气瓶检查 |
充装单位 |
县市场监管局 |
县住建局 |
20% |
2031年6月-2031年8月 |
"""


def units(text: str) -> list[tuple[str, str, list[str], list[str], list[str]]]:
    (document,) = parse_text(text).documents
    return [
        (t.no, t.title, t.unit_names("lead"), t.unit_names("responsible"), t.unit_names("cooperating"))
        for t in document.tasks
    ]


def test_rows_whose_further_cells_open_with_a_bar() -> None:
    assert units(OPENING) == [
        ("", "召开联络员会议，布置各项活动", [], ["司法局"], ["教育局", "民政局"]),
        ("", "设点解答居民的法律问题", [], ["司法局"], []),
        ("", "组织老年人学习防骗知识", [], ["民政局"], []),
    ]


def test_rows_whose_cells_end_with_a_bar_and_begin_at_the_next_number() -> None:
    assert units(CLOSING) == [
        ("1", "便民市场改造方案", [], ["城管办"], []),
        ("2", "社区食堂收费办法", [], ["民政办"], []),
    ]
    (document,) = parse_text(CLOSING).documents
    assert document.title == "某街道重大决策事项目录"


def test_rows_that_open_with_a_bar_and_go_on_for_lines() -> None:
    assert units(OPENED) == [
        ("001", "加油站计量检查", ["县市场监管局"], [], ["县商务局"]),
        ("002", "液化气瓶检查", ["县市场监管局"], [], ["县住建局"]),
    ]


def test_a_table_of_bars_that_stands_whole_is_left_alone() -> None:
    whole = (
        "某市任务表\n| 序号 | 任务 | 责任单位 |\n| 1 | 建设平台 | 市数据局 |\n| 2 | 培训人员 | 市司法局 |\n"
    )
    assert rows_again(whole) is whole
    assert units(whole) == [("1", "建设平台", [], ["市数据局"], []), ("2", "培训人员", [], ["市司法局"], [])]


# --- cells that are parted by blanks only, heads that were broken -----------------------------------------

SPACED = """某市河道治理任务分解表
序号 类别 主要任务 具体措施 牵头单位 参与单位 责任单位
1 水资源保 护 控制用水 落实用水总量控制，用水不超过3亿方。 市水利局 市发展改革委、农业农村局等 各县（市、区）人民政府
2  治理 排口 清理入河排口，统一标识。 市生态环境局 市水利局等部门 各县（市、区）人民政府
3   规范采砂。 市水利局 市公安局 各县（市、区）人民政府
"""
BROKEN = """某局年度抽查计划表

序号

抽查任务

名称

抽查事项

抽查

主体

抽查

对象

抽查

时间段

1

苗木检查

苗木质量与标签

县林业局

苗木企业

2031年4月

2

木材检查

木材加工台账

县林业局

木材加工单位

2031年9月
"""


def test_rows_whose_cells_are_parted_by_blanks_only() -> None:
    where = ["各县（市、区）人民政府"]
    assert units(SPACED) == [
        (
            "1",
            "落实用水总量控制，用水不超过3亿方",
            ["市水利局"],
            where,
            ["市发展改革委", "农业农村局"],
        ),
        ("2", "清理入河排口，统一标识", ["市生态环境局"], where, ["市水利局"]),
        ("3", "规范采砂", ["市水利局"], where, ["市公安局"]),
    ]


def test_heads_of_columns_that_were_broken_into_lines() -> None:
    assert units(BROKEN) == [
        ("1", "苗木质量与标签", [], ["县林业局"], []),
        ("2", "木材加工台账", [], ["县林业局"], []),
    ]


WITHIN = """某县振兴任务清单
考核项目\n序号\n考核指标\n考核内容\n单位\n年度目标\n责任部门\n评分部门
农业
1\n供给\n农业产值增幅\n%\n≥2%\n县海洋局\n县农业局\n市农业局
2\n劳动生产率\n万元/人\n全市统筹\n县海洋局\n县农业局\n市农业局
生态
3\n植树面积\n亩\n300\n县林业局\n市林业局
"""
IN_ITEMS = """某省规划目标责任分解书
领域\n主要目标\n主要责任单位\n责任单位
健康
1.享有基本卫生服务。\n——建立健康档案。\n省卫生厅\n省财政厅\n省妇联
2.提高保健水平。\n省卫生厅\n省公安厅
教育
1.贯彻平等原则。\n省教育厅\n省妇联
"""


def test_a_number_that_stands_behind_the_group_of_its_row() -> None:
    """考核 and 评分 are done by others: they are not charged with the task."""
    assert units(WITHIN) == [
        ("1", "农业产值增幅", [], ["县海洋局", "县农业局"], []),
        ("2", "劳动生产率", [], ["县海洋局", "县农业局"], []),
        ("3", "植树面积", [], ["县林业局"], []),
    ]


def test_numbers_in_the_cells_of_what_is_to_be_done() -> None:
    assert units(IN_ITEMS) == [
        ("1", "享有基本卫生服务", ["省卫生厅"], ["省财政厅", "省妇联"], []),
        ("2", "提高保健水平", ["省卫生厅"], ["省公安厅"], []),
        ("1", "贯彻平等原则", ["省教育厅"], ["省妇联"], []),
    ]


def test_a_blank_first_cell_in_a_table_of_bars_without_a_border() -> None:
    text = (
        "某区实事分工表\n序号 | 项目名称 | 主要内容 | 牵头单位 | 配合单位\n"
        "1 | 老城 | 完成故居修缮。 | 文旅局 | 城建公司\n| | 整治街面。 | 住建局 | 东街街道\n"
    )
    assert units(text) == [
        ("1", "完成故居修缮", ["文旅局"], [], ["城建公司"]),
        ("", "整治街面", ["住建局"], [], ["东街街道"]),
    ]


def test_a_head_some_of_whose_columns_are_not_known() -> None:
    text = (
        "某市检查计划\n序号 抽查事项 检查对象 事项类别 预估数 检查时间 责任科室 检查主体\n"
        "1 照明检查 维护单位 一般事项 7 5-9月 市政科 市、区（市）级城管部门\n"
        "2 防汛检查 运行单位 一般事项 7 5-10月 防汛科 市、区（市）级城管部门\n"
    )
    assert units(text) == [
        ("1", "照明检查", [], ["市政科", "市、区（市）级城管部门"], []),
        ("2", "防汛检查", [], ["防汛科", "市、区（市）级城管部门"], []),
    ]


def test_a_group_without_a_number_between_the_rows_and_work_as_the_head_of_a_column() -> None:
    text = (
        "某区重点工作清单\n序号\t重点工作\t责任领导\t责任单位\n招商引资\n1\t服务项目。\t叶某\t招商部\n"
        "基础设施\n2\t改造管网。\t张某\t规划局\n"
    )
    (document,) = parse_text(text).documents
    assert [(t.no, t.path, t.unit_names("responsible")) for t in document.tasks] == [
        ("1", ("招商引资",), ["招商部"]),
        ("2", ("基础设施",), ["规划局"]),
    ]
