"""Discretion benchmarks (裁量权基准) as data: violation, legal basis, tiers, conditions, standards.

Loading never guesses and never drops a row that could be a rule: a row whose wording is not understood is kept
with the wording, a row that is not a row is listed in `Benchmark.problems` with its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from yifa.law.chinese_numbers import read_integer, write_integer
from yifa.law.measures import Measure, ParsedMeasures

# 国市监法规〔2022〕2号 (十六)(三): one year, used when the table itself says nothing (figure D03).
DEFAULT_LOOKBACK_MONTHS = 12


class BenchmarkUnreadable(ValueError):
    """The data is not a benchmark table at all; the message says in Chinese what it is instead."""


@dataclass(frozen=True, slots=True)
class LintFinding:
    """Something wrong in a table. `place` reads `第27项 / 第1组 / 情节较轻`; `line` is known for files."""

    code: str
    level: Literal["error", "warn", "info"]
    place: str
    message: str
    no: int | None = None
    group: int | None = None
    tier: str = ""
    line: int | None = None

    def __str__(self) -> str:
        at = f"第{self.line}行 " if self.line else ""
        return f"{at}{self.place}：{self.message}"


@dataclass(frozen=True, slots=True)
class Basis:
    """One article the item rests on. Numbers are as written in the table (`13`, `29-1`), None = not named."""

    law: str
    article: str
    paragraph: str | None = None
    item: str | None = None

    def cite(self) -> str:
        """`《…条例》第十三条第二款第四项`; a number that is not a number is cited as it is written."""
        law = self.law if self.law.startswith("《") else f"《{self.law}》"
        article, _, suffix = self.article.partition("-")
        text = f"{law}第{_in_words(article)}条" + (f"之{_in_words(suffix)}" if suffix else "")
        if self.paragraph:
            text += f"第{_in_words(self.paragraph)}款"
        return text + (f"第{_in_words(self.item)}项" if self.item else "")


def _in_words(number: str) -> str:
    return write_integer(int(number)) if number.isascii() and number.isdigit() and len(number) < 7 else number


@dataclass(frozen=True, slots=True)
class Repeat:
    """第N次(及以上): how often within the look-back, this time included. `only` is False when the tier has
    other conditions that suffice by themselves (具有下列情形之一 …, 或者 …)."""

    first: int
    last: int | None
    only: bool = True
    counts: str = "被处罚"

    def covers(self, count: int) -> bool:
        return count >= self.first and (self.last is None or count <= self.last)


@dataclass(frozen=True, slots=True)
class Tier:
    """裁量阶次: its name, the condition that puts a case in it, and the standard as words and as measures."""

    name: str
    condition: str
    standard: str
    parsed: ParsedMeasures
    repeat: Repeat | None = None
    line: int | None = field(default=None, compare=False)

    @property
    def measures(self) -> tuple[Measure, ...]:
        return self.parsed.measures

    @property
    def releases(self) -> bool:
        """True for 不予处罚 and 免予处罚."""
        return any(m.kind in ("no_penalty", "exempt") for m in self.measures)


@dataclass(frozen=True, slots=True)
class Group:
    """A statutory range and the tiers it is divided into. `when` is the case it is for, if the law has several."""

    range: str
    parsed: ParsedMeasures
    tiers: tuple[Tier, ...]
    when: str = ""
    line: int | None = field(default=None, compare=False)

    @property
    def measures(self) -> tuple[Measure, ...]:
        return self.parsed.measures


@dataclass(frozen=True, slots=True)
class BenchmarkItem:
    """One violation of a table, carrying what a decision must cite of the table itself."""

    code: str
    no: int | None
    law: str
    violation: str
    basis: tuple[Basis, ...]
    groups: tuple[Group, ...]
    breached: tuple[Basis, ...] = ()
    lookback_months: int = DEFAULT_LOOKBACK_MONTHS
    lookback_given: bool = False
    table: str = ""
    document_no: str = ""
    authority: str = ""
    region: str = ""
    sector: str = ""
    effective_from: date | None = None
    effective_to: date | None = None
    line: int | None = field(default=None, compare=False)
    # The rule that divides the statute's own range, when this is no row of a table (fallback_bands.py).
    fallback: str = ""

    def tiers(self) -> Iterator[tuple[int, Group, Tier]]:
        """Every tier with the index of its group (from 0) and the group."""
        for index, group in enumerate(self.groups):
            for tier in group.tiers:
                yield index, group, tier

    def cite_basis(self) -> str:
        return "、".join(b.cite() for b in self.basis)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A published table. `effective_to` is its last day in force, None while open. `problems` are the rows and
    fields that could not be read when it was loaded."""

    title: str
    document_no: str
    authority: str
    issued: date | None
    effective_from: date | None
    effective_to: date | None
    region: str
    sector: str
    lookback_months: int
    lookback_given: bool
    items: tuple[BenchmarkItem, ...]
    lookback_note: str = ""
    refuse_to_correct_note: str = ""
    valid_years: int | None = None
    problems: tuple[LintFinding, ...] = ()

    def in_force(self, on: date) -> bool:
        """False before the first and after the last day; a table without a readable first day is never in force."""
        if self.effective_from is None or on < self.effective_from:
            return False
        return self.effective_to is None or on <= self.effective_to

    def item(self, code: str) -> BenchmarkItem | None:
        return next((i for i in self.items if i.code == code), None)


_ORDINAL = r"[一二三四五六七八九十两0-9]+"
_REPEAT = re.compile(
    rf"第(?P<first>{_ORDINAL})次(?:(?:至|到)第(?P<last>{_ORDINAL})次)?(?P<open>及以上|及其以上|及以后|以上)?"
    r"(?P<counts>(?:因[^，。；]{0,20})?(?:被处罚|被发现|被查处|违法|实施|受到[^，。；]{0,6}处罚)?)"
)


def read_repeat(condition: str) -> Repeat | None:
    """The 第N次 of a condition, or None when it has none or several that contradict each other."""
    found = list(_REPEAT.finditer(condition))
    if len(found) != 1:
        return None
    match = found[0]
    first, last = read_integer(match["first"]), read_integer(match["last"] or match["first"])
    if not first or not last:
        return None
    only = not re.search(r"之一|或者|[（(][2二][）)]", condition)
    return Repeat(first, None if match["open"] else last, only, match["counts"] or "被处罚")


def load_benchmark(data: dict[str, Any]) -> Benchmark:
    """A table from parsed JSON: {benchmark: {...}, items: [...]}. Raises BenchmarkUnreadable for anything else."""
    from yifa.law.benchmark_loading import build_benchmark

    return build_benchmark(data, {})


def lint(benchmark: Benchmark) -> tuple[LintFinding, ...]:
    """What is wrong in the table itself, worst first within each item, in the order of the table."""
    from yifa.law.benchmark_lint import lint_benchmark

    return lint_benchmark(benchmark)
