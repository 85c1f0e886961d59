"""Base class and field types for act payloads: one pydantic model per act kind, titled in Chinese.

Values are JSON-safe when dumped (`mode="json"`): no floats, money in fen, ids as strings, dates ISO.
The same model validates the desk's form, the API's body, an import row and the demonstration data.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, ClassVar
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
)

from yifa.law.written_numbers import printed

if TYPE_CHECKING:
    from yifa.law.permit_items import PermitItem

_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff]"
)
MOST_ROWS = 500


def _clean(value: str) -> str:
    """Refuse control and bidirectional-override characters; normalise to NFC; strip the ends."""
    if _CONTROL.search(value):
        raise ValueError("含有不可见的控制字符,请重新输入")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError("含有无法保存的字符,请重新输入") from None
    return unicodedata.normalize("NFC", value).strip()


def _one_line(value: str) -> str:
    if "\n" in value or "\r" in value or "\t" in value:
        raise ValueError("只能填写一行")
    return value


def _not_empty(value: str) -> str:
    if not value:
        raise ValueError("不能为空")
    return value


def _no_float(value: Any) -> Any:
    if isinstance(value, float | bool):
        raise ValueError("须为整数")
    return value


def _written_date(value: Any) -> Any:
    """A date is written as one: a bare number would be read as seconds since 1970."""
    if isinstance(value, int | float) or (isinstance(value, str) and "-" not in value[1:32]):
        raise ValueError("请填写日期，例如 2026-11-22")
    return value


def _sane_year(value: date) -> date:
    if not 1949 <= value.year <= 2100:
        raise ValueError("年份不合理")
    return value


class Choice(StrEnum):
    """A closed list with Chinese labels: `PENALTY = "penalty", "予以处罚"`."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Choice:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label or value
        return member


_text = [AfterValidator(_clean)]

Line = Annotated[
    str, Field(max_length=200), AfterValidator(_clean), AfterValidator(_one_line), AfterValidator(_not_empty)
]
OptionalLine = Annotated[str, Field(max_length=200), AfterValidator(_clean), AfterValidator(_one_line)]
# The number of another matter of this system: whatever way it was typed, it is kept as it is printed; other text stays.
MatterNumber = Annotated[Line, AfterValidator(printed)]
OptionalMatterNumber = Annotated[OptionalLine, AfterValidator(printed)]
Prose = Annotated[
    str,
    Field(max_length=20_000, json_schema_extra={"widget": "prose"}),
    AfterValidator(_clean),
    AfterValidator(_not_empty),
]
OptionalProse = Annotated[
    str, Field(max_length=20_000, json_schema_extra={"widget": "prose"}), AfterValidator(_clean)
]
Fen = Annotated[
    int,
    BeforeValidator(_no_float),
    Field(ge=0, le=10**14, json_schema_extra={"widget": "money", "unit": "元"}),
]
Count = Annotated[int, BeforeValidator(_no_float), Field(ge=0, le=10**9)]
Day = Annotated[date, BeforeValidator(_written_date), AfterValidator(_sane_year)]
Moment = Annotated[AwareDatetime, BeforeValidator(_written_date), AfterValidator(_sane_year)]
OfficerRef = Annotated[UUID, Field(json_schema_extra={"widget": "officer"})]
SubjectRef = Annotated[UUID, Field(json_schema_extra={"widget": "subject"})]
ActRef = Annotated[UUID, Field(json_schema_extra={"widget": "act"})]
ChildRef = Annotated[UUID, Field(json_schema_extra={"widget": "child"})]
FileRef = Annotated[UUID, Field(json_schema_extra={"widget": "file"})]
ViolationCode = Annotated[
    str,
    Field(max_length=80, json_schema_extra={"widget": "violation"}),
    AfterValidator(_clean),
    AfterValidator(_not_empty),
]


# An item of the register of licensing items: of the agency itself, or of any agency of its region.
PermitItemRef = Annotated[UUID, Field(json_schema_extra={"widget": "permit_item"})]
RegionPermitItemRef = Annotated[UUID, Field(json_schema_extra={"widget": "region_permit_item"})]
# The name of an agency of the same region, picked from the register.
AgencyName = Annotated[
    str,
    Field(max_length=200, json_schema_extra={"widget": "agency"}),
    AfterValidator(_clean),
    AfterValidator(_one_line),
]


class _Bounded(BaseModel):
    @field_validator("*", mode="before")
    @classmethod
    def _not_endless(cls, value: Any) -> Any:
        if isinstance(value, list | tuple) and len(value) > MOST_ROWS:
            raise ValueError(f"最多填写 {MOST_ROWS} 项")
        return value


class Row(_Bounded):
    """A row of a repeated group inside a payload."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class Filled:
    """JSON values that a choice brings: `here` for the fields beside it, `rows` to add to groups of the whole form
    (a row is left out where one with the same first field is there)."""

    here: Mapping[str, Any] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)


class ActPayload(_Bounded):
    """Base of every act's payload. `kind` is the act id in the procedure; `procedure` its prefix (institution).

    `schema_version` grows when the shape changes; `upcast` brings an older stored payload to this shape.
    What a form may be filled with beforehand: `carried` fields come from the newest earlier act that has them,
    `party_fields` and `agency_fields` map fields to register fields, `standard_texts` are sentences with placeholders,
    `today` are dates that are usually today. `person_fields` hold names of people: they are masked in what is public.
    `public_fields` are what the public may read of a decision, in this order; the usual ones when empty.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: ClassVar[str]
    procedure: ClassVar[str] = "*"
    schema_version: ClassVar[int] = 1
    carried: ClassVar[frozenset[str]] = frozenset()
    party_fields: ClassVar[Mapping[str, str]] = {}
    agency_fields: ClassVar[Mapping[str, str]] = {}
    standard_texts: ClassVar[Mapping[str, str]] = {}
    today: ClassVar[frozenset[str]] = frozenset()
    person_fields: ClassVar[frozenset[str]] = frozenset()
    public_fields: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        """Payload of an older schema version in today's shape. Default: unchanged."""
        return payload

    @classmethod
    def picked(cls, path: str, item: PermitItem) -> Filled:
        """What the form is filled with once `item` was chosen in field `path` (`items.item`, without row numbers)."""
        return Filled()


class PartyInput(Row):
    """A subject of the register in a role of this matter."""

    subject: SubjectRef = Field(title="当事人")
    role: str = Field("party", title="身份", pattern="^(party|legal_rep|agent|third_party|witness)$")


__all__ = [
    "ActPayload",
    "ActRef",
    "ChildRef",
    "AgencyName",
    "Choice",
    "Count",
    "Day",
    "Decimal",
    "Fen",
    "FileRef",
    "Filled",
    "Line",
    "MatterNumber",
    "Moment",
    "OfficerRef",
    "OptionalLine",
    "OptionalMatterNumber",
    "OptionalProse",
    "PartyInput",
    "PermitItemRef",
    "Prose",
    "RegionPermitItemRef",
    "Row",
    "SubjectRef",
    "ViolationCode",
    "datetime",
]
