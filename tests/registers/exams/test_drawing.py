"""A paper is drawn by its seed and can be drawn again by anybody; marking knows only right and wrong."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from yifa.registers.exams import Part, drawn, marked, ranked

pytestmark = pytest.mark.requirement("RQ005")
POOLS = {"处罚|single": [f"S{n}" for n in range(40)], "处罚|judge": ["J1", "J2"]}
PARTS = [Part(2, "处罚", "judge", 1, 5), Part(1, "处罚", "single", 10, 2)]


def test_the_rule_can_be_repeated_without_this_program():
    want = sorted(["S1", "S2", "S3"], key=lambda n: hashlib.sha256(f"abc:1:{n}".encode()).hexdigest())
    assert ranked("abc", 1, ["S1", "S2", "S3"]) == want
    # Worked out with `printf 'abc:1:S1' | sha256sum` and so on.
    assert ranked("abc", 1, ["S3", "S2", "S1"]) == want


def test_the_same_seed_gives_the_same_paper_and_another_seed_another():
    first = drawn("a" * 32, PARTS, POOLS)
    assert first == drawn("a" * 32, list(reversed(PARTS)), {k: list(reversed(v)) for k, v in POOLS.items()})
    assert [d.number for d in first] != [d.number for d in drawn("b" * 32, PARTS, POOLS)]


def test_a_paper_is_what_the_scheme_asks_for_and_asks_nothing_twice():
    paper = drawn("seed", PARTS, POOLS)
    assert [d.part.kind for d in paper] == ["single"] * 10 + ["judge"]
    assert len({d.number for d in paper}) == 11


def test_over_many_seeds_every_question_comes_about_equally_often():
    counts = dict.fromkeys(POOLS["处罚|single"], 0)
    for n in range(800):
        for d in drawn(f"seed{n}", [PARTS[1]], POOLS):
            counts[d.number] += 1
    assert min(counts.values()) > 140 and max(counts.values()) < 260  # 200 expected, deviation about 12


def test_a_bank_with_too_few_says_which():
    with pytest.raises(ValueError, match="处罚的题目不足：要3题，题库只有2题"):
        drawn("seed", [Part(1, "处罚", "judge", 3, 5)], POOLS)


def question(kind: str, answer: str, points: int = 2) -> dict[str, Any]:
    options = [["对", "对"], ["错", "错"]] if kind == "judge" else [[x, x] for x in "ABCD"]
    return {"kind": kind, "answer": answer, "points": points, "options": options}


PAPER = [question("single", "B"), question("multiple", "ACD", 4), question("judge", "错", 1)]


@pytest.mark.parametrize(
    ("answers", "score", "right"),
    [
        ({}, 0, ()),
        ({"0": ["B"], "1": ["D", "A", "C"], "2": ["错"]}, 7, (0, 1, 2)),
        ({"0": "B"}, 2, (0,)),
        ({"1": ["A", "C"]}, 0, ()),  # a letter is missing
        ({"1": ["A", "B", "C", "D"]}, 0, ()),  # one too many
        ({"0": ["A", "B"]}, 0, ()),  # two answers to a question with one
        ({"0": ["E"], "2": ["B"]}, 0, ()),
        ({"0": 5, "1": None, "2": [["错"]], "9": ["A"]}, 0, ()),
    ],
)
def test_full_points_for_exactly_the_right_answer(answers: Any, score: int, right: tuple[int, ...]):
    found = marked(PAPER, answers)
    assert (found.score, found.full, found.right) == (score, 7, right)
