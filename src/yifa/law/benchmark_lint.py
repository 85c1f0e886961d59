"""What is wrong in a benchmark table itself: reported with item, group and tier, never repaired.

Errors make a table unfit to apply as it stands (a tier outside its range, wording not understood); warnings are
for its maker to look at. 国办发〔2022〕27号 (六): tiers lie within the statutory range and divide all of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal

from yifa.law.benchmark_repeats import item_name, repeats
from yifa.law.benchmarks import Benchmark, BenchmarkItem, Group, LintFinding, Tier
from yifa.law.measures import KIND_NAMES, ORDERS, RELEASES, Measure, describe_bounds

Level = Literal["error", "warn", "info"]
_RANKS = {"轻微": 0, "较轻": 1, "从轻": 1, "一般": 2, "较重": 3, "从重": 3, "严重": 4, "特别严重": 5}
_DOCUMENT_NO = re.compile(r".+〔(\d{4})〕\d+号")


def lint_benchmark(benchmark: Benchmark) -> tuple[LintFinding, ...]:
    """All findings, those of loading first. An empty tuple means nothing was found, not that nothing is wrong."""
    found = list(benchmark.problems)
    found += _heading(benchmark)
    found += _across_items(benchmark)
    for item in benchmark.items:
        found += _item(item)
    return tuple(found)


def _heading(benchmark: Benchmark) -> Iterator[LintFinding]:
    def finding(code: str, level: Level, message: str) -> LintFinding:
        return LintFinding(code, level, "表头", message)

    first, last, issued = benchmark.effective_from, benchmark.effective_to, benchmark.issued
    if first is None:
        yield finding("effective", "error", "没有施行日期，无法判断是否适用")
    if first and issued and first < issued:
        yield finding("effective", "error", f"施行日期{first}早于发布日期{issued}")
    if first and last and last < first:
        yield finding("effective", "error", f"失效日期{last}早于施行日期{first}")
    number = _DOCUMENT_NO.fullmatch(benchmark.document_no)
    if benchmark.document_no and number is None:
        yield finding("document_no", "warn", f"文号“{benchmark.document_no}”不合“机关代字〔年份〕序号”的写法")
    if number and issued and int(number[1]) != issued.year:
        yield finding("document_no", "warn", f"文号年份{number[1]}与发布日期{issued}不一致")
    if not benchmark.items:
        yield finding("items", "error", "没有可以适用的条目")
    counts = any(t.repeat for i in benchmark.items for _, _, t in i.tiers())
    if counts and not benchmark.lookback_given:
        yield finding(
            "lookback",
            "warn",
            "以处罚次数分阶次，但没有写明追溯期；按一年计算（国市监法规〔2022〕2号第十六条）",
        )


def _across_items(benchmark: Benchmark) -> Iterator[LintFinding]:
    for what, values in (
        ("序号", [i.no for i in benchmark.items if i.no]),
        ("编码", [i.code for i in benchmark.items]),
    ):
        for value, times in Counter(values).items():
            if times > 1:
                yield LintFinding("duplicate", "error", f"第{value}项", f"{what}{value}重复{times}次")
    numbers = sorted({i.no for i in benchmark.items if i.no})
    missing = [str(n) for n in range(1, numbers[-1]) if n not in set(numbers)] if numbers else []
    if missing:
        yield LintFinding("numbering", "warn", "条目", f"序号不连续，缺少第{'、'.join(missing[:20])}项")
    by_text: dict[tuple[str, str], list[BenchmarkItem]] = {}
    for item in benchmark.items:
        by_text.setdefault((item.violation, item.cite_basis()), []).append(item)
    for same in by_text.values():
        if len(same) > 1:
            names = "、".join(item_name(i) for i in same)
            yield LintFinding("duplicate", "error", names, "违法行为与法定依据完全相同", no=same[0].no)


def _item(item: BenchmarkItem) -> Iterator[LintFinding]:
    def finding(code: str, message: str, level: Level = "error") -> LintFinding:
        return LintFinding(code, level, item_name(item), message, no=item.no, line=item.line)

    if not item.basis:
        yield finding("basis", "没有法定依据")
    for basis in item.basis:
        if not re.fullmatch(r"\d+(?:-\d+)?", basis.article):
            yield finding("basis", f"条号“{basis.article}”不是数字")
        if item.law and basis.law.strip("《》") != item.law.strip("《》"):
            yield finding("basis", f"法定依据{basis.cite()}与所属法律{item.law}不同", "warn")
    for index, group in enumerate(item.groups):
        yield from _group(item, index, group)
    yield from repeats(item)


def _group(item: BenchmarkItem, index: int, group: Group) -> Iterator[LintFinding]:
    def finding(code: str, level: Level, message: str, tiers: Sequence[Tier] = ()) -> LintFinding:
        names = "、".join(t.name for t in tiers)
        place = f"{item_name(item)} / 第{index + 1}组" + (f" / {names}" if names else "")
        line = tiers[0].line if tiers else group.line
        return LintFinding(code, level, place, message, item.no, index + 1, names, line)

    if group.parsed.unread or not group.measures:
        yield finding("unread", "error", f"法定幅度未能读懂：“{group.parsed.unread or group.range}”")
    if not group.tiers:
        yield finding("tiers", "error", "没有裁量阶次")
    for measure in group.measures:
        if _inverted(measure):
            yield finding("inverted", "error", f"法定幅度下限高于上限：“{measure.text}”")
    for tier in group.tiers:
        if tier.parsed.unread or not tier.measures:
            yield finding(
                "unread", "error", f"具体标准未能读懂：“{tier.parsed.unread or tier.standard}”", [tier]
            )
        spoken = re.match(r"(?:以下)?(个人|单位)", tier.name) or re.match(
            r"(?:以下)?(个人|单位)", tier.condition
        )
        if spoken and group.measures and all(m.party == "any" for m in (*group.measures, *tier.measures)):
            yield finding("party", "warn", f"阶次只针对{spoken[1]}，法定幅度和标准没有写明适用对象", [tier])
        for message, code in _tier_faults(group, tier):
            yield finding(code, "error", message, [tier])
    for name, times in Counter(t.name for t in group.tiers).items():
        if times > 1:
            yield finding("duplicate", "error", f"阶次名称“{name}”重复{times}次")
    for condition in {t.condition for t in group.tiers}:
        same = [t for t in group.tiers if t.condition == condition]
        if len(same) > 1:
            yield finding("duplicate", "error", f"适用条件完全相同：“{condition}”", same)
    for code, level, message, tiers in (*_coverage(group), *_kinds(group)):
        yield finding(code, level, message, tiers)


def _inverted(measure: Measure) -> bool:
    return measure.min is not None and measure.max is not None and measure.min > measure.max


def _fines(measures: Iterable[Measure]) -> list[Measure]:
    return [m for m in measures if m.kind == "fine"]


def _tier_faults(group: Group, tier: Tier) -> Iterator[tuple[str, str]]:
    allowed = _fines(group.measures)
    for fine in _fines(tier.measures):
        if _inverted(fine):
            yield f"具体标准下限高于上限：“{fine.text}”", "inverted"
            continue
        if not allowed:
            if group.measures:
                yield f"法定幅度“{group.range}”没有规定罚款", "outside"
            continue
        alike = [m for m in allowed if (m.unit, m.basis) == (fine.unit, fine.basis)]
        alike = [m for m in alike if "any" in (m.party, fine.party) or m.party == fine.party]
        if not alike:
            yield f"“{fine.text}”与法定幅度“{group.range}”的计算单位或者适用对象不一致", "unit"
        elif not any(m.contains(fine) for m in alike):
            yield f"“{describe_bounds(fine)}”超出法定幅度“{group.range}”", "outside"


_Note = tuple[str, Level, str, list[Tier]]


def _coverage(group: Group) -> Iterator[_Note]:
    """Do the tiers rise, touch without overlapping, and use the whole of the range?"""
    for allowed in _fines(group.measures):
        steps = [(t, m) for t in group.tiers for m in _fines(t.measures) if _same(allowed, m)]
        if not steps or any(_inverted(m) for _, m in steps):
            continue
        for (lower, a), (upper, b) in pairwise(steps):
            yield from _neighbours(lower, a, upper, b)
        if allowed.min == allowed.max or _inverted(allowed):
            continue
        (bottom, low), (top, high) = steps[0], steps[-1]
        if len(steps) == 1 and low.min == low.max:
            yield "tiers", "warn", "法定幅度没有划分阶次", [bottom]
        if allowed.min is not None and (low.min or 0) > allowed.min:
            yield (
                "coverage",
                "warn",
                f"法定幅度下限没有对应的阶次（最低阶次为{describe_bounds(low)}）",
                [bottom],
            )
        if allowed.max is not None and high.max is not None and high.max < allowed.max:
            yield (
                "coverage",
                "warn",
                f"法定幅度上限没有对应的阶次（最高阶次为{describe_bounds(high)}）",
                [top],
            )
    ranks = [(t, _rank(t.name)) for t in group.tiers]
    for (first, one), (second, two) in pairwise((t, r) for t, r in ranks if r is not None):
        if one > two:
            yield "order", "warn", "阶次没有由轻到重排列", [first, second]


def _same(allowed: Measure, fine: Measure) -> bool:
    parties = "any" in (allowed.party, fine.party) or allowed.party == fine.party
    return (
        parties
        and (allowed.unit, allowed.basis) == (fine.unit, fine.basis)
        and fine.when in ("", allowed.when)
    )


def _rank(name: str) -> int | None:
    return next((rank for word, rank in _RANKS.items() if name.endswith(word)), None)


def _neighbours(lower: Tier, a: Measure, upper: Tier, b: Measure) -> Iterator[_Note]:
    both = [lower, upper]
    high, low = a.max, b.min if b.min is not None else 0
    fixed = a.min == a.max and b.min == b.max
    if high is None or low < high:
        yield "overlap", "error", f"“{describe_bounds(a)}”与“{describe_bounds(b)}”重叠", both
    elif low == high and fixed:
        yield "overlap", "error", f"两个阶次的标准相同（{describe_bounds(a)}）", both
    elif low == high and a.max_inclusive and b.min_inclusive:
        yield "overlap", "warn", f"“{describe_bounds(a)}”与“{describe_bounds(b)}”在交界处重叠", both
    elif low > high and not fixed:
        yield "gap", "warn", f"“{describe_bounds(a)}”与“{describe_bounds(b)}”之间没有阶次", both


def _kinds(group: Group) -> Iterator[_Note]:
    """Penalties a tier adds to the range, or leaves out although the range commands them."""
    if not group.measures:
        return
    allowed = {m.kind for m in group.measures}
    added: dict[str, list[Tier]] = {}
    for tier in group.tiers:
        for kind in {m.kind for m in tier.measures} - allowed - ORDERS - RELEASES - {"fine"}:
            added.setdefault(kind, []).append(tier)
    for extra, tiers in added.items():
        yield "kind", "warn", f"法定幅度“{group.range}”没有写明“{KIND_NAMES[extra]}”", tiers
    commanded = {m.kind for m in group.measures if not m.optional and not m.when} - ORDERS
    for kind in sorted(commanded):
        without = [
            t
            for t in group.tiers
            if t.measures
            and not t.parsed.unread
            and not t.releases
            and kind not in {m.kind for m in t.measures}
        ]
        if without:
            yield "kind", "warn", f"法定幅度规定的“{KIND_NAMES[kind]}”没有写入标准", without
