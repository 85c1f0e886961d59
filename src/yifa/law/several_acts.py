"""One act against several norms (处罚法 29), and several acts in one case (only where a rule says how)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yifa.law.measures import yuan

ONE_ACT = "《中华人民共和国行政处罚法》第二十九条"
# Rules read in the statutes; for other sectors none is known, and nothing is added up in one execution.
_TOGETHER = {
    "natural_resources": "《自然资源行政处罚办法》第三十一条",
    "public_security": "《中华人民共和国治安管理处罚法》第十六条",
}
MAX_DETENTION_DAYS = 20


@dataclass(frozen=True, slots=True)
class Norm:
    """A norm the act violates, with its fine in fen for this case; `high` None = no upper limit."""

    citation: str
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Higher:
    """The norm to apply, None when they are equal or none is given, and why."""

    norm: Norm | None
    why: str


def higher_fine(norms: Sequence[Norm]) -> Higher:
    """The norm with the higher fine: the highest amount decides, then the lowest. Equal ones are left to people."""
    if not norms:
        return Higher(None, "没有可以比较的法律规范")
    if len(norms) == 1:
        return Higher(norms[0], f"只违反{norms[0].citation}")
    ranked = sorted(norms, key=_weight, reverse=True)
    if _weight(ranked[0]) == _weight(ranked[1]):
        return Higher(
            None, f"{ranked[0].citation}与{ranked[1].citation}的罚款数额相同，由办案机关确定（{ONE_ACT}）"
        )
    names = "、".join(n.citation for n in norms)
    return Higher(
        ranked[0],
        f"同一个违法行为违反{names}，按照罚款数额高的{ranked[0].citation}处罚，不得给予两次以上罚款（{ONE_ACT}）",
    )


def _weight(norm: Norm) -> tuple[int, int, int]:
    return (1, 0, norm.low) if norm.high is None else (0, norm.high, norm.low)


@dataclass(frozen=True, slots=True)
class Act:
    """One of several acts with the penalty determined for it alone: fine in fen, detention in days."""

    violation: str
    fine: int
    detention_days: int = 0


@dataclass(frozen=True, slots=True)
class Together:
    """What is executed together; None when no rule for the sector is known. `sentences` name every act's penalty."""

    fine: int | None
    detention_days: int | None
    sentences: tuple[str, ...]
    citation: str


def together(acts: Sequence[Act], sector: str) -> Together:
    """Several acts: each decided for itself; executed together where the sector's rule says so.

    Detention executed together is at most 20 days (治安管理处罚法 16). Raises ValueError for a negative amount.
    """
    if any(a.fine < 0 or a.detention_days < 0 for a in acts):
        raise ValueError("罚款和拘留日数不能为负数")
    lines = [f"对“{a.violation}”处{_penalty(a)}" for a in acts]
    citation = _TOGETHER.get(sector, "")
    if not citation or len(acts) < 2:
        if len(acts) > 1:
            lines.append("没有查到本领域关于合并执行的规定，各违法行为分别作出处罚")
        return Together(None, None, tuple(lines), "")
    fine, days = sum(a.fine for a in acts), sum(a.detention_days for a in acts)
    kept = min(days, MAX_DETENTION_DAYS) if sector == "public_security" else days
    total = "、".join(
        p for p in (f"罚款{yuan(fine)}" if fine else "", f"行政拘留{kept}日" if kept else "") if p
    )
    limit = f"（合计{days}日，合并执行最长不超过{MAX_DETENTION_DAYS}日）" if kept < days else ""
    lines.append(f"合并执行{total}{limit}（{citation}）")
    return Together(fine, kept, tuple(lines), citation)


def _penalty(act: Act) -> str:
    parts = (
        f"罚款{yuan(act.fine)}" if act.fine else "",
        f"行政拘留{act.detention_days}日" if act.detention_days else "",
    )
    return "、".join(p for p in parts if p) or "不予罚款"
