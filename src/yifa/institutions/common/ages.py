"""Ages in full years, as the law counts them."""

from __future__ import annotations

from datetime import date


def completed_years(born: date, on: date) -> int:
    """Full years on that day. A year is complete from the day after the birthday (周岁自生日第二日起算)."""
    return max(on.year - born.year - (0 if (on.month, on.day) > (born.month, born.day) else 1), 0)
