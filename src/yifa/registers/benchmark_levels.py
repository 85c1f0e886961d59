"""Which stored tables are above which: by regions, and within a region by the tree of agencies.

下级行政机关不能超出上级行政机关划定的阶次或者幅度 (国办发〔2022〕27号第五项). A table names its maker in words; the
agency of that name, or short name, in the register has its superiors.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from yifa.law.benchmark_levels import against, superiors
from yifa.law.benchmarks import Benchmark, LintFinding
from yifa.law.same_violation import plain_words
from yifa.registers.dates import region_chain
from yifa.registers.models import Agency, BenchmarkTable
from yifa.registers.read_tables import read_tables


@dataclass(frozen=True, slots=True)
class Offence:
    """A stored table and its tiers that leave what a superior's table has drawn."""

    table: Benchmark
    findings: tuple[LintFinding, ...]


class Levels:
    """Agencies and regions as they are now; answers for tables. Two queries, and one for each region asked about."""

    def __init__(self) -> None:
        rows = Agency.objects.values_list("pk", "name", "short_name", "parent_id")
        self._parents = {pk: parent for pk, _, _, parent in rows}
        self._names = {pk: name for pk, name, _, _ in rows}
        self._by_name: dict[str, list[UUID]] = {}
        for pk, name, short, _ in rows:
            for words in {plain_words(name), plain_words(short)} - {""}:
                self._by_name.setdefault(words, []).append(pk)
        self._shorts = {pk: short for pk, _, short, _ in rows}
        self._chains: dict[str, tuple[str, ...]] = {}

    def regions(self, code: str) -> tuple[str, ...]:
        """The region and those around it, narrow to wide; () for the nation."""
        if not code:
            return ()
        if code not in self._chains:
            self._chains[code] = region_chain(code)
        return self._chains[code]

    def makers(self, authority: str) -> frozenset[UUID]:
        """The agencies whose name or short name is the one a table names as its maker."""
        return frozenset(self._by_name.get(plain_words(authority), ()))

    def makers_above(self, authority: str) -> frozenset[str]:
        """Names of the agencies above the one a table names as its maker; none when the name is not just one's."""
        found = self._by_name.get(plain_words(authority), [])
        if len(found) != 1:
            return frozenset()
        above: set[str] = set()
        at, seen = self._parents.get(found[0]), {found[0]}
        while at is not None and at not in seen:
            seen.add(at)
            above |= {plain_words(self._names[at]), plain_words(self._shorts[at])}
            at = self._parents.get(at)
        return frozenset(above - {""})

    def superiors(
        self, table: Benchmark, tables: Iterable[Benchmark], *, later: bool = False
    ) -> list[Benchmark]:
        """The tables above it, by region or by the tree of agencies; `later` as in the law core."""
        regions, makers = self.regions(table.region), self.makers_above(table.authority)
        return superiors(table, tables, regions, makers, later=later)


def stored_tables() -> list[Benchmark]:
    """Every stored table, by title and first day. One query."""
    return read_tables(BenchmarkTable.objects.order_by("title", "effective_from"))


def offences(tables: Sequence[Benchmark], above: Sequence[Benchmark] | None = None) -> list[Offence]:
    """The tables that leave a superior's range; `above` narrows the superiors that count (a table loaded just now)."""
    levels, found = Levels(), []
    for table in tables:
        uppers = levels.superiors(table, tables if above is None else above, later=True)
        wrong = against(table, uppers)
        if wrong:
            found.append(Offence(table, wrong))
    return found
