"""Nothing that happened is missing from the file (行政处罚法第四十七条)."""

import pytest

from institutions.builder import Case
from yifa.law.view import PaperView

GATE = "archive_complete"
pytestmark = pytest.mark.requirement("RQ096")


def _closed() -> Case:
    return Case().decided().act("close", "2026-06-01", {"ground": "performed"})


def _paper_everything(case: Case) -> Case:
    case.papers = [PaperView(f"paper-{a.seq}", a.id, a.kind, a.kind) for a in case.acts]
    return case


def test_a_compared_file_with_all_papers_passes():
    assert _paper_everything(_closed()).check(GATE, "archive", {"complete": True}).passes


def test_a_file_nobody_compared_is_refused():
    found = _paper_everything(_closed()).check(GATE, "archive", {"complete": False})
    assert "尚未核对" in found.blocks and found.fields == {"complete"}


def test_missing_papers_are_named():
    found = _closed().check(GATE, "archive", {"complete": True}).warns
    assert "立案审批表" in found and "行政处罚决定书" in found


def test_an_explained_gap_passes():
    assert _closed().check(GATE, "archive", {"complete": False, "missing": "立案审批表原件在复议机关"}).passes


def test_a_decision_without_proof_of_service_is_refused():
    case = Case().decided(served=None).act("close", "2026-06-01", {"ground": "other"})
    assert "送达凭证" in case.check(GATE, "archive", {"complete": True}).blocks


def test_an_open_case_is_refused():
    assert "尚未办结" in Case().filed().check(GATE, "archive", {"complete": True}).blocks


def test_every_way_a_case_ends_can_be_archived():
    for kind in ("refuse_filing", "terminate", "transfer_jurisdiction", "transfer_criminal"):
        case = Case().filed() if kind != "refuse_filing" else Case()
        case = _paper_everything(case.act(kind, "2026-06-01"))
        assert case.check(GATE, "archive", {"complete": True}).passes, kind
    revoked = _paper_everything(Case().decided().act("revoke", "2026-06-01"))
    assert revoked.check(GATE, "archive", {"complete": True}).passes


@pytest.mark.parametrize(
    ("kind", "article"),
    [("penalty.ordinary", "行政处罚法第四十七条"), ("levy.general", "档案法第十四条")],
)
def test_the_article_is_that_of_the_matter(kind: str, article: str):
    checked = Case(kind=kind).filed().check(GATE, "archive", {"complete": True})
    assert {f.citation for f in checked.findings if f.level == "block"} == {article}
