"""Reviewers hold the legal qualification (行政处罚法第五十八条第二款)."""

from institutions.builder import NOVICE, REVIEWER, Case

GATE = "reviewer_qualified"


def test_a_qualified_reviewer_passes():
    assert Case().check(GATE, "legal_review", by=[REVIEWER]).passes


def test_a_reviewer_without_qualification_is_refused():
    assert "宁新没有法律职业资格" in Case().check(GATE, "legal_review", by=[NOVICE]).blocks


def test_unknown_people_are_refused():
    assert Case().check(GATE, "legal_review", by=["nobody"]).blocks
