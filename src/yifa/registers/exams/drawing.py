"""Drawing a paper from a bank by a seed. Pure: the same seed, parts and bank always give the same paper.

Every question of a part's pool gets the rank SHA-256("<seed>:<part>:<number>"), in hexadecimal; the part takes those
that rank first, in that order. Anybody can repeat it without this program.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """`number` questions of one category and kind, `points` for each."""

    position: int
    category: str
    kind: str
    number: int
    points: int

    @property
    def pool(self) -> str:
        """The name of the pool in a bank's `pools`."""
        return f"{self.category}|{self.kind}"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question by its number, and the part that it is drawn for."""

    number: str
    part: Part


def ranked(seed: str, position: int, numbers: Iterable[str]) -> list[str]:
    """The numbers in the order in which the seed takes them."""
    return sorted(
        set(numbers), key=lambda n: (hashlib.sha256(f"{seed}:{position}:{n}".encode()).hexdigest(), n)
    )


def drawn(seed: str, parts: Sequence[Part], pools: Mapping[str, Sequence[str]]) -> list[Drawn]:
    """The paper: for each part, in order, its questions. ValueError where a pool has too few."""
    paper = []
    for part in sorted(parts, key=lambda p: p.position):
        pool = ranked(seed, part.position, pools.get(part.pool, ()))
        if len(pool) < part.number:
            raise ValueError(f"{part.category}的题目不足：要{part.number}题，题库只有{len(pool)}题")
        paper += [Drawn(number, part) for number in pool[: part.number]]
    return paper


def digest(value: Any) -> str:
    """SHA-256 of a JSON value, in one form whatever the order of keys."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
