"""Files of every kind as text; what cannot be read is told in Chinese."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from pypdf import PdfWriter

from policies import papers
from yifa.policies.parse import parse_file, parse_text
from yifa.policies.reading import PolicyUnreadable, read_bytes

LINES = [line.strip("　 ") for line in papers.THREE_SYSTEMS.split("\n") if line.strip()]


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_text_in_any_usual_encoding(codec: str) -> None:
    assert read_bytes(papers.THREE_SYSTEMS.encode(codec), "方案.txt") == papers.THREE_SYSTEMS


def test_text_in_big5() -> None:
    text = "各區人民政府要認真履行職責，落實行政執法責任，加強監督管理，保障人民權益。" * 20
    assert read_bytes(text.encode("big5")) == text


def test_line_breaks_of_every_kind_become_one() -> None:
    assert read_bytes("一、甲\r\n二、乙\r三、丙".encode()) == "一、甲\n二、乙\n三、丙"


def test_a_few_bad_bytes_do_not_make_utf_8_another_encoding() -> None:
    raw = papers.PLAN.encode()
    assert "云岭省涉企行政检查规范提升行动计划" in read_bytes(raw[:-30] + b"\xff" + raw[-30:])


def html(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>标题_某网站</title></head><body>{body}</body></html>".encode()


def test_a_web_page_without_its_navigation_and_with_its_tables() -> None:
    cells = "".join("<tr>" + "".join(f"<td><p>{c}</p></td>" for c in row) + "</tr>" for row in papers.TABLE)
    paragraphs = "".join(f"<p>&emsp;{line}</p>" for line in LINES)
    page = html(
        '<div class="nav"><ul><li><a href="/">首页</a></li><li>政务公开</li></ul></div>'
        '<script>var a="二、假的";</script>'
        f'<div id="content">{paragraphs}<table>{cells}</table></div><footer>版权所有 某市政府</footer>'
    )
    text = read_bytes(page)
    assert [line.strip() for line in text.split("\n") if line.strip() and "\t" not in line] == LINES
    assert [line.split("\t") for line in text.split("\n") if "\t" in line][0] == papers.TABLE[0]
    reading = parse_file(page, "方案.html")
    assert reading.documents[0].title == "青石县全面推行行政执法“三项制度”实施方案"
    assert [t.no for t in reading.documents[0].tasks][-3:] == ["1", "2", "3"]


def test_cells_of_a_page_that_reach_over_rows_stand_in_each_of_them() -> None:
    page = html(
        "<table><tr><th>序号</th><th>任务</th><th>责任单位</th></tr>"
        "<tr><td rowspan=2>1</td><td>清理清单</td><td rowspan=2>市司法局</td></tr><tr><td>公布清单</td></tr></table>"
    )
    assert read_bytes(page).split("\n") == [
        "序号\t任务\t责任单位",
        "1\t清理清单\t市司法局",
        "1\t公布清单\t市司法局",
    ]


def docx(
    paragraphs: list[str], table: list[list[str]] | None = None, numbered: list[str] | None = None
) -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    for words in numbered or []:
        document.add_paragraph(words, style="List Number")
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for row, cells in zip(grid.rows, table, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_file_gives_its_paragraphs_and_its_table_as_tasks() -> None:
    reading = parse_file(docx([papers.TABLE_TITLE], papers.TABLE), "分解表.docx")
    document = reading.documents[0]
    assert document.title == papers.TABLE_TITLE
    assert [(t.no, t.title) for t in document.tasks] == [
        ("1", "修订行政处罚程序规定，统一文书格式"),
        ("2", "开展执法人员全员轮训，每人每年不少于60学时"),
        ("3", "建成统一的执法监督平台"),
    ]
    assert document.tasks[1].path == ("规范执法程序",)
    assert document.tasks[1].unit_names("lead") == ["市司法局"]
    assert document.tasks[1].unit_names("responsible") == ["市人社局", "市财政局"]
    ends = [[d.end.isoformat() for d in t.dates if d.kind == "deadline" and d.end] for t in document.tasks]
    assert ends == [["2024-06-30"], ["2024-12-31"], ["2025-06-30"]]


def test_automatic_numbers_of_a_word_file_are_printed() -> None:
    text = read_bytes(docx(["工作要点"], numbered=["健全制度。", "加强培训。"]))
    assert text.split("\n")[-2:] == ["1.健全制度。", "2.加强培训。"]


def test_deleted_words_of_a_tracked_word_file_are_left_out() -> None:
    document = Document()
    paragraph = document.add_paragraph("按时")
    deleted = OxmlElement("w:del")
    run = OxmlElement("w:r")
    words = OxmlElement("w:delText")
    words.text = "不"
    run.append(words)
    deleted.append(run)
    paragraph._p.append(deleted)
    inserted = OxmlElement("w:ins")
    run = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = "完成"
    run.append(words)
    inserted.append(run)
    paragraph._p.append(inserted)
    assert paragraph._p.tag == qn("w:p")
    out = BytesIO()
    document.save(out)
    assert read_bytes(out.getvalue()) == "按时完成"


def pdf(lines: list[str], pages: int = 1) -> bytes:
    """A PDF with text, made with typst as the papers of the desk are."""
    import typst

    body = "\n\n".join(
        "#pagebreak(weak: true)\n" * (n > 0) + " \\\n".join(_typ(line) for line in lines)
        for n in range(pages)
    )
    return bytes(
        typst.compile(
            f'#set page(width: 30cm)\n#set text(font: "Noto Serif CJK SC", lang: "zh")\n{body}'.encode()
        )
    )


def _typ(line: str) -> str:
    return '#"' + line.replace('"', '\\"') + '"'


def test_a_pdf_with_text() -> None:
    reading = parse_file(pdf(LINES), "方案.pdf")
    assert reading.documents[0].title == "青石县全面推行行政执法“三项制度”实施方案"
    assert [t.no for t in reading.documents[0].tasks] == [
        "1",
        "2",
        "3",
        "第一",
        "4",
        "（一）",
        "（二）",
        "（三）",
        "一是",
        "二是",
        "三是",
    ]


def test_a_scan_is_told_to_be_one() -> None:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.add_blank_page(595, 842)
    out = BytesIO()
    writer.write(out)
    with pytest.raises(PolicyUnreadable, match="扫描件.*OCR"):
        read_bytes(out.getvalue(), "扫描.pdf")


def test_a_locked_pdf_is_told_to_be_one() -> None:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt("秘密", algorithm="AES-128")
    out = BytesIO()
    writer.write(out)
    with pytest.raises(PolicyUnreadable, match="密码"):
        read_bytes(out.getvalue())


def bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<a>" + b" " * 60_000_000 + b"</a>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "文件是空的"),
        (b" \n\t ", "文件是空的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧格式.*docx"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "图片.*OCR"),
        (b"%PDF-1.7\nbroken", "PDF文件已经损坏"),
        (b"PK\x03\x04broken", "文件已经损坏"),
        (b"{\\rtf1 hello}", "RTF"),
        (bytes(range(256)) * 40, "文件不是文本"),
        (b"\xef\xbb\xbf\n\n", "没有文字"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_to_do(raw: bytes, message: str) -> None:
    with pytest.raises(PolicyUnreadable, match=message):
        parse_file(raw, "文件")


def test_an_archive_that_unpacks_to_far_more_is_not_unpacked() -> None:
    with pytest.raises(PolicyUnreadable, match="压缩炸弹"):
        read_bytes(bomb())


def test_a_workbook_is_no_policy_document() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
    with pytest.raises(PolicyUnreadable, match=r"表格（\.xlsx）"):
        read_bytes(out.getvalue())


def test_twenty_megabytes_of_text_are_read() -> None:
    """Lines of no item keep it quick; that the items of a long document are read is shown by the bench."""
    line = "各有关部门按照职责分工做好相关工作，确保取得实效。" * 12 + "\n"
    text = papers.POINTS + line * (20_000_000 // len(line.encode()))
    assert len(text.encode()) > 20_000_000
    reading = parse_text(text)
    assert [t.no for t in reading.documents[0].tasks] == ["1", "2", "3"]
    assert reading.text == text


CELLS = """<html><body><div class="content"><table>
<tr><td colspan="4">某局任务分解表</td></tr>
<tr><td>工作任务</td><td>具体措施</td><td>责任科室</td><td>完成时限</td></tr>
<tr><td rowspan="2">公开</td><td>公布目录</td><td><p>财务科</p><p>办公室</p></td><td>3月底</td></tr>
<tr><td>更新专栏</td><td><p>办公室牵头，</p><p>各科室配合</p></td><td>6月底</td></tr>
<tr><td></td><td>整理档案</td><td>市人力资源和社会<br>保障局</td><td>9月底</td></tr>
</table></div></body></html>"""


def test_names_one_below_the_other_in_a_cell_are_several() -> None:
    (document,) = parse_text(read_bytes(CELLS.encode(), "表.html")).documents
    assert document.title == "某局任务分解表"
    assert [(t.title, t.path, [(u.name, u.role) for u in t.units]) for t in document.tasks] == [
        ("公布目录", ("公开",), [("财务科", "responsible"), ("办公室", "responsible")]),
        ("更新专栏", ("公开",), [("办公室", "lead"), ("各科室", "cooperating")]),
        ("整理档案", ("公开",), [("市人力资源和社会保障局", "responsible")]),
    ]
