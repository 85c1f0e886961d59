"""A stretch of a document that is one task, before its words are read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the document that is one task, before its words are read."""

    no: str
    title: str
    start: int
    end: int
    path: tuple[str, ...]
    cells: tuple[tuple[str, int, int], ...] = ()
    above: tuple[int, int] | None = (
        None  # the heading above it that names who is charged with all that stands below
    )
