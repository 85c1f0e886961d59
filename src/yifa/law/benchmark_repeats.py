"""第N次被处罚: the counts must run from the first without gaps, and one count must lead to one tier."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yifa.law.benchmarks import BenchmarkItem, Group, LintFinding, Tier

_Placed = list[tuple[int, Tier]]
_COUNT_ONLY = re.compile(r"第[^次，]{1,6}次(?:及以上|以上)?被?(?:处罚|发现)?的?。?")


def item_name(item: BenchmarkItem) -> str:
    return f"第{item.no}项" if item.no else item.code


def repeats(item: BenchmarkItem) -> Iterator[LintFinding]:
    """Findings about repeat counts, separately for units and for persons."""
    by_party: dict[str, _Placed] = {}
    for index, group, tier in item.tiers():
        if tier.repeat is None:
            continue
        by_party.setdefault(_party(group, tier), []).append((index, tier))
        if tier.repeat.counts == "被发现":
            message = "按“被发现”而不是“被处罚”计次，与追溯记录口径不同"
            place = f"{item_name(item)} / 第{index + 1}组 / {tier.name}"
            yield LintFinding("repeat", "warn", place, message, item.no, index + 1, tier.name, tier.line)
    for tiers in by_party.values():
        yield from _gaps(item, tiers)
        yield from _clashes(item, tiers)


def _party(group: Group, tier: Tier) -> str:
    fines = [m for m in (*group.measures, *tier.measures) if m.kind == "fine"]
    parties = {m.party for m in fines if m.party != "any"}
    return parties.pop() if len(parties) == 1 else ""


def _gaps(item: BenchmarkItem, tiers: _Placed) -> Iterator[LintFinding]:
    counts = [t.repeat for _, t in tiers if t.repeat]
    top = max(r.last or r.first for r in counts)
    missing = [n for n in range(1, top + 1) if not any(r.covers(n) for r in counts)]
    groups = sorted({i for i, _ in tiers})
    place = f"{item_name(item)} / 第{'、'.join(str(i + 1) for i in groups)}组"
    messages = []
    if missing:
        messages.append("、".join(f"第{n}次" for n in missing) + "没有对应的阶次")
    if len(counts) > 1 and not any(r.last is None for r in counts):
        messages.append(f"第{top}次以上没有对应的阶次")
    for message in messages:
        line = tiers[0][1].line
        yield LintFinding("repeat", "warn", place, message, item.no, groups[0] + 1, line=line)


def _clashes(item: BenchmarkItem, tiers: _Placed) -> Iterator[LintFinding]:
    """Two tiers for the same count, where the count alone decides."""
    for position, (index, one) in enumerate(tiers):
        for other_index, two in tiers[position + 1 :]:
            if index == other_index and one.condition == two.condition:
                continue  # reported as the same condition
            shared = _shared_count(one, two)
            if shared is None:
                continue
            same = index == other_index
            where = "同一组内" if same else f"第{index + 1}组与第{other_index + 1}组"
            message = f"{where}：第{shared}次被处罚的同时符合“{one.name}”和“{two.name}”"
            place = f"{item_name(item)} / 第{index + 1}组 / {one.name}"
            yield LintFinding("overlap", "error", place, message, item.no, index + 1, one.name, one.line)


def _shared_count(one: Tier, two: Tier) -> int | None:
    if one.repeat is None or two.repeat is None or _further(one) or _further(two):
        return None
    covered = (n for n in range(1, 10) if one.repeat.covers(n) and two.repeat.covers(n))
    return next(covered, None)


def _further(tier: Tier) -> bool:
    """True when the condition asks for more than the count, so that it may single out another case."""
    if re.search(r"之一|情形[:：]", tier.condition):
        return False
    return bool(_COUNT_ONLY.sub("", tier.condition).strip("，。"))
