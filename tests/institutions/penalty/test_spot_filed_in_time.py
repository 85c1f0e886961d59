"""Filed with the agency in time (行政处罚法第五十二条第三款;程序规定第七十条)."""

import pytest

from institutions.builder import Case

GATE = "spot_filed_in_time"
pytestmark = pytest.mark.requirement("RQ069")


def _case(sector: str) -> Case:
    case = Case(sector=sector)
    return case.on_the_spot("2026-06-01")


def test_seven_working_days_in_market_supervision():
    assert _case("market").check(GATE, "file_with_agency", {"filed_on": "2026-06-10"}).passes
    assert "2026-06-10" in _case("market").check(GATE, "file_with_agency", {"filed_on": "2026-06-11"}).warns


def test_where_no_rule_gives_days_none_are_counted():
    assert _case("urban").check(GATE, "file_with_agency", {"filed_on": "2026-08-11"}).passes


def test_not_before_the_decision():
    assert _case("urban").check(GATE, "file_with_agency", {"filed_on": "2026-05-31"}).fields == {"filed_on"}


def test_at_rest_an_unfiled_decision_is_seen():
    assert _case("market").at_rest(GATE, "2026-06-11").warns
    assert _case("market").act("file_with_agency", "2026-06-10").at_rest(GATE, "2026-06-11").passes
