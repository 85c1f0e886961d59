"""Damaged text is mended, every place is listed with what stood there, and what is whole is left as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies import damaging, papers
from yifa.policies.damage import mend
from yifa.policies.document import Mended

POLICIES = Path(__file__).resolve().parents[3] / "shared" / "data" / "policies"
needs_policies = pytest.mark.skipif(
    not POLICIES.is_dir(), reason="without the source policies beside the checkout"
)


def pieces(text: str) -> list[tuple[str, str, str]]:
    patient = mend(text)
    return [(m.was, patient.text[slice(*m.span)], m.kind) for m in patient.mended]


def restored(text: str) -> str:
    """The damaged text, put together again from the mended one and the list of places."""
    patient = mend(text)
    out, at = [], 0
    for place in patient.mended:
        out += [patient.text[at : place.span[0]], place.was]
        at = place.span[1]
    return "".join(out) + patient.text[at:]


@pytest.mark.parametrize("name", ["PLAN", "POINTS", "THREE_SYSTEMS", "ASSIGNMENT", "RULES", "NO_TASKS"])
def test_a_whole_text_comes_back_as_it_was(name: str) -> None:
    text = getattr(papers, name)
    patient = mend(text)
    assert patient.text == text
    assert patient.mended == []
    assert patient.problems == []


def test_questions_brackets_and_single_traditional_characters_are_no_damage() -> None:
    text = "怎么办?各部门要回答群众三问：找谁办？(APP)怎么用?乾隆年间的著作、GDP(亿元)和(一)(二)两项。"
    assert mend(text).text == text


def test_pinyin_in_brackets_is_taken_out_and_real_brackets_stay() -> None:
    text = "行政執(zhí)法和監(jiān)督人員使用應用程序(APP)，責(zé)任單(dān)位見附件(一)。"
    patient = mend(text)
    assert patient.text == "行政执法和监督人员使用应用程序(APP)，责任单位见附件(一)。"
    assert ("執(zhí)", "执", "pinyin") in pieces(text)


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("着力提高，著力提高，顯著成效，專著，執著追求", "着力提高，着力提高，显著成效，专著，执着追求"),
        ("之後的皇后，乾淨的乾坤，於是瞭解裡面的關係", "之后的皇后，干净的乾坤，于是了解里面的关系"),
        ("「權責清單」與『雙隨機』監管並聯覆蓋", "“权责清单”与‘双随机’监管并联覆盖"),
    ],
)
def test_traditional_characters_become_simplified_by_the_word_they_stand_in(
    traditional: str, simplified: str
) -> None:
    assert mend(traditional).text == simplified


def test_item_marks_read_one_byte_off_are_brought_back() -> None:
    lines = [
        "一、全面推进的总体要求",
        "　（一）指导思想。坚持规范执法。",
        "　（二）工作目标。健全执法责任制，明确责任单位。",
        "　（三）全面构建执法监督体系",
        "　（四）不断强化执法保障",
    ]
    whole = [damaging.with_pinyin(damaging.traditional(line)) for line in lines]
    damaged = [whole[0], *(damaging.shifted(line, 0) for line in whole[1:])]
    assert all(line.startswith("?") for line in damaged[1:])
    patient = mend("\n".join(damaged))
    assert patient.text == "\n".join(lines)
    assert patient.problems == []
    assert [m.was[0] for m in patient.mended if m.kind == "shifted_bytes"] == ["?"] * 4


def test_a_sentence_read_one_byte_off_in_the_middle_of_a_line_is_brought_back() -> None:
    clean = "各市、县(市、区)人民政府要落实执法责任。〔责任单位：省财政厅，各市、县(市、区)人民政府〕"
    whole = damaging.with_pinyin(damaging.traditional(clean))
    text = "各級財政廳、人民政府和責任單位要落實責任。省財政廳指導市、縣。\n" + damaging.shifted(
        whole, whole.index("。〔")
    )
    assert mend(text).text.endswith(clean)


def test_a_narrowed_file_gets_half_width_signs_in_its_mended_places_too() -> None:
    whole = damaging.with_pinyin(damaging.traditional("　（一）指导思想。坚持。"))
    damaged = damaging.narrowed(
        "(二)工作目標。落實指導思想,各鎮要認真執(zhí)行。\n" + damaging.shifted(whole, 0)
    )
    assert mend(damaged).text.endswith("(一)指导思想。坚持。")


def test_what_cannot_be_told_becomes_a_blank_that_is_listed() -> None:
    patient = mend("工作要求\n?。ㄒ唬┲笇?\n")
    assert patient.text == "工作要求\n　（一）指〓\n"
    assert [patient.text[slice(*m.span)] for m in patient.mended] == ["　（一）指〓"]
    assert any("1个字" in problem and "无法恢复" in problem for problem in patient.problems)


def test_lines_of_the_page_around_a_document_are_taken_out() -> None:
    around = [
        "查询间隔10秒",
        "来源:本站  时间:2013-08-30 00:00:00",
        "当前位置：首页 > 政务公开",
        "【字体：大 中 小】",
    ]
    after = ["打印此文 关闭窗口", "上一篇：另一个通知", "首页 | 关于我们 | 联系我们 | 网站地图"]
    text = "\n".join([*around, papers.NO_TASKS.strip(), *after]) + "\n"
    patient = mend(text)
    assert patient.text == papers.NO_TASKS
    assert [m.was.strip() for m in patient.mended] == around + after
    assert {m.kind for m in patient.mended} == {"navigation"}


def test_a_body_given_twice_is_kept_once() -> None:
    items = [
        f"{n}.建立第{n}项制度。各行政执法机关要按照第{n}条的规定，{'认真' * n}落实工作责任。"
        for n in range(1, 9)
    ]
    units = "(责任单位:各行政执法机关)"
    text = "\n".join(
        ["某市行政执法工作方案", *(item + units for item in items), "", *(i.split("。", 1)[1] for i in items)]
    )
    patient = mend(text)
    assert patient.text.strip().endswith(items[-1] + units)
    assert "repeated" in {m.kind for m in patient.mended}
    assert restored(text) == text


def test_a_formula_that_recurs_is_no_repetition() -> None:
    formula = "各有关部门要加强对这项工作的组织领导，明确责任分工，确保各项任务按时完成，取得实效。"
    text = "\n".join(
        f"{n}.第{n}项任务与其他任务不同，内容是第{n}种，涉及第{n}个领域和第{n}类对象的管理。\n{formula}"
        for n in range(1, 12)
    )
    assert mend(text).text == text


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="执法單位責任(zhí)?。、，一二（）\n ab1《》", max_size=80))
def test_the_list_of_places_gives_the_damaged_text_back(text: str) -> None:
    assert restored(text) == text


@needs_policies
def test_the_mangled_policies_are_whole_again() -> None:
    def read(start: str) -> tuple[str, list[Mended]]:
        patient = mend(next(POLICIES.glob(f"{start}*")).read_text(encoding="utf-8"))
        assert patient.problems == []
        return patient.text, patient.mended

    text, places = read("000")
    for words in (
        "(一)指导思想。坚持以习近平",
        "(二)工作目标。在巩固行政执法不规范专项整治",
        "(二)全面推进严格规范公正文明执法",
        "(三)健全完善行政执法工作体系",
        "(四)加快构建行政执法协调监督工作体系",
        "(五)健全行政执法和行政执法监督科技保障体系",
        "(六)不断强化行政执法保障能力",
        "(二)强化督促落实。各镇(街道)",
        "按程序将贯彻落实本方案情况纳入法治政府建设",
    ):
        assert words in text
    assert sum(m.kind == "shifted_bytes" for m in places) == 9
    text, _ = read("001")
    assert "提升现场执法能力和水平。县级赋权部门" in text
    assert "〔责任单位:省财政厅,各市、县(市、区)人民政府,各级行政执法机关〕" in text
    for start in ("000", "001", "002", "003", "004"):
        text, _ = read(start)
        assert "?" not in text and "〓" not in text


def test_a_paragraph_of_simplified_characters_is_brought_back_and_what_cannot_be_told_is_blank() -> None:
    lines = [line for line in papers.THREE_SYSTEMS.split("\n") if line]
    line = "　（三）加强组织领导。各行政执法机关按照职责分工抓好落实责任制度"
    patient = mend("\n".join([*lines, damaging.shifted(line, 0), "（四）其他。"]))
    said = patient.text.split("\n")[-2]
    assert said.startswith("　（三）加强组织领导。各行政执法")
    assert re.fullmatch(re.escape(said).replace("〓", ".{1,2}"), line)
    assert said.count("〓") <= 2 and any("无法恢复" in problem for problem in patient.problems)


def test_the_head_of_a_table_of_bars_is_no_navigation() -> None:
    text = "任务 | 要求 | 责任科室 |\n公开信息 | 按月公开 | 办公室 |\n"
    assert mend(text).text == text
