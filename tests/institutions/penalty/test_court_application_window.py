"""Three months from the end of the time to sue (行政强制法第五十三条;行政诉讼法第四十六条)."""

import pytest

from institutions.builder import Case

GATE = "court_application_window"
pytestmark = pytest.mark.requirement("RQ081")


def _apply(case: Case, on: str):
    return case.check(GATE, "apply_court", {"applied_on": on}, on="2026-11-22")


def test_served_on_the_twenty_second_of_april_the_window_opens_after_the_twenty_second_of_october():
    assert "2026-10-22" in _apply(Case().decided(), "2026-10-22").blocks
    assert _apply(Case().decided(), "2026-10-23").passes


def test_it_closes_three_months_later():
    assert _apply(Case().decided(), "2027-01-22").passes
    late = _apply(Case().decided(), "2027-01-23")
    assert "2027-01-22" in late.warns and not late.blocks  # the court may accept it for good reason


def test_after_a_deferral_it_counts_from_its_end():
    case = Case().decided().act("grant_deferral", "2026-05-06", {"granted_on": "2026-05-06", "days": 190})
    assert "2026-11-12" in _apply(case, "2026-11-12").blocks
    assert _apply(case, "2026-11-13").passes


def test_after_a_decision_on_the_spot_reconsideration_comes_first_and_sixty_days_suffice():
    assert "2026-07-31" in _apply(Case().on_the_spot("2026-06-01"), "2026-07-31").blocks
    assert _apply(Case().on_the_spot("2026-06-01"), "2026-08-03").passes


def test_before_service_nothing_runs():
    assert _apply(Case().decided(served=None), "2026-11-20").blocks
