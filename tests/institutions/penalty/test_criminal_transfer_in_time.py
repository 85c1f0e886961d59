"""Twenty-four hours from approval to transfer (移送规定第五条)."""

from institutions.builder import Case

GATE = "criminal_transfer_in_time"


def test_the_next_day_is_in_time():
    assert (
        Case()
        .check(GATE, "transfer_criminal", {"approved_on": "2026-05-06", "transferred_on": "2026-05-07"})
        .passes
    )


def test_two_days_later_is_marked():
    assert (
        Case()
        .check(GATE, "transfer_criminal", {"approved_on": "2026-05-06", "transferred_on": "2026-05-08"})
        .warns
    )


def test_both_dates_are_needed():
    assert Case().check(GATE, "transfer_criminal", {"approved_on": "2026-05-06"}).blocks
