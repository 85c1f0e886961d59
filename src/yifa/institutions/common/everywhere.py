"""Forms of the acts that every procedure has (`shared.toml`): secrecy, recusal, handing over."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common import recusal_acts
from yifa.institutions.common.forms import Payload, needed
from yifa.matters.payloads import Choice, Line, OfficerRef, OptionalLine, OptionalProse, Prose


class SecrecyClass(Choice):
    """The classes a case may have. Whoever is cleared for one is cleared for those before it."""

    ORDINARY = "ordinary", "一般（不定密级，或者解除）"
    PERSONAL = "personal", "个人隐私"
    BUSINESS = "business", "商业秘密"
    STATE = "state", "国家秘密"


class Classify(Payload):
    """确定、变更或者解除密级: the handler proposes, the head approves (保守国家秘密法第十六条第二款)."""

    kind: ClassVar[str] = "classify"

    secrecy: SecrecyClass = Field(title="密级")
    basis: Line = Field(title="依据", description="保密事项范围或者法律条款")
    period: OptionalLine = Field("", title="保密期限或者解密条件", description="国家秘密须填写")
    known_to: tuple[OfficerRef, ...] = Field(
        (), title="知悉范围", description="参与办理的人员以外，还可以知悉的人员", max_length=100
    )
    reasons: Prose = Field(title="理由", description="不要写入涉密内容")

    @field_validator("period")
    @classmethod
    def _state_secrets_end(cls, value: str, info: ValidationInfo) -> str:
        state = info.data.get("secrecy") == SecrecyClass.STATE
        return needed(value, state, "国家秘密须同时确定保密期限（保守国家秘密法第十九条）")


class DeclareRecusal(recusal_acts.DeclareRecusal):
    """提出回避."""

    kind: ClassVar[str] = "declare_recusal"


class DecideRecusal(recusal_acts.DecideAndReplace):
    """决定回避, and who handles the case then."""

    kind: ClassVar[str] = "decide_recusal"


class HandOver(Payload):
    """移交承办人: whoever leaves or changes their post gives the case to others of the agency."""

    kind: ClassVar[str] = "hand_over"

    handlers: tuple[OfficerRef, ...] = Field(
        title="移交后的承办人", description="填写全部承办人，第一名为主办", min_length=1, max_length=20
    )
    reasons: Prose = Field(title="移交理由")
    handed: OptionalProse = Field("", title="移交的材料和未了事项")

    @field_validator("handlers")
    @classmethod
    def _each_once(cls, value: tuple[OfficerRef, ...]) -> tuple[OfficerRef, ...]:
        if len(set(value)) != len(value):
            raise ValueError("同一人员不能重复填写")
        return value


__all__ = ["Classify", "DecideRecusal", "DeclareRecusal", "HandOver"]
