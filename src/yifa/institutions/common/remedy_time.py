"""Until when a party may still contest a decision (行政复议法第二十条、行政诉讼法第四十五条、第四十六条)."""

from __future__ import annotations

from datetime import date

from yifa.institutions.common.reading import period_end
from yifa.law.view import MatterView


def remedy_end(
    view: MatterView,
    served: date,
    *,
    reconsideration_first: bool = False,
    remedy: str = "none",
    ended: date | None = None,
) -> date | None:
    """The last day of the time the law gives against a decision served on `served`, or None while unknown.

    Six months by 行政诉讼法第四十六条 (S02); where reconsideration comes first, the sixty days for it (R01). After
    a decision on reconsideration that reached the party on `ended`, fifteen days (S01); after a suit that day itself.
    """
    if remedy == "reconsideration":
        return period_end(view, "S01", ended) if ended else None
    if remedy == "litigation":
        return ended
    if remedy != "none":
        return None
    return period_end(view, "R01" if reconsideration_first else "S02", served)
