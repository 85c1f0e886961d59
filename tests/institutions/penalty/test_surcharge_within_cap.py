"""Three per cent a day, at most the fine, none during remedies (行政处罚法第七十二条、第七十三条)."""

import pytest

from institutions.builder import Case

GATE = "surcharge_within_cap"
pytestmark = pytest.mark.requirement("RQ081")


def _pay(case: Case, on: str, surcharge: int):
    return case.check(GATE, "pay", {"paid_on": on, "amount_fen": 500_000, "surcharge_fen": surcharge}, on=on)


def test_served_on_the_twenty_second_of_april_the_fine_is_due_on_the_seventh_of_may():
    assert _pay(Case().decided(), "2026-05-07", 1).blocks
    assert _pay(Case().decided(), "2026-05-08", 15_000).passes
    assert "150元" in _pay(Case().decided(), "2026-05-08", 15_001).blocks


def test_never_more_than_the_fine():
    assert _pay(Case().decided(), "2026-10-01", 500_000).passes
    assert _pay(Case().decided(), "2026-10-01", 500_001).blocks


def test_days_of_reconsideration_do_not_count():
    case = Case().decided().act("start_reconsideration", "2026-05-08", {"started_on": "2026-05-08"})
    case.act("end_reconsideration", "2026-05-17", {"ended_on": "2026-05-17"})
    assert _pay(case, "2026-05-18", 15_000).passes
    assert "不计10日" in _pay(case, "2026-05-18", 15_001).blocks


def test_a_deferral_moves_the_day():
    case = Case().decided().act("grant_deferral", "2026-05-06", {"granted_on": "2026-05-06", "days": 60})
    assert _pay(case, "2026-07-06", 1).blocks
    assert _pay(case, "2026-07-07", 15_000).passes


def test_what_was_paid_of_it_counts():
    case = Case().decided().act("pay_part", "2026-05-08", {"amount_fen": 0, "surcharge_fen": 15_000})
    assert _pay(case, "2026-05-08", 1).blocks


def test_no_surcharge_nothing_to_check():
    assert _pay(Case().decided(), "2026-05-01", 0).passes
