"""Legal review of a major decision, as a matter of its own (国办发〔2018〕118号第四部分)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from yifa.institutions.common.forms import Payload
from yifa.matters.payloads import Choice, OptionalLine, Prose


class Trigger(Choice):
    """The keys are those of the review that is spawned."""

    PUBLIC_INTEREST = "public_interest", "涉及重大公共利益"
    SOCIAL_RISK = "social_risk", "可能造成重大社会影响或者引发社会风险"
    COMPLEX = "complex", "案件情况疑难复杂、涉及多个法律关系"
    STATUTORY = "statutory", "法律、法规规定应当审核的其他情形"
    VOLUNTARY = "voluntary", "本机关规定或者认为需要审核"


class Opinion(Choice):
    AGREE = "agree", "同意"
    CORRECT = "correct", "建议纠正"
    SUPPLEMENT = "supplement", "建议补充调查"
    TRANSFER = "transfer", "建议移送有权机关"


class SubmitLegalReview(Payload):
    """送法制审核: opens the review."""

    kind: ClassVar[str] = "submit_legal_review"

    triggers: tuple[Trigger, ...] = Field(title="送审情形", min_length=1)
    materials: Prose = Field(title="送审材料")
    opinion: Prose = Field(title="承办机构处理意见")


class LegalReview(Payload):
    """法制审核意见, recorded by the machine when the review is concluded."""

    kind: ClassVar[str] = "legal_review"

    authority: OptionalLine = Field("", title="执法主体、法定权限和人员资格")
    party: OptionalLine = Field("", title="当事人基本情况")
    facts: OptionalLine = Field("", title="事实和证据")
    characterisation: OptionalLine = Field("", title="定性，是否涉嫌犯罪需要移送")
    law: OptionalLine = Field("", title="适用依据")
    process: OptionalLine = Field("", title="程序")
    discretion: OptionalLine = Field("", title="裁量基准的适用")
    documents: OptionalLine = Field("", title="文书是否完备、规范")
    opinion: Opinion = Field(title="审核意见")
    reasons: Prose = Field(title="理由")


__all__ = ["LegalReview", "SubmitLegalReview"]
