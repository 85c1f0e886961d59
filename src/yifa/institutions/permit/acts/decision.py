"""The decision, the licence, their delivery (行政许可法第三十八条至第四十四条、第五十三条至第五十七条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.forms import AGENCY_FIELDS, Payload, Service, needed, not_before
from yifa.institutions.permit.acts.choices import Earlier, Licence, Outcome, Selection
from yifa.matters.payloads import Day, Line, OptionalLine, OptionalProse, Prose, Row

REMEDY = (
    "如不服本决定，可以自收到本决定书之日起六十日内向{reconsideration_body}申请行政复议，"
    "或者自收到本决定书之日起六个月内依法向{court}提起行政诉讼。法律另有规定的，从其规定。"
)
PUBLIC = ("outcome", "content", "valid_from", "valid_until", "agency_name", "decided_on")


class EarlierApplication(Row):
    """An application for the same limited permit that was accepted earlier."""

    number: Line = Field(title="受理文号")
    accepted_on: Day = Field(title="受理日期")
    state: Earlier = Field(title="办理情况")


class Decide(Payload):
    kind: ClassVar[str] = "decide"
    schema_version: ClassVar[int] = 2
    agency_fields: ClassVar[Mapping[str, str]] = AGENCY_FIELDS
    standard_texts: ClassVar[Mapping[str, str]] = {"remedy": REMEDY}
    public_fields: ClassVar[tuple[str, ...]] = PUBLIC
    today: ClassVar[frozenset[str]] = frozenset({"decided_on"})

    outcome: Outcome = Field(title="决定")
    conditions_met: bool = Field(False, title="符合法定条件、标准")
    content: Prose = Field(title="决定内容")
    reasons: Prose = Field(title="理由和依据")
    standard: OptionalProse = Field("", title="所依据的技术标准、技术规范")
    selection: Selection = Field(Selection.NONE, title="择优的方式")
    selection_result: OptionalProse = Field("", title="中标、成交、考试或者考核的结果")
    selection_exception: OptionalLine = Field("", title="法律、行政法规对择优方式或者先后顺序的另外规定")
    queue_checked: bool = Field(False, title="有数量限制的，已核对受理的先后顺序")
    earlier: tuple[EarlierApplication, ...] = Field((), title="先受理的其他申请")
    valid_from: Day | None = Field(None, title="有效期自")
    valid_until: Day | None = Field(None, title="有效期至", description="长期有效的不填")
    false_on: Day | None = Field(None, title="认定隐瞒情况或者提供虚假材料的日期")
    hearing_record_followed: bool = Field(False, title="根据听证笔录作出")
    reconsideration_body: Line = Field(title="行政复议机关")
    court: Line = Field(title="管辖法院")
    remedy: OptionalProse = Field("", title="申请行政复议、提起行政诉讼的权利")
    agency_name: Line = Field(title="行政机关名称")
    decided_on: Day = Field(title="决定日期")

    @field_validator("valid_until")
    @classmethod
    def _ends_after_it_begins(cls, value: date | None, info: ValidationInfo) -> date | None:
        return not_before(value, info, "valid_from", "有效期的止日不能早于起日") if value else value

    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        """Version 1 had no term, no selection and no queue."""
        return {**{n: f.default for n, f in cls.model_fields.items() if not f.is_required()}, **payload}


class ServeDecision(Service):
    kind: ClassVar[str] = "serve_decision"

    inspection_plan: OptionalProse = Field("", title="许可后的监督检查安排")


class Issue(Service):
    """颁发、送达许可证件: from here the permit is in force."""

    kind: ClassVar[str] = "issue"
    carried: ClassVar[frozenset[str]] = frozenset({"valid_from", "valid_until"})
    party_fields: ClassVar[Mapping[str, str]] = {"holder": "name"}

    licence: Licence = Field(title="许可证件的种类")
    licence_name: OptionalLine = Field("", title="证件名称")
    licence_number: OptionalLine = Field("", title="证件编号")
    holder: Line = Field(title="被许可人")
    scope: Prose = Field(title="准予从事的活动和范围")
    valid_from: Day | None = Field(None, title="有效期自")
    valid_until: Day | None = Field(None, title="有效期至", description="长期有效的不填")
    sealed: bool = Field(False, title="加盖本行政机关印章")
    copy_kept: bool = Field(False, title="已登记入许可证件管理")
    note: OptionalProse = Field("", title="备注")

    @field_validator("licence_number")
    @classmethod
    def _numbered(cls, value: str, info: ValidationInfo) -> str:
        named = info.data.get("licence") in (Licence.PERMIT, Licence.QUALIFICATION, Licence.OTHER)
        return needed(value, named, "须填写证件编号")

    @field_validator("valid_until")
    @classmethod
    def _ends_after_it_begins(cls, value: date | None, info: ValidationInfo) -> date | None:
        return not_before(value, info, "valid_from", "有效期的止日不能早于起日") if value else value


__all__ = ["Decide", "Issue", "ServeDecision"]
