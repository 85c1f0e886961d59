"""Records of monitoring devices count only after review (行政处罚法第四十一条)."""

import pytest

from institutions.builder import Case

GATE = "monitoring_evidence_reviewed"
pytestmark = pytest.mark.requirement("RQ071")


def _check(reviewed: bool):
    row = {
        "kind": "electronic",
        "title": "路口抓拍",
        "from_monitoring": True,
        "monitoring_reviewed": reviewed,
    }
    return Case().check(GATE, "add_evidence", {"exhibits": [row]})


def test_unreviewed_is_refused():
    assert "路口抓拍" in _check(False).blocks


def test_reviewed_passes():
    assert _check(True).passes
