"""The person in the decision is the party of the case (行政处罚法第五十九条)."""

import pytest

from institutions.builder import FIRM_PARTY, SHOP_PARTY, Case, decision

GATE = "decision_names_the_party"
pytestmark = pytest.mark.requirement("RQ076")


def test_the_partys_name_passes():
    assert Case().check(GATE, "decide", decision()).passes


def test_a_shop_is_named_with_its_owner():
    case = Case(parties=(SHOP_PARTY,))
    assert case.check(GATE, "decide", decision(party_name="云州小满面馆（经营者：贺小满）")).passes


def test_somebody_else_is_refused():
    found = Case().check(GATE, "decide", decision(party_name="云州白石建材有限公司"))
    assert FIRM_PARTY.name in found.findings[0].remedy and found.fields == {"party_name"}


def test_a_case_without_party_cannot_be_decided():
    assert Case(parties=()).check(GATE, "decide", decision()).blocks
