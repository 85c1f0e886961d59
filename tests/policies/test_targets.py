"""Numbers to reach or keep within."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.policies.targets import targets_of


@pytest.mark.parametrize(
    ("text", "comparison", "value", "unit"),
    [
        ("法制审核人员不少于本单位执法人员总数的5%", ">=", 5, "%"),
        ("接受不少于60学时的培训", ">=", 60, "学时"),
        ("一年内至少开展2次培训", ">=", 2, "次"),
        ("至少要组织一次政府常务会议", ">=", 1, "次"),
        ("3万元以上罚款", ">=", 30000, "元"),
        ("不得超过2次点击", "<=", 2, "次"),
        ("以30%的比例进行回访", "=", 30, "%"),
        ("确定1名工作联络员", "=", 1, "名"),
        ("9月份将组织一次全市督促检查", "=", 1, "次"),
        ("办结率达到百分之九十五", ">=", 95, "%"),
    ],
)
def test_a_number_is_read_with_its_comparison_and_unit(
    text: str, comparison: str, value: int, unit: str
) -> None:
    (target,) = targets_of(text)
    assert (target.comparison, target.value, target.unit) == (comparison, Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [("每年确定2—3项作为重点", 2, 3, "项"), ("确定两至三项内容", 2, 3, "项"), ("扣减1分至5分", 1, 5, "分")],
)
def test_a_range_is_two_targets(text: str, low: int, high: int, unit: str) -> None:
    found = [(t.comparison, t.value, t.unit) for t in targets_of(text)]
    assert found == [(">=", Decimal(low), unit), ("<=", Decimal(high), unit)]


@pytest.mark.parametrize(
    "text",
    [
        "一个窗口受理、一站式审批",
        "三位一体的制度",
        "上述七个方面",
        "2024年6月底前",
        "在20个工作日内",
        "人大一次会议",
        "三项制度",
    ],
)
def test_numbers_that_only_name_something_are_no_targets(text: str) -> None:
    assert targets_of(text) == ()


@given(st.integers(1, 99), st.sampled_from(["不少于", "至少", "不低于"]))
def test_any_share_is_read(share: int, words: str) -> None:
    (target,) = targets_of(f"比例{words}{share}%。")
    assert (target.comparison, target.value, target.unit) == (">=", Decimal(share), "%")


def test_how_long_something_may_take_is_a_target() -> None:
    (target,) = targets_of("办理时间不超过10天。")
    assert (target.comparison, target.value, target.unit) == ("<=", Decimal(10), "天")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("投资3亿元实施改造。", 300000000, "元"),
        ("新建2座人行天桥。", 2, "座"),
        ("新建公益性墓地15处。", 15, "处"),
    ],
)
def test_money_and_buildings_are_targets(text: str, value: int, unit: str) -> None:
    (target,) = targets_of(text)
    assert (target.comparison, target.value, target.unit) == ("=", Decimal(value), unit)


def test_everything_that_is_to_be_made_is_counted() -> None:
    found = targets_of("建设普法基地3个、法治广场2处和宣传栏40块。")
    assert [(t.comparison, t.value, t.unit) for t in found] == [
        ("=", Decimal(3), "个"),
        ("=", Decimal(2), "处"),
        ("=", Decimal(40), "块"),
    ]


@pytest.mark.parametrize("text", ["推行“综合查一次”制度。", "两个以上部门共同作出的决定。"])
def test_a_number_in_a_name_or_of_who_acts_is_no_target(text: str) -> None:
    assert targets_of(text) == ()


@pytest.mark.parametrize("text", ["办理时间压减至3个工作日。", "办理时间缩短到3个工作日。"])
def test_what_something_is_shortened_to_is_the_most_it_may_take(text: str) -> None:
    (target,) = targets_of(text)
    assert (target.comparison, target.value, target.unit) == ("<=", Decimal(3), "个工作日")


def test_the_nearest_word_compares() -> None:
    (target,) = targets_of("水质达到或优于三类的比例高于93%。")
    assert (target.comparison, target.value, target.unit) == (">", Decimal(93), "%")
