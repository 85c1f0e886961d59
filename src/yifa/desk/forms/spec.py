"""Reads a pydantic model and says which fields its form has: widget, title, limits, choices."""

from __future__ import annotations

import re
import types
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from uuid import UUID

from pydantic import AwareDatetime, BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

Widget = Literal[
    "line", "prose", "money", "integer", "date", "moment", "choice", "flag",
    "officer", "subject", "act", "file", "violation", "record", "kept", "permit_item", "region_permit_item",
    "agency", "child", "rows", "group", "many",
]  # fmt: skip

MAX_ROWS = 100
_PICKERS = {
    "prose", "money", "officer", "subject", "act", "file", "violation", "record", "kept", "permit_item",
    "region_permit_item", "agency", "child",
}  # fmt: skip
# What fills other fields once it is chosen.
FILLING = frozenset({"permit_item", "region_permit_item"})
_ALTERNATIVES = re.compile(r"^\^\((\w+(?:\|\w+)+)\)\$$")
_LABELS = {
    "party": "当事人",
    "legal_rep": "法定代表人（负责人）",
    "agent": "委托代理人",
    "third_party": "第三人",
    "witness": "见证人",
}


class UnsupportedField(TypeError):
    """A payload field whose type has no form; found when the form is built, in tests, never by a user."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a form. `item` describes the elements of `many`, `fields` those of `rows` and `group`."""

    name: str
    title: str
    widget: Widget
    required: bool = True
    nullable: bool = False
    default: Any = None
    help: str = ""
    unit: str = ""
    max_length: int | None = None
    choices: tuple[tuple[str, str], ...] = ()
    fields: tuple[FieldSpec, ...] = ()
    item: FieldSpec | None = None
    min_rows: int = 0
    numbers: bool = False


@lru_cache(maxsize=512)
def fields_of(model: type[BaseModel]) -> tuple[FieldSpec, ...]:
    """Fields of the model's form, in the model's order. Raises UnsupportedField for a type without a form."""
    return tuple(_field(name, info) for name, info in model.model_fields.items())


def _field(name: str, info: FieldInfo) -> FieldSpec:
    extra: dict[str, Any] = dict(info.json_schema_extra) if isinstance(info.json_schema_extra, dict) else {}
    traits = _Traits(extra, list(info.metadata))
    annotation, nullable = _unwrap(info.annotation, traits)
    required = info.is_required() and not nullable
    spec = _build(name, annotation, traits)
    default = None if info.default is PydanticUndefined else info.default
    if info.default_factory is not None:
        default = info.get_default(call_default_factory=True, validated_data={})
    return replace(
        spec,
        title=info.title or _LABELS.get(name, name),
        help=info.description or "",
        required=required and (spec.widget not in ("rows", "many") or traits.min_length > 0),
        nullable=nullable,
        default=plain(default),
        min_rows=traits.min_length,
    )


class _Traits:
    """What the annotation's metadata says, gathered from the field and from each `Annotated` within."""

    def __init__(self, extra: dict[str, Any], metadata: Sequence[Any]) -> None:
        self.extra = extra
        self.max_length: int | None = None
        self.min_length = 0
        self.pattern = ""
        self.take(metadata)

    def take(self, metadata: Sequence[Any]) -> None:
        for one in metadata:
            if isinstance(one, FieldInfo):
                if isinstance(one.json_schema_extra, dict):
                    self.extra = {**one.json_schema_extra, **self.extra}
                self.take(one.metadata)
                continue
            self.max_length = getattr(one, "max_length", None) or self.max_length
            self.min_length = getattr(one, "min_length", None) or self.min_length
            self.pattern = str(getattr(one, "pattern", None) or self.pattern)


def _unwrap(annotation: Any, traits: _Traits) -> tuple[Any, bool]:
    """Strip `Annotated` and `| None`; returns (type, may be None)."""
    nullable = False
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            inner, *metadata = get_args(annotation)
            traits.take(metadata)
            if AwareDatetime in metadata or any(type(m).__name__ == "AwareDatetime" for m in metadata):
                inner = datetime
            annotation = inner
        elif origin in (Union, types.UnionType):
            rest = [a for a in get_args(annotation) if a is not type(None)]
            if len(rest) != 1:
                raise UnsupportedField(f"a union of several types has no form: {annotation}")
            nullable = nullable or len(rest) < len(get_args(annotation))
            annotation = rest[0]
        else:
            return annotation, nullable


def _build(name: str, annotation: Any, traits: _Traits) -> FieldSpec:
    origin = get_origin(annotation)
    if origin in (list, tuple, set, frozenset):
        return _many(name, annotation)
    if origin is Literal:
        return FieldSpec(name, name, "choice", choices=tuple((str(v), str(v)) for v in get_args(annotation)))
    if annotation is AwareDatetime:
        return FieldSpec(name, name, "moment")
    if not isinstance(annotation, type):
        raise UnsupportedField(f"{name}: {annotation!r} has no form")
    return _simple(name, annotation, traits)


def _simple(name: str, kind: type, traits: _Traits) -> FieldSpec:
    widget = traits.extra.get("widget")
    if issubclass(kind, BaseModel):
        return FieldSpec(name, name, "group", fields=fields_of(kind))
    if issubclass(kind, Enum):
        choices = tuple((str(m.value), str(getattr(m, "label", m.value))) for m in kind)
        return FieldSpec(name, name, "choice", choices=choices)
    if issubclass(kind, bool):
        return FieldSpec(name, name, "flag")
    if widget in _PICKERS:
        unit = str(traits.extra.get("unit", ""))
        return FieldSpec(name, name, widget, unit=unit, max_length=traits.max_length)
    if issubclass(kind, int):
        return FieldSpec(name, name, "integer", unit=str(traits.extra.get("unit", "")), numbers=True)
    if issubclass(kind, datetime):
        return FieldSpec(name, name, "moment")
    if issubclass(kind, date):
        return FieldSpec(name, name, "date")
    if issubclass(kind, str | Decimal | UUID):
        return _text(name, traits)
    raise UnsupportedField(f"{name}: {kind!r} has no form")


def _text(name: str, traits: _Traits) -> FieldSpec:
    found = _ALTERNATIVES.match(traits.pattern)
    if found:
        values = found[1].split("|")
        return FieldSpec(name, name, "choice", choices=tuple((v, _LABELS.get(v, v)) for v in values))
    unit = str(traits.extra.get("unit", ""))
    return FieldSpec(name, name, "line", max_length=traits.max_length, unit=unit)


def _many(name: str, annotation: Any) -> FieldSpec:
    inner = get_args(annotation)[0] if get_args(annotation) else str
    traits = _Traits({}, [])
    element, _ = _unwrap(inner, traits)
    if isinstance(element, type) and issubclass(element, BaseModel):
        return FieldSpec(name, name, "rows", fields=fields_of(element))
    item = _build("", element, traits)
    if item.widget == "many":
        raise UnsupportedField(f"{name}: a list of lists has no form")
    return FieldSpec(name, name, "many", item=item, max_length=item.max_length)


def plain(value: Any) -> Any:
    """A default in its JSON shape: enums, dates, ids as strings; models as dicts."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in value]
    return value
