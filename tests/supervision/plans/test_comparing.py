"""A city's plan beside the province's: what is missing, what is later, what is weaker, what is added; and why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from yifa.supervision.plans.comparing import Side, compare


def side(id: str, title: str, text: str = "", **values: Any) -> Side:
    return Side(id, values.pop("no", ""), title, text or title, **values)


HOURS = ((">=", "学时", Decimal(60), "不少于60学时"),)
PROVINCE = [
    side("p1", "开展行政执法人员全员轮训", "2024年6月30日前完成全员轮训，每人每年不少于60学时", no="（一）",
         due_on=date(2024, 6, 30), recurs="once", targets=HOURS),
    side("p2", "建立健全行政裁量权基准制度", "2023年12月底前普遍建立行政裁量权基准", no="（二）",
         due_on=date(2023, 12, 31), recurs="once"),
    side("p3", "规范行政执法案卷评查", "每年11月30日前开展案卷评查", no="（三）", recurs="yearly", month=11, day=30,
         due_on=date(2026, 11, 30)),
    side("p4", "推进跨区域执法协作", "建立长三角执法协作机制", no="（四）", due_on=date(2025, 10, 31), recurs="once"),
]  # fmt: skip


@pytest.mark.requirement("RQ171")
def test_what_is_missing_later_weaker_and_added() -> None:
    city = [
        side("c1", "组织全市行政执法人员轮训", "2024年12月底前完成行政执法人员全员轮训，每人每年不少于40学时", no="1.",
             due_on=date(2024, 12, 31), recurs="once", targets=((">=", "学时", Decimal(40), "不少于40学时"),)),
        side("c2", "健全行政裁量权基准", "2023年11月底前建立行政裁量权基准并公布", no="2.",
             due_on=date(2023, 11, 30), recurs="once"),
        side("c3", "开展案卷评查", "每年12月15日前规范开展行政执法案卷评查", no="3.", recurs="yearly", month=12, day=15,
             due_on=date(2026, 12, 15)),
        side("c4", "建设社区普法阵地", "每个社区建一个法律图书角", no="4."),
    ]  # fmt: skip
    found = compare(PROVINCE, city)
    assert [(p.parent.id, p.child.id) for p in found.pairs] == [("p1", "c1"), ("p2", "c2"), ("p3", "c3")]
    assert [s.id for s in found.missing] == ["p4"]
    assert [s.id for s in found.added] == ["c4"]
    assert {p.parent.id: p.later for p in found.later} == {
        "p1": "2024-12-31比上级的2024-06-30晚184日",
        "p3": "每年12月15日晚于上级的每年11月30日",
    }
    assert [p.weaker for p in found.weaker] == [("上级为“不少于60学时”，下级为“不少于40学时”",)]
    assert all(45 <= p.score < 100 and p.why for p in found.pairs)


def test_a_task_that_says_whom_it_carries_out_goes_before_what_is_alike() -> None:
    city = [side("c1", "规范行政执法案卷评查"), side("c2", "其他名称的任务", named="p3")]
    found = compare(PROVINCE, city)
    assert [(p.parent.id, p.child.id, p.score) for p in found.pairs] == [("p3", "c2", 100)]
    assert [s.id for s in found.added] == ["c1"]


def test_a_task_without_a_day_where_the_parent_sets_one() -> None:
    found = compare(PROVINCE[:1], [side("c1", "行政执法人员全员轮训", PROVINCE[0].text)])
    assert found.pairs[0].later == "上级要求2024-06-30前完成，下级没有写明期限"


def test_words_of_every_plan_make_no_match() -> None:
    found = compare(PROVINCE, [side("c1", "全面推进进一步加强落实工作")])
    assert not found.pairs and len(found.missing) == 4
    assert compare([], []).pairs == []


def test_each_task_is_paired_once() -> None:
    same = [side("c1", PROVINCE[0].title, PROVINCE[0].text), side("c2", PROVINCE[0].title, PROVINCE[0].text)]
    found = compare(PROVINCE, same)
    assert len(found.pairs) == 1 and len(found.added) == 1


@pytest.mark.parametrize(
    ("parent", "child", "later"),
    [
        ({"recurs": "monthly", "day": 20}, {"recurs": "monthly", "day": 25}, "每月25日晚于上级的每月20日"),
        ({"recurs": "monthly", "day": 20}, {"recurs": "monthly"}, "每月底晚于上级的每月20日"),
        ({"recurs": "monthly"}, {"recurs": "monthly", "day": 20}, ""),
        ({"recurs": "monthly"}, {"recurs": "quarterly"}, "上级要求每月，下级为每季度"),
        ({"recurs": "quarterly"}, {"recurs": "monthly"}, ""),
        (
            {"recurs": "yearly", "month": 11, "day": 30},
            {"recurs": "yearly"},
            "每年12月底晚于上级的每年11月30日",
        ),
        ({"recurs": "yearly"}, {"recurs": "yearly", "month": 11}, ""),
    ],
)
def test_what_comes_again_is_compared_by_its_period_not_by_the_next_day(
    parent: dict[str, Any], child: dict[str, Any], later: str
) -> None:
    """The next day depends on when each plan was adopted."""
    words = "报送行政执法统计年报数据"
    one = side("p", words, words, due_on=date(2026, 1, 31), **parent)
    two = side("c", words, words, due_on=date(2026, 6, 30), **child)
    assert [p.later for p in compare([one], [two]).pairs] == [later]
