"""Where what was done apart for a case stands among the case's own entries."""

from __future__ import annotations

from datetime import datetime, timedelta

from yifa.matters.served import among

NINE = datetime(2026, 11, 2, 9)


def hours(*after: int) -> list[datetime]:
    return [NINE + timedelta(hours=n) for n in after]


def test_a_block_stands_after_what_had_happened_when_it_was_opened() -> None:
    review = (NINE + timedelta(hours=2), ["送审", "意见"])
    assert among(["立案", "报告", "告知"], hours(0, 2, 4), [review]) == [
        "立案",
        "报告",
        "送审",
        "意见",
        "告知",
    ]


def test_two_blocks_opened_together_keep_their_order() -> None:
    opened = NINE + timedelta(hours=1)
    assert among(["立案"], hours(0), [(opened, ["一"]), (opened, ["二"])]) == ["立案", "一", "二"]


def test_an_entry_recorded_late_does_not_move() -> None:
    """The case's own order is that of recording; the block follows the last entry that lies before it."""
    own, times = ["报告", "补录的询问", "告知"], hours(3, 1, 5)
    assert among(own, times, [(NINE + timedelta(hours=3), ["审核"])]) == [
        "报告",
        "补录的询问",
        "审核",
        "告知",
    ]


def test_a_block_before_everything_comes_first() -> None:
    assert among(["立案"], hours(3), [(NINE, ["听证"])]) == ["听证", "立案"]
