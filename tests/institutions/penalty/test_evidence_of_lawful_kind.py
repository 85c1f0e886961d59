"""Evidence is of one of eight kinds and says where it came from (行政处罚法第四十六条)."""

import pytest

from institutions.builder import Case

GATE = "evidence_of_lawful_kind"
pytestmark = pytest.mark.requirement("RQ071")


KINDS = ["document", "object", "audiovisual", "electronic", "witness", "statement", "expert", "record"]


@pytest.mark.parametrize("kind", KINDS)
def test_each_of_the_eight_kinds_passes(kind):
    row = {"kind": kind, "title": "照片", "source": "当事人提供"}
    assert Case().check(GATE, "add_evidence", {"exhibits": [row]}).passes


def test_a_ninth_kind_is_refused():
    row = {"kind": "rumour", "title": "传闻", "source": "路人"}
    assert "法定的八种证据" in Case().check(GATE, "add_evidence", {"exhibits": [row]}).blocks


def test_evidence_without_source_is_refused():
    row = {"kind": "document", "title": "合同", "source": ""}
    assert "没有写明来源" in Case().check(GATE, "add_evidence", {"exhibits": [row]}).blocks
