"""The reconsideration body and the court are named (行政处罚法第五十九条)."""

import pytest

from institutions.builder import Case, decision

GATE = "remedy_bodies_named"
pytestmark = pytest.mark.requirement("RQ076")


def test_named_bodies_pass():
    assert Case().check(GATE, "decide", decision()).passes


def test_described_bodies_are_refused():
    found = Case().check(
        GATE, "decide", decision(reconsideration_body="复议机关", court="有管辖权的人民法院")
    )
    assert found.fields == {"reconsideration_body", "court"}
