"""No second fine for the same violation, whichever agency imposed the first (行政处罚法第二十九条)."""

import pytest

from institutions.builder import FIRM_PARTY, PERSON_PARTY, Case, content, spot

GATE = "no_second_fine"
pytestmark = pytest.mark.requirement("RQ070")


def test_another_agencys_fine_blocks_a_second_one():
    found = Case().past().check(GATE, "decide", content())
    assert "测试市交通运输局测交立〔2026〕7号" in found.blocks and found.fields == {"fine_fen"}


def test_the_finding_names_agency_and_number_and_nothing_else():
    message = Case().past().check(GATE, "decide", content()).blocks
    assert "3000" not in message and "matter-past" not in message and FIRM_PARTY.name not in message


def test_other_kinds_of_penalty_remain_possible():
    assert Case().past().check(GATE, "decide", content(kinds=["warning"], fine_fen=None)).passes


def test_another_day_is_another_act():
    assert Case().past(facts={"conduct_on": "2026-02-01"}).check(GATE, "decide", content()).passes


def test_continuing_conduct_overlaps():
    case = Case().past(facts={"conduct_on": "2026-02-01", "conduct_until": "2026-03-05"})
    assert case.check(GATE, "decide", content()).blocks


def test_a_fine_for_something_else_that_day_is_shown():
    found = Case().past(facts={"violation_code": "T-9"}).check(GATE, "notify", content())
    assert not found.blocks and "是否同一违法行为" in found.warns


def test_a_revoked_fine_is_none():
    assert Case().past(stage="revoked").check(GATE, "decide", content()).passes
    assert Case().past(facts={"revoked_on": "2026-03-15"}).check(GATE, "decide", content()).passes


def test_a_warning_elsewhere_is_no_fine():
    assert Case().past(facts={"fine_fen": None}).check(GATE, "decide", content()).passes


def test_another_persons_fine_is_not_looked_at():
    assert Case().past(subject_id="somebody-else").check(GATE, "decide", content()).passes


def test_it_holds_on_the_spot_too():
    case = Case(parties=(PERSON_PARTY,)).past(facts={"violation_code": "T-2", "conduct_on": "2026-06-01"})
    assert case.check(GATE, "decide_on_spot", spot()).blocks
