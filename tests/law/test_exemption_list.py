"""Lists of first and slight violations that may go unpunished (处罚法 33)."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from law.test_benchmarks import table, with_tiers

from yifa.law.benchmarks import BenchmarkUnreadable, load_benchmark
from yifa.law.discretion import assess
from yifa.law.exemption_files import read_exemptions, split_conditions
from yifa.law.exemption_list import ExemptionList, ExemptionShelf, exempted, load_exemptions

HEAD = {
    "title": "某市首违不罚清单",
    "document_no": "某规〔2025〕2号",
    "effective": "2025-01-01",
    "region": "990100",
}
ROW = {"code": "A", "violation": "某行为", "kind": "首违不罚", "conditions": ["初次违法", "当日改正"]}
DAY, HERE = date(2026, 1, 1), ("990100",)


def listed(*rows: Any, **head: Any) -> ExemptionList:
    text = json.dumps({"list": {**HEAD, **head}, "items": rows}, ensure_ascii=False, indent=0)
    return read_exemptions(text.encode())[0]


def test_a_listed_violation_that_meets_its_conditions_may_go_unpunished() -> None:
    made = listed(ROW)
    assert not made.problems
    found = exempted(made.entries[0], met=["当日改正", "初次违法"], on=DAY, regions=HERE)
    assert found.circumstance == "first_minor_corrected"
    assert "可以不予行政处罚" in found.sentence and "第三十三条第一款" in found.citation
    tiers = ("轻微", "违法行为轻微的。", "不予处罚。"), ("较轻", "甲", "处一千元罚款")
    item = load_benchmark(table(with_tiers("处一千元以上五千元以下罚款", *tiers))).items[0]
    assert assess(item, tier="轻微", circumstances=[found.circumstance]).ok
    assert not assess(item, tier="轻微").ok


def test_what_stands_in_the_way() -> None:
    (entry,) = listed(ROW, effective_to="2026-06-30").entries
    met = ["初次违法", "当日改正"]
    assert exempted(entry, met=["初次违法"], on=DAY, regions=HERE).missing == ("当日改正",)
    assert not exempted(entry, met=met, on=DAY, regions=HERE, repeat_count=2).circumstance
    assert not exempted(entry, met=met, on=DAY, regions=("880000",)).circumstance
    assert not exempted(entry, met=met, on=date(2026, 7, 1), regions=HERE).circumstance


def test_bad_rows_are_named_with_line_and_remedy_and_the_rest_is_read() -> None:
    made = listed({**ROW, "kind": "其他"}, "x", {**ROW, "conditions": []}, ROW, ROW)
    assert [e.number for e in made.entries] == [4]
    assert [p.place for p in made.problems] == ["第1项", "第2项", "第3项", "第5项"]
    assert "“其他”无法识别；应为“首违不罚”或者“轻微免罚”" in made.problems[0].message
    assert "逐条写明适用条件" in made.problems[2].message and "与第4项重复" in made.problems[3].message
    # `indent=0` writes each value on a line of its own: the second row stands right after the first one's bracket.
    lines = [p.line for p in made.problems]
    assert all(lines) and lines == sorted(lines)


def test_a_broken_row_of_json_costs_no_other_row() -> None:
    text = json.dumps(
        {"list": HEAD, "items": [ROW, {**ROW, "code": "B", "violation": "乙行为"}]},
        ensure_ascii=False,
        indent=1,
    )
    broken = text.replace('"乙行为",', '"乙行为"', 1)
    made, data = read_exemptions(broken.encode())
    assert [e.code for e in made.entries] == ["A"] and len(data["items"]) == 1
    line = next(n for n, row in enumerate(broken.split("\n"), 1) if "乙行为" in row)
    assert made.problems[0].line in (line, line + 1)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"[]", "缺少"), (b"{}", "缺少"), (b"\xff", "UTF-8"), (b"", "空"), (b"x = [", "TOML"),
        (b'{"list": {"title": "x"}, "items": []}', "施行日期"),
        (b'{"list": {"effective": "2025-02-30"}, "items": []}', "不是日期"),
        (b'{"list": {"effective": "2025-01-01", "effective_to": "2024-01-01"}, "items": []}', "早于"),
        (b'{"list": {"effective": "2025-01-01"}, "items": []}', "名称"),
        (b"PK\x03\x04 nothing", "损坏"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_said_so(raw: bytes, said: str) -> None:
    with pytest.raises(BenchmarkUnreadable) as error:
        read_exemptions(raw)
    assert said in str(error.value)


TOML = """
[list]
title = "云州市轻微免罚清单"
effective = 2025-03-01
sector = "urban"

[[items]]
violation = "未及时清扫积雪"
kind = "轻微免罚"
conditions = ["当日清扫", "没有造成危害后果"]

[[items]]
kind = "轻微免罚"
conditions = ["当日改正"]
"""


def test_toml_with_the_line_of_each_bad_row() -> None:
    made, data = read_exemptions(TOML.encode(), {"region": "990100"})
    assert (made.effective_from, made.region, made.sector) == (date(2025, 3, 1), "990100", "urban")
    assert made.entries[0].circumstance == "minor_corrected_no_harm"
    assert [(p.line, p.message) for p in made.problems] == [(12, "缺少违法行为；补充违法行为名称")]
    assert load_exemptions(json.loads(json.dumps(data))).entries == made.entries


def workbook(rows: list[list[Any]], merged: tuple[str, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "清单"
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_with_chapters_for_the_kinds_and_merged_violations() -> None:
    raw = workbook(
        [
            ["云州市城市管理领域不予处罚清单", None, None, None],
            ["文号：云城规〔2025〕9号 施行日期：2025年6月1日", None, None, None],
            ["序号", "违法行为", "法律依据", "适用条件"],
            ["一、首违不罚事项", None, None, None],
            [1, "擅自张贴广告", "《甲条例》第三条", "1.初次违法；2.当场清除。"],
            ["二、轻微免罚事项", None, None, None],
            [2, "乱堆物料", "《甲条例》第四条", "占地不足一平方米"],
            [None, None, None, "当日清理"],
            [3, "露天烧烤", "《甲条例》第五条", None],
        ],
        ("A1:D1", "A2:D2", "A4:D4", "A6:D6", "B7:B8"),
    )
    made, _ = read_exemptions(raw, {"region": "990100", "sector": "urban"})
    assert (made.title, made.document_no) == ("云州市城市管理领域不予处罚清单", "云城规〔2025〕9号")
    assert made.effective_from == date(2025, 6, 1)
    first, second = made.entries
    assert (first.kind, first.conditions, first.basis) == (
        "首违不罚",
        ("初次违法", "当场清除"),
        "《甲条例》第三条",
    )
    assert (second.kind, second.conditions) == ("轻微免罚", ("占地不足一平方米", "当日清理"))
    assert [(p.place, p.message) for p in made.problems] == [
        ("工作表“清单”第9行D列", "缺少适用条件；逐条写明适用条件")
    ]


def test_a_document_with_a_column_for_the_kind() -> None:
    document = docx.Document()
    document.add_paragraph("云州市市场监管领域首违不罚和轻微免罚清单")
    document.add_paragraph("自2025年7月1日起施行")
    rows = [
        ("序号", "违法事项", "类别", "不予处罚条件"),
        ("1", "未明码标价", "首违不罚", "（一）初次违法（二）责令后当日改正"),
        ("2", "未亮照经营", "轻微免罚", "①当场改正②没有危害后果"),
        ("3", "广告用语不当", "从轻处罚", "主动删除"),
    ]
    grid = document.add_table(rows=4, cols=4)
    for row, texts in zip(grid.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    stream = BytesIO()
    document.save(stream)
    made, _ = read_exemptions(stream.getvalue())
    assert made.title == "云州市市场监管领域首违不罚和轻微免罚清单"
    assert [(e.kind, e.conditions) for e in made.entries] == [
        ("首违不罚", ("初次违法", "责令后当日改正")),
        ("轻微免罚", ("当场改正", "没有危害后果")),
    ]
    assert [(p.place, p.line) for p in made.problems] == [("表1第4行", 4)]
    assert "“从轻处罚”无法识别" in made.problems[0].message


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1.初次违法；2.当日改正。", ["初次违法", "当日改正"]),
        ("（一）初次违法；\n（二）没有危害后果。", ["初次违法", "没有危害后果"]),
        ("属于第三条（二）项情形", ["属于第三条（二）项情形"]),
        ("占地3.5平方米以下", ["占地3.5平方米以下"]),
        ("", []),
    ],
)
def test_conditions_are_taken_apart(text: str, parts: list[str]) -> None:
    assert split_conditions(text) == parts


def test_the_narrowest_list_in_force_comes_first() -> None:
    province = listed(ROW, title="省清单", region="990000")
    city = listed(ROW, title="市清单", effective="2025-06-01")
    ended = listed(ROW, title="旧清单", effective="2024-01-01", effective_to="2025-12-31")
    market = listed(ROW, title="市场清单", region="", sector="market")
    shelf = ExemptionShelf([province, market, ended, city])
    found = shelf.find("A", "", DAY, ("990100", "990000"), "urban")
    assert [e.source for e in found.entries] == [
        "《市清单》（某规〔2025〕2号）",
        "《省清单》（某规〔2025〕2号）",
    ]
    assert [one.title for one in found.lists] == ["市清单", "省清单"]
    assert not shelf.find("A", "", date(2023, 1, 1), ("990100",), "urban").lists
    assert shelf.find("A", "", DAY, ("880000",), "market").entries[0].source.startswith("《市场清单》")


def test_a_violation_is_found_by_its_words_when_codes_differ() -> None:
    shelf = ExemptionShelf([listed({**ROW, "code": "", "violation": "擅自占用道路的。"})])
    assert shelf.find("T-1", "擅自占用道路", DAY, HERE).entries
    assert not shelf.find("T-1", "擅自占用人行道", DAY, HERE).entries
    assert not shelf.find("T-1", "", DAY, HERE).entries
