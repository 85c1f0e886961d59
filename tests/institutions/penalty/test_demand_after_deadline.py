"""A demand follows a deadline that has passed (行政强制法第三十四条)."""

import pytest

from institutions.builder import Case

GATE = "demand_after_deadline"
pytestmark = pytest.mark.requirement("RQ081")


def test_on_the_last_day_to_pay_it_is_too_early():
    assert "2026-05-07" in Case().decided().check(GATE, "demand", on="2026-05-07").blocks
    assert Case().decided().check(GATE, "demand", on="2026-05-08").passes


def test_before_service_nothing_is_due():
    assert "尚未送达" in Case().decided(served=None).check(GATE, "demand").blocks
