"""Acts that the shorter procedures share; a folder adds the fields of its own decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.forms import AGENCY_FIELDS, Payload, Service, needed, not_before
from yifa.institutions.common.review_acts import Trigger
from yifa.matters.payloads import Day, Line, OfficerRef, OptionalLine, PartyInput, Prose

REMEDY = (
    "如不服本决定，可以自收到本决定书之日起六十日内向{reconsideration_body}申请行政复议，"
    "或者自收到本决定书之日起六个月内依法向{court}提起行政诉讼。法律另有规定的，从其规定。"
)
# What was asked for and why says much of a person's life and stays inside.
DECISION_PUBLIC = ("basis", "content", "decided_on")


class Opening(Payload):
    """Who is concerned, who handles it, what it is about, and by when a special law wants it decided."""

    schema_version: ClassVar[int] = 2

    today: ClassVar[frozenset[str]] = frozenset({"received_on"})

    cause: Line = Field(title="事项")
    parties: tuple[PartyInput, ...] = Field(title="当事人", min_length=1)
    handlers: tuple[OfficerRef, ...] = Field(title="承办人员", min_length=1)
    received_on: Day = Field(title="收到申请或者启动日期")
    request: Prose = Field(title="申请或者启动的内容")
    decide_by: Day | None = Field(
        None, title="应当作出决定之日", description="特别法规定了办理期限的，按该法计算后填写"
    )
    period_basis: OptionalLine = Field("", title="办理期限的法律依据", description="例如《某某法》第某条")

    @field_validator("decide_by")
    @classmethod
    def _not_before_the_start(cls, value: date | None, info: ValidationInfo) -> date | None:
        return not_before(value, info, "received_on", "应当作出决定之日不能早于收到申请或者启动日期")

    @field_validator("period_basis")
    @classmethod
    def _which_law(cls, value: str, info: ValidationInfo) -> str:
        return needed(value, bool(info.data.get("decide_by")), "填写了期限的，须写明法律依据")

    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        """Before version 2 nobody was asked for the period of a special law."""
        return {"decide_by": None, "period_basis": "", **payload}


class Apply(Opening):
    """依申请启动."""

    kind: ClassVar[str] = "apply"


class Initiate(Opening):
    """依职权启动."""

    kind: ClassVar[str] = "initiate"


class RefuseFiling(Payload):
    """不予受理."""

    kind: ClassVar[str] = "refuse_filing"

    reasons: Prose = Field(title="不予受理的理由和依据")


class Examine(Payload):
    """审查核实."""

    kind: ClassVar[str] = "examine"
    today: ClassVar[frozenset[str]] = frozenset({"made_on"})

    made_on: Day = Field(title="审查完成日期")
    facts: Prose = Field(title="查明的事实")
    evidence: Prose = Field(title="证据材料")


class RecordObjection(Payload):
    """当事人、利害关系人或者公众提出的异议: what was said, and what was made of it."""

    kind: ClassVar[str] = "record_objection"
    person_fields: ClassVar[frozenset[str]] = frozenset({"objector"})

    objector: Line = Field(title="提出异议的人")
    received_on: Day = Field(title="收到异议日期")
    content: Prose = Field(title="异议的内容和理由")
    handling: Prose = Field(title="核实和处理情况", description="采纳的写明如何处理；不采纳的写明理由")


class DecisionBase(Payload):
    """What every such decision holds. The law that empowers it is named by law and article."""

    schema_version: ClassVar[int] = 2
    agency_fields: ClassVar[Mapping[str, str]] = AGENCY_FIELDS
    standard_texts: ClassVar[Mapping[str, str]] = {"remedy": REMEDY}
    today: ClassVar[frozenset[str]] = frozenset({"decided_on"})
    public_fields: ClassVar[tuple[str, ...]] = DECISION_PUBLIC
    carried: ClassVar[frozenset[str]] = frozenset({"request", "facts"})

    request: Prose = Field(title="申请或者启动的内容")
    facts: Prose = Field(title="认定的事实")
    basis: Prose = Field(
        title="法律依据", description="法律、法规、规章的名称和条、款、项，例如《某某法》第某条"
    )
    content: Prose = Field(title="决定内容")
    remedy: Prose = Field(title="救济途径")
    decided_on: Day = Field(title="决定日期")
    review_triggers: tuple[Trigger, ...] = Field(
        (),
        title="属于重大执法决定的情形",
        description="有其中情形或者列入本机关重大执法决定法制审核目录的，经法制审核同意后才能决定；没有的不选",
    )

    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        """Before version 2 nobody was asked whether the decision is a major one."""
        return {"review_triggers": [], **payload}


class ServeDecision(Service):
    """送达决定书."""

    kind: ClassVar[str] = "serve_decision"


class Close(Payload):
    """办结."""

    kind: ClassVar[str] = "close"

    result: Prose = Field(title="办理结果")


class Revoke(Payload):
    """撤销决定."""

    kind: ClassVar[str] = "revoke"

    authority: Line = Field(title="作出撤销的机关")
    effective_on: Day = Field(title="生效日期")
    reasons: Prose = Field(title="撤销理由和依据")
    public_reason: Prose = Field(title="撤回公开的理由（向社会公开）")


__all__ = [
    "Apply",
    "Close",
    "Examine",
    "Initiate",
    "RecordObjection",
    "RefuseFiling",
    "Revoke",
    "ServeDecision",
]
