"""What was decided, by whom, and what it means for the decision that was contested."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.forms import Payload, needed, not_before
from yifa.institutions.common.remedy_choices import Result, Standing
from yifa.institutions.reconsideration_litigation.acts.choices import (
    LITIGATION,
    RECONSIDERATION,
    Appellant,
    Form,
    Instance,
)
from yifa.matters.payloads import Day, FileRef, Line, OptionalProse, Prose


class _Outcome(Payload):
    document_number: Line = Field(title="文书文号")
    decided_on: Day = Field(title="作出日期")
    received_on: Day = Field(title="本机关收到之日")
    result: Result = Field(title="结果")
    standing: Standing = Field(title="对原行政行为的效力", description="据此处理原案")
    content: Prose = Field(title="主文")
    procedural_ground: bool = Field(False, title="以违反法定程序为由撤销")
    redo: bool = Field(False, title="责令重新作出行政行为")
    to_perform: OptionalProse = Field("", title="本机关须履行的内容")
    perform_by: Day | None = Field(None, title="履行期限届满之日", description="文书确定期限的填写")
    document: FileRef | None = Field(None, title="文书")

    @field_validator("received_on")
    @classmethod
    def _received_after(cls, value: date, info: ValidationInfo) -> date:
        return not_before(value, info, "decided_on", "收到日期不能早于作出日期")

    @field_validator("to_perform")
    @classmethod
    def _what_to_do(cls, value: str, info: ValidationInfo) -> str:
        due = info.data.get("redo") or info.data.get("result") in (Result.ORDERED, Result.COMPENSATION)
        return needed(value, bool(due), "须写明本机关应当履行的内容")


class ReceiveDecision(_Outcome):
    """收到行政复议决定（调解书、终止决定）."""

    kind: ClassVar[str] = "receive_decision"
    procedure: ClassVar[str] = RECONSIDERATION

    is_final: bool = Field(False, title="法律规定为最终裁决")
    final_basis: OptionalProse = Field("", title="最终裁决的法律依据")

    @field_validator("final_basis")
    @classmethod
    def _why_final(cls, value: str, info: ValidationInfo) -> str:
        return needed(value, bool(info.data.get("is_final")), "最终裁决须写明法律依据")


class ReceiveJudgment(_Outcome):
    """收到判决、裁定、调解书."""

    kind: ClassVar[str] = "receive_judgment"
    procedure: ClassVar[str] = LITIGATION

    instance: Instance = Field(title="审级")
    form: Form = Field(title="文书种类")


class Appeal(Payload):
    """上诉, by the agency or by the other side."""

    kind: ClassVar[str] = "appeal"
    procedure: ClassVar[str] = LITIGATION

    appellant: Appellant = Field(title="上诉人")
    filed_on: Day = Field(title="上诉日期")
    reasons: Prose = Field(title="上诉请求和理由")


class TakeEffect(Payload):
    """裁判生效."""

    kind: ClassVar[str] = "take_effect"
    procedure: ClassVar[str] = LITIGATION
    carried: ClassVar[frozenset[str]] = frozenset({"result", "standing"})

    effective_on: Day = Field(title="生效日期")
    result: Result = Field(title="生效裁判的结果")
    standing: Standing = Field(title="对原行政行为的效力", description="据此处理原案")


__all__ = ["Appeal", "ReceiveDecision", "ReceiveJudgment", "TakeEffect"]
