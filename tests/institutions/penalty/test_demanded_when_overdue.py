"""An unpaid fine is followed up before the court's window closes (行政强制法第五十四条)."""

import pytest

from institutions.builder import Case

GATE = "demanded_when_overdue"
pytestmark = pytest.mark.requirement("RQ081")


def test_nothing_is_said_while_there_is_time_to_pay():
    assert Case().decided().at_rest(GATE, "2026-05-07").passes


def test_afterwards_the_days_and_the_windows_end_are_named():
    found = Case().decided().at_rest(GATE, "2026-05-17").warns
    assert "逾期10日" in found and "2027-01-22" in found


def test_a_demand_or_a_payment_settles_it():
    assert Case().decided().act("demand", "2026-06-01").at_rest(GATE, "2026-06-10").passes
    assert (
        Case().decided().act("pay", "2026-06-01", {"amount_fen": 500_000}).at_rest(GATE, "2026-06-10").passes
    )


def test_a_running_remedy_leaves_it_quiet():
    case = Case().decided().act("start_reconsideration", "2026-05-20", {"started_on": "2026-05-20"})
    assert case.at_rest(GATE, "2026-06-10").passes


def test_a_window_that_closed_is_seen():
    case = Case().decided().act("demand", "2026-06-01")
    assert "2027-01-22届满" in case.at_rest(GATE, "2027-02-01").warns.replace("已于", "")
