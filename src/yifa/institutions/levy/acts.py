"""Acts of 行政征收、征用: its decision; everything else is common."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from yifa.institutions.common.erasing import *  # noqa: F403
from yifa.institutions.common.remedy_acts import *  # noqa: F403
from yifa.institutions.common.review_acts import *  # noqa: F403
from yifa.institutions.common.shared_acts import *  # noqa: F403
from yifa.institutions.common.simple_acts import *  # noqa: F403
from yifa.institutions.common.simple_acts import DECISION_PUBLIC, DecisionBase
from yifa.matters.payloads import Choice, OptionalProse, Prose


class LevyKind(Choice):
    EXPROPRIATION = "expropriation", "征收"
    REQUISITION = "requisition", "征用"


class Decide(DecisionBase):
    """征收或者征用决定，写明补偿."""

    kind: ClassVar[str] = "decide"
    public_fields: ClassVar[tuple[str, ...]] = (*DECISION_PUBLIC, "category", "compensation")

    category: LevyKind = Field(title="征收或者征用")
    public_interest: Prose = Field(title="公共利益或者紧急需要")
    compensation: OptionalProse = Field("", title="补偿的内容")
