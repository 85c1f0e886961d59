"""All six contents (行政处罚法第五十九条)."""

import pytest

from institutions.builder import Case, decision

GATE = "decision_has_six_contents"
pytestmark = pytest.mark.requirement("RQ076")


FIELDS = [
    "party_name", "party_address", "conduct", "evidence", "violated", "basis", "performance", "remedy",
    "reconsideration_body", "court", "agency_name", "decided_on",
]  # fmt: skip


def test_a_full_decision_passes():
    assert Case().check(GATE, "decide", decision()).passes


@pytest.mark.parametrize("name", FIELDS)
def test_each_content_is_needed(name):
    assert Case().check(GATE, "decide", decision(**{name: ""})).fields == {name}


def test_so_is_the_penalty():
    assert Case().check(GATE, "decide", decision(kinds=[])).fields == {"kinds"}
