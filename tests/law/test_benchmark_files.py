"""Benchmark tables as workbooks and documents: the same tiers as in JSON, and the place of whatever is doubtful."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from law.test_benchmarks import SHENZHEN, needs_reference, row, table
from support.benchmark_papers import (
    HEADER,
    heading,
    merged_document,
    merged_workbook,
    paged_workbook,
    saved,
)
from typer.testing import CliRunner

from yifa.cli.benchmark import app
from yifa.law import office_files
from yifa.law.benchmark_columns import field_of
from yifa.law.benchmark_heading import read_day
from yifa.law.benchmark_loading import read_benchmark_bytes, read_benchmark_file
from yifa.law.benchmark_rows import read_bases
from yifa.law.benchmarks import Benchmark, BenchmarkUnreadable, lint, load_benchmark

LAYOUTS: dict[str, Callable[[Any], bytes]] = {
    "merged": merged_workbook,
    "full width digits": lambda data: merged_workbook(data, full_width=True),
    "pages": paged_workbook,
    "document": merged_document,
    "document on three pages": lambda data: merged_document(data, pages=3),
}
TWO = table(row(), row(no=2, violation="另一行为", basis=[{"law": "《某条例》", "article": "14"}]))


def content(benchmark: Benchmark) -> list[Any]:
    return [(i.no, i.violation, i.basis, i.groups) for i in benchmark.items]


@needs_reference
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_real_table_reads_the_same_in_every_layout(layout: str) -> None:
    data = json.loads(SHENZHEN.read_text("utf-8"))
    expected, found = load_benchmark(data), read_benchmark_bytes(LAYOUTS[layout](data))
    assert found.problems == ()
    assert content(found) == content(expected)
    for name in ("title", "document_no", "authority", "issued", "effective_from", "effective_to"):
        assert getattr(found, name) == getattr(expected, name)
    assert (found.lookback_months, found.lookback_given) == (12, True)
    assert [(f.code, f.no, f.tier) for f in lint(found)] == [(f.code, f.no, f.tier) for f in lint(expected)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_small_table_reads_the_same_in_every_layout(layout: str) -> None:
    found = read_benchmark_bytes(LAYOUTS[layout](TWO))
    assert found.problems == () and content(found) == content(load_benchmark(TWO))
    assert all(i.line for i in found.items)


def workbook(*lines: Any, title: bool = True, header: Any = HEADER) -> Any:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "城管"
    for line in (*([[text] for text in heading(TWO)] if title else ()), header, *lines):
        sheet.append(line)
    return book


GOOD = (
    1,
    "某行为",
    "《某条例》第十三条",
    "处一千元以上五千元以下罚款",
    "较轻",
    "第一次被处罚的。",
    "处一千元罚款。",
)
WORSE = (
    1,
    "某行为",
    "《某条例》第十三条",
    "处一千元以上五千元以下罚款",
    "严重",
    "第二次被处罚的。",
    "处五千元罚款。",
)


@pytest.mark.parametrize(
    ("column", "value", "place"),
    [
        (7, None, "行G列"),  # no standard
        (5, None, "行E列"),
        (6, None, "行F列"),
        (7, "=A1&B1", "行G列"),  # a formula that was never computed
        (7, "#REF!", "行G列"),
        (1, "甲", "行A列"),
        (3, "有关规定", "行C列"),
        (4, None, "行D列"),
    ],
)
def test_what_cannot_be_read_is_told_with_sheet_row_and_column(column: int, value: Any, place: str) -> None:
    other = (2, "另一行为", "《某条例》第十四条", *GOOD[3:])
    book = workbook(GOOD, WORSE, other)
    last = book.active.max_row
    book.active.cell(last, column).value = value
    found = read_benchmark_bytes(saved(book))
    assert content(found)[0][1] == "某行为" and len(found.items[0].groups[0].tiers) == 2
    assert any(p.place == f"工作表“城管”第{last}{place}" for p in found.problems), found.problems


def test_a_table_of_a_document_is_named_by_number() -> None:
    document = docx.Document()
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = "目录"
    grid = document.add_table(rows=2, cols=7)
    for line, texts in zip(grid.rows, (HEADER, (*map(str, GOOD[:6]), "")), strict=True):
        for cell, text in zip(line.cells, texts, strict=True):
            cell.text = text
    stream = BytesIO()
    document.save(stream)
    found = read_benchmark_bytes(stream.getvalue())
    assert "表2第2行第7列" in {p.place for p in found.problems}


def test_laws_as_headings_notes_dates_and_half_a_violation() -> None:
    book = workbook(
        ["《某条例》"], GOOD[:2] + ("第十三条第二款第（四）项", *GOOD[3:]), (None, None, None, None, *WORSE[4:]),
        ["注：适用条件中的处罚次数，向前追溯两年内计算。"], [None] * 7,
    )  # fmt: skip
    (item,) = read_benchmark_bytes(saved(book)).items
    assert [b.cite() for b in item.basis] == ["《某条例》第十三条第二款第四项"]
    assert [t.name for _, _, t in item.tiers()] == ["较轻", "严重"]
    assert (item.lookback_months, item.lookback_given) == (24, True)


def test_a_range_is_found_in_the_quoted_article() -> None:
    header = ("违法行为", "法律依据", "违法情节", "处罚标准")
    text = "《某条例》第十三条：违反本条例第五条规定，不清扫的，责令改正，处一千元以上五千元以下罚款。"
    book = workbook(("某行为", text, "第一次被处罚的", "处一千元罚款"), header=header)
    found = read_benchmark_bytes(saved(book))
    (item,) = found.items
    assert [b.article for b in item.basis] == ["13"]
    fine = item.groups[0].parsed.fines[0]
    assert (fine.min, fine.max, item.groups[0].parsed.unread) == (100_000, 500_000, "")
    assert item.groups[0].tiers[0].condition == "第一次被处罚的"


def test_words_of_headers() -> None:
    assert field_of("违法 行为") == "violation" and field_of("裁量\n等级") == "tier"
    assert field_of("适用情形（情节）") == "condition" and field_of("裁量幅度") == "standard"
    assert field_of("违反规定不清扫的") == ""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("自2023年12月15日起施行", "2023-12-15"),
        ("二〇二三年十二月十五日", "2023-12-15"),
        ("2023/2/3", "2023-02-03"),
        ("2023年2月30日", ""),
    ],
)
def test_days(text: str, day: str) -> None:
    assert read_day(text) == day


def test_citations_in_a_row() -> None:
    bases, rest = read_bases("《甲法》（2021年修正）第八条第一款、第三款；《乙条例》第二十九条之一：处罚")
    assert [(b["law"], b["article"], b["paragraph"]) for b in bases] == [
        ("《甲法》", "8", "1"), ("《甲法》", "8", "3"), ("《乙条例》", "29-1", None),
    ]  # fmt: skip
    assert rest == "处罚"


def archive(**parts: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, body in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), body)
    return stream.getvalue()


BAD = {
    "empty": (b"", "空的"),
    "no table": (saved(openpyxl.Workbook()), "表头"),
    "cut short": (merged_workbook(TWO)[:2000], "损坏"),
    "no office file": (archive(notes_xml=b"<a/>"), "不是Excel"),
    "damaged": (archive(xl__workbook_xml=b"<broken"), "损坏"),
    "bomb": (archive(xl__workbook_xml=b"0" * (office_files.MAX_UNPACKED + 1)), "超过64MB"),
    "entities": (archive(xl__workbook_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "实体"),
    "old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧格式"),
    "password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(200)), "不是裁量权基准"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_none_is_refused_in_chinese(name: str, tmp_path: Path) -> None:
    raw, words = BAD[name]
    with pytest.raises(BenchmarkUnreadable, match=words):
        read_benchmark_bytes(raw)
    path = tmp_path / "表.xlsx"
    path.write_bytes(raw)
    result = CliRunner().invoke(app, ["lint", str(path)])
    assert result.exit_code == 1 and words in result.stdout


def test_a_cell_in_the_far_corner_costs_nothing() -> None:
    book = workbook(GOOD, WORSE)
    book.active["XFD1048576"] = "远"
    found = read_benchmark_bytes(saved(book))
    assert len(found.items) == 1 and [p.code for p in found.problems] == ["cell"]


def test_lint_takes_a_workbook_under_any_name(tmp_path: Path) -> None:
    path = tmp_path / "基准.json"
    path.write_bytes(merged_workbook(TWO))
    answer = json.loads(CliRunner().invoke(app, ["lint", str(path), "--json"]).stdout)
    assert (answer["items"], answer["tiers"], answer["errors"]) == (2, 6, 0)
    assert read_benchmark_file(path).title == "某市裁量基准"
