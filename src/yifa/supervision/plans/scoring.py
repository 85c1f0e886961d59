"""Scores and ranks of an evaluation. Pure: points are whole; a score is what the items are worth less deductions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Scored(Generic[K]):
    """One unit: its score, the points taken from it, and its rank; units with one score share a rank (1, 1, 3)."""

    unit: K
    score: int
    deducted: int
    rank: int


def score_of(points: Mapping[K, int], deductions: Iterable[tuple[K, int]]) -> tuple[int, int]:
    """(score, points taken) for items worth `points`: from one item no more is taken than it is worth."""
    taken: dict[K, int] = {}
    for item, amount in deductions:
        taken[item] = taken.get(item, 0) + amount
    lost = sum(min(amount, points.get(item, 0)) for item, amount in taken.items())
    return sum(points.values()) - lost, lost


def ranked(scores: Mapping[K, tuple[int, int]]) -> list[Scored[K]]:
    """Units by score, the highest first; `scores` is (score, points taken) by unit. Order of equals is that given."""
    values = [score for score, _ in scores.values()]
    rows = [
        Scored(unit, score, lost, 1 + sum(1 for other in values if other > score))
        for unit, (score, lost) in scores.items()
    ]
    return sorted(rows, key=lambda row: row.rank)


def ties(rows: Sequence[Scored[K]]) -> list[list[K]]:
    """Units that share a rank, for a circular that says so."""
    groups: dict[int, list[K]] = {}
    for row in rows:
        groups.setdefault(row.rank, []).append(row.unit)
    return [units for units in groups.values() if len(units) > 1]
