"""A complainant learns that no case was opened."""

from institutions.builder import Case

GATE = "complainant_told"


def test_a_named_complainant_is_to_be_told():
    case = Case().act("register_clue", "2026-03-03", {"complainant": "王女士"})
    assert case.check(GATE, "refuse_filing", {}).warns
    assert case.check(GATE, "refuse_filing", {"complainant_told_on": "2026-03-10"}).passes


def test_without_a_complainant_nobody_is():
    assert Case().act("register_clue", "2026-03-03", {}).check(GATE, "refuse_filing", {}).passes
