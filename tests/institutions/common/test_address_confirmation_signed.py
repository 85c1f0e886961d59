"""A confirmation of address binds only when signed (行政处罚法第六十一条第二款)."""

import pytest

from institutions.builder import Case

GATE = "address_confirmation_signed"
pytestmark = pytest.mark.requirement("RQ078")


def test_unsigned_is_refused():
    assert Case().check(GATE, "confirm_address", {"signed": False}).fields == {"signed"}


def test_signed_passes():
    assert Case().check(GATE, "confirm_address", {"signed": True}).passes
