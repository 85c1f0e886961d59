"""Acts of 行政给付: its decision; everything else is common."""

from __future__ import annotations

from typing import ClassVar

from yifa.institutions.common.erasing import *  # noqa: F403
from yifa.institutions.common.remedy_acts import *  # noqa: F403
from yifa.institutions.common.review_acts import *  # noqa: F403
from yifa.institutions.common.shared_acts import *  # noqa: F403
from yifa.institutions.common.simple_acts import *  # noqa: F403
from yifa.institutions.common.simple_acts import DecisionBase


class Decide(DecisionBase):
    """行政给付决定."""

    kind: ClassVar[str] = "decide"
