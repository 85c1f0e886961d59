"""Figures: the numbers in the law — periods, amounts, shares — as rows with source, article, dates and scope.

A national row may be replaced for a sector or a region by a row that names it in `overlays`. Resolution says
in Chinese why a row won. Rows are data (`data/figures/*.toml`), read by figure_rows.py, checked by
figure_row_checks.py and figure_row_conflicts.py.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from yifa.law.codes import same_region
from yifa.law.figure_words import CONFLICT_RULES, SECTORS, TIME_UNITS, UNITS, UNVERIFIED


@lru_cache(maxsize=4096)
def _cited(source: str, article: str) -> str:
    articles = "、".join(f"第{a}条" for a in article.split("、") if a)
    return f"《{source}》{articles}"


class UnknownFigure(LookupError):
    """No row answers to that id on that day in that place; the message is Chinese."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One row. `amount` is the wording, `number` the integer to compute with (yuan for CNY) or None.

    `comparison` is ≤, ≥ or empty; `counts` is "after" (from the trigger) or "before" (back from the event).
    `extension` says in words how the period may be extended, `extension_number`/`extension_unit` by how much,
    `extension_by` who grants it, `extension_times` how often. Where the text lets it go on after that,
    `extension_again_by` says who decides, `extension_again_number` by how much at most (None: no limit in the text).
    `excludes` are the statute's words for time that does not count in the period, `excludes_article` where it says
    so (empty: in the cited article).
    `in_force_to` is the last day in force. `verified` is False where the statute is silent or was not read;
    `doubt` says why. `yields_to_lower`: a regional row that itself lets a lower number of the sector prevail.
    `see` lists related rows that neither replace nor are replaced. `quote` are exact words of the cited article
    that bear the row out where the amount alone does not. `conflict` says what other sources say differently,
    `conflict_rule` (a key of CONFLICT_RULES) how that was settled. `open_matters` is "recompute" where the row's own
    transition rule (`open_matters_basis`, a citation) reaches periods that run already, else "keep".
    """

    id: str
    group: str
    subject: str
    trigger: str
    amount: str
    number: int | None
    comparison: str
    unit: str
    extension: str
    source: str
    article: str
    note: str
    verified: bool
    in_force_from: date
    in_force_to: date | None = None
    sector: str | None = None
    region: str | None = None
    overlays: str | None = None
    edition: str = ""
    counts: str = "after"
    extension_number: int | None = None
    extension_unit: str | None = None
    extension_by: str = ""
    extension_times: int = 1
    extension_again_by: str = ""
    extension_again_number: int | None = None
    excludes: tuple[str, ...] = ()
    excludes_article: str = ""
    yields_to_lower: bool = False
    see: tuple[str, ...] = ()
    doubt: str = ""
    quote: tuple[str, ...] = ()
    conflict: str = ""
    conflict_rule: str = ""
    open_matters: str = "keep"
    open_matters_basis: str = ""

    @property
    def mark(self) -> str:
        """（未核实） for a row that is not verified, else nothing; goes wherever the figure is shown."""
        return "" if self.verified else UNVERIFIED

    @property
    def fen(self) -> int:
        """The amount of money in fen. Raises ValueError for a row that is no amount of money."""
        if self.unit != "CNY" or self.number is None:
            raise ValueError(f"{self.id} 不是金额")
        return self.number * 100

    @property
    def is_period(self) -> bool:
        """Whether a clock can run on it."""
        return self.unit in TIME_UNITS and self.number is not None

    @property
    def citation(self) -> str:
        """《中华人民共和国行政处罚法》第60条; the document alone where it has no articles."""
        return _cited(self.source, self.article)

    def excluding(self, reason: str) -> str:
        """The article by which time spent on `reason` (鉴定, 听证…) does not count here; empty where there is none."""
        if reason:
            for word in self.excludes:
                if reason in word or word in reason:
                    return _cited(self.source, self.excludes_article or self.article)
        return ""

    @property
    def conflict_words(self) -> tuple[str, ...]:
        """How a difference between sources was settled, as one sentence; empty where there is none."""
        if not self.conflict:
            return ()
        rule = CONFLICT_RULES.get(self.conflict_rule, self.conflict_rule)
        return (f"来源不一致：{self.conflict}；按“{rule}”处理。",)

    @property
    def plain_wording(self) -> str:
        """The amount with its unit in Chinese, without the mark: 7个工作日, 90日, ≥10000元, 及时."""
        return self.amount + (UNITS.get(self.unit, self.unit) if self.amount[-1:].isdigit() else "")

    @property
    def wording(self) -> str:
        """As `plain_wording`, with the mark: 3日（未核实）."""
        return self.plain_wording + self.mark

    @property
    def scope(self) -> str:
        """Where it applies, in Chinese: 全国, 市场监督管理领域, 地区 150000."""
        parts = []
        if self.region:
            parts.append(f"地区 {self.region}")
        if self.sector:
            parts.append(f"{SECTORS.get(self.sector, self.sector)}领域")
        return "、".join(parts) or "全国"

    def in_force(self, on: date) -> bool:
        return self.in_force_from <= on and (self.in_force_to is None or on <= self.in_force_to)


@dataclass(frozen=True, slots=True)
class Resolved:
    """The row that won and, step by step in Chinese, why; `replaced` are the sentences on the rows it replaced."""

    figure: Figure
    why: tuple[str, ...]
    replaced: tuple[str, ...] = ()


# Beyond this many rows that do not apply, an explanation only counts them.
_SHOWN = 6


@lru_cache(maxsize=8192)
def chinese_date(d: date) -> str:
    return f"{d.year}年{d.month}月{d.day}日"


class FigureBook:
    """All rows; immutable. Resolution is cached, so asking again costs a dictionary lookup."""

    def __init__(self, rows: Iterable[Figure]) -> None:
        self.rows = tuple(rows)
        self._candidates: dict[str, tuple[Figure, ...]] = {}
        for row in self.rows:
            for key in {row.id, row.overlays} - {None}:
                self._candidates[str(key)] = (*self._candidates.get(str(key), ()), row)
        self._cached = lru_cache(maxsize=8192)(self._resolve)

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __contains__(self, figure_id: object) -> bool:
        """Whether any row, at any date and scope, answers to that id."""
        return figure_id in self._candidates

    def versions(self, figure_id: str) -> tuple[Figure, ...]:
        """Every row that answers to that id, whatever its date and scope; empty for an unknown id."""
        return self._candidates.get(figure_id, ())

    def extended(self, rows: Iterable[Figure]) -> FigureBook:
        """A new book with further rows, such as a province's own thresholds."""
        return FigureBook((*self.rows, *rows))

    def resolve(self, id: str, on: date, *, regions: Sequence[str] = (), sector: str = "") -> Resolved:
        """The row for `id` in force on `on`, for a chain of region codes (narrow to wide) and a sector.

        A row of the narrowest region wins, then a row of the sector, then the national row; among equals the
        one in force later. A scoped row asked for by its own id with neither region nor sector is given, and
        `why` says that it is scoped. Raises UnknownFigure.
        """
        return self._cached(id, on, tuple(regions), sector)

    def find(self, id: str, on: date, *, regions: Sequence[str] = (), sector: str = "") -> Resolved | None:
        """As `resolve`, but None where no row answers (e.g. no hearing threshold is entered)."""
        try:
            return self._cached(id, on, tuple(regions), sector)
        except UnknownFigure:
            return None

    def _resolve(self, id: str, on: date, regions: tuple[str, ...], sector: str) -> Resolved:
        candidates = self._candidates.get(id)
        if not candidates:
            raise UnknownFigure(self._no_such(id))
        applicable: list[tuple[tuple[int, int, int, int], Figure]] = []
        rejected: list[str] = []
        for row in candidates:
            reason = _mismatch(row, id, on, regions, sector)
            if reason:
                rejected.append(f"未采用 {row.id}（{row.scope}，{row.wording}）：{reason}。")
            else:
                applicable.append((_rank(row, regions), row))
        if not applicable:
            detail = "".join(rejected)
            raise UnknownFigure(f"{chinese_date(on)}没有可以适用的期限或数额“{id}”。{detail}")
        applicable.sort(key=lambda pair: pair[0], reverse=True)
        winner = _yield(applicable[0][1], [row for _, row in applicable])
        losers = [row for _, row in applicable if row is not winner]
        why = _explain(id, on, regions, sector, winner, losers, rejected)
        return Resolved(winner, why, tuple(_over(winner, loser) for loser in losers))

    def _no_such(self, id: str) -> str:
        near = difflib.get_close_matches(id.upper(), self._candidates, n=3)
        hint = f"，是否要找：{'、'.join(near)}" if near else ""
        return f"没有编号为“{id}”的期限或数额{hint}"


def _region_index(row: Figure, regions: tuple[str, ...]) -> int | None:
    for index, code in enumerate(regions):
        if row.region and same_region(row.region, code):
            return index
    return None


def _mismatch(row: Figure, id: str, on: date, regions: tuple[str, ...], sector: str) -> str:
    """Why the row does not apply, in Chinese; empty when it does."""
    if on < row.in_force_from:
        return f"{chinese_date(row.in_force_from)}起施行"
    if not row.in_force(on):
        return f"{chinese_date(row.in_force_to or on)}后失效"
    if row.id == id and not sector and not regions:
        return ""
    if row.sector and row.sector != sector:
        return f"仅适用于{SECTORS.get(row.sector, row.sector)}领域"
    if row.region and _region_index(row, regions) is None:
        return f"仅适用于地区 {row.region}"
    return ""


def _rank(row: Figure, regions: tuple[str, ...]) -> tuple[int, int, int, int]:
    """Bigger wins: narrower region, then sector, then overlay over base, then the later one."""
    index = _region_index(row, regions)
    nearness = 0 if index is None else len(regions) - index
    return nearness, int(bool(row.sector)), int(row.overlays is not None), row.in_force_from.toordinal()


def _yield(winner: Figure, applicable: Sequence[Figure]) -> Figure:
    """The sector's row where the regional winner lets a lower number prevail and there is one."""
    if not winner.yields_to_lower or winner.number is None:
        return winner
    lower = [r for r in applicable if r.sector and r.number is not None and r.number < winner.number]
    return min(lower, key=lambda r: r.number or 0, default=winner)


def _explain(
    id: str,
    on: date,
    regions: tuple[str, ...],
    sector: str,
    winner: Figure,
    losers: Sequence[Figure],
    rejected: Sequence[str],
) -> tuple[str, ...]:
    where = "→".join(regions) or "未指定"
    field = SECTORS.get(sector, sector) or "未指定"
    lines = [f"查找 {id}：基准日 {chinese_date(on)}，地区 {where}，领域 {field}。"]
    lines.append(
        f"采用 {winner.id}（{winner.scope}）：{winner.subject}，{winner.wording}，依据{winner.citation}，"
        f"{chinese_date(winner.in_force_from)}起施行。"
    )
    if not losers:
        lines.append("没有其他可以适用的规定。")
    lines.extend(_over(winner, loser) for loser in losers)
    if winner.sector and not sector:
        lines.append(f"注意：本行仅适用于{SECTORS.get(winner.sector, winner.sector)}领域，查询没有指定领域。")
    if winner.region and not regions:
        lines.append(f"注意：本行仅适用于地区 {winner.region}，查询没有指定地区。")
    lines.extend(rejected[:_SHOWN])
    if len(rejected) > _SHOWN:
        lines.append(f"另有{len(rejected) - _SHOWN}行因范围或者施行日不合未采用。")
    lines.extend(winner.conflict_words)
    if winner.doubt:
        lines.append(f"存疑：{winner.doubt}。")
    if winner.see:
        lines.append(f"另见 {'、'.join(winner.see)}。")
    return tuple(lines)


def _over(winner: Figure, loser: Figure) -> str:
    """One sentence: why the winner goes before the loser."""
    if loser.region and not winner.region:
        reason = "该地方规定写明部门规定的数额更低的从其规定"
    elif winner.region and not loser.region:
        differs = loser.sector and (loser.number, loser.unit) != (winner.number, winner.unit)
        reason = "地方规定优先于" + ("部门规定" if loser.sector else "全国一般规定")
        reason += "，两者数额不同，请核对" if differs else ""
    elif winner.region and loser.region and not same_region(winner.region, loser.region):
        reason = "较小地区的规定优先"
    elif winner.sector and not loser.sector:
        reason = "领域的特别规定优先于一般规定"
    else:
        reason = "较新的规定优先"
    return f"取代 {loser.id}（{loser.scope}，{loser.wording}，{loser.citation}）：{reason}。"


DATA = Path(__file__).parent / "data" / "figures"


def load_figures(paths: Iterable[Path]) -> FigureBook:
    """A book from TOML files (or folders of them). Raises FigureErrors listing file, line and mistake."""
    from yifa.law.figure_files import FigureErrors
    from yifa.law.figure_rows import read_files

    rows, problems = read_files(paths)
    if problems:
        raise FigureErrors(problems)
    return FigureBook(rows)


@lru_cache(maxsize=1)
def _default() -> FigureBook:
    return load_figures([DATA])


if TYPE_CHECKING:
    DEFAULT_FIGURES: FigureBook
else:

    def __getattr__(name):
        """`DEFAULT_FIGURES` is read on first use: the row reader itself needs this module."""
        if name == "DEFAULT_FIGURES":
            return _default()
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
