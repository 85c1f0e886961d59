"""Amounts are read from statutes as they are written, each with its own unit."""

from __future__ import annotations

import pytest

from yifa.law.amounts import amounts_in, working_days


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("应当自立案之日起九十日内作出", {(90, "day")}),
        ("应当在15日内整改", {(15, "day")}),
        ("自收到之日起三十个工作日内予以整改", {(30, "wd")}),
        ("10个工作日内予以立案", {(10, "wd")}),
        ("在接到申请之日起两个月内", {(2, "mo")}),
        ("二十四小时内", {(24, "h")}),
        ("至少保存三年", {(3, "y")}),
        ("不满十四周岁", {(14, "y")}),
        ("每日按罚款数额的百分之三加处罚款", {(3, "%")}),
        ("较低的30%部分", {(30, "%")}),
        ("对公民处二百元以下、对单位处三千元以下罚款", {(200, "CNY"), (3000, "CNY")}),
        ("10万元以上", {(100_000, "CNY")}),
        ("１５日", {(15, "day")}),
        ("两名以上工作人员", {(2, "n")}),
        ("一式二份", {(2, "n")}),
        ("（一）甲；\n（二）乙；\n（三）丙。", {(3, "n")}),
        ("自2021年7月15日起施行", set()),
        ("依照本法第三十条的规定", set()),
        ("", set()),
    ],
)
def test_an_amount_is_read_with_its_unit(text: str, expected: set[tuple[int, str]]) -> None:
    assert amounts_in(text) == expected


def test_a_longer_number_does_not_prove_a_shorter_one() -> None:
    assert (10, "day") not in amounts_in("二十日内") and (5, "day") not in amounts_in("15日内")


@pytest.mark.parametrize(
    ("text", "working", "calendar"),
    [
        ("本法中“二日”“三日”“五日”“七日”的规定是指工作日，不含法定节假日。", (2, 3, 5, 7), (1, 10, 15, 90)),
        ("本法中十日以内期限的规定是指工作日，不含法定节假日。", (1, 3, 10), (11, 15, 30)),
        ("本法规定的行政机关实施行政许可的期限以工作日计算，不含法定节假日。", (5, 20, 45), ()),
        ("本规定中“三日”“十五日”为工作日。", (3, 15), (5, 30)),
        ("应当在七个工作日内公开，三十日内归档。", (), (7, 30)),
    ],
)
def test_the_statute_s_own_rule_says_which_days_are_working_days(
    text: str, working: tuple[int, ...], calendar: tuple[int, ...]
) -> None:
    rule = working_days(text)
    assert all(rule.are(n) for n in working) and not any(rule.are(n) for n in calendar)
