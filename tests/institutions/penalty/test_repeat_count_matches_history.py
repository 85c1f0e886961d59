"""The stated number of earlier penalties is what the record shows (国市监法规〔2022〕2号第十六条)."""

from institutions.builder import Case, report

GATE = "repeat_count_matches_history"


EARLIER = {"conduct_on": "2025-06-01", "decided_on": "2025-07-01"}


def test_an_earlier_penalty_within_the_year_must_be_counted():
    found = Case().past(facts=EARLIER).check(GATE, "report", report(repeat_count=0))
    assert "1次同类处罚" in found.blocks and found.fields == {"repeat_count"}
    assert Case().past(facts=EARLIER).check(GATE, "report", report(repeat_count=1)).passes


def test_a_penalty_long_ago_does_not_count():
    old = {"conduct_on": "2024-01-05", "decided_on": "2025-02-20"}
    assert Case().past(facts=old).check(GATE, "report", report(repeat_count=0)).passes


def test_another_violation_does_not_count():
    assert Case().past(facts={**EARLIER, "violation_code": "T-2"}).check(GATE, "report", report()).passes


def test_claiming_more_than_the_record_shows_is_marked():
    assert "少于填写的2次" in Case().check(GATE, "report", report(repeat_count=2)).warns
