"""Figures that a place adds at run time: TOML texts read onto the shipped rows, and what a new text changes.

The format is that of the shipped files. A text may have a region and a sector for its rows that name none, and
dates outside which none of its rows applies.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from yifa.law.codes import region_chain, same_region
from yifa.law.figure_files import FigureFile, Placed, Problem
from yifa.law.figure_row_conflicts import check_together
from yifa.law.figure_rows import read_text
from yifa.law.figure_words import TIME_UNITS, UNITS
from yifa.law.figures import Figure
from yifa.law.toml_lines import TomlLines

_WORDS = frozenset({"rule", "date"})  # units whose amount is a text


@dataclass(frozen=True, slots=True)
class OverlayText:
    """One text: `name` goes into messages; empty `region`, `sector` and no dates mean no limit."""

    name: str
    text: str
    region: str = ""
    sector: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


def read_overlays(
    base: Iterable[Figure], texts: Sequence[OverlayText], regions: Collection[str] | None = None
) -> tuple[list[Placed], list[Problem]]:
    """Rows of the texts, and every mistake in them, between them and against `base`, with file and line.

    `regions` are the codes of the register's tree; None leaves that unchecked.
    """
    shipped = FigureFile("", TomlLines(""))
    known = [Placed(row, shipped, 0) for row in base]
    placed: list[Placed] = []
    problems: list[Problem] = []
    for text in texts:
        file = FigureFile(text.name, TomlLines(""), region=text.region, sector=text.sector, registered=True)
        rows = [clipped for row in read_text(file, text.text) if (clipped := _clip(row, text))]
        problems.extend(file.problems)
        file.problems = problems
        placed.extend(rows)
    check_together([*known, *placed])
    first = _first_days([*known, *placed])
    tree = None if regions is None else {code.ljust(12, "0") for code in regions}
    for row in placed:
        for key, message in (*_place_mistakes(row, tree), *_value_mistakes(row.figure, first)):
            row.file.add(f"{row.figure.id}：{message}", "figure", row.index, key)
    return placed, sorted(problems)


def _clip(row: Placed, text: OverlayText) -> Placed | None:
    """The row within the dates of its text, entered or written in it; None where nothing is left of it."""
    figure, file = row.figure, row.file
    starts = [d for d in (figure.in_force_from, text.valid_from, file.valid_from) if d is not None]
    ends = [d for d in (figure.in_force_to, text.valid_to, file.valid_to) if d is not None]
    start, end = max(starts), min(ends, default=None)
    if end is not None and end < start:
        return None
    return replace(row, figure=replace(figure, in_force_from=start, in_force_to=end))


def dates_of(text: OverlayText) -> tuple[date | None, date | None]:
    """The days that the text itself says it applies from and to; None where it says nothing or nothing readable."""
    file = FigureFile(text.name, TomlLines(""), registered=True)
    read_text(file, text.text)
    return file.valid_from, file.valid_to


def _first_days(placed: Iterable[Placed]) -> dict[str, date]:
    first: dict[str, date] = {}
    for row in placed:
        day = row.figure.in_force_from
        first[row.figure.id] = min(day, first.get(row.figure.id, day))
    return first


def _place_mistakes(row: Placed, tree: Collection[str] | None) -> Iterator[tuple[str, str]]:
    region, within = row.figure.region, row.file.region
    if not region:
        return
    if within and not any(same_region(within, code) for code in region_chain(region)):
        yield "region", f"地区 {region} 不在 {within} 之内；请更正，或者另放一个文件装载"
    if tree is not None and region.ljust(12, "0") not in tree:
        hint = "请核对代码，或者先运行 yifa load regions"
        yield "region", f"行政区划登记簿里没有地区 {region}，{hint}"


def _value_mistakes(figure: Figure, first: dict[str, date]) -> Iterator[tuple[str, str]]:
    if figure.unit not in _WORDS:
        if figure.number is None and not any(c.isdigit() for c in figure.amount):
            unit = UNITS.get(figure.unit) or figure.unit
            hint = '请在 amount 和 number 写数字，没有数的写 unit = "rule"'
            yield "amount", f"“{figure.amount}”不是以“{unit}”计的数；{hint}"
        elif figure.amount.isdecimal() and figure.number != int(figure.amount):
            yield "number", f"number（{figure.number}）与 amount“{figure.amount}”不一致，请核对"
        elif figure.unit in TIME_UNITS and figure.number == 0:
            yield "number", "期限不能是 0，请核对"
    begins = first.get(figure.overlays or "")
    if begins is not None and figure.in_force_from < begins:
        hint = f"请把 in_force_from 写为不早于 {begins}"
        yield (
            "in_force_from",
            f"施行日 {figure.in_force_from} 早于 {figure.overlays} 录入的最早版本（{begins}起施行），{hint}",
        )


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row of a new text against the old one: `kind` is new, changed, unchanged or removed."""

    kind: str
    before: Figure | None
    after: Figure | None
    fields: tuple[str, ...] = ()

    @property
    def row(self) -> Figure:
        """The row as it will be, or was."""
        found = self.after or self.before
        assert found is not None
        return found


def compare_rows(old: Sequence[Figure], new: Sequence[Figure]) -> list[RowChange]:
    """What becomes of each row, in the order of the new text, removed ones last.

    Versions of one id are paired by the day they come into force, and what is left in order.
    """
    left = list(old)
    pairs: dict[int, Figure] = {}
    for same_day in (True, False):
        for n, row in enumerate(new):
            found = next(
                (
                    o
                    for o in left
                    if o.id == row.id and (not same_day or o.in_force_from == row.in_force_from)
                ),
                None,
            )
            if n not in pairs and found is not None:
                pairs[n] = found
                left.remove(found)
    changes = []
    for n, row in enumerate(new):
        before = pairs.get(n)
        differing = _differing(before, row) if before else ()
        kind = "new" if before is None else "changed" if differing else "unchanged"
        changes.append(RowChange(kind, before, row, differing))
    return [*changes, *(RowChange("removed", row, None) for row in left)]


def _differing(a: Figure, b: Figure) -> tuple[str, ...]:
    return tuple(f.name for f in fields(Figure) if getattr(a, f.name) != getattr(b, f.name))
