"""What a published decision shows: the projection made at disclosure, in a fixed order, nothing unknown.

Only the fields named here are ever shown: a field added to a projection for another reader stays unseen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yifa.access.masking import clean
from yifa.law.benchmarks import Group, Tier
from yifa.matters.models import Disclosure
from yifa.portal import shelf

LABELS: Mapping[str, str] = {
    "outcome": "决定种类",
    "conduct_on": "违法行为发生之日",
    "conduct": "违法事实",
    "evidence": "证据",
    "violated": "违反的规定",
    "basis": "处理依据",
    "kinds": "处罚种类",
    "fine_fen": "罚款数额",
    "confiscated_income_fen": "没收违法所得数额",
    "confiscated_goods": "没收的非法财物",
    "other_measures": "其他处罚内容",
    "reasoning": "裁量理由",
    "remedies": "救济途径",
}


# A decision that has one of these is about a violation, which benchmarks may weigh.
_PENAL = frozenset({"violation_code", "kinds", "violated", "tier"})


@dataclass(frozen=True, slots=True)
class Applied:
    """The benchmark a decision applied: code and tier as written in it, and the table's words if found."""

    code: str
    tier: str
    placed: shelf.Placed | None = None
    rows: tuple[tuple[Group, Tier], ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """`rows` are (label, text) in order; empty for a withdrawn decision. `weighed`: such decisions have benchmarks."""

    rows: tuple[tuple[str, str], ...] = ()
    applied: Applied | None = None
    withdrawn: bool = False
    weighed: bool = True


def shown(row: Disclosure) -> Shown:
    """The public face of a disclosure. At most one query (the benchmark tables)."""
    if row.withdrawn_at is not None:
        return Shown(withdrawn=True)
    content = clean(row.content) if isinstance(row.content, dict) else {}
    titles = content.get("_titles") or LABELS
    rows = tuple((str(title), text) for name, title in titles.items() if (text := _text(content, name)))
    return Shown(rows, _applied(content, row.decided_on), weighed=not _PENAL.isdisjoint({*content, *titles}))


def _text(content: Mapping[str, Any], name: str) -> str:
    """A field as text; a closed choice by its label."""
    return words(name, content.get(f"{name}_label") or content.get(name))


def _applied(content: Mapping[str, Any], day: date) -> Applied | None:
    code = str(content.get("violation_code") or "")
    if not code:
        return None
    tier = _text(content, "tier")
    placed = shelf.find(code, day)
    rows = [(group, t) for _, group, t in placed.item.tiers() if t.name == tier] if placed else []
    return Applied(code, tier, placed, tuple(rows))


def words(name: str, value: Any) -> str:
    """A value as Chinese text: fen as yuan, ISO days in words, flags as 是/否, lists joined."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int) and name.endswith("_fen"):
        return f"{value // 100:,}.{value % 100:02d}元"
    if isinstance(value, list | tuple):
        return "、".join(filter(None, (words(name, v) for v in value)))
    if isinstance(value, dict):
        return "，".join(filter(None, (words(k, v) for k, v in value.items() if not k.startswith("_"))))
    if isinstance(value, str) and name.endswith("_on"):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return value
        return f"{day.year}年{day.month}月{day.day}日"
    return str(value)
