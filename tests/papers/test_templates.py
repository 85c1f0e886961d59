"""Every template: made from real payloads, read back from the PDF, and made again from the worst input."""

from __future__ import annotations

import io
import re
import time
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

import yifa.institutions.common
import yifa.institutions.penalty
from papers.sample import URL, case
from papers.specimens import SPECIMENS, Specimen
from yifa.papers import render, template_path

FOLDER = Path(yifa.institutions.penalty.__file__).parent / "papers"
SHARED = Path(yifa.institutions.common.__file__).parent / "papers"
HOSTILE = (
    '#eval("1+1") #panic("x") *粗* _斜_ $x^2$ @ref <label> \\ \\n `code` = 标题\n- 列表 // 注释 /* */ #{1+1} [a] '
    '#image("/etc/passwd") #read("/data.json") https://a.b/c "引号" \u202e反写 \x07 \ud800 藏文བོད 👨‍👩‍👧 \U0002f000 𠀀'
)

LONG_FIELDS = (
    "conduct",
    "reasons",
    "opinion",
    "content",
    "conclusion",
    "result",
    "materials",
    "presentation",
)


def text_of(pdf: bytes) -> str:
    """All text of a PDF without white space, so that line breaks do not matter."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"[\s\u200b]+", "", "".join(p.extract_text() for p in pages))


def made(specimen: Specimen, data: dict[str, Any]) -> bytes:
    return render(template_path("penalty", specimen.template), data)


def filled(value: Any, text: str, rows: int) -> Any:
    """The same data with every text replaced and every list grown."""
    if isinstance(value, str):
        return value if re.fullmatch(r"[\dT:.Z+-]+", value) else text
    if isinstance(value, dict):
        return {k: filled(v, text, rows) for k, v in value.items()}
    if isinstance(value, list) and value:
        return [filled(value[i % len(value)], text, rows) for i in range(max(rows, len(value)))]
    return value


def test_every_template_of_the_folder_is_shown() -> None:
    own = {p.stem for p in FOLDER.glob("[a-z]*.typ")}
    shared = {p.stem for p in SHARED.glob("[a-z]*.typ")}
    shown = {s.template for s in SPECIMENS}
    assert own <= shown
    assert shown <= own | shared


@pytest.mark.requirement("RQ088")
@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda s: s.template)
def test_content(specimen: Specimen) -> None:
    data = case(specimen.act, specimen.title, acts=specimen.acts)
    pdf = made(specimen, data)
    text = text_of(pdf)
    for expected in specimen.expected:
        assert re.sub(r"\s+", "", expected) in text, expected
    assert "none" not in text
    assert "路人甲" not in text  # a witness is no 当事人
    assert "〓" not in text
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_metadata() as metadata:
        assert metadata.pdfa_status == "3B"
    if specimen.template not in ("contents_list", "file_cover", "inventory_note"):
        assert "云城执文〔2026〕12号" in text
        assert "7KQM-2X9P-VD4R-3HTA" in text
        assert pypdf.PdfReader(io.BytesIO(pdf)).metadata.title == specimen.title  # type: ignore[union-attr]


@pytest.mark.parametrize("specimen", [s for s in SPECIMENS if s.served], ids=lambda s: s.template)
def test_served_papers_carry_the_code_of_the_case(specimen: Specimen) -> None:
    with_url = case(specimen.act, specimen.title)
    without = case(specimen.act, specimen.title)
    del without["paper"]["url"]
    assert "扫码查询核验" in text_of(made(specimen, with_url))
    assert "扫码查询核验" not in text_of(made(specimen, without))
    with pikepdf.open(io.BytesIO(made(specimen, with_url))) as opened:
        alternatives = [
            str(o["/Alt"]) for o in opened.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o
        ]
    assert any(URL in text for text in alternatives)


@pytest.mark.requirement("RQ007")
@pytest.mark.parametrize(
    "template", ["filing_approval", "closing_approval", "refuse_filing", "approval_sheet"]
)
def test_approval_sheets_name_everyone_with_certificate(template: str) -> None:
    specimen = next(s for s in SPECIMENS if s.template == template)
    data = case(specimen.act, specimen.title, acts=specimen.acts)
    data["approvals"] = [
        {
            "role_label": "承办机构负责人",
            "name": f"审批{n}",
            "certificate": f"ZZ{n:05d}",
            "opinion": f"意见之{n}",
            "on": "2026-10-08",
        }
        for n in range(7)
    ]
    text = text_of(made(specimen, data))
    for n in range(7):
        assert f"审批{n}" in text
        assert f"ZZ{n:05d}" in text
        assert f"意见之{n}" in text
    assert text.count("2026年10月8日") >= 7
    assert "机关负责人意见" in text  # a step not yet taken leaves its place


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda s: s.template)
def test_empty_input(specimen: Specimen) -> None:
    for data in (
        {},
        {"paper": {}, "act": {}, "acts": {}, "parties": []},
        {"paper": None, "act": [], "parties": "x"},
    ):
        assert made(specimen, data).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda s: s.template)
def test_hostile_text_is_printed_not_run(specimen: Specimen) -> None:
    data = filled(case(specimen.act, specimen.title, acts=specimen.acts), HOSTILE, 2)
    text = text_of(made(specimen, data))
    # A cover prints few fields; whatever is printed is printed as typed.
    assert '#eval("1+1")#panic("x")*粗*_斜_$x^2$@ref<label>' in text
    assert "本文书中的“〓”代表现有字库不能显示的字符" in text
    assert "U+0F56" in text


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda s: s.template)
def test_very_long_input(specimen: Specimen) -> None:
    prose = "占用道路堆放物料影响通行。" * 1538
    word = "W" * 500
    long = case(specimen.act, specimen.title, acts=specimen.acts)
    for key in LONG_FIELDS:
        if key in long["act"]:
            long["act"][key] = prose
    long["agency"]["address"] = word
    long["parties"][0]["name"] = word
    for key, value in long["act"].items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            long["act"][key] = [value[i % len(value)] for i in range(60)]
    pdf = made(specimen, long)
    printed = text_of(pdf)
    if any(value == prose for value in long["act"].values()) and specimen.template != "service_receipt":
        assert printed.count("影") >= 1538
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        assert float(page.mediabox.width) == pytest.approx(595.28, abs=0.1)
    assert nothing_outside(pdf)


def nothing_outside(pdf: bytes) -> bool:
    """No glyph starts right of the page edge or below it."""
    ok = True

    def seen(text: str, _cm: Any, tm: Any, _font: Any, _size: Any) -> None:
        nonlocal ok
        if text.strip() and not (0 <= tm[4] <= 596):
            ok = False

    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=seen)
    return ok


@pytest.mark.parametrize(
    ("kind", "name"),
    [("serve_notice", "行政处罚告知书"), ("serve_decision", "行政处罚决定书"), ("serve_demand", "催告书")],
)
def test_receipt_names_what_was_served(kind: str, name: str) -> None:
    data = case(kind, "送达回证", acts=(kind,))
    data["papers"] = {}
    assert name in text_of(render("penalty/service_receipt", data))
    data["papers"] = {
        "spot_decision": {"title": "当场(行政)处罚决定书", "number": data["act"]["document_number"]}
    }
    assert "当场（行政）处罚决定书" in text_of(render("penalty/service_receipt", data))


def test_approvers_who_only_pressed_a_button_said_yes_or_no() -> None:
    data = case("file", "立案审批表")
    data["approvals"] = [
        {
            "role_label": "承办机构负责人",
            "name": "周平",
            "action": "return",
            "opinion": "补充照片",
            "on": "2026-09-01",
        },
        {
            "role_label": "机关负责人",
            "name": "李卫东",
            "action": "approve",
            "opinion": "",
            "on": "2026-09-02",
        },
    ]
    text = text_of(render("penalty/filing_approval", data))
    assert "退回：补充照片" in text
    assert "同意。签名：李卫东" in text


def test_a_preview_says_that_it_is_a_draft() -> None:
    data = case("decide", "行政处罚决定书")
    assert "未生效" not in text_of(render("penalty/penalty_decision", data))
    data["paper"]["draft"] = True
    assert "拟稿未生效" in text_of(render("penalty/penalty_decision", data))


def test_notice_without_hearing_right() -> None:
    data = case("notify", "行政处罚告知书")
    data["act"]["hearing_right"] = False
    text = text_of(render("penalty/notice", data))
    assert "听证" not in text
    assert "陈述和申辩" in text


def test_same_input_same_bytes_and_warm_speed() -> None:
    data = case("decide", "行政处罚决定书", acts=SPECIMENS[0].acts)
    first = render("penalty/penalty_decision", data)
    taken = []
    for n in range(8):
        data["act"]["conduct"] = f"第{n}次。" + data["act"]["conduct"]
        start = time.process_time()
        render("penalty/penalty_decision", data)
        taken.append(time.process_time() - start)
    assert (
        render("penalty/penalty_decision", case("decide", "行政处罚决定书", acts=SPECIMENS[0].acts)) == first
    )
    assert sorted(taken)[len(taken) // 2] < 0.5  # a promise of 100 ms, with room for a busy machine
