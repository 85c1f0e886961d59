"""Work that is going on: drafts being written, waiting for a signature, or sent back."""

from __future__ import annotations

from typing import Any

from yifa.demo.people import Office
from yifa.demo.story import Case
from yifa.demo.subjects import Town


def leave_work(offices: dict[str, Office], told: list[tuple[Case, Any]], town: Town) -> int:
    """Leave drafts in the hands of the first agency's people; returns how many."""
    return 0
