"""The outline: rendering a random one and reading it gives it back; marks inside sentences open nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yifa.law.chinese_numbers import write_integer
from yifa.policies.lines import lines_of
from yifa.policies.outline import Item, headings, items_of, number_problems, title_of
from yifa.policies.parse import parse_text

FORMS = {
    "first": ("{c}、", "{c}．"),
    "second": ("（{c}）", "({c})", "（{c}）、"),
    "third": ("{n}.", "{n}．", "{n}、", "{n} ."),
    "fourth": ("（{n}）", "({n})"),
    "circle": ("{o}",),
    "said": ("{c}是",),
}
ORDER = ("first", "second", "third", "fourth", "circle")
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
WORDS = st.sampled_from(
    [
        "加强组织领导",
        "健全工作机制，压实责任",
        "推行行政执法公示（试点）",
        "落实《某某办法》",
        "开展“双随机”检查",
        "规范3类事项",
    ]
)


@dataclass
class Node:
    mark: str
    words: str
    body: str
    children: list[Node] = field(default_factory=list)


def mark(style: str, number: int, form: str) -> str:
    return form.format(c=write_integer(number), n=number, o=CIRCLED[(number - 1) % len(CIRCLED)])


@st.composite
def outlines(draw: st.DrawFn) -> list[Node]:
    """An outline of up to four levels; the kinds of mark are a random choice of the usual order."""
    styles = sorted(draw(st.sets(st.sampled_from(ORDER), min_size=1, max_size=4)), key=ORDER.index)
    forms = [draw(st.sampled_from(FORMS[style])) for style in styles]

    def siblings(depth: int) -> list[Node]:
        if depth >= len(styles):
            return []
        count = draw(st.integers(1 if depth == 0 else 0, 4))
        return [
            Node(
                mark(styles[depth], number, forms[depth]),
                draw(WORDS),
                draw(st.sampled_from(["", "各部门要按照第(二)项、第3.条的要求，于2024年6月底前完成。"])),
                siblings(depth + 1),
            )
            for number in range(1, count + 1)
        ]

    return siblings(0)


def rendered(nodes: list[Node], indent: str) -> list[str]:
    lines: list[str] = []
    for node in nodes:
        lines.append(indent + node.mark + node.words + ("。" if node.body else ""))
        if node.body:
            lines[-1] += node.body
        lines += rendered(node.children, indent)
    return lines


def shape(nodes: list[Node], level: int = 1) -> list[tuple[int, str, str]]:
    found = []
    for node in nodes:
        found.append((level, node.mark.strip(), node.words))
        found += shape(node.children, level + 1)
    return found


def read(text: str) -> tuple[list[Item], list[tuple[int, str, str]]]:
    lines = lines_of(text)
    items = items_of(lines, 0, len(lines))

    def flat(found: tuple) -> list[tuple[int, str, str]]:  # type: ignore[type-arg]
        out = []
        for heading in found:
            out.append((heading.level, heading.mark, heading.title))
            assert text[slice(*heading.span)].startswith(heading.mark)
            out += flat(heading.children)
        return out

    return items, flat(headings(items, text, lines))


@settings(max_examples=200, deadline=None)
@given(outlines(), st.sampled_from(["", "　　", "    "]), st.booleans())
def test_a_random_outline_is_read_as_it_was_written(nodes: list[Node], indent: str, spaced: bool) -> None:
    text = ("\n\n" if spaced else "\n").join(rendered(nodes, indent))
    items, found = read(text)
    assert found == shape(nodes)
    assert number_problems(items) == []


@settings(max_examples=100, deadline=None)
@given(st.integers(2, 30), st.data())
def test_a_number_left_out_or_printed_twice_is_kept_and_told(count: int, data: st.DataObject) -> None:
    numbers = list(range(1, count + 1))
    at = data.draw(st.integers(1, count - 1))
    twice = data.draw(st.booleans())
    if twice:
        numbers.insert(at, numbers[at - 1])
    elif at < count - 1:
        del numbers[at]
    items, found = read("\n".join(f"{n}.落实第{n}项任务。" for n in numbers))
    assert [mark for _, mark, _ in found] == [f"{n}." for n in numbers]
    problems = number_problems(items)
    assert len(problems) == (1 if twice or at < count - 1 else 0)
    if twice:
        assert problems == [f"编号“{numbers[at]}”重复出现"]


def test_numbers_may_run_on_through_the_upper_items() -> None:
    text = "一、甲\n（一）乙\n1.丙\n2.丁\n（二）戊\n3.己\n二、庚\n（一）辛\n4.壬"
    items, found = read(text)
    assert [level for level, *_ in found] == [1, 2, 3, 3, 2, 3, 1, 2, 3]
    assert number_problems(items) == []


def test_where_the_numbers_say_so_the_arabic_mark_is_the_upper_one() -> None:
    text = "1.甲\n（一）乙\n（二）丙\n2.丁\n（一）戊\n（二）己\n3.庚"
    assert [(level, mark) for level, mark, _ in read(text)[1]] == [
        (1, "1."), (2, "（一）"), (2, "（二）"), (1, "2."), (2, "（一）"), (2, "（二）"), (1, "3."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "2023年底前完成",
        "3.5万元以上",
        "12345热线",
        "第三条规定的情形",
        "一是否合法",
        "（以下简称《意见》）",
        "5%以上",
        "一年以来",
    ],
)
def test_these_lines_open_no_item(line: str) -> None:
    assert lines_of(line)[0].mark is None


def test_a_line_that_goes_on_with_a_sentence_opens_no_item() -> None:
    text = "一、依据\n按照上述办法第二条第\n（二）项的规定和\n3.条款执行。\n二、内容"
    assert [mark for _, mark, _ in read(text)[1]] == ["一、", "二、"]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("建立统一平台,及时公开信息。(责任单位:各机关)", "建立统一平台,及时公开信息"),
        (
            "公开机构设置(职能、内设机构等)、职责等信息,公开执法人员信息,"
            "明确执法证件编号、单位、执法类别和执法区域。",
            "公开机构设置(职能、内设机构等)、职责等信息",
        ),
        ("加强领导", "加强领导"),
        ("推行《甲、乙。丙办法》。要落实。", "推行《甲、乙。丙办法》"),
    ],
)  # fmt: skip
def test_the_title_is_the_first_short_sentence_or_the_first_clause(words: str, title: str) -> None:
    assert title_of(words, 0, len(words))[0] == title


def test_the_list_of_annexes_is_no_part_of_the_outline() -> None:
    text = "一、任务\n（一）落实责任。\n附件：1.某表\n　　　2.某名单\n　　　3.某清单\n"
    assert [mark for _, mark, _ in read(text)[1]] == ["一、", "（一）"]


def test_a_mark_on_a_line_of_its_own_belongs_to_the_line_below() -> None:
    text = "一、\n主要任务\n（一）\n公布清单\n"
    (top,) = parse_text("某市工作方案\n" + text).documents[0].outline
    assert (top.mark, top.title) == ("一、", "主要任务")
    assert [(child.mark, child.title) for child in top.children] == [("（一）", "公布清单")]


def test_a_heading_and_its_text_parted_by_a_blank() -> None:
    words = "整治目标 通过三年时间，全市执法质量明显提升，突出问题得到解决，群众满意度明显提高。"
    assert title_of(words, 0, len(words))[0] == "整治目标"
    short = "加强领导 落实责任。"
    assert title_of(short, 0, len(short))[0] == "加强领导 落实责任"
