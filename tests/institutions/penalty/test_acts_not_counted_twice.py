"""One act is fined once, however it is written down (行政处罚法第二十九条)."""

from institutions.builder import decision, report
from institutions.penalty.several_cases import both, case, second

GATE = "acts_not_counted_twice"


def test_the_same_violation_on_the_same_day_is_refused():
    twice = second(violation_code="T-1", conduct="另行描述")
    found = case().check(GATE, "decide", both(decision, twice))
    assert "违法行为二与违法行为一是同一违法行为" in found.blocks
    assert "further_violations.0.violation_code" in found.fields


def test_the_same_kind_of_violation_on_another_day_passes():
    later = second(violation_code="T-1", conduct_on="2026-03-09")
    assert case().check(GATE, "decide", both(decision, later)).passes


def test_days_that_meet_count_to_their_end():
    lasting = second(violation_code="T-1", conduct_on="2026-02-20", conduct_until="2026-03-02")
    assert case().check(GATE, "decide", both(decision, lasting)).blocks
    ended = second(violation_code="T-1", conduct_on="2026-02-20", conduct_until="2026-03-01")
    assert case().check(GATE, "decide", both(decision, ended)).passes


def test_one_act_under_two_norms_is_pointed_out():
    same = second(conduct=decision()["conduct"])
    assert "违反几个法律规范" in case().check(GATE, "decide", both(decision, same)).warns


def test_different_violations_pass():
    assert case().check(GATE, "decide", both(decision)).passes
    assert not case().at_rest(GATE).findings


def test_a_further_violation_fined_before_is_not_fined_again():
    before = case().past(facts={"violation_code": "T-3"})
    found = before.check("no_second_fine", "decide", both(decision))
    assert "已经受过罚款处罚：测试市交通运输局" in found.blocks
    assert "further_violations.0.fine_fen" in found.fields
    unfined = second(kinds=["warning"], fine_fen=0)
    assert not before.check("no_second_fine", "decide", both(decision, unfined)).blocks


def test_the_repeat_count_of_a_further_violation_is_what_the_record_shows():
    past = case().past(
        facts={"violation_code": "T-3", "conduct_on": "2025-12-01", "decided_on": "2025-12-10"}
    )
    gate = "repeat_count_matches_history"
    found = past.check(gate, "report", both(report))
    assert "追溯期内已有1次同类处罚" in found.blocks and "further_violations.0.repeat_count" in found.fields
    assert past.check(gate, "report", both(report, second(repeat_count=1))).passes
