"""The benchmarks in force, found by code, day, region and sector, with the reason why one table won."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from yifa.law.benchmark_levels import beyond
from yifa.law.benchmarks import Benchmark, BenchmarkItem, Group
from yifa.law.measures import ORDERS, RELEASES, Measure, MeasureParty

LOWER_TABLE_EXCEEDS = "注意：本级基准超出上级基准的幅度"


@dataclass(frozen=True, slots=True)
class Found:
    """The item that applies (None when none does) and, in words, how the choice was made."""

    item: BenchmarkItem | None
    benchmark: Benchmark | None
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """从旧兼从轻 (处罚法 37): the item to apply. `which` says old (conduct), new (decision) or undecided."""

    item: BenchmarkItem | None
    which: Literal["old", "new", "same", "undecided"]
    why: tuple[str, ...]


class Shelf:
    """An immutable collection of tables. Lookups take no time that grows with the number of items."""

    def __init__(self, benchmarks: Iterable[Benchmark] = ()) -> None:
        self.benchmarks: tuple[Benchmark, ...] = tuple(benchmarks)
        self._by_code: dict[str, list[tuple[Benchmark, BenchmarkItem]]] = {}
        for benchmark in self.benchmarks:
            for item in benchmark.items:
                self._by_code.setdefault(item.code, []).append((benchmark, item))

    def __len__(self) -> int:
        return len(self.benchmarks)

    def __iter__(self) -> Iterator[Benchmark]:
        return iter(self.benchmarks)

    def add(self, *benchmarks: Benchmark) -> Shelf:
        """A new shelf with these tables as well."""
        return Shelf((*self.benchmarks, *benchmarks))

    def find(
        self, code: str, on: date, regions: Sequence[str] = (), sector: str = ""
    ) -> BenchmarkItem | None:
        """The item of that code in force on that day for the region chain (narrow → wide) and sector, or None."""
        return self.explain(code, on, regions, sector).item

    def explain(self, code: str, on: date, regions: Sequence[str] = (), sector: str = "") -> Found:
        """As `find`, with the table and the steps of the choice in Chinese."""
        why: list[str] = []
        fits: list[tuple[tuple[int, int, int], Benchmark, BenchmarkItem]] = []
        for benchmark, item in self._by_code.get(code, ()):
            refusal = _why_not(benchmark, on, regions, sector)
            if refusal:
                why.append(f"《{_title(benchmark)}》不适用：{refusal}")
            else:
                fits.append((_closeness(benchmark, regions), benchmark, item))
        if not fits:
            why.append(f"{on}没有编码为{code}的裁量权基准在施行")
            return Found(None, None, tuple(why))
        fits.sort(key=lambda fit: fit[0])
        (_, benchmark, item), others = fits[0], fits[1:]
        why.append(
            f"适用《{_title(benchmark)}》（{benchmark.document_no}），自{benchmark.effective_from}起施行"
        )
        for closeness, other, wider in others:
            reason = "区域更宽" if closeness[0] > fits[0][0][0] else "施行在先"
            why.append(f"另有《{_title(other)}》（{other.document_no}），{reason}")
            if closeness[0] > fits[0][0][0] and exceeds(item, wider):
                why.append(f"{LOWER_TABLE_EXCEEDS}，应适用上级基准（国办发〔2022〕27号第五项）")
        return Found(item, benchmark, tuple(why))

    def in_force(self, on: date, regions: Sequence[str] = (), sector: str = "") -> Iterator[BenchmarkItem]:
        """Every applicable item once, the winning version of each code."""
        for code in self._by_code:
            item = self.find(code, on, regions, sector)
            if item is not None:
                yield item

    def search(
        self,
        text: str,
        on: date | None = None,
        regions: Sequence[str] = (),
        sector: str = "",
        limit: int = 20,
    ) -> tuple[BenchmarkItem, ...]:
        """Items whose code, violation or legal basis contain every word of `text`; best first, at most `limit`."""
        words = text.split()
        source = (
            self.in_force(on, regions, sector)
            if on
            else (i for pairs in self._by_code.values() for _, i in pairs)
        )
        scored: list[tuple[int, int, BenchmarkItem]] = []
        for order, item in enumerate(source):
            places = (item.code, item.violation, f"{item.law}{item.cite_basis()}{item.table}")
            ranks = [next((r for r, p in enumerate(places) if w in p), None) for w in words]
            if None not in ranks:
                scored.append((sum(r for r in ranks if r is not None), order, item))
        scored.sort(key=lambda entry: entry[:2])
        return tuple(item for _, _, item in scored[:limit])

    def choose(
        self,
        code: str,
        *,
        conduct_on: date,
        decided_on: date,
        regions: Sequence[str] = (),
        sector: str = "",
        party: MeasureParty = "any",
        quantity: int | Fraction | None = None,
        tier: str = "",
    ) -> Choice:
        """从旧兼从轻: the item at the day of conduct, unless the one at the day of decision is lighter."""
        old = self.find(code, conduct_on, regions, sector)
        new = self.find(code, decided_on, regions, sector)
        return lighter(old, new, party=party, quantity=quantity, tier=tier)


def _title(benchmark: Benchmark) -> str:
    return benchmark.title.strip("《》")


def _why_not(benchmark: Benchmark, on: date, regions: Sequence[str], sector: str) -> str:
    if benchmark.effective_from is None:
        return "没有施行日期"
    if on < benchmark.effective_from:
        return f"{benchmark.effective_from}才施行"
    if benchmark.effective_to and on > benchmark.effective_to:
        return f"{benchmark.effective_to}已失效"
    if benchmark.region and benchmark.region not in regions:
        return "不在适用区域内"
    if benchmark.sector and sector and benchmark.sector != sector:
        return "不属于本执法领域"
    return ""


def _closeness(benchmark: Benchmark, regions: Sequence[str]) -> tuple[int, int, int]:
    """Narrower region first, then a table of the sector before a general one, then the newest."""
    distance = list(regions).index(benchmark.region) if benchmark.region else len(regions)
    first = benchmark.effective_from
    return distance, 0 if benchmark.sector else 1, -(first.toordinal() if first else 0)


def exceeds(lower: BenchmarkItem, upper: BenchmarkItem) -> bool:
    """True when a tier of the lower agency's item leaves the tiers or ranges of the upper agency's item."""
    return next(beyond(lower, upper), None) is not None


def lighter(
    old: BenchmarkItem | None,
    new: BenchmarkItem | None,
    *,
    party: MeasureParty = "any",
    quantity: int | Fraction | None = None,
    tier: str = "",
) -> Choice:
    """Compare the penalties two versions allow (P44, 处罚法 37). What cannot be compared is left to people.

    The highest fine decides, then the lowest, as when two criminal laws are compared; a kind of penalty that only
    one version has makes them incomparable. `tier` narrows each version to the range that has a tier of this name;
    without it a new version is lighter only if it is so in every case it distinguishes. A violation missing from
    the new table is not thereby lawful: that depends on the law, so the old stays.
    """
    if old is None:
        return Choice(
            None, "undecided", (f"违法行为发生时没有裁量权基准，须对照当时的法律确定（{_LAW_37}）",)
        )
    if new is None:
        missing = f"作出决定时的基准中没有该项，须查明法律是否已修改或者废止（{_LAW_37}）"
        return Choice(old, "undecided", (missing,))
    if old is new or old.groups == new.groups:
        return Choice(old, "same", ("行为时与决定时的基准相同",))
    before = [_burden(g, party, quantity) for g in _groups(old, party, tier)]
    after = [_burden(g, party, quantity) for g in _groups(new, party, tier)]
    if not before or not after or None in before or None in after:
        return Choice(old, "undecided", (f"两个版本的处罚无法直接比较轻重，暂适用行为时的规定（{_LAW_37}）",))
    pairs = [(b, a) for b, a in _pairs(old, new, before, after) if b is not None and a is not None]
    if all(_no_heavier(a, b) for b, a in pairs) and any(a != b for b, a in pairs):
        return Choice(new, "new", (f"决定时的规定处罚较轻，适用新的规定（{_LAW_37}）",))
    if all(_no_heavier(b, a) for b, a in pairs):
        return Choice(old, "old", (f"决定时的规定不比行为时轻，适用行为时的规定（{_LAW_37}）",))
    return Choice(old, "undecided", (f"两个版本各有轻重，须按本案情形确定；暂适用行为时的规定（{_LAW_37}）",))


_LAW_37 = "《中华人民共和国行政处罚法》第三十七条"
_NO_LIMIT = 1 << 62
_Burden = tuple[frozenset[str], tuple[int, int]]


def _groups(item: BenchmarkItem, party: MeasureParty, tier: str) -> list[Group]:
    """The ranges that may concern the case: for this kind of party, with a tier of this name if any has one."""
    for_party = [g for g in item.groups if any(_concerns(m, party) for m in g.measures)]
    named = [g for g in for_party if any(t.name == tier for t in g.tiers)]
    return named or for_party


def _pairs(
    old: BenchmarkItem, new: BenchmarkItem, before: list[_Burden | None], after: list[_Burden | None]
) -> list[tuple[_Burden | None, _Burden | None]]:
    """Case by case when both versions distinguish the same cases, else each with each."""
    if len(before) == len(after) and [g.when for g in old.groups] == [g.when for g in new.groups]:
        return list(zip(before, after, strict=True))
    return [(b, a) for b in before for a in after]


def _no_heavier(one: _Burden, two: _Burden) -> bool:
    return one[0] <= two[0] and one[1] <= two[1]


def _burden(group: Group, party: MeasureParty, quantity: int | Fraction | None) -> _Burden | None:
    """(kinds other than fines, (highest, lowest) fine in fen) that a range allows, or None if unknown."""
    kinds: set[str] = set()
    fines: list[tuple[int, int]] = []
    if group.parsed.unread:
        return None
    for measure in (m for m in group.measures if _concerns(m, party)):
        if measure.kind == "fine":
            try:
                low, high = measure.for_quantity(quantity)
            except ValueError:
                return None
            fines.append((_NO_LIMIT if high is None else high, low))
        elif measure.kind not in RELEASES | ORDERS:
            kinds.add(measure.kind)
    lowest = min((low for _, low in fines), default=0)
    return frozenset(kinds), (max((high for high, _ in fines), default=0), lowest)


def _concerns(measure: Measure, party: MeasureParty) -> bool:
    return "any" in (measure.party, party) or measure.party == party
