"""What holds the same content elsewhere is named: corrections, papers, evidence (个人信息保护法第四十七条第一款)."""

from institutions.builder import Case
from yifa.law.view import ExhibitView, PaperView

GATE = "erasure_is_complete"


def _erase(case: Case, *acts: str):
    return case.check(GATE, "erase_body", {"acts": list(acts)})


def test_a_record_that_stands_alone_passes():
    assert _erase(Case().decided(), "act-1").passes


def test_papers_and_evidence_of_the_record_are_named():
    case = Case().decided()
    case.papers = [PaperView("paper-1", "act-1", "filing_approval", "立案审批表", "测立〔2026〕1号")]
    case.exhibits = [ExhibitView("exhibit-1", "act-1", "document", "路口照片", "ab" * 32)]
    found = _erase(case, "act-1").warns
    assert "立案审批表测立〔2026〕1号" in found and "路口照片" in found
    assert _erase(case, "act-2").passes


def test_files_destroyed_before_are_not_asked_for_again():
    case = Case().decided()
    case.papers = [PaperView("paper-1", "act-1", "filing_approval", "立案审批表")]
    case.act("destroy_file", "2026-07-01", {"files": ["paper-1"]})
    assert _erase(case, "act-1").passes


def test_evidence_without_a_file_is_not_asked_for():
    case = Case().decided()
    case.exhibits = [ExhibitView("exhibit-1", "act-1", "statement", "陈述")]
    assert _erase(case, "act-1").passes


def test_a_correction_left_behind_is_named():
    case = Case().decided()
    case.act("correct", "2026-06-01", {"target": "act-1", "corrections": []}, corrects="act-1")
    assert "另有更正" in _erase(case, "act-1").warns
    assert _erase(case, "act-1", case.acts[-1].id).passes
