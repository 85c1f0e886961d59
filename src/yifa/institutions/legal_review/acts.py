"""Submission, assignment, opinion, disagreement (行政处罚法第五十八条；国办发〔2018〕118号第四部分)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from yifa.institutions.common.erasing import DestroyFile as DestroyFile
from yifa.institutions.common.erasing import EraseBody as EraseBody
from yifa.institutions.common.forms import Payload
from yifa.institutions.common.review_acts import Reviewed, Trigger
from yifa.matters.payloads import (
    Count,
    Day,
    FileRef,
    Line,
    OfficerRef,
    OptionalLine,
    PartyInput,
    Prose,
)


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


class GiveOpinion(Reviewed):
    """出具审核意见."""

    kind: ClassVar[str] = "give_opinion"


class RecordHelp(Reviewed):
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


class Settle(Reviewed):
    """协商一致."""

    kind: ClassVar[str] = "settle"
    carried: ClassVar[frozenset[str]] = frozenset(Reviewed.model_fields)

    course: Prose = Field(title="协商经过")


class DecideDispute(Reviewed):
    """负责人决定审核意见."""

    kind: ClassVar[str] = "decide_dispute"
    carried: ClassVar[frozenset[str]] = frozenset(Reviewed.model_fields)

    course: Prose = Field(title="协商未能一致的情况")
