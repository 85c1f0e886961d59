"""Layouts that agencies really publish: headers of three rows, tiers side by side, units in the header, nested tables,
dates and numbers typed in every way. Files are written by hand here; every row that is not read has its place."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from yifa.law.benchmark_cells import as_fine
from yifa.law.benchmark_loading import read_benchmark_bytes
from yifa.law.benchmarks import Benchmark
from yifa.law.exemption_files import read_exemptions

HEAD = (
    ["云州市裁量权基准"],
    ["云规〔2025〕1号"],
    ["制定机关：云州市城管局"],
    ["施行日期：２０２５年１月１日"],
)
LAW = "《某条例》第十三条"


def workbook(*rows: Any, merged: tuple[str, ...] = (), head: Any = HEAD) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表"
    for line in (*head, *rows):
        sheet.append(line)
    for area in merged:
        sheet.merge_cells(area)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def tiers(found: Benchmark, number: int = 0) -> list[tuple[str, str, str]]:
    """(name, condition, what it comes to) of every tier of one violation."""
    return [
        (t.name, t.condition, "；".join(m.describe() for m in t.measures))
        for _, _, t in found.items[number].tiers()
    ]


def test_a_header_of_three_rows() -> None:
    raw = workbook(
        ["序号", "违法行为", "法律规定", None, "裁量基准", None, None],
        [None, None, "处罚依据", "法定处罚幅度", "裁量阶次", "标准", None],
        [None, None, None, None, None, "适用条件", "具体标准"],
        [1, "占用道路", LAW, "处一千元以上五千元以下罚款", "较轻", "第一次被处罚的", "处一千元以上二千元以下罚款"],
        [None, None, None, None, "较重", "第二次被处罚的", "处二千元以上五千元以下罚款"],
        merged=(
            "C5:D5", "E5:G5", "F6:G6", "A5:A7", "B5:B7", "C6:C7", "D6:D7", "E6:E7", "A8:A9", "B8:B9", "C8:C9", "D8:D9",
        ),
    )  # fmt: skip
    found = read_benchmark_bytes(raw)
    assert found.problems == () and len(found.items) == 1
    assert found.effective_from and found.effective_from.isoformat() == "2025-01-01"
    assert tiers(found) == [
        ("较轻", "第一次被处罚的", "处1000元以上2000元以下罚款"),
        ("较重", "第二次被处罚的", "处2000元以上5000元以下罚款"),
    ]  # fmt: skip


def test_tiers_side_by_side() -> None:
    raw = workbook(
        ["序号", "违法行为", "处罚依据", "法定处罚幅度", "裁量标准", None, None],
        [None, None, None, None, "轻微", "一般", "严重"],
        [1, "占用道路", LAW, "处五千元以下罚款", "及时改正的\n不予处罚",
         "占地不足十平方米的\n处一千元以上二千元以下罚款", "处二千元以上五千元以下罚款"],
        [2, "抛撒垃圾", LAW, "处五百元以下罚款", None, "处一百元罚款", None],
        [3, "乱挂横幅", LAW, "处五百元以下罚款", None, None, None],
        merged=("E5:G5",),
    )  # fmt: skip
    found = read_benchmark_bytes(raw)
    assert tiers(found) == [
        ("轻微", "及时改正的", "不予行政处罚"), ("一般", "占地不足十平方米的", "处1000元以上2000元以下罚款"),
        ("严重", "严重", "处2000元以上5000元以下罚款"),
    ]  # fmt: skip
    assert [name for name, _, _ in tiers(found, 1)] == ["一般"]
    assert "工作表“表”第9行E列" in {p.place for p in found.problems}


def test_bare_numbers_take_the_unit_of_their_header_and_of_nothing_else() -> None:
    header = ["序号", "违法行为", "处罚依据", "法定处罚幅度", "裁量阶次", "适用条件", "罚款标准（万元）"]
    row = [1, "占用道路", LAW, "处一万元以上五万元以下罚款", "较轻", "甲"]
    found = read_benchmark_bytes(
        workbook(header, [*row, "１－２.５"], [*row[:4], "较重", "乙", 5], [*row[:4], "严重", "丙", "5万元"])
    )
    assert [words for _, _, words in tiers(found)] == [
        "处10000元以上25000元以下罚款", "处50000元罚款", "处50000元罚款",
    ]  # fmt: skip
    unit_less = [*header[:6], "具体标准"]
    found = read_benchmark_bytes(workbook(unit_less, [*row, "1-2.5"]))
    (tier,) = [t for _, _, t in found.items[0].tiers()]
    assert tier.parsed.unread == "1-2.5"


@pytest.mark.parametrize(
    ("text", "unit", "fine", "sentence"),
    [
        ("1000-3000", "元", True, "处1000元以上3000元以下罚款"),
        ("1,000～3,000", "元", False, "处1000元以上3000元以下罚款"),
        ("２０００", "元", True, "处2000元罚款"),
        ("1000元以上3000元以下", "", True, "处1000元以上3000元以下罚款"),
        ("1000元以上3000元以下", "", False, "1000元以上3000元以下"),
        ("警告", "元", True, "警告"),
        ("1000-3000", "", True, "1000-3000"),
        ("处一千元罚款", "万元", True, "处一千元罚款"),
        ("", "元", True, ""),
    ],
)
def test_amounts_as_sentences(text: str, unit: str, fine: bool, sentence: str) -> None:
    assert as_fine(text, unit, fine) == sentence


@pytest.mark.parametrize(
    ("standard", "words"),
    [
        ("处货值金额１０％以上２０％以下罚款", "处货值金额10%以上20%以下罚款"),
        ("处违法所得１倍以上３倍以下罚款", "处违法所得1倍以上3倍以下罚款"),
        ("处０.５万元以上２万元以下的罚款", "处5000元以上20000元以下罚款"),
        ("处1万元～3万元罚款", "处10000元以上30000元以下罚款"),
    ],
)
def test_units_and_full_width_digits_in_a_cell(standard: str, words: str) -> None:
    header = ["序号", "违法行为", "处罚依据", "法定处罚幅度", "裁量阶次", "适用条件", "具体标准"]
    found = read_benchmark_bytes(workbook(header, ["１", "甲行为", LAW, standard, "一般", "甲", standard]))
    assert found.items[0].no == 1 and tiers(found)[0][2] == words


def test_dates_as_text_and_as_dates_and_results_of_formulas() -> None:
    from datetime import date, datetime

    header = ["序号", "违法行为", "处罚依据", "法定处罚幅度", "裁量阶次", "适用条件", "具体标准"]
    row = [1, "甲行为", LAW, "处五千元以下罚款", "一般", "甲", "处一千元罚款"]
    for written in (
        date(2025, 3, 1),
        datetime(2025, 3, 1, 8),
        "2025.3.1",
        "２０２５年３月１日",
        "2025/03/01",
        "二〇二五年三月一日",
    ):
        head = (["云州市裁量权基准"], ["云规〔2025〕1号"], ["施行日期", written])
        found = read_benchmark_bytes(workbook(header, row, head=head))
        assert found.effective_from == date(2025, 3, 1), written
    # What openpyxl writes has no stored result: such a cell is named, not guessed.
    found = read_benchmark_bytes(
        workbook(header, row, [2, "乙行为", LAW, "处五千元以下罚款", "一般", "甲", '="处"&"一千元罚款"'])
    )
    assert any(
        p.place == "工作表“表”第7行G列" and "公式没有保存计算结果" in p.message for p in found.problems
    )


def document(build: Any) -> bytes:
    made = docx.Document()
    for line in HEAD:
        made.add_paragraph(line[0])
    build(made)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


COLUMNS = ("序号", "违法行为", "处罚依据", "法定处罚幅度", "裁量阶次", "适用条件", "具体标准")
ROW = ("1", "甲行为", LAW, "处五千元以下罚款", "一般", "甲", "处一千元罚款")


def fill(grid: Any, *rows: Any) -> Any:
    for line, texts in zip(grid.rows, rows, strict=True):
        for cell, text in zip(line.cells, texts, strict=True):
            cell.text = text
    return grid


def test_a_table_inside_a_layout_table_is_read() -> None:
    def build(made: Any) -> None:
        outer = made.add_table(rows=1, cols=1)
        outer.rows[0].cells[0].text = "附件"
        fill(outer.rows[0].cells[0].add_table(rows=2, cols=7), COLUMNS, (*ROW[:6], ""))

    found = read_benchmark_bytes(document(build))
    assert [i.violation for i in found.items] == ["甲行为"]
    assert "表1内表1第2行第7列" in {p.place for p in found.problems}


def test_a_little_table_in_a_cell_is_told_and_not_lost() -> None:
    def build(made: Any) -> None:
        outer = fill(made.add_table(rows=2, cols=7), COLUMNS, ROW)
        inner = outer.rows[1].cells[5].add_table(rows=1, cols=2)
        fill(inner, ("面积", "一平方米以下"))

    found = read_benchmark_bytes(document(build))
    assert tiers(found) == [("一般", "甲", "处1000元罚款")]
    (problem,) = found.problems
    assert problem.place == "表1内表1第1行" and "单元格内嵌的表格没有表头，未读取" in problem.message


def test_rows_in_content_controls_are_rows() -> None:
    def build(made: Any) -> None:
        grid = fill(made.add_table(rows=2, cols=7), COLUMNS, ROW)
        row = grid.rows[1]._tr
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        row.addprevious(control)
        control.append(content)
        content.append(row)
        assert control.tag == qn("w:sdt")

    found = read_benchmark_bytes(document(build))
    assert found.problems == () and tiers(found) == [("一般", "甲", "处1000元罚款")]


def test_a_nested_table_of_an_exemption_list_is_told() -> None:
    def build(made: Any) -> None:
        made.add_paragraph("云州市首违不罚清单")
        outer = fill(made.add_table(rows=2, cols=2), ("违法行为", "适用条件"), ("甲行为", "当日改正"))
        fill(outer.rows[1].cells[1].add_table(rows=1, cols=1), ("面积",))

    made, _ = read_exemptions(document(build))
    assert [e.violation for e in made.entries] == ["甲行为"]
    assert [p.place for p in made.problems] == ["表1内表1第1行"]
