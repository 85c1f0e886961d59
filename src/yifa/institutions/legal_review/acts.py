"""Submission, assignment, opinion, disagreement (行政处罚法第五十八条；国办发〔2018〕118号第四部分)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from yifa.institutions.common.erasing import DestroyFile as DestroyFile
from yifa.institutions.common.erasing import EraseBody as EraseBody
from yifa.institutions.common.forms import Payload
from yifa.matters.payloads import (
    Choice,
    Count,
    Day,
    FileRef,
    Line,
    OfficerRef,
    OptionalLine,
    PartyInput,
    Prose,
)


class Trigger(Choice):
    """The four of 行政处罚法第五十八条第一款, and what 国办发〔2018〕118号（十二）adds."""

    PUBLIC_INTEREST = "public_interest", "涉及重大公共利益"
    SOCIAL_RISK = "social_risk", "可能造成重大社会影响或者引发社会风险"
    AFTER_HEARING = "after_hearing", "直接关系当事人或者第三人重大权益，经过听证程序"
    COMPLEX = "complex", "案件情况疑难复杂、涉及多个法律关系"
    STATUTORY = "statutory", "法律、法规规定应当审核的其他情形"
    VOLUNTARY = "voluntary", "本机关规定或者认为需要审核"


class Opinion(Choice):
    AGREE = "agree", "同意"
    CORRECT = "correct", "建议纠正"
    SUPPLEMENT = "supplement", "建议补充调查"
    TRANSFER = "transfer", "建议移送有权机关"


class Submit(Payload):
    """送法制审核. The submitting body answers for the material being true, exact and complete."""

    kind: ClassVar[str] = "submit"

    title: Line = Field(title="拟作出的决定")
    parties: tuple[PartyInput, ...] = Field((), title="当事人")
    triggers: tuple[Trigger, ...] = Field(title="送审情形", min_length=1)
    materials: Prose = Field(title="送审材料")
    opinion: Prose = Field(title="承办机构处理意见")


class AskMaterials(Payload):
    """要求补充送审材料."""

    kind: ClassVar[str] = "ask_materials"

    missing: Prose = Field(title="需要补充的材料")


class SupplyMaterials(Payload):
    """补充送审材料."""

    kind: ClassVar[str] = "supply_materials"

    materials: Prose = Field(title="补充的材料")
    file: FileRef | None = Field(None, title="材料文件")


class Assign(Payload):
    """确定审核人员."""

    kind: ClassVar[str] = "assign"

    reviewer: OfficerRef = Field(title="审核人员")


class RequestHelp(Payload):
    """请求上级业务部门协助审核."""

    kind: ClassVar[str] = "request_help"

    superior: Line = Field(title="上级业务部门")
    letter_number: OptionalLine = Field("", title="协助函文号")
    reasons: Prose = Field(title="没有合格审核人员的情况")


class Extend(Payload):
    """延长审核期限."""

    kind: ClassVar[str] = "extend"

    days: Count = Field(title="延长天数（工作日）", ge=1, le=60)
    reasons: Prose = Field(title="理由")


class _Opinion(Payload):
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


class GiveOpinion(_Opinion):
    """出具审核意见."""

    kind: ClassVar[str] = "give_opinion"


class RecordHelp(_Opinion):
    """登记上级协助审核的意见."""

    kind: ClassVar[str] = "record_help"

    reviewer_name: Line = Field(title="上级部门审核人员")
    qualification: Line = Field(title="审核人员的法律职业资格")
    received_on: Day = Field(title="收到意见的日期")
    file: FileRef | None = Field(None, title="意见原件")


class Object(Payload):
    """承办机构提出不同意见."""

    kind: ClassVar[str] = "object"

    points: Prose = Field(title="不同意的内容")
    reasons: Prose = Field(title="理由")


class Settle(_Opinion):
    """协商一致."""

    kind: ClassVar[str] = "settle"
    carried: ClassVar[frozenset[str]] = frozenset(_Opinion.model_fields)

    course: Prose = Field(title="协商经过")


class DecideDispute(_Opinion):
    """负责人决定审核意见."""

    kind: ClassVar[str] = "decide_dispute"
    carried: ClassVar[frozenset[str]] = frozenset(_Opinion.model_fields)

    course: Prose = Field(title="协商未能一致的情况")
