"""Months, sums and bars, worked out by hand."""

from datetime import date

from yifa.supervision.statistics import Monthly
from yifa.supervision.tables import chart, months_of, table

JAN, FEB, MAR = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


def test_months_between_two_days():
    assert months_of(date(2025, 12, 31), date(2026, 2, 1)) == (date(2025, 12, 1), JAN, FEB)
    assert months_of(JAN, date(2026, 1, 31)) == (JAN,)
    assert months_of(FEB, JAN) == ()


def test_months_without_a_decision_are_noughts():
    rows = [Monthly("a", "x", JAN, 2), Monthly("a", "x", MAR, 3), Monthly("a", "y", MAR, 1)]
    made = table(rows, JAN, MAR)
    assert [(line.outcome, line.cells, line.total) for line in made.lines] == [
        ("x", (2, 0, 3), 5),
        ("y", (0, 0, 1), 1),
    ]
    assert (made.sums, made.total) == ((2, 0, 4), 6)


def test_the_tallest_bar_reaches_the_number_it_stands_for():
    made = chart((JAN, FEB, MAR), (5, 0, 10))
    assert [mark for mark, _ in made.grid] == [0, 5, 10]
    heights = dict(made.grid)
    assert [b.y for b in made.bars] == [heights[5], heights[0], heights[10]]
    assert made.bars[1].height == 0
    assert all(b.y + b.height == made.base for b in made.bars)


def test_the_scale_ends_at_a_round_number():
    tops = {n: chart((JAN,), (n,)).grid[-1][0] for n in (0, 1, 2, 3, 6, 11, 37, 51, 999)}
    assert tops == {0: 2, 1: 2, 2: 2, 3: 5, 6: 10, 11: 20, 37: 50, 51: 100, 999: 1000}


def test_there_are_at_most_twelve_words_under_the_bars():
    months = months_of(date(2024, 1, 1), date(2026, 12, 1))
    named = [b.month for b in chart(months, [1] * 36).bars if b.named]
    assert len(named) == 12
    assert named[:2] == [date(2024, 1, 1), date(2024, 4, 1)]


def test_nothing_to_draw_is_drawn_as_nothing():
    assert chart((), ()).bars == ()
