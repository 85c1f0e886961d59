"""Chance that repeats: every part of the city draws from its own seeded source, so parts do not disturb each other."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
SEED = "云州市"


class Dice:
    """A random source named after what it is for: the same name gives the same draws, on every machine."""

    def __init__(self, *names: object) -> None:
        self._source = random.Random("/".join([SEED, *(str(n) for n in names)]))  # nosec B311

    def one(self, choices: Sequence[T]) -> T:
        """One of the choices."""
        return choices[self._source.randrange(len(choices))]

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        """`count` different choices."""
        return self._source.sample(list(choices), count)

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return self._source.randint(low, high)

    def chance(self, percent: int) -> bool:
        """True that many times in a hundred."""
        return self._source.randrange(100) < percent

    def shuffled(self, choices: Sequence[T]) -> list[T]:
        """All choices in another order."""
        mixed = list(choices)
        self._source.shuffle(mixed)
        return mixed
