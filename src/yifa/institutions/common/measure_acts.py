"""What a measure of coercion leaves in the file of the case it serves (行政强制法第二章). The machine records it.

The measure is a matter of its own (行政强制措施); it names this case by number and tells it when it was taken, when
its period became another one, and when it ended.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field, field_validator

from yifa.institutions.common.forms import Payload
from yifa.matters.payloads import Day, Line

# A measure says what it is and how it ended by the codes of its own lists; the case's file is read by people.
_WORDS = {
    "freedom": "限制公民人身自由",
    "seal": "查封",
    "seize": "扣押",
    "freeze": "冻结",
    "other": "其他行政强制措施",
    "confiscate": "没收非法财物",
    "destroy": "依法销毁",
    "transfer": "随案移送司法机关",
    "lift": "解除",
    "no_violation": "解除（当事人没有违法行为）",
    "unrelated": "解除（与违法行为无关）",
    "decided": "解除（已经作出处理决定，不再需要）",
    "expired": "解除（期限已经届满）",
    "not_needed": "解除（不再需要采取强制措施）",
}


def _said(value: Any) -> Any:
    return _WORDS.get(value, value) if isinstance(value, str) else value


class MeasureTaken(Payload):
    """采取强制措施 for this case. Told again with another `until` when the period was extended."""

    kind: ClassVar[str] = "measure_taken"

    measure: Line = Field(title="强制措施案号")
    what: Line = Field(title="种类")
    taken_on: Day = Field(title="采取措施之日")
    until: Day | None = Field(None, title="期限届满之日", description="没有期限的不填")

    @field_validator("what", mode="before")
    @classmethod
    def _in_words(cls, value: Any) -> Any:
        return _said(value)


class MeasureEnded(Payload):
    """强制措施已经结束: lifted, or the things confiscated, destroyed or transferred (行政强制法 27, 28)."""

    kind: ClassVar[str] = "measure_ended"

    measure: Line = Field(title="强制措施案号")
    ended_on: Day = Field(title="结束之日")
    outcome: Line = Field(title="处理结果")

    @field_validator("outcome", mode="before")
    @classmethod
    def _in_words(cls, value: Any) -> Any:
        return _said(value)


__all__ = ["MeasureEnded", "MeasureTaken"]
