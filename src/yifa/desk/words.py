"""Small pure functions that put states into Chinese words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

_AFTER_HAN = re.compile(r"(?<=[\u4e00-\u9fff\u201d\u300b\uff09])[,:;?!](?!\d)")
_BRACKETS = re.compile(r"\(([^()]*[\u4e00-\u9fff][^()]*)\)")
_WIDE = str.maketrans(",:;?!", "\uff0c\uff1a\uff1b\uff1f\uff01")

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEAR_DAYS = 7


@dataclass(frozen=True, slots=True)
class DueState:
    """`css` colours a badge, `word` says it: colour alone never carries meaning."""

    css: str
    word: str
    days: int | None = None


def due_state(due: datetime | None, now: datetime) -> DueState:
    """How a deadline stands at `now`, in calendar days of Shanghai."""
    if due is None:
        return DueState("", "无期限")
    days = (due.astimezone(SHANGHAI).date() - now.astimezone(SHANGHAI).date()).days
    if due < now:
        return DueState("over", f"逾期 {-days} 天" if days else "今天已逾期", days)
    if days == 0:
        return DueState("near", "今天到期", 0)
    if days <= NEAR_DAYS:
        return DueState("near", f"临期 剩 {days} 天", days)
    return DueState("ok", f"正常 剩 {days} 天", days)


def fen_words(fen: int) -> str:
    """123450 → 1,234.50元, exactly."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{fen // 100:,}.{fen % 100:02d}元"


def moment_words(moment: datetime) -> str:
    """2026年11月22日9时30分 in Shanghai."""
    local = moment.astimezone(SHANGHAI)
    return f"{local.year}年{local.month}月{local.day}日{local.hour}时{local.minute:02d}分"


def date_words(text: str) -> str:
    """ISO date as 2026年11月22日; anything else unchanged."""
    parts = text.split("-")
    if len(parts) == 3 and all(p.isdigit() for p in parts):
        return f"{int(parts[0])}年{int(parts[1])}月{int(parts[2])}日"
    return text


def full_width(text: str) -> str:
    """ASCII commas, colons and brackets within Chinese as full-width ones (GB/T 15834); numbers stay as they are."""
    text = _BRACKETS.sub("\uff08\\1\uff09", text)
    return _AFTER_HAN.sub(lambda found: found[0].translate(_WIDE), text)
