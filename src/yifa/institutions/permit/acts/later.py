"""Change, renewal and supervision of a permit in force (行政许可法第四十九条、第五十条、第六十一条至第六十三条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.forms import AGENCY_FIELDS, Payload, Service, not_before
from yifa.institutions.permit.acts.choices import Outcome
from yifa.institutions.permit.acts.decision import REMEDY
from yifa.matters.payloads import Day, Line, OptionalLine, OptionalProse, Prose, Row


class ApplyChange(Payload):
    """被许可人申请变更 (第四十九条)."""

    kind: ClassVar[str] = "apply_change"

    applied_on: Day = Field(title="提出日期")
    changes: Prose = Field(title="要求变更的事项")
    materials: Prose = Field(title="提交的材料")


class _Later(Payload):
    """What a decision on an application of the holder says."""

    agency_fields: ClassVar[Mapping[str, str]] = AGENCY_FIELDS
    standard_texts: ClassVar[Mapping[str, str]] = {"remedy": REMEDY}
    today: ClassVar[frozenset[str]] = frozenset({"decided_on"})
    public_fields: ClassVar[tuple[str, ...]] = ("outcome", "content", "agency_name", "decided_on")

    outcome: Outcome = Field(title="决定")
    conditions_met: bool = Field(False, title="符合法定条件、标准")
    content: Prose = Field(title="决定内容")
    reasons: Prose = Field(title="理由和依据")
    reconsideration_body: Line = Field(title="行政复议机关")
    court: Line = Field(title="管辖法院")
    remedy: OptionalProse = Field("", title="申请行政复议、提起行政诉讼的权利")
    agency_name: Line = Field(title="行政机关名称")
    decided_on: Day = Field(title="决定日期")


class DecideChange(_Later):
    """变更决定."""

    kind: ClassVar[str] = "decide_change"


class ApplyRenewal(Payload):
    """被许可人申请延续 (第五十条)."""

    kind: ClassVar[str] = "apply_renewal"

    applied_on: Day = Field(title="提出日期")
    valid_until: Day = Field(title="现有效期届满日")
    other_rule: OptionalLine = Field("", title="法律、法规、规章对申请时间的另外规定")
    asked: Prose = Field(title="申请延续的内容和期限")
    materials: OptionalProse = Field("", title="提交的材料")


class DecideRenewal(_Later):
    """是否准予延续的决定."""

    kind: ClassVar[str] = "decide_renewal"
    public_fields: ClassVar[tuple[str, ...]] = (
        "outcome",
        "content",
        "valid_until",
        "agency_name",
        "decided_on",
    )

    valid_until: Day | None = Field(None, title="延续后的有效期至", description="长期有效的不填")


class RenewalLapsed(Payload):
    """有效期届满视为准予延续: recorded by the machine; the new term is for people to name."""

    kind: ClassVar[str] = "renewal_lapsed"

    note: OptionalProse = Field("有效期届满前没有作出是否准予延续的决定，依法视为准予延续。", title="说明")


class DeemRenewed(Payload):
    """登记视为准予延续: the law has renewed it; this says so and names the new term."""

    kind: ClassVar[str] = "deem_renewed"
    agency_fields: ClassVar[Mapping[str, str]] = {"agency_name": "name"}
    public_fields: ClassVar[tuple[str, ...]] = ("content", "valid_from", "valid_until", "agency_name")

    valid_from: Day = Field(title="延续后的有效期自")
    valid_until: Day | None = Field(None, title="延续后的有效期至", description="长期有效的不填")
    content: Prose = Field(title="延续的事项和期限的依据")
    reasons: Prose = Field(title="届满前未作决定的情况")
    agency_name: Line = Field(title="行政机关名称")

    @field_validator("valid_until")
    @classmethod
    def _ends_after_it_begins(cls, value: date | None, info: ValidationInfo) -> date | None:
        return not_before(value, info, "valid_from", "有效期的止日不能早于起日") if value else value


class ServeLater(Service):
    """送达变更、延续、撤回、撤销、注销的决定."""

    kind: ClassVar[str] = "serve_later"


class PlannedInspection(Row):
    """One inspection with the day it is planned for."""

    planned_on: Day = Field(title="计划日期")
    content: Line = Field(title="检查内容")


class PlanInspections(Payload):
    """许可后监督检查计划 (第六十一条、第六十二条)."""

    kind: ClassVar[str] = "plan_inspections"

    plan: tuple[PlannedInspection, ...] = Field(title="计划", min_length=1)
    basis: OptionalProse = Field("", title="安排的理由或者依据")


class RecordSupervision(Payload):
    """监督检查的情况和处理结果 (第六十一条第二款)."""

    kind: ClassVar[str] = "record_supervision"

    checked_on: Day = Field(title="检查日期")
    planned_on: Day | None = Field(None, title="所对应的计划日期")
    situation: Prose = Field(title="检查情况")
    result: Prose = Field(title="处理结果")
    hindered: bool = Field(False, title="检查妨碍了被许可人正常的生产经营活动")
    signed: bool = Field(False, title="监督检查人员已签字")


__all__ = [
    "ApplyChange", "ApplyRenewal", "DecideChange", "DecideRenewal", "DeemRenewed", "PlanInspections",
    "RecordSupervision", "RenewalLapsed", "ServeLater",
]  # fmt: skip
