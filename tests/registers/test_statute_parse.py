"""Reading one statute file: both layouts, places in the text, and whatever cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.registers.statutes.parse import ParsedFile, parse

BOLD = """---
sidebar: auto
---

# 中华人民共和国样本法

2020年1月2日第十三届全国人民代表大会常务委员会第一次会议通过

## 第一章　总　　则

**第一条**　为了测试，制定本法。

**第二条**　本法适用于：

（一）甲；

（二）乙。

### 第一节　小节

**第二条之一**　补充的一条。

## 第二章　附则

**第三条**　本法自2020年5月1日起施行。
"""

PLAIN = """# 样本办法

（2021年3月4日某省人民政府令第5号公布 自2021年4月1日起施行）

目　录

　　第一章 总则

　　第二章 附则

第一章  总则

　　第一条　依照本办法第二条规定办理。

第二条规定的情形除外。

第二条（施行日期）

本办法自公布之日起施行。
"""


def numbers(file: ParsedFile) -> list[tuple[int, int]]:
    return [(a.number, a.suffix) for a in file.articles]


def mistakes(file: ParsedFile) -> list[tuple[int, str]]:
    return [(u.line, u.why) for u in file.unread if u.mistake]


@pytest.mark.requirement("RQ027")
def test_the_bold_layout() -> None:
    file = parse("样本", BOLD)
    assert file.title == "中华人民共和国样本法"
    assert numbers(file) == [(1, 0), (2, 0), (2, 1), (3, 0)]
    second, added, last = file.articles[1:]
    assert second.text == "本法适用于：\n（一）甲；\n（二）乙。"
    assert (second.label, second.chapter, second.section, second.line) == ("第二条", "第一章 总则", "", 13)
    assert (added.label, added.section) == ("第二条之一", "第一节 小节")
    assert (last.chapter, last.section) == ("第二章 附则", "")
    assert file.kind == "law"
    assert not file.unread


@pytest.mark.requirement("RQ027")
def test_the_plain_layout_with_contents_references_and_captions() -> None:
    file = parse("样本", PLAIN)
    assert numbers(file) == [(1, 0), (2, 0)]
    first, second = file.articles
    assert first.text == "依照本办法第二条规定办理。\n第二条规定的情形除外。"
    assert first.chapter == "第一章 总则"
    assert second.text == "（施行日期）\n本办法自公布之日起施行。"
    assert (file.document_no, file.preamble) == ("某省人民政府令第5号", "")
    assert not mistakes(file)


def test_a_missing_space_is_read_only_where_the_numbers_leave_no_doubt() -> None:
    text = "# 甲办法\n\n第一条 一。\n\n第二条任何人不得。\n\n第三条 三。\n"
    file = parse("甲", text)
    assert numbers(file) == [(1, 0), (2, 0), (3, 0)]
    assert file.articles[1].text == "任何人不得。"
    assert [(u.line, u.mistake) for u in file.unread if u.line] == [(5, False)]
    unclear = parse("甲", "# 甲办法\n\n第一条 一。\n\n第二条任何人不得。\n\n第二条 二。\n")
    assert numbers(unclear) == [(1, 0), (2, 0)]
    assert unclear.articles[0].text == "一。\n第二条任何人不得。"
    assert mistakes(unclear) == [(5, "条号后没有间隔,无法确定是否为新的一条")]


def test_a_gap_and_a_repetition_are_listed_with_their_lines() -> None:
    file = parse("甲", "# 甲办法\n第一条 一。\n第三条 三。\n第三条 又三。\n第四条 四。\n")
    assert numbers(file) == [(1, 0), (3, 0), (4, 0)]
    assert mistakes(file) == [(3, "条号不连续(前一条为第一条)"), (4, "条号重复或倒退(前一条为第三条)")]
    assert file.articles[1].text == "三。\n第三条 又三。"


@pytest.mark.parametrize("label", ["第一百百条", "第x条", "第99999条", "第条", "第一二三条"])
def test_a_number_that_is_no_number_is_listed_never_guessed(label: str) -> None:
    file = parse("甲", f"# 甲办法\n第一条 一。\n{label} 二。\n")
    assert numbers(file) == [(1, 0)]
    assert mistakes(file) == [(3, "条号无法识别,文字并入前一条")]


def test_a_broken_chapter_number_is_listed() -> None:
    file = parse("甲", "# 甲办法\n第—章　总　则\n第一条 一。\n")
    assert [(u.line, u.why) for u in file.unread if u.line] == [(2, "章节编号无法识别")]
    assert file.articles[0].chapter == ""


def test_appendices_and_tables_stay_outside_the_articles() -> None:
    text = "# 甲法\n**第一条**　一。\n\n## 附表\n\n<table>\n<tr><td>税目</td></tr>\n</table>\n| 甲 | 乙 |\n"
    file = parse("甲", text)
    assert file.articles[0].text == "一。"
    assert file.appendix == "附表\n税目\n| 甲 | 乙 |"
    assert [u.why for u in file.unread if u.line] == ["表格只保留了文字"]


def test_articles_quoted_in_a_box_belong_to_the_article_that_quotes_them() -> None:
    text = "# 修正案\n**第一条**　增加:\n::: tip 第七节\n**第一百条**　新。\n:::\n**第二条**　二。\n"
    file = parse("甲", text)
    assert numbers(file) == [(1, 0), (2, 0)]
    assert file.articles[0].text == "增加:\n第七节\n第一百条　新。"


def test_a_decision_without_articles_is_kept_whole() -> None:
    file = parse("甲", "# 国办发〔2018〕118号关于某事的意见\n\n各省：\n\n一、总体要求\n\n（一）指导思想。\n")
    assert (file.title, file.document_no, file.kind) == ("关于某事的意见", "国办发〔2018〕118号", "normative")
    assert file.articles == ()
    assert file.preamble == "各省：\n一、总体要求\n（一）指导思想。"
    assert not mistakes(file)


@pytest.mark.parametrize("text", ["", "\n\n", "---\nx: y\n---\n", "没有标题的文字"])
def test_a_file_without_a_title_says_so(text: str) -> None:
    assert "没有标题(# 开头的一行)" in [u.why for u in parse("甲", text).unread if u.mistake]


def test_control_characters_are_taken_out_and_listed() -> None:
    file = parse("甲", "# 甲法\n**第一条**　一\x00二。\n")
    assert file.articles[0].text == "一二。"
    assert mistakes(file) == [(2, "含有无法识别的字符,已略去")]


DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A whole number below 10,000 as legal texts write it (110 → 一百一十), independent of the reader."""
    if number < 20:
        return ("十" + DIGITS[number % 10] * bool(number % 10)) if number >= 10 else DIGITS[number]
    words = ""
    zero = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += (DIGITS[0] if zero else "") + DIGITS[digit] + name
            zero = False
        elif words:
            zero = True
    return words


@given(
    count=st.integers(1, 1300),
    bold=st.booleans(),
    chapters=st.sets(st.integers(1, 1300), max_size=5),
    added=st.dictionaries(st.integers(1, 1300), st.integers(1, 3), max_size=4),
)
def test_every_article_written_is_read(
    count: int, bold: bool, chapters: set[int], added: dict[int, int]
) -> None:
    rows, expected = ["# 甲法"], []
    mark = "**" if bold else ""
    chapter = ""
    for number in range(1, count + 1):
        if number in chapters:
            chapter = f"第{chinese(number)}章 某某"
            rows.append(f"## {chapter}" if bold else chapter)
        for suffix in range(added.get(number, 0) + 1):
            label = f"第{chinese(number)}条" + (f"之{chinese(suffix)}" if suffix else "")
            rows.append(f"{mark}{label}{mark}　文字{number}，依照第一条办理。")
            expected.append((number, suffix, label, chapter, f"文字{number}，依照第一条办理。"))
    file = parse("甲", "\n\n".join(rows))
    assert [(a.number, a.suffix, a.label, a.chapter, a.text) for a in file.articles] == expected
    assert not mistakes(file)


@given(
    st.lists(
        st.text(max_size=30)
        | st.sampled_from(
            [
                "第一条 ",
                "**第二条**　甲",
                "## 第一章 乙",
                "第三条之一 ",
                "附件：",
                "# 题",
                ":::",
                "---",
                "<table>",
            ]
        ),
        max_size=40,
    )
)
def test_no_text_whatever_breaks_the_reader_or_is_lost_twice(rows: list[str]) -> None:
    file = parse("甲", "\n".join(rows))
    found = numbers(file)
    assert found == sorted(set(found))
