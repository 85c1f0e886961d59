"""Under fourteen no penalty, under eighteen a lighter one (行政处罚法第三十条)."""

from dataclasses import replace
from datetime import date

from institutions.builder import FIRM_PARTY, PERSON_PARTY, Case, content, report

GATE = "party_of_responsible_age"


def _aged(born: str) -> Case:
    return Case(parties=(replace(PERSON_PARTY, birth_date=date.fromisoformat(born)),))


def test_a_child_of_thirteen_is_not_punished():
    assert "不满十四周岁" in _aged("2012-06-01").check(GATE, "notify", content()).blocks


def test_on_the_fourteenth_birthday_one_is_not_yet_fourteen():
    on = content(conduct_on="2026-03-02", circumstances=["aged_14_to_18"])
    assert "不满十四周岁" in _aged("2012-03-02").check(GATE, "decide", on).blocks
    assert _aged("2012-03-01").check(GATE, "decide", on).passes


def test_from_fourteen_to_eighteen_the_circumstance_must_be_weighed():
    assert "应当从轻或者减轻" in _aged("2010-01-01").check(GATE, "report", report()).blocks
    assert _aged("2010-01-01").check(GATE, "report", report(circumstances=["aged_14_to_18"])).passes


def test_the_notice_follows_the_report():
    case = _aged("2010-01-01").reported(circumstances=["aged_14_to_18"])
    assert case.check(GATE, "notify", content()).passes


def test_adults_and_firms_pass():
    assert _aged("2008-03-01").check(GATE, "decide", content()).passes
    assert Case(parties=(FIRM_PARTY,)).check(GATE, "decide", content()).passes


def test_proposing_no_penalty_is_not_refused():
    assert _aged("2015-01-01").check(GATE, "report", report(outcome="no_penalty", kinds=[])).passes
