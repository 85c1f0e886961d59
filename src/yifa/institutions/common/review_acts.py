"""Legal review, in the file of the matter reviewed and in the review itself (行政处罚法 58, 国办发〔2018〕118号).

A review is a matter of its own; the matter that decides submits it and is told the opinion by the machine.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from yifa.institutions.common.forms import Payload
from yifa.matters.payloads import Choice, Line, Prose


class Trigger(Choice):
    """The four of 行政处罚法第五十八条第一款, and what 国办发〔2018〕118号（十二）adds for every major decision."""

    PUBLIC_INTEREST = "public_interest", "涉及重大公共利益"
    SOCIAL_RISK = "social_risk", "可能造成重大社会影响或者引发社会风险"
    AFTER_HEARING = "after_hearing", "直接关系当事人（申请人）或者第三人重大权益，经过听证程序"
    COMPLEX = "complex", "案件情况疑难复杂、涉及多个法律关系"
    STATUTORY = "statutory", "法律、法规规定应当审核的其他情形"
    VOLUNTARY = "voluntary", "本机关规定或者认为需要审核"


class Opinion(Choice):
    AGREE = "agree", "同意"
    CORRECT = "correct", "建议纠正"
    SUPPLEMENT = "supplement", "建议补充调查"
    TRANSFER = "transfer", "建议移送有权机关"


class Reviewed(Payload):
    """An opinion on each item of 国办发〔2018〕118号（十三）, and the whole."""

    authority: Line = Field(title="执法主体、法定权限和人员资格")
    party: Line = Field(title="当事人基本情况")
    facts: Line = Field(title="事实和证据")
    characterisation: Line = Field(title="定性，是否涉嫌犯罪需要移送")
    law: Line = Field(title="适用依据")
    process: Line = Field(title="程序")
    discretion: Line = Field(title="裁量基准的适用")
    documents: Line = Field(title="文书是否完备、规范")
    opinion: Opinion = Field(title="审核意见")
    reasons: Prose = Field(title="理由")


class SubmitLegalReview(Payload):
    """送法制审核: opens the review."""

    kind: ClassVar[str] = "submit_legal_review"

    triggers: tuple[Trigger, ...] = Field(title="送审情形", min_length=1)
    materials: Prose = Field(title="送审材料")
    opinion: Prose = Field(title="承办机构处理意见")


class LegalReview(Reviewed):
    """法制审核意见, recorded by the machine when the review is concluded."""

    kind: ClassVar[str] = "legal_review"


__all__ = ["LegalReview", "SubmitLegalReview"]
