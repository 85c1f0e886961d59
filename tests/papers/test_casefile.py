"""The bound case file: everything that happened is in it, at the page the contents say."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime

import pikepdf
import pypdf
import pytest
from PIL import Image

from papers.sample import case
from yifa.papers import PaperError, render
from yifa.papers.casefile import FileItem, assemble
from yifa.papers.exhibits import ExhibitItem

COVER = case("", "卷宗") | {"file": {"retention": "thirty", "filed_by": "孙晓"}}
DIGEST = "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8"


def paper(kind: str, template: str, title: str) -> bytes:
    return render(f"penalty/{template}", case(kind, title))


def photo(mode: str = "RGB", size: tuple[int, int] = (640, 480), kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 128).save(out, kind)
    return out.getvalue()


def exhibit(title: str, media_type: str, data: bytes | None) -> ExhibitItem:
    return ExhibitItem(
        title,
        "视听资料",
        f"{title}.bin",
        media_type,
        DIGEST,
        data,
        "现场拍摄",
        datetime(2026, 9, 1, 1, tzinfo=UTC),
    )


@pytest.fixture(scope="module")
def items() -> list[FileItem]:
    decision = paper("decide", "penalty_decision", "行政处罚决定书")
    return [
        FileItem(
            "线索登记", date=date(2026, 8, 30), facts=(("线索来源", "投诉举报"), ("线索内容", "占用道路"))
        ),
        FileItem(
            "立案审批表",
            "云城执立〔2026〕88号",
            date(2026, 9, 3),
            paper("file", "filing_approval", "立案审批表"),
        ),
        FileItem("行政处罚决定书", "云城执罚决〔2026〕12号", date(2026, 11, 22), decision),
        FileItem(
            "送达回证", date=date(2026, 11, 24), pdf=paper("serve_document", "service_receipt", "送达回证")
        ),
        FileItem("损坏的文书", pdf=b"%PDF-1.7 broken"),
        FileItem(
            "法制审核意见书",
            date=date(2026, 11, 17),
            pdf=paper("legal_review", "legal_review_opinion", "法制审核意见书"),
            part="sub",
        ),
        FileItem(
            "集体讨论笔录",
            date=date(2026, 11, 18),
            pdf=paper("deliberate", "deliberation_record", "集体讨论笔录"),
            part="sub",
        ),
    ]


@pytest.fixture(scope="module")
def exhibits() -> list[ExhibitItem]:
    return [
        exhibit("现场照片", "image/png", photo()),
        exhibit("透明图片", "image/png", photo("RGBA")),
        exhibit("检验报告", "application/pdf", paper("report", "report", "检验报告")),
        exhibit("假图片", "image/jpeg", b"not an image"),
        exhibit("执法录像", "video/mp4", None),
        exhibit("账册", "application/vnd.ms-excel", b"PK.."),
    ]


@pytest.fixture(scope="module")
def bound(items: list[FileItem], exhibits: list[ExhibitItem]) -> bytes:
    return assemble(items, COVER, exhibits=exhibits, institution="penalty")


def pages(pdf: bytes) -> list[str]:
    return [re.sub(r"[\s\u200b]+", "", p.extract_text()) for p in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def outline(pdf: bytes) -> dict[str, int]:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    found: dict[str, int] = {}

    def walk(nodes: list, prefix: str) -> None:
        last = prefix
        for node in nodes:
            if isinstance(node, list):
                walk(node, last + "/")
            else:
                last = prefix + str(node.title)
                found[last] = (reader.get_destination_page_number(node) or 0) + 1

    walk(reader.outline, "")
    return found


@pytest.mark.requirement("RQ096")
def test_order_of_the_parts(bound: bytes) -> None:
    marks = outline(bound)
    main = [k.removeprefix("正卷/") for k in marks if k.startswith("正卷/") and k.count("/") == 1]
    assert main == [
        "封面",
        "卷内目录",
        "线索登记",
        "立案审批表",
        "行政处罚决定书",
        "送达回证",
        "损坏的文书",
        "证据目录",
        "备考表",
    ]
    assert [k for k in marks if k.startswith("副卷/")] == [
        "副卷/封面",
        "副卷/卷内目录",
        "副卷/法制审核意见书",
        "副卷/集体讨论笔录",
        "副卷/备考表",
    ]
    assert list(marks.values()) == sorted(marks.values())
    assert sum(1 for k in marks if k.startswith("正卷/证据目录/")) == 6


def test_contents_name_everything_with_the_right_page(
    bound: bytes, items: list[FileItem], exhibits: list[ExhibitItem]
) -> None:
    texts, marks = pages(bound), outline(bound)
    for part, label in (("main", "正卷"), ("sub", "副卷")):
        start = marks[f"{label}/卷内目录"]
        contents = texts[start - 1]
        for item in (i for i in items if i.part == part):
            page = marks[f"{label}/{item.title}"]
            assert re.search(
                re.escape(item.title + item.number) + r"[\d.]*?" + rf"{page}(-\d+)?(?=\D|\d)", contents
            ), item.title
            assert item.title in texts[page - 1]
    contents = texts[marks["正卷/卷内目录"] - 1]
    for n, one in enumerate(exhibits, 1):
        page = marks[f"正卷/证据目录/证据{n} {one.title}"]
        assert f"证据{n}{one.title}{page}" in contents
        assert DIGEST in texts[page - 1]
    assert f"备考表{marks['正卷/备考表']}" in contents


def test_links_of_the_contents_lead_to_their_pages(bound: bytes) -> None:
    marks = outline(bound)
    with pikepdf.open(io.BytesIO(bound)) as pdf:
        numbers = {p.obj.objgen: n for n, p in enumerate(pdf.pages, 1)}
        annotations = pdf.pages[marks["正卷/卷内目录"] - 1].get("/Annots", [])
        targets = {numbers[a["/Dest"][0].objgen] for a in annotations if "/Dest" in a}
        assert {marks["正卷/行政处罚决定书"], marks["正卷/备考表"]} <= targets
        assert not any("yifa-page" in str(a.get("/A", "")) for a in annotations)


def test_every_page_shows_its_number(bound: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(bound))
    for n, page in enumerate(reader.pages, 1):
        assert str(n) in page["/Resources"]["/XObject"][
            "/YifaFolio"
        ].get_object() or page.extract_text().rstrip().endswith(str(n))


def test_what_cannot_be_shown_is_named(bound: bytes) -> None:
    text = "".join(pages(bound))
    assert "该文书的电子文件无法合并到本卷" in text
    assert text.count("不能打印入卷") == 2
    assert "原始文件另行保存，未装入本卷" in text
    assert "投诉举报" in text
    images = [i for p in pypdf.PdfReader(io.BytesIO(bound)).pages for i in p.images]
    assert len(images) >= 2


def test_originals_are_attached_unchanged(bound: bytes, items: list[FileItem]) -> None:
    with pikepdf.open(io.BytesIO(bound)) as pdf:
        attached = [a.get_file().read_bytes() for a in pdf.attachments.values()]
        names = list(pdf.attachments)
    assert sorted(attached) == sorted(i.pdf for i in items if i.pdf is not None)
    assert any("行政处罚决定书 云城执罚决〔2026〕12号" in n for n in names)


def test_main_part_alone_hides_the_sub_file(items: list[FileItem]) -> None:
    made = assemble(items, COVER, parts=("main",))
    assert "法制审核意见书" not in "".join(pages(made))
    assert not any(k.startswith("副卷") for k in outline(made))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert not any("法制审核" in name for name in pdf.attachments)


def test_same_file_same_bytes(items: list[FileItem], exhibits: list[ExhibitItem], bound: bytes) -> None:
    assert assemble(items, COVER, exhibits=exhibits, institution="penalty") == bound


def test_contents_longer_than_a_page_push_the_papers_back() -> None:
    short = FileItem("说明")
    made = assemble([FileItem(f"第{n}号说明", facts=(("内容", "无"),)) for n in range(120)] + [short], COVER)
    marks, texts = outline(made), pages(made)
    assert marks["正卷/第0号说明"] > 4
    for n in (0, 60, 119):
        page = marks[f"正卷/第{n}号说明"]
        assert texts[page - 1].startswith(f"第{n}号说明")
        assert any(f"{n + 1}第{n}号说明{page}" in t for t in texts[1:6])


def test_empty_file_and_no_part() -> None:
    assert set(outline(assemble([], {}))) == {"正卷", "正卷/封面", "正卷/卷内目录", "正卷/备考表"}
    with pytest.raises(PaperError):
        assemble([], {}, parts=())


def test_pdf_exhibits_lose_their_scripts() -> None:
    evil = pikepdf.new()
    page = evil.add_blank_page(page_size=(300, 200))
    page.obj["/AA"] = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    page.obj["/Annots"] = pikepdf.Array(
        [
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=launch
            ),
        ]
    )
    evil.Root.OpenAction = launch
    out = io.BytesIO()
    evil.save(out)
    made = assemble([], COVER, exhibits=[exhibit("附件", "application/pdf", out.getvalue())])
    with pikepdf.open(io.BytesIO(made)) as pdf:
        held = " ".join(repr(o) for o in pdf.objects)
    assert "JavaScript" not in held
    assert "Launch" not in held


@pytest.mark.parametrize("rotate", [0, 90, 180, 270, 45])
def test_turned_and_small_pages_are_numbered(rotate: int) -> None:
    scan = pikepdf.new()
    page = scan.add_blank_page(page_size=(200, 100))
    page.obj["/Rotate"] = rotate
    out = io.BytesIO()
    scan.save(out)
    made = assemble([FileItem("扫描件", pdf=out.getvalue())], COVER)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert "/YifaFolio" in pdf.pages[2].obj["/Resources"]["/XObject"]


def test_encrypted_pdf_keeps_its_place() -> None:
    locked = pikepdf.new()
    locked.add_blank_page()
    out = io.BytesIO()
    locked.save(out, encryption=pikepdf.Encryption(user="secret", owner="owner"))
    made = assemble([], COVER, exhibits=[exhibit("加密文件", "application/pdf", out.getvalue())])
    assert "不能打印入卷" in "".join(pages(made))
