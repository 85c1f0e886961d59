"""Which documents a text holds."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from policies import papers
from yifa.policies.document import Reading
from yifa.policies.parse import parse_text

POLICIES = Path(__file__).resolve().parents[3] / "shared" / "data" / "policies"
NAMES = {
    "PLAN": "云岭省涉企行政检查规范提升行动计划（2024—2026年）",
    "POINTS": "临江市2023年行政执法监督工作要点",
    "THREE_SYSTEMS": "青石县全面推行行政执法“三项制度”实施方案",
    "ASSIGNMENT": "西河区优化营商环境重点任务责任分工",
}


def titles(reading: Reading) -> list[str]:
    return [document.title for document in reading.documents]


@pytest.mark.parametrize("name", NAMES)
def test_a_notice_and_the_plan_it_hands_out_are_one_document(name: str) -> None:
    assert titles(parse_text(getattr(papers, name))) == [NAMES[name]]


@pytest.mark.parametrize("names", list(permutations(NAMES, 2)), ids="+".join)
def test_documents_glued_together_are_told_apart(names: tuple[str, str]) -> None:
    alone = [parse_text(getattr(papers, name)).documents[0] for name in names]
    glued = parse_text("\n".join(getattr(papers, name).strip("\n") for name in names))
    assert titles(glued) == [NAMES[name] for name in names]
    for one, other in zip(alone, glued.documents, strict=True):
        assert (one.number, one.issuer, one.issued) == (other.number, other.issuer, other.issued)
        assert [(t.no, t.text) for t in one.tasks] == [(t.no, t.text) for t in other.tasks]


def test_a_compilation_with_its_table_of_contents() -> None:
    contents = "\n".join(f"{n}.{title}" for n, title in enumerate(NAMES.values(), 1))
    text = (
        "执法监督文件资料汇编\n\n目  录\n\n"
        + contents
        + "\n\n"
        + "\n\n".join(getattr(papers, n) for n in NAMES)
    )
    reading = parse_text(text)
    assert titles(reading) == list(NAMES.values())
    assert reading.documents[0].span[0] >= text.index(contents) + len(contents)


def test_notices_that_have_lost_their_titles_are_told_apart() -> None:
    notice = (
        "各镇人民政府：\n《{0}》已经区人民政府同意，现印发给你们，请认真贯彻实施。\n某区人民政府办公室\n2024年3月{1}日\n"
        "{0}\n一、主要任务\n（一）健全制度。{2}\n"
    )
    first = notice.format("某区行政执法监督方案", 8, "要明确责任单位。")
    second = notice.format("某区行政检查规范方案", 9, "要公布检查标准。")
    reading = parse_text(first + second)
    assert titles(reading) == ["某区行政执法监督方案", "某区行政检查规范方案"]
    assert [d.issued.day for d in reading.documents if d.issued] == [8, 9]
    assert [d.issuer for d in reading.documents] == ["某区人民政府办公室"] * 2


def test_the_annexes_of_a_document_belong_to_it() -> None:
    text = (
        papers.THREE_SYSTEMS
        + "\n附件2\n青石县“三项制度”重点任务分工表\n序号\t任务\t责任单位\n1\t公布清单\t县司法局\n"
    )
    reading = parse_text(text)
    assert titles(reading) == [NAMES["THREE_SYSTEMS"]]
    assert reading.documents[0].tasks[-1].unit_names("responsible") == ["县司法局"]


@pytest.mark.skipif(not POLICIES.is_dir(), reason="without the source policies beside the checkout")
def test_the_five_documents_of_one_source_file() -> None:
    reading = parse_text(next(POLICIES.glob("004*")).read_text(encoding="utf-8"))
    assert [(d.number, d.issued.isoformat() if d.issued else None) for d in reading.documents] == [
        ("豫政办〔2012〕78号", "2012-06-14"),
        ("豫依法行政领办〔2012〕76号", "2012-07-18"),
        ("豫依法行政领办〔2013〕1号", "2013-04-16"),
        ("郑政办〔2012〕77号", "2012-11-05"),
        ("郑政办〔2013〕39号", "2013-06-13"),
    ]


def test_a_plan_whose_title_is_as_strong_as_its_notice_is_no_second_document() -> None:
    text = (
        "中共某县委办公室  某县人民政府办公室\n印发《关于加强执法监督的实施意见》的通知\n县直各单位：\n"
        "《关于加强执法监督的实施意见》已经县委同意，现印发给你们，请抓好落实。\n中共某县委办公室\n某县人民政府办公室\n"
        "2023年11月2日\n关于加强执法监督的实施意见\n一、健全机制\n1.建立机制。县司法局要建立机制。\n"
    )
    (document,) = parse_text(text).documents
    assert document.title == "关于加强执法监督的实施意见"
    assert document.issuer == "中共某县委办公室、某县人民政府办公室"
