"""When officers may collect on the spot (行政处罚法第六十八条至第七十条)."""

import pytest

from institutions.builder import PERSON_PARTY, Case, spot

GATE = "spot_collection"
pytestmark = pytest.mark.requirement("RQ079")


def _collect(**changes):
    values = {"collected_on_spot": True, "collection_ground": "small", "receipt_number": "票据1", **changes}
    return Case(parties=(PERSON_PARTY,)).check(GATE, "decide_on_spot", spot(**values))


def test_up_to_a_hundred_yuan():
    assert _collect(fine_fen=10_000).passes
    assert "100元" in _collect(fine_fen=10_001).blocks


def test_more_where_it_could_hardly_be_collected_later_or_in_remote_places():
    assert _collect(fine_fen=20_000, collection_ground="hard_later").passes
    assert _collect(fine_fen=20_000, collection_ground="remote").passes


def test_a_ground_is_needed():
    assert _collect(collection_ground=None).fields == {"collection_ground"}


def test_a_treasury_receipt_is_needed():
    assert _collect(receipt_number="").fields == {"receipt_number"}


def test_no_fine_nothing_to_collect():
    assert _collect(fine_fen=None).blocks


def test_not_collected_passes():
    assert _collect(collected_on_spot=False, receipt_number="").passes
