"""Wordings as they stand in benchmarks and statutes, and what they must mean, written by hand."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from yifa.cli.law import app as law
from yifa.law.chinese_numbers import read_number, write_integer
from yifa.law.measures import Measure, parse_measures

YUAN = 100
INF = None


def fines(text: str) -> list[tuple[int | None, int | None]]:
    parsed = parse_measures(text)
    assert parsed.unread == "", parsed.unread
    return [(m.min, m.max) for m in parsed.fines]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三万五千", 35_000),
        ("两千", 2_000),
        ("二千零五", 2_005),
        ("一万零五", 10_005),
        ("十", 10),
        ("十五", 15),
        ("一百一十", 110),
        ("一百零五", 105),
        ("十二万三千四百五十六", 123_456),
        ("一亿二千万", 120_000_000),
        ("5000", 5_000),
        ("5,000", 5_000),
        ("５０００", 5_000),
        ("１．５万", 15_000),
        ("3万5千", 35_000),
        ("壹万贰仟", 12_000),
        ("零", 0),
    ],
)
def test_numbers(text: str, value: int) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "一万五",
        "二五",
        "一百五",
        "万",
        "千",
        "二千二千",
        "2万万",
        "一千零",
        "点五",
        "1,00",
        "一点",
        "零零五",
    ],
)
def test_numbers_that_two_people_could_read_differently(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"), (10, "十"), (13, "十三"), (20, "二十"), (105, "一百零五"), (110, "一百一十"),
        (1075, "一千零七十五"),
        (1242, "一千二百四十二"), (10_005, "一万零五"), (15_000, "一万五千"),
        (100_000, "十万"), (120_500, "十二万零五百"),
    ],
)  # fmt: skip
def test_written_numbers(number: int, text: str) -> None:
    assert write_integer(number) == text


@pytest.mark.requirement("RQ037")
@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("处二千元以上二万元以下罚款", 2_000, 20_000),
        ("处以二千元以上二万元以下的罚款。", 2_000, 20_000),
        ("处两万元罚款", 20_000, 20_000),
        ("处三万五千元罚款", 35_000, 35_000),
        ("处5,000元以上２万元以下罚款", 5_000, 20_000),
        ("处人民币五千元罚款", 5_000, 5_000),
        ("处3.5万元罚款", 35_000, 35_000),
        ("处二千元以下罚款", INF, 2_000),
        ("处二万元以上罚款", 20_000, INF),
        ("处一千至五千元罚款", 1_000, 5_000),
        ("处一千元至五千元罚款", 1_000, 5_000),
        ("处二万元以上二十万以下的罚款", 20_000, 200_000),
        ("处罚款2000元", 2_000, 2_000),
        ("可以处五千元以下罚款", INF, 5_000),
        ("并处五万元以上十万元以下罚款", 50_000, 100_000),
        ("由城市管理部门责令改正，处五百元以上一千元以下罚款", 500, 1_000),
        ("由县级以上地方人民政府自然资源主管部门处五百元罚款", 500, 500),
    ],
)
def test_flat_fines(text: str, low: int | None, high: int | None) -> None:
    expected = (None if low is None else low * YUAN, None if high is None else high * YUAN)
    assert fines(text) == [expected]
    assert parse_measures(text).fines[0].basis == ""


@pytest.mark.parametrize(
    ("text", "low_in", "high_in"),
    [
        ("处一千元以上五千元以下罚款", True, True),
        ("处一千元以上不满五千元罚款", True, False),
        ("处超过一千元不超过五千元罚款", False, True),
        ("处不低于一千元低于五千元的罚款", True, False),
        ("处一千元（不含）以上五千元以下罚款", False, True),
        ("处一千元以上五千元以下（不含本数）罚款", True, False),
    ],
)
def test_which_bounds_are_included(text: str, low_in: bool, high_in: bool) -> None:
    (fine,) = parse_measures(text).fines
    assert (fine.min, fine.max) == (100_000, 500_000)
    assert (fine.min_inclusive, fine.max_inclusive) == (low_in, high_in)


@pytest.mark.parametrize(
    ("text", "basis", "note", "unit", "low", "high"),
    [
        ("每处违法设施处五千元罚款", "每处", "违法设施", "fen", 500_000, 500_000),
        ("按照每处设施处五千元以上二万元以下罚款", "每处", "设施", "fen", 500_000, 2_000_000),
        ("按照占地面积处每平方米一千元罚款", "每平方米", "占地面积", "fen", 100_000, 100_000),
        ("处每平方米五百元罚款", "每平方米", "", "fen", 50_000, 50_000),
        (
            "按照占用或者拆除立体绿化面积每平方米五百元以上二千元以下的标准处以罚款",
            "每平方米", "占用或者拆除立体绿化面积", "fen", 50_000, 200_000,
        ),
        ("按照破坏湿地面积，处每平方米五百元以上五千元以下罚款", "每平方米", "破坏湿地面积", "fen", 50_000, 500_000),
        ("处每辆五千元罚款", "每辆", "", "fen", 500_000, 500_000),
        ("处赔偿额一倍以上三倍以下罚款", "赔偿额", "", "permille", 1_000, 3_000),
        ("处赔偿额一至二倍罚款", "赔偿额", "", "permille", 1_000, 2_000),
        ("处赔偿额一点五倍的罚款", "赔偿额", "", "permille", 1_500, 1_500),
        ("处违法所得一倍以上五倍以下罚款", "违法所得", "", "permille", 1_000, 5_000),
        (
            "并处违法生产、销售产品货值金额百分之五十以上三倍以下的罚款",
            "货值金额", "违法生产、销售产品", "permille", 500, 3_000,
        ),
        ("并处货值金额等值以上三倍以下罚款", "货值金额", "", "permille", 1_000, 3_000),
        ("处建设工程造价百分之五以上百分之十以下的罚款", "建设工程造价", "", "permille", 50, 100),
        ("处上一年度销售额百分之一以上百分之十以下的罚款", "销售额", "上一年度", "permille", 10, 100),
        ("处广告费用3倍以上5倍以下的罚款", "广告费用", "", "permille", 3_000, 5_000),
        ("可以并处临时建设工程造价一倍以下的罚款", "建设工程造价", "临时", "permille", None, 1_000),
    ],
)  # fmt: skip
def test_multiplied_fines(
    text: str, basis: str, note: str, unit: str, low: int | None, high: int | None
) -> None:
    parsed = parse_measures(text)
    (fine,) = parsed.fines
    assert parsed.unread == ""
    assert (fine.basis, fine.basis_note, fine.unit, fine.min, fine.max) == (basis, note, unit, low, high)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("不予处罚。", ["no_penalty"]),
        ("可以不予行政处罚", ["no_penalty"]),
        ("免予处罚", ["exempt"]),
        ("警告", ["warning"]),
        ("给予警告，通报批评", ["warning", "criticism"]),
        ("给予警告、没收违法所得", ["warning", "confiscate_gains"]),
        ("责令停产停业", ["halt"]),
        ("责令停产停业，直至吊销许可证", ["halt", "revoke_permit"]),
        ("责令改正，给予警告", ["correct", "warning"]),
        ("责令限期拆除", ["demolish"]),
        ("责令停止建设", ["order"]),
        ("责令限制生产、停产整治", ["halt"]),
        ("责令关闭", ["close"]),
        ("降低资质等级", ["downgrade"]),
        ("吊销相关行政许可证件", ["revoke_permit"]),
        ("暂扣或者吊销执业证书", ["suspend_permit", "revoke_permit"]),
        ("处十日以上十五日以下拘留", ["detention"]),
        ("五年内不得申请食品生产经营许可", ["restrict_occupation"]),
        ("有违法所得的没收违法所得", ["confiscate_gains"]),
        ("没收违法所得和违法生产经营的食品", ["confiscate_gains", "confiscate_goods"]),
        ("处五千元罚款，吊销相关行政许可证件。", ["fine", "revoke_permit"]),
        ("处十万元罚款，并处没收户外广告设施。", ["fine", "confiscate_goods"]),
        ("责令限期改正并处五千元罚款", ["correct", "fine"]),
    ],
)
def test_kinds(text: str, kinds: list[str]) -> None:
    parsed = parse_measures(text)
    assert [m.kind for m in parsed.measures] == kinds
    assert parsed.unread == ""


def test_units_persons_and_a_condition_in_one_text() -> None:
    parsed = parse_measures("对单位处十万元罚款，对个人处一百元罚款，有违法所得的没收违法所得。")
    assert [(m.kind, m.party, m.min, m.when) for m in parsed.measures] == [
        ("fine", "unit", 10_000_000, ""),
        ("fine", "person", 10_000, ""),
        ("confiscate_gains", "any", None, "有违法所得的"),
    ]


def test_conditions_reach_to_the_end_of_their_sentence() -> None:
    parsed = parse_measures(
        "责令改正，给予警告；拒不改正的，处五千元以上五万元以下罚款；情节严重的，责令停产停业，直至吊销许可证"
    )
    assert [(m.kind, m.when, m.optional) for m in parsed.measures] == [
        ("correct", "", False),
        ("warning", "", False),
        ("fine", "拒不改正的", False),
        ("halt", "情节严重的", False),
        ("revoke_permit", "情节严重的", True),
    ]


def test_alternatives_and_leave_are_optional() -> None:
    parsed = parse_measures("处警告或者五十元以下罚款")
    assert [(m.kind, m.optional, m.max) for m in parsed.measures] == [
        ("warning", True, None),
        ("fine", True, 5_000),
    ]
    assert parse_measures("可以并处五千元罚款").measures[0].optional
    assert parse_measures("单处或者并处五千元罚款").measures[0].optional
    assert not parse_measures("并处五千元罚款").measures[0].optional


def test_units_and_persons_per_area() -> None:
    parsed = parse_measures("可以对个人处每平方米二元以下的罚款、对单位处每平方米十元以下的罚款")
    assert [(m.party, m.basis, m.max) for m in parsed.fines] == [
        ("person", "每平方米", 200),
        ("unit", "每平方米", 1_000),
    ]
    assert parsed.unread == ""


def test_least_base_of_a_multiple() -> None:
    (fine,) = parse_measures(
        "处所需处置费用一倍以上三倍以下的罚款，所需处置费用不足十万元的，按十万元计算"
    ).measures
    assert fine.base_floor == 10_000_000
    assert fine.for_quantity(4_000_000) == (10_000_000, 30_000_000)
    assert fine.for_quantity(20_000_000) == (20_000_000, 60_000_000)


@pytest.mark.parametrize(
    "text",
    [
        "处以罚款",
        "处约五千元罚款",
        "处五千元左右罚款",
        "处三至五万元罚款",
        "处一万五元以上二万元以下罚款",
        "处一倍以上五倍以下罚款",
        "处货值金额五千元罚款",
        "处野生动物及其制品价值或者违法所得二倍罚款",
        "处每五平方米一千元罚款",
        "从重处罚",
        "依照前款规定处罚",
        "情节严重的",
    ],
)
def test_unclear_wording_is_returned_and_not_guessed(text: str) -> None:
    parsed = parse_measures(text)
    assert parsed.measures == ()
    assert parsed.unread


def test_the_unread_part_is_named_and_the_rest_is_read() -> None:
    parsed = parse_measures("处五千元罚款，大概还要吊销点什么；给予警告")
    assert [m.kind for m in parsed.measures] == ["fine", "warning"]
    assert parsed.unread == "大概还要吊销点什么"


@pytest.mark.parametrize(
    ("measure", "quantity", "expected"),
    [
        (Measure("fine", "fen", "", 200_000, 2_000_000), None, (200_000, 2_000_000)),
        (Measure("fine", "fen", "每平方米", 50_000, 200_000), 3, (150_000, 600_000)),
        (Measure("fine", "permille", "货值金额", 1_500, 3_000), 100_001, (150_002, 300_003)),
        (Measure("fine", "fen", "", 100_000, 500_000, True, False), None, (100_000, 499_999)),
        (Measure("fine", "fen", "", 100_000, 500_000, False, True), None, (100_001, 500_000)),
        (Measure("fine", "fen", "", None, 500_000), None, (0, 500_000)),
        (Measure("fine", "fen", "", 100_000, None), None, (100_000, None)),
    ],
)
def test_amounts_round_inward(
    measure: Measure, quantity: int | None, expected: tuple[int, int | None]
) -> None:
    assert measure.for_quantity(quantity) == expected


def test_a_multiplied_fine_needs_its_base() -> None:
    with pytest.raises(ValueError):
        Measure("fine", "permille", "货值金额", 1_000, 2_000).for_quantity(None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("处二千元以上二万元以下罚款", "处2000元以上20000元以下罚款"),
        ("每处违法设施处五千元罚款", "处每处违法设施5000元罚款"),
        ("按照占地面积处每平方米一千元罚款", "处占地面积每平方米1000元罚款"),
        ("处赔偿额一点五倍的罚款", "处赔偿额1.5倍罚款"),
        ("处建设工程造价百分之五以上不满百分之七罚款", "处建设工程造价5%以上不满7%罚款"),
        ("对个人处一百元罚款", "对个人处100元罚款"),
        ("没收烧烤工具", "没收非法财物（烧烤工具）"),
    ],
)
def test_measures_in_words(text: str, words: str) -> None:
    assert parse_measures(text).measures[0].describe() == words


def test_the_command_prints_measures_and_what_it_could_not_read() -> None:
    result = CliRunner().invoke(law, ["measure", "每处设施处五千元罚款，别的再说", "--json"])
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert [(m["kind"], m["basis"], m["min"], m["max"]) for m in answer["measures"]] == [
        ("fine", "每处", 500_000, 500_000)
    ]
    assert answer["unread"] == "别的再说"
    assert CliRunner().invoke(law, ["measure", "  "]).exit_code == 2
