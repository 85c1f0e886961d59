"""The six kinds of penalty are announced with the right to a hearing (行政处罚法第六十三条)."""

import pytest

from institutions.builder import PERSON_PARTY, SHOP_PARTY, Case, notice

GATE = "hearing_right_told_when_due"
pytestmark = pytest.mark.requirement("RQ074")


def _notice(case: Case, **changes):
    return case.check(GATE, "notify", notice(**changes))


def test_a_small_fine_needs_no_hearing():
    assert _notice(Case()).passes


@pytest.mark.parametrize("kind", ["revoke_permit", "downgrade", "halt", "close", "restrict_occupation"])
def test_grave_kinds_do_whatever_the_amount(kind):
    found = _notice(Case(), kinds=[kind], fine_fen=None)
    assert found.blocks and found.fields == {"hearing_right"}
    assert _notice(Case(), kinds=[kind], fine_fen=None, hearing_right=True).passes


def test_market_thresholds_for_firms_and_people():
    firm, person = Case(sector="market"), Case(sector="market", parties=(PERSON_PARTY,))
    assert _notice(firm, fine_fen=9_999_999).passes
    assert _notice(firm, fine_fen=10_000_000).blocks
    assert _notice(person, fine_fen=999_999).passes
    assert _notice(person, fine_fen=1_000_000).blocks


def test_an_individual_business_counts_as_a_person():
    assert _notice(Case(sector="market", parties=(SHOP_PARTY,)), fine_fen=1_000_000).blocks


def test_confiscation_of_that_size_counts_too():
    values = {"kinds": ["confiscate_gains", "confiscate_goods"], "fine_fen": None}
    amounts = {
        "confiscated_income_fen": 6_000_000,
        "confiscated_goods_fen": 4_000_000,
        "confiscated_goods": "机器",
    }
    assert _notice(Case(sector="market"), **values, **amounts).blocks


def test_without_a_rule_the_default_is_used_and_called_unverified():
    assert "未经核实" in _notice(Case(sector="urban"), fine_fen=10_000_000).blocks
