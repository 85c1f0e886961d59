"""Scores by hand: what is worth, what is taken, who stands where."""

from __future__ import annotations

from yifa.supervision.plans.scoring import ranked, score_of, ties


def test_a_score_is_what_the_items_are_worth_less_what_was_taken() -> None:
    points = {"培训": 30, "公示": 40, "归档": 30}
    assert score_of(points, []) == (100, 0)
    assert score_of(points, [("培训", 3), ("公示", 5), ("培训", 2)]) == (90, 10)


def test_from_an_item_no_more_is_taken_than_it_is_worth() -> None:
    assert score_of({"培训": 4, "公示": 6}, [("培训", 3), ("培训", 3), ("没有的", 5)]) == (6, 4)


def test_equal_scores_share_a_rank_and_the_next_is_left_out() -> None:
    rows = ranked({"甲": (97, 3), "乙": (99, 1), "丙": (97, 3), "丁": (90, 10)})
    assert [(r.unit, r.rank) for r in rows] == [("乙", 1), ("甲", 2), ("丙", 2), ("丁", 4)]
    assert ties(rows) == [["甲", "丙"]]
    assert ranked({}) == []
