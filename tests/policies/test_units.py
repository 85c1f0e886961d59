"""Who is charged: lists in brackets and lines, with the role of each unit."""

from __future__ import annotations

import pytest

from yifa.policies.units import unit_brackets, units_of


def named(text: str) -> list[tuple[str, str]]:
    return [(unit.name, unit.role) for unit in units_of(text)]


@pytest.mark.requirement("RQ171")
def test_labels_give_the_role_of_the_units_behind_them() -> None:
    text = "建立统一平台。(牵头单位:市政府办公室、市司法局,责任单位:各行政执法机关)"
    assert named(text) == [
        ("市政府办公室", "lead"),
        ("市司法局", "lead"),
        ("各行政执法机关", "responsible"),
    ]


def test_full_width_and_square_brackets_are_read_as_well() -> None:
    text = "加强管理。〔责任单位：各市、县（市、区）人民政府，各级行政执法机关〕"
    assert named(text) == [
        ("各市、县（市、区）人民政府", "responsible"),
        ("各级行政执法机关", "responsible"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(省政务办、省市场监管局牵头,各级机关负责)", ["lead", "lead", "responsible"]),
        ("(责任单位:省政务办牵头,各级行政执法机关负责)", ["lead", "responsible"]),
        ("(市司法局牵头，市财政局、市人社局配合)", ["lead", "cooperating", "cooperating"]),
        ("(区司法局,各镇人民政府按职责分工负责)", ["responsible", "responsible"]),
        ("(牵头单位:区司法局,配合单位:各有关部门配合)", ["lead", "cooperating"]),
    ],
)
def test_words_behind_names_give_their_role(text: str, expected: list[str]) -> None:
    assert [unit.role for unit in units_of(text)] == expected


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("区人力资源和社会保障局和区法制办", ["区人力资源和社会保障局", "区法制办"]),
        ("区政府有关部门和各镇、街", ["区政府有关部门", "各镇、街"]),
        ("行政决策起草和主办部门", ["行政决策起草和主办部门"]),
        ("区直及市驻区各行政执法部门", ["区直及市驻区各行政执法部门"]),
        ("各地区、各有关部门", ["各地区", "各有关部门"]),
        ("各镇人民政府、街道办事处", ["各镇人民政府", "街道办事处"]),
    ],
)
def test_a_list_is_cut_between_names_and_not_within_one(listed: str, names: list[str]) -> None:
    assert [unit.name for unit in units_of(f"(责任单位:{listed})")] == names


@pytest.mark.parametrize(
    "text",
    ["(见附件1)", "(以下简称《意见》)", "(机构职能、内设机构、下属单位等)", "(决定书送达)", "(含收费依据)"],
)
def test_a_bracket_that_explains_names_no_unit(text: str) -> None:
    assert units_of(text) == ()
    assert unit_brackets(text) == []


def test_what_is_due_in_the_bracket_is_not_a_unit() -> None:
    assert named("(责任单位：省委编办、省司法厅；完成时限：2024年6月底前)") == [
        ("省委编办", "responsible"),
        ("省司法厅", "responsible"),
    ]


def test_a_line_with_a_label_and_a_sentence_with_by_are_read() -> None:
    assert named("牵头单位：市司法局\n责任单位：各区县") == [("市司法局", "lead"), ("各区县", "responsible")]
    assert named("由市司法局牵头，会同有关单位开展检查。") == [("市司法局", "lead")]


def test_every_name_stands_where_its_span_says() -> None:
    before = "前文。"
    text = "建设平台。（牵头单位：市司法局，责任单位：各县（区）政府、市财政局）"
    for unit in units_of(text, len(before)):
        assert (before + text)[slice(*unit.span)] == unit.name


def test_all_organs_of_a_kind_are_marked_as_collective() -> None:
    marks = {unit.name: unit.collective for unit in units_of("(责任单位:市司法局、各行政执法机关)")}
    assert marks == {"市司法局": False, "各行政执法机关": True}


def test_a_system_that_is_described_charges_nobody() -> None:
    assert units_of("建立由各级人民政府负总责、政府法制机构牵头、各职能部门为主体的行政调解工作体制。") == ()


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("加强领导。区司法局牵头负责工作会商机制日常工作。", "区司法局"),
        ("明确分工。省领导小组办公室要切实发挥牵头作用,抓好协调。", "省领导小组办公室"),
    ],
)
def test_one_office_that_leads_in_a_sentence_is_read_where_no_list_stands(text: str, lead: str) -> None:
    assert named(text) == [(lead, "lead")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "责任单位：区司法局、各镇人民政府按职责分工分别负责。",
            [("区司法局", "responsible"), ("各镇人民政府", "responsible")],
        ),
        (
            "（市司法局牵头，市数据局按照部门职责抓好落实）",
            [("市司法局", "lead"), ("市数据局", "responsible")],
        ),
        (
            "（市司法局牵头，市数据局及市财政局各负其责）",
            [("市司法局", "lead"), ("市数据局", "responsible"), ("市财政局", "responsible")],
        ),
        (
            "（市司法局会同市委编办、市人社局负责）",
            [("市司法局", "lead"), ("市委编办", "cooperating"), ("市人社局", "cooperating")],
        ),
        (
            "承担单位：市司法局；协作单位：市数据局；主管部门：省司法厅",
            [("市司法局", "responsible"), ("市数据局", "cooperating")],
        ),
        ("牵头单位为市司法局，配合单位为市数据局。", [("市司法局", "lead"), ("市数据局", "cooperating")]),
        (
            "牵头责任单位：市司法局\n配合责任单位：市数据局",
            [("市司法局", "lead"), ("市数据局", "cooperating")],
        ),
        ("[责任单位:市司法局 完成时间:2031年6月]", [("市司法局", "responsible")]),
    ],
)
def test_the_words_of_charge_in_their_many_forms(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "（牵头单位：市司法局，8月底完成）",
        "（市司法局牵头，长期坚持）",
        "（牵头单位：市司法局；时间要求：2031年底前）",
        "（责任领导：李某；牵头单位：市司法局）",
        "（牵头单位：市司法局。以下各项均须各县落实，不再列出）",
        "（市司法局牵头，2031年9月底前取得初步成效）",
    ],
)
def test_what_else_the_bracket_says_is_no_unit(text: str) -> None:
    assert named("推行清单。" + text) == [("市司法局", "lead")]


def test_each_sentence_of_a_bracket_may_charge_somebody() -> None:
    text = "（责任单位：市司法局。配合单位：市数据局。）"
    assert named(text) == [("市司法局", "responsible"), ("市数据局", "cooperating")]


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("市直有关部门、单位，各区政府", ["市直有关部门、单位", "各区政府"]),
        ("市司法局、市数据局等市直部门", ["市司法局", "市数据局"]),
        ("各镇（街道）、开发区，区直各部门", ["各镇（街道）", "开发区", "区直各部门"]),
    ],
)
def test_names_of_several_offices_together(listed: str, names: list[str]) -> None:
    assert [unit.name for unit in units_of(f"（责任单位：{listed}）")] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("推行清单。（市司法局、市数据局）", ["市司法局", "市数据局"]),
        ("推行清单。（市司法局，长期坚持）", ["市司法局"]),
        (
            "推行清单。（市司法局、各县〔市、区〕政府，完成时限：2031年3月）",
            ["市司法局", "各县〔市、区〕政府"],
        ),
        ("推行清单（市司法局、市数据局）并公布。", []),
        ("推行清单。（会议室、办公室另行通知）", []),
        ("推行清单。（试行）", []),
    ],
)
def test_a_bracket_of_bare_names_behind_the_last_sentence_charges_them(text: str, names: list[str]) -> None:
    assert [(unit.name, unit.role) for unit in units_of(text)] == [(name, "responsible") for name in names]


def test_an_explanation_behind_the_last_name_is_no_part_of_it() -> None:
    text = "责任单位：市司法局、市税务局（列第一位者为牵头单位，下同）"
    assert [unit.name for unit in units_of(text)] == ["市司法局", "市税务局"]


def test_who_stands_first_and_leads_is_an_explanation_and_no_name() -> None:
    text = "扩大就业。（市人社局、市财政局等负责，列第一位者为牵头单位，下同）"
    assert named(text) == [("市人社局", "responsible"), ("市财政局", "responsible")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "（责任单位：市司法局（牵头）、市财政局、市数据局（配合单位））",
            ["L市司法局", "R市财政局", "C市数据局"],
        ),
        (
            "（责任单位：各县（市）党委和人民政府、开发区党工委和管委会）",
            ["R各县（市）党委和人民政府", "R开发区党工委和管委会"],
        ),
        ("（责任单位：市税务局、市财政局，排在首位的为牵头单位，下同）", ["R市税务局", "R市财政局"]),
        ("（责任单位：各镇、县工业区）", ["R各镇", "R县工业区"]),
        ("责任单位：市发改委、市财政局（第一责任单位为牵头单位，下同）", ["R市发改委", "R市财政局"]),
        ("由乡农服中心承办，乡畜牧站、卫生院配合。", ["R乡农服中心", "C乡畜牧站", "C卫生院"]),
        ("由其上级机关负责。", []),
        ("由发展改革委会同农业部、财政部等部门研究提出意见。", ["L发展改革委", "C农业部", "C财政部"]),
        ("由调解员会同当事人制定协议。", []),
        ("（责任单位：各县、特区、区人民政府）", ["R各县、特区、区人民政府"]),
        (
            "（一）责任领导：张某\n（二）责任单位：市教育局\n（三）协办单位：市财政局",
            ["R市教育局", "C市财政局"],
        ),
    ],
)
def test_roles_in_brackets_and_names_of_two_organs(text: str, expected: list[str]) -> None:
    letters = {"lead": "L", "responsible": "R", "cooperating": "C"}
    assert [letters[role] + name for name, role in named(text)] == expected
