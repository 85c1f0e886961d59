"""Marking: full points for exactly the right answer, none for any other. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Marked:
    """Points reached and points there are; `right` are the places answered rightly, from 0."""

    score: int
    full: int
    right: tuple[int, ...]


def marked(questions: Sequence[Mapping[str, Any]], answers: Mapping[str, Any]) -> Marked:
    """What the answers (place as text → answer) are worth. Several letters count in whatever order they were given."""
    right = tuple(n for n, q in enumerate(questions) if said(q, answers.get(str(n))) == q["answer"])
    return Marked(
        sum(int(questions[n]["points"]) for n in right), sum(int(q["points"]) for q in questions), right
    )


def said(question: Mapping[str, Any], given: Any) -> str:
    """The answer in the form the bank has it; empty for one that the question does not offer."""
    offered = [letter for letter, _ in question["options"]]
    chosen = {g for g in (given if isinstance(given, list | tuple) else [given]) if isinstance(g, str)}
    if not chosen or not chosen <= set(offered):
        return ""
    if question["kind"] != "multiple" and len(chosen) > 1:
        return ""
    return "".join(letter for letter in offered if letter in chosen)
