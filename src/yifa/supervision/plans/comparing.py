"""A plan beside its parent's: which tasks of the parent have none in the child, whose date is later, what was added.

Matching is explained, not guessed: every pair has a score and the reasons that make it up. Pure, on rows already read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

ENOUGH = 45  # of 100, from which on a pair is taken as a match
# Of what comes again: the months of a period, and how it is said.
_PERIODS = {"yearly": (12, "每年"), "half": (6, "每半年"), "quarterly": (3, "每季度"), "monthly": (1, "每月")}
_STOP = re.compile(r"[\W_\d]+|全面|切实|进一步|不断|着力|深入|扎实|积极|推进|加强|开展|组织|实施|落实|工作")


@dataclass(frozen=True, slots=True)
class Side:
    """One task as it is compared. `named` is the task of the parent that it says it carries out, if any."""

    id: str
    no: str
    title: str
    text: str
    due_on: date | None = None
    recurs: str = "none"
    month: int | None = None
    day: int | None = None
    units: tuple[str, ...] = ()
    targets: tuple[tuple[str, str, Any, str], ...] = ()  # (comparison, unit, value, printed)
    named: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A task of the parent with the one that carries it out; `score` of 100, `why` what it is made of."""

    parent: Side
    child: Side
    score: int
    why: tuple[str, ...]
    later: str = ""  # how the child's date is later, in words
    weaker: tuple[str, ...] = ()  # targets that the child sets lower


@dataclass(frozen=True, slots=True)
class Comparison:
    """`pairs` in the parent's order; `missing`: tasks of the parent without a child; `added`: what the child adds."""

    pairs: Sequence[Pair]
    missing: Sequence[Side]
    added: Sequence[Side]

    @property
    def later(self) -> list[Pair]:
        """Pairs whose date in the child is later than the parent allows."""
        return [p for p in self.pairs if p.later]

    @property
    def weaker(self) -> list[Pair]:
        """Pairs that ask for less."""
        return [p for p in self.pairs if p.weaker]


def compare(parent: Sequence[Side], child: Sequence[Side]) -> Comparison:
    """Pair the tasks: the best score first, each task once; those that say themselves whom they carry out go before."""
    candidates = sorted(
        ((*_score(p, c), p, c) for p in parent for c in child),
        key=lambda found: (-found[0], found[2].no, found[3].no),
    )
    taken_p: set[str] = set()
    taken_c: set[str] = set()
    pairs: dict[str, Pair] = {}
    for score, why, p, c in candidates:
        if score < ENOUGH or p.id in taken_p or c.id in taken_c:
            continue
        taken_p.add(p.id)
        taken_c.add(c.id)
        pairs[p.id] = Pair(p, c, score, why, _later(p, c), tuple(_weaker(p, c)))
    return Comparison(
        [pairs[p.id] for p in parent if p.id in pairs],
        [p for p in parent if p.id not in taken_p],
        [c for c in child if c.id not in taken_c],
    )


def _score(parent: Side, child: Side) -> tuple[int, tuple[str, ...]]:
    """Points of a pair: named 100; else title up to 60, words up to 30, the same number 5, a shared target 5."""
    if child.named and child.named == parent.id:
        return 100, ("下级方案写明对应该项任务",)
    why: list[str] = []
    title, text = _alike(parent.title, child.title), _alike(parent.text, child.text)
    score = round(title * 60) + round(text * 30)
    if title:
        why.append(f"标题相近{round(title * 100)}%")
    if text:
        why.append(f"内容相近{round(text * 100)}%")
    if parent.no and _digits(parent.no) == _digits(child.no):
        score += 5
        why.append(f"编号相同（{parent.no}）")
    if shared := {t[3] for t in parent.targets} & {t[3] for t in child.targets}:
        score += 5
        why.append("指标相同：" + "、".join(sorted(shared)))
    return min(score, 99), tuple(why)


def _digits(no: str) -> str:
    return re.sub(r"[^\d一二三四五六七八九十]", "", no)


def _alike(one: str, other: str) -> float:
    """Share of pairs of characters that both have (Dice), without figures, punctuation and words of every plan."""
    a, b = _pairs(one), _pairs(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _pairs(text: str) -> set[str]:
    bare = _STOP.sub("", text)
    return {bare[n : n + 2] for n in range(len(bare) - 1)}


def _later(parent: Side, child: Side) -> str:
    """In words how the child allows more time; empty when it does not."""
    if parent.recurs == child.recurs == "yearly":
        theirs, ours = (parent.month or 12, parent.day or 31), (child.month or 12, child.day or 31)
        return f"每年{_month_day(child)}晚于上级的每年{_month_day(parent)}" if ours > theirs else ""
    if parent.recurs in _PERIODS and child.recurs in _PERIODS:
        return _rarer(parent, child)
    if parent.due_on is None or "event" in (parent.recurs, child.recurs):
        return ""
    if child.due_on is None:
        return f"上级要求{parent.due_on.isoformat()}前完成，下级没有写明期限"
    if parent.recurs != child.recurs and "once" not in (parent.recurs,):
        return ""
    if child.due_on > parent.due_on:
        days = (child.due_on - parent.due_on).days
        return f"{child.due_on.isoformat()}比上级的{parent.due_on.isoformat()}晚{days}日"
    return ""


def _rarer(parent: Side, child: Side) -> str:
    """In words how what comes again comes less often in the child, or later in the same period; else empty."""
    (months, often), (mine, seldom) = _PERIODS[parent.recurs], _PERIODS[child.recurs]
    if mine > months:
        return f"上级要求{often}，下级为{seldom}"
    if mine == months and (child.day or 31) > (parent.day or 31):
        return f"{seldom}{f'{child.day}日' if child.day else '底'}晚于上级的{often}{parent.day}日"
    return ""


def _month_day(side: Side) -> str:
    return f"{side.month or 12}月{side.day}日" if side.day else f"{side.month or 12}月底"


def _weaker(parent: Side, child: Side) -> Iterable[str]:
    """Targets of one unit and sense that the child sets lower (or, for limits, higher)."""
    for comparison, unit, value, printed in parent.targets:
        same = [t for t in child.targets if t[0] == comparison and t[1] == unit]
        if not same or any(t[2] == value for t in same):
            continue
        best = max(t[2] for t in same) if comparison in (">=", ">") else min(t[2] for t in same)
        lower = best < value if comparison in (">=", ">") else best > value
        if comparison in (">=", ">", "<=", "<") and lower:
            told = next(t[3] for t in same if t[2] == best)
            yield f"上级为“{printed}”，下级为“{told}”"
