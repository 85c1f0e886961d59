"""A table of months and the bars that show its sums. Pure: rows in, cells and coordinates out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from yifa.supervision.statistics import Monthly

WIDTH, HEIGHT, LEFT, FOOT, HEAD = 640, 210, 34, 34, 18


@dataclass(frozen=True)
class Line:
    """One procedure and outcome: a number for every month of the table, and their sum."""

    procedure: str
    outcome: str
    cells: tuple[int, ...]
    total: int


@dataclass(frozen=True)
class Table:
    months: tuple[date, ...]
    lines: tuple[Line, ...]
    sums: tuple[int, ...]
    total: int


@dataclass(frozen=True)
class Bar:
    """A bar in the units of the drawing; `middle` is where its words stand, `named` whether there is room for them."""

    month: date
    number: int
    x: float
    y: float
    width: float
    height: float
    middle: float
    named: bool


@dataclass(frozen=True)
class Chart:
    bars: tuple[Bar, ...]
    grid: tuple[tuple[int, float], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    base: float = float(HEIGHT - FOOT)


def months_of(start: date, end: date) -> tuple[date, ...]:
    """First days of the months from `start` to `end`, both included; empty when the end is earlier."""
    first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    return tuple(date(n // 12, n % 12 + 1, 1) for n in range(first, last + 1))


def table(rows: Iterable[Monthly], start: date, end: date) -> Table:
    """Rows of `monthly` with a column for every month, months without a decision too."""
    months = months_of(start, end)
    numbers: dict[tuple[str, str], dict[date, int]] = {}
    for row in rows:
        numbers.setdefault((row.procedure, row.outcome), {})[row.month] = row.decided
    lines = []
    for (procedure, outcome), found in numbers.items():
        cells = tuple(found.get(m, 0) for m in months)
        lines.append(Line(procedure, outcome, cells, sum(cells)))
    sums = tuple(sum(line.cells[n] for line in lines) for n in range(len(months)))
    return Table(months, tuple(lines), sums, sum(sums))


def chart(months: Sequence[date], sums: Sequence[int]) -> Chart:
    """A bar for every month. The scale ends at a round number, so that its lines can be read."""
    top = _round_up(max(sums, default=0))
    base, span = HEIGHT - FOOT, HEIGHT - FOOT - HEAD
    step = (WIDTH - LEFT) / max(len(months), 1)
    every = -(-len(months) // 12)  # at most twelve words under the bars
    bars = tuple(
        Bar(
            month=month,
            number=number,
            x=round(LEFT + n * step + step * 0.15, 1),
            y=round(base - span * number / top, 1),
            width=round(step * 0.7, 1),
            height=round(span * number / top, 1),
            middle=round(LEFT + (n + 0.5) * step, 1),
            named=n % every == 0,
        )
        for n, (month, number) in enumerate(zip(months, sums, strict=True))
    )
    marks = {0, top // 2, top} if top % 2 == 0 else {0, top}
    return Chart(bars, tuple((m, round(base - span * m / top, 1)) for m in sorted(marks)))


def _round_up(number: int) -> int:
    """1, 2 or 5 followed by noughts, at least as great and at least 2."""
    scale = 1
    while True:
        for step in (2, 5, 10):
            if step * scale >= number:
                return step * scale
        scale *= 10
