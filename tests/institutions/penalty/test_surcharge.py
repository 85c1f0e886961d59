"""加处罚款: three per cent a day, capped at the fine, stopped during remedies (行政处罚法第七十二条、第七十三条)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.institutions.penalty.surcharge import Payment, Stop, surcharge

pytestmark = pytest.mark.requirement("RQ081")
DUE = date(2026, 5, 7)

fines = st.integers(min_value=0, max_value=10**12)
spans = st.integers(min_value=0, max_value=400)
stops = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 60)), max_size=3).map(
    lambda pairs: [Stop(DUE + timedelta(a), DUE + timedelta(a + b)) for a, b in pairs]
)


def after(days: int) -> date:
    return DUE + timedelta(days)


def test_three_per_cent_for_each_day_late():
    found = surcharge(1_000_000, DUE, after(5))
    assert (found.fen, found.days, found.capped) == (150_000, 5, False)


def test_nothing_on_the_last_day_to_pay():
    assert surcharge(1_000_000, DUE, DUE).fen == 0


def test_the_cap_is_reached_on_the_thirty_fourth_day():
    assert surcharge(1_000_000, DUE, after(33)).fen == 990_000
    assert surcharge(1_000_000, DUE, after(34)) == surcharge(1_000_000, DUE, after(900))
    assert surcharge(1_000_000, DUE, after(34)).fen == 1_000_000


def test_a_payment_stops_what_it_pays_from_the_next_day():
    found = surcharge(1_000_000, DUE, after(4), payments=[Payment(after(2), 600_000)])
    assert found.fen == 2 * 30_000 + 2 * 12_000


def test_a_fine_paid_in_full_stops_growing():
    assert surcharge(1_000_000, DUE, after(30), payments=[Payment(after(2), 1_000_000)]).fen == 60_000


def test_days_of_a_remedy_are_left_out_both_ends_included():
    found = surcharge(1_000_000, DUE, after(10), stops=[Stop(after(3), after(6))])
    assert (found.days, found.stopped, found.fen) == (6, 4, 180_000)


def test_a_remedy_that_still_runs_stops_it_altogether():
    assert surcharge(1_000_000, DUE, after(90), stops=[Stop(after(1))]).fen == 0


def test_less_than_a_fen_is_rounded_down():
    assert surcharge(33, DUE, after(1)).fen == 0
    assert surcharge(34, DUE, after(1)).fen == 1


def test_nonsense_is_refused():
    with pytest.raises(ValueError, match="negative"):
        surcharge(-1, DUE, after(1))


@given(fines, spans, stops)
def test_never_more_than_the_fine(fine, days, stopped):
    assert 0 <= surcharge(fine, DUE, after(days), stops=stopped).fen <= fine


@given(fines, spans, spans, stops)
def test_it_never_shrinks_with_time(fine, first, second, stopped):
    early, late = sorted((first, second))
    assert (
        surcharge(fine, DUE, after(early), stops=stopped).fen
        <= surcharge(fine, DUE, after(late), stops=stopped).fen
    )


@given(fines, spans, stops, st.integers(0, 300), st.integers(0, 60))
def test_a_further_remedy_never_makes_it_more(fine, days, stopped, start, length):
    more = [*stopped, Stop(after(start), after(start + length))]
    assert (
        surcharge(fine, DUE, after(days), stops=more).fen
        <= surcharge(fine, DUE, after(days), stops=stopped).fen
    )


@given(fines, spans, stops, st.integers(0, 10**12), st.integers(0, 400))
def test_paying_never_makes_it_more(fine, days, stopped, amount, when):
    paid = surcharge(fine, DUE, after(days), stops=stopped, payments=[Payment(after(when), amount)])
    assert paid.fen <= surcharge(fine, DUE, after(days), stops=stopped).fen


@given(fines, spans, stops)
def test_every_day_late_counted_or_stopped(fine, days, stopped):
    found = surcharge(fine, DUE, after(days), stops=stopped)
    if not found.capped and fine:
        assert found.days + found.stopped == days
