"""First offence means that none is on record (行政处罚法第三十三条第一款)."""

from institutions.builder import Case

GATE = "first_offence_is_first"


CLAIM = {"ground": "first_minor_corrected", "violation_code": "T-1"}


def test_a_clean_record_passes():
    assert Case().check(GATE, "decide_no_penalty", CLAIM).passes


def test_an_earlier_penalty_for_the_same_blocks():
    found = Case().past(facts={"conduct_on": "2023-01-01", "decided_on": "2023-02-01"})
    assert "不能以初次违法为由" in found.check(GATE, "decide_no_penalty", CLAIM).findings[0].remedy


def test_an_earlier_penalty_for_something_else_is_marked():
    case = Case().past(facts={"violation_code": "T-9", "decided_on": "2025-02-01"})
    assert "其他处罚" in case.check(GATE, "decide_no_penalty", CLAIM).warns


def test_other_grounds_are_not_its_business():
    assert Case().past().check(GATE, "decide_no_penalty", {"ground": "no_fault"}).passes
