"""Up to 200 yuan for people, 3,000 for legal persons (行政处罚法第五十一条)."""

import pytest

from institutions.builder import FIRM_PARTY, PERSON_PARTY, SHOP_PARTY, Case, spot

GATE = "spot_limits"
pytestmark = pytest.mark.requirement("RQ069")


def _fine(party, yuan: int):
    return Case(parties=(party,)).check(GATE, "decide_on_spot", spot(fine_fen=yuan * 100))


def test_people_up_to_two_hundred():
    assert _fine(PERSON_PARTY, 200).passes
    assert (
        "200元" in Case(parties=(PERSON_PARTY,)).check(GATE, "decide_on_spot", spot(fine_fen=20_001)).blocks
    )


def test_an_individual_business_counts_as_a_person():
    assert _fine(SHOP_PARTY, 200).passes
    assert "个体工商户" in _fine(SHOP_PARTY, 201).blocks


def test_legal_persons_up_to_three_thousand():
    assert _fine(FIRM_PARTY, 3000).passes
    assert _fine(FIRM_PARTY, 3001).blocks


def test_only_warnings_and_fines():
    found = Case(parties=(PERSON_PARTY,)).check(
        GATE, "decide_on_spot", spot(kinds=["confiscate_goods"], fine_fen=None)
    )
    assert found.fields == {"kinds"}


def test_one_party_per_decision():
    found = Case(parties=(PERSON_PARTY, FIRM_PARTY)).check(GATE, "decide_on_spot", spot())
    assert found.fields == {"parties"}
