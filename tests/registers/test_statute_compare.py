"""Two versions of a text: moved, changed, new and repealed articles are told apart."""

from __future__ import annotations

from dataclasses import dataclass

from yifa.registers.statutes.compare import compare, pieces


@dataclass
class Text:
    number: int
    text: str
    suffix: int = 0

    @property
    def label(self) -> str:
        return f"第{self.number}条"


OLD = [
    Text(1, "为了规范行政处罚的设定和实施，制定本法。"),
    Text(2, "行政机关应当自立案之日起三个月内作出决定。"),
    Text(3, "罚款应当在十五日内缴纳。"),
]


def test_an_article_that_only_got_another_number_is_moved_not_changed() -> None:
    new = [
        Text(1, OLD[0].text),
        Text(2, "新设的第二条，与以往各条都不相同的内容。"),
        Text(3, OLD[1].text),
        Text(4, OLD[2].text),
    ]
    assert [c.kind for c in compare(OLD, new)] == ["same", "new", "moved", "moved"]


def test_an_amended_article_shows_what_went_and_what_came() -> None:
    new = [OLD[0], Text(2, "行政机关应当自立案之日起九十日内作出决定。"), OLD[2]]
    changed = compare(OLD, new)[1]
    assert changed.kind == "changed"
    assert ("-", "三个月") in changed.pieces
    assert ("+", "九十日") in changed.pieces


def test_a_repealed_article_is_listed_last() -> None:
    changes = compare(OLD, [OLD[0], Text(2, OLD[2].text)])
    assert [(c.kind, c.old.number if c.old else None) for c in changes] == [
        ("same", 1),
        ("moved", 3),
        ("gone", 2),
    ]


def test_an_article_emptied_by_a_correction_is_no_article() -> None:
    assert [c.kind for c in compare(OLD, [*OLD, Text(4, "")])] == ["same"] * 3


def test_the_pieces_join_to_both_texts() -> None:
    old, new = "三个月内作出决定", "九十日内作出决定；可以延长"
    found = list(pieces(old, new))
    assert "".join(t for sign, t in found if sign != "+") == old
    assert "".join(t for sign, t in found if sign != "-") == new
