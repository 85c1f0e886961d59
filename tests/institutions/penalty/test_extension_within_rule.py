"""First by the head within the rule, further only by a meeting (行政处罚法第六十条;程序规定第六十四条)."""

import pytest

from institutions.builder import Case

GATE = "extension_within_rule"
pytestmark = pytest.mark.requirement("RQ070")


FIRST = {"round": "first", "days": 30}
FURTHER = {"round": "further", "days": 60}


def _case(sector: str = "market") -> Case:
    return Case(sector=sector).filed().clock("case_period", "M09", "2026-03-05", "2026-06-03")


def test_thirty_days_in_market_supervision():
    assert _case().check(GATE, "extend_period", FIRST, on="2026-05-20").passes
    assert (
        "最多延长30日" in _case().check(GATE, "extend_period", {**FIRST, "days": 31}, on="2026-05-20").blocks
    )


def test_not_after_the_period_has_run():
    assert "已经届满" in _case().check(GATE, "extend_period", FIRST, on="2026-06-04").blocks


def test_a_second_time_needs_a_meeting():
    case = _case().act("extend_period", "2026-05-20", FIRST)
    assert case.check(GATE, "extend_period", FIRST, on="2026-05-25").blocks
    assert "集体讨论" in case.check(GATE, "extend_period", FURTHER, on="2026-05-25").blocks
    case.act("deliberate", "2026-05-25", {"topic": "extension", "extension_days": 60})
    assert case.check(GATE, "extend_period", FURTHER, on="2026-05-26").passes
    assert "不一致" in case.check(GATE, "extend_period", {**FURTHER, "days": 90}, on="2026-05-26").blocks


def test_further_comes_after_first():
    assert "尚未经过第一次延长" in _case().check(GATE, "extend_period", FURTHER, on="2026-05-20").blocks


def test_where_no_rule_is_on_file_the_basis_is_asked_for():
    case = Case(sector="urban").filed()
    assert case.check(GATE, "extend_period", FIRST, on="2026-05-20").fields == {"basis"}
