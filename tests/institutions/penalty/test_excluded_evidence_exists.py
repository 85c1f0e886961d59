"""Only evidence in the file can be excluded (行政处罚法第四十六条第三款)."""

import pytest

from institutions.builder import Case

GATE = "excluded_evidence_exists"
pytestmark = pytest.mark.requirement("RQ071")


def test_unknown_evidence_is_refused():
    assert Case().check(GATE, "exclude_evidence", {"title": "没有的证据"}).fields == {"title"}


def test_evidence_in_the_file_can_be_excluded():
    case = Case().act("add_evidence", "2026-03-06", {"exhibits": [{"kind": "document", "title": "合同"}]})
    assert case.check(GATE, "exclude_evidence", {"title": "合同"}).passes
