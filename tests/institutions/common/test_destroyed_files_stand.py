"""Files that are destroyed belong to the matter and are named once (档案法第二十一条第二款)."""

from institutions.builder import Case
from yifa.law.view import ExhibitView, PaperView

GATE = "destroyed_files_stand"


def _case() -> Case:
    case = Case().decided().act("record_inspection", "2026-03-06", {"recording": "file-7", "place": "青石路"})
    case.papers = [PaperView("paper-1", "act-1", "filing_approval", "立案审批表")]
    case.exhibits = [
        ExhibitView("exhibit-1", "act-1", "document", "照片", "ab" * 32),
        ExhibitView("exhibit-2", "act-1", "statement", "陈述"),
    ]
    return case


def _destroy(case: Case, *files: str):
    return case.check(GATE, "destroy_file", {"files": list(files)})


def test_evidence_papers_and_attachments_of_the_matter_pass():
    assert _destroy(_case(), "exhibit-1", "paper-1", "file-7").passes


def test_a_file_of_another_matter_is_refused():
    found = _destroy(_case(), "paper-9")
    assert "本案没有" in found.blocks and found.fields == {"files"}


def test_evidence_without_a_file_is_refused():
    assert "没有电子文件" in _destroy(_case(), "exhibit-2").blocks


def test_other_words_of_a_record_are_no_files():
    assert _destroy(_case(), "青石路").blocks


def test_the_same_file_twice_is_refused():
    assert "重复" in _destroy(_case(), "paper-1", "paper-1").blocks


def test_what_was_destroyed_is_not_destroyed_again():
    case = _case().act("destroy_file", "2026-07-01", {"files": ["paper-1"]})
    assert "已经销毁" in _destroy(case, "paper-1").blocks
