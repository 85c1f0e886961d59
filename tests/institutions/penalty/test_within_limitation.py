"""Found within two years, five where life, health or finance was harmed (行政处罚法第三十六条)."""

import pytest

from institutions.builder import Case, content, spot

GATE = "within_limitation"
pytestmark = pytest.mark.requirement("RQ070")


def _file(conduct_on: str, found: str, **changes):
    return Case().check(GATE, "file", {"conduct_on": conduct_on, "discovered_on": found, **changes})


def test_two_years_to_the_day_is_in_time():
    assert _file("2024-03-04", "2026-03-04").passes


def test_a_day_later_is_too_late():
    found = _file("2024-03-04", "2026-03-05")
    assert "2026-03-04届满" in found.blocks and found.fields == {"conduct_on"}


def test_continuing_conduct_counts_from_its_end():
    assert _file("2020-01-01", "2026-03-05", conduct_until="2024-03-05").passes


def test_harm_to_life_or_health_gives_five_years():
    assert _file("2021-03-08", "2026-03-05", serious_hazard=True).passes
    assert _file("2021-03-04", "2026-03-06", serious_hazard=True).blocks


def test_the_decision_is_judged_by_the_filing():
    case = Case().filed(conduct_on="2024-03-04", discovered_on="2026-03-05")
    assert case.check(GATE, "decide", content(conduct_on="2024-03-04")).blocks


def test_on_the_spot_the_day_of_the_decision_counts():
    assert Case().check(GATE, "decide_on_spot", spot()).passes
    assert Case().check(GATE, "decide_on_spot", spot(conduct_on="2024-05-29")).blocks


def test_without_a_day_of_conduct_it_cannot_be_judged():
    assert "无法判断" in Case().check(GATE, "file", {"conduct_on": "昨天"}).blocks
