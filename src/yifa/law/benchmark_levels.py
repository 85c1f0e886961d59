"""A lower agency's table against those of its superiors: tiers may be divided further, not left.

国办发〔2022〕27号第五项: 下级行政机关……不能超出上级行政机关划定的阶次或者幅度 (figure D01, RQ038).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from yifa.law.benchmarks import Benchmark, BenchmarkItem, LintFinding, Tier
from yifa.law.measures import Measure, describe_bounds
from yifa.law.same_violation import plain_words

RULE = "国办发〔2022〕27号第五项"


@dataclass(frozen=True, slots=True)
class Beyond:
    """A tier of the lower item, its fine, and the range of the upper one that does not contain it."""

    group: int
    tier: Tier
    fine: Measure
    allowed: tuple[Measure, ...]
    by_name: bool

    @property
    def bounds(self) -> str:
        """What the superior allows, in words."""
        return "或者".join(dict.fromkeys(f"{m.base_words}{describe_bounds(m)}" for m in self.allowed))


def beyond(lower: BenchmarkItem, upper: BenchmarkItem) -> Iterator[Beyond]:
    """The fines of the lower item that leave the superior's tier of the same name, else its ranges.

    Only fines counted alike (same unit, base and kind of party) are compared; a range that could not be read is
    none.
    """
    ranges = [m for g in upper.groups for m in g.measures if m.kind == "fine"]
    for index, _, tier in lower.tiers():
        same = [m for _, _, t in upper.tiers() if t.name == tier.name for m in t.measures if m.kind == "fine"]
        for fine in (m for m in tier.measures if m.kind == "fine"):
            allowed = [m for m in ranges if _alike(m, fine)]
            named = [m for m in same if _alike(m, fine)]
            if allowed and not any(m.contains(fine) for m in allowed):
                yield Beyond(index, tier, fine, tuple(allowed), by_name=False)
            elif named and not any(m.contains(fine) for m in named):
                yield Beyond(index, tier, fine, tuple(named), by_name=True)


def _alike(one: Measure, two: Measure) -> bool:
    parties = "any" in (one.party, two.party) or one.party == two.party
    return parties and (one.unit, one.basis) == (two.unit, two.basis)


def against(benchmark: Benchmark, uppers: Iterable[Benchmark]) -> tuple[LintFinding, ...]:
    """One error for every tier that leaves the range of a superior's table, with both ranges; in table order.

    `uppers` are the superiors' tables that count; a violation is the same by its code, else by its words, else by
    the articles it rests on when they belong to one violation of the upper table only.
    """
    found: list[LintFinding] = []
    for upper in uppers:
        index = _Index(upper)
        for item in benchmark.items:
            same = index.find(item)
            if same is None:
                continue
            for tier in beyond(item, same):
                found.append(_finding(item, upper, tier))
    return tuple(found)


def _finding(item: BenchmarkItem, upper: Benchmark, found: Beyond) -> LintFinding:
    number = f"第{item.no}项" if item.no else item.code
    what = f"阶次“{found.tier.name}”" if found.by_name else "幅度"
    title = f"《{upper.title.strip('《》')}》" + (f"（{upper.document_no}）" if upper.document_no else "")
    return LintFinding(
        "level", "error", f"{number} / 第{found.group + 1}组 / {found.tier.name}",
        f"本级{found.fine.base_words}{describe_bounds(found.fine)}超出上级{title}划定的{what}{found.bounds}，"
        f"下级行政机关不能超出上级行政机关划定的阶次或者幅度（{RULE}）",
        item.no, found.group + 1, found.tier.name, found.tier.line,
    )  # fmt: skip


class _Index:
    """The items of an upper table by code, by words and by articles."""

    def __init__(self, upper: Benchmark) -> None:
        # A code made up from the document number and the row says nothing about the violation.
        self._codes = {i.code: i for i in upper.items if not i.code.startswith(f"{i.document_no}-")}
        self._words = {plain_words(i.violation): i for i in upper.items}
        self._bases: dict[frozenset[tuple[str, ...]], list[BenchmarkItem]] = {}
        for item in upper.items:
            self._bases.setdefault(_articles(item), []).append(item)

    def find(self, item: BenchmarkItem) -> BenchmarkItem | None:
        found = self._codes.get(item.code) or self._words.get(plain_words(item.violation))
        if found is None and item.basis:
            candidates = self._bases.get(_articles(item), [])
            found = candidates[0] if len(candidates) == 1 else None
        return found


def _articles(item: BenchmarkItem) -> frozenset[tuple[str, ...]]:
    return frozenset((b.law.strip("《》"), b.article, b.paragraph or "", b.item or "") for b in item.basis)


def superiors(
    benchmark: Benchmark, tables: Iterable[Benchmark], regions: tuple[str, ...], makers: Collection[str] = (),
    *, later: bool = False,
) -> list[Benchmark]:  # fmt: skip
    """The tables above it in force on its first day; with `later` also those that came into force beside it since.

    Above are those of wider regions (`regions`: the table's own, then wider ones; a table without a region is the
    nation's), and within its own region those whose maker is one of `makers`: the agencies above its own, as
    `plain_words`. Which agency is above another is not known from a table.
    """
    wider = {*regions[1:], ""} if benchmark.region else set()
    return [
        t
        for t in tables
        if t is not benchmark
        and (t.region in wider or (t.region == benchmark.region and plain_words(t.authority) in makers))
        and _beside(t, benchmark, later)
        and (not t.sector or not benchmark.sector or t.sector == benchmark.sector)
    ]


def _beside(upper: Benchmark, lower: Benchmark, later: bool) -> bool:
    """Whether both are in force on the lower's first day, or on the later of both first days."""
    if upper.effective_from is None or lower.effective_from is None:
        return False
    day = max(upper.effective_from, lower.effective_from) if later else lower.effective_from
    return upper.in_force(day) and lower.in_force(day)
