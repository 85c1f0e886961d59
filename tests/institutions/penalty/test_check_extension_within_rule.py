"""The check of a clue is extended once, as the sector's rule allows (程序规定第十八条)."""

from institutions.builder import Case

GATE = "check_extension_within_rule"


def test_fifteen_more_working_days_in_market_supervision():
    assert Case(sector="market").check(GATE, "extend_check", {"days": 15}).passes
    assert "最多延长15个工作日" in Case(sector="market").check(GATE, "extend_check", {"days": 16}).blocks


def test_only_once():
    case = Case(sector="market").act("extend_check", "2026-03-10", {"days": 5})
    assert "只能延长一次" in case.check(GATE, "extend_check", {"days": 5}).blocks


def test_without_a_rule_there_is_no_extension():
    assert "没有延长" in Case(sector="urban").check(GATE, "extend_check", {"days": 5}).blocks
