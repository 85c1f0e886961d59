"""A valid payload for every act of every procedure, built from the pydantic models alone.

Every field is filled, optional ones too, so that each of them can be spoilt in turn. Choices that exclude each other
are found by trying: nothing here knows an institution, so that a new one is covered by existing.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from itertools import count, islice, product
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ValidationError
from pydantic.fields import FieldInfo

from yifa.matters import discovery
from yifa.matters.payloads import ActPayload

DAY = "2026-11-20"
MOMENT = "2026-11-20T10:00:00+08:00"
TEXT = "如实填写的内容"
PATTERN_TEXT = "party"
TRIES = 4000
_numbers = count(1)

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Leaf:
    """One place in a payload: its path, what kind of value it takes, and whether it may be left out or null."""

    path: Path
    kind: Literal["text", "integer", "date", "moment", "uuid", "flag", "choice", "list", "group"]
    required: bool
    nullable: bool
    pattern: bool = False

    @property
    def key(self) -> str:
        """The path as messages are keyed."""
        return ".".join(map(str, self.path))


@dataclass(frozen=True)
class Case:
    """An act of a procedure with its model and a valid payload."""

    procedure: str
    act: str
    model: type[ActPayload]
    payload: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.procedure}:{self.act}"


def cases() -> list[Case]:
    """Every act of every procedure that exists. Raises AssertionError when no valid payload is found for one."""
    found = []
    for procedure in discovery.procedures().values():
        for act in procedure.acts:
            model = discovery.payload_model(procedure.id, act)
            assert model is not None, f"{procedure.id}: no payload model for {act}"
            found.append(Case(procedure.id, act, model, valid_payload(model)))
    return found


def new_uuid() -> str:
    """A well-formed id that nothing has."""
    return f"01890000-0000-7000-8000-{next(_numbers):012d}"


def valid_payload(model: type[BaseModel]) -> dict[str, Any]:
    """JSON values the model accepts, with every field filled that may be filled together with the others."""
    full = {name: _value(info) for name, info in model.model_fields.items()}
    if _accepts(model, full):
        return full
    for choice in islice(product(*_variants(model)), TRIES):
        tried = {k: v for k, v in (full | dict(choice)).items() if v is not _ABSENT}
        if _accepts(model, tried):
            return tried
    raise AssertionError(f"no valid payload found for {model.__name__}: {_problems(model, full)}")


_ABSENT = object()


def _accepts(model: type[BaseModel], values: Mapping[str, Any]) -> bool:
    try:
        model.model_validate(values)
    except ValidationError:
        return False
    return True


def _problems(model: type[BaseModel], values: Mapping[str, Any]) -> str:
    try:
        model.model_validate(values)
    except ValidationError as error:
        return str(error)
    return ""


def _variants(model: type[BaseModel]) -> Iterator[list[tuple[str, Any]]]:
    """For each choice and each list of choices: its other values, and leaving it out."""
    for name, info in model.model_fields.items():
        annotation, _, _ = unwrap(info)
        members = _members(annotation)
        optional = [] if info.is_required() else [(name, _ABSENT)]
        if members:
            yield [(name, m) for m in members] + optional
        elif get_origin(annotation) in (list, tuple):
            inner, _, _ = unwrap_annotation(get_args(annotation)[0])
            if _members(inner):
                yield [(name, [m]) for m in _members(inner)] + [(name, []), *optional]
            elif isinstance(inner, type) and issubclass(inner, BaseModel):
                rows = list(_row_variants(inner, _row_count(info)))
                yield [(name, row) for row in rows] + optional


def _row_variants(model: type[BaseModel], rows: int) -> Iterator[list[dict[str, Any]]]:
    """Rows whose first choice field takes each of its values."""
    full = [{n: _value(i) for n, i in model.model_fields.items()} for _ in range(rows)]
    yield full
    for name, info in model.model_fields.items():
        for member in _members(unwrap(info)[0]):
            yield [row | {name: member} for row in full]


def unwrap(info: FieldInfo) -> tuple[Any, bool, list[Any]]:
    """(type, may be null, metadata) of a field."""
    annotation, nullable, metadata = unwrap_annotation(info.annotation)
    return annotation, nullable, [*info.metadata, *metadata]


def unwrap_annotation(annotation: Any) -> tuple[Any, bool, list[Any]]:
    nullable, metadata = False, []
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *more = get_args(annotation)
            for one in more:
                metadata += one.metadata if isinstance(one, FieldInfo) else [one]
        elif origin in (Union, types.UnionType):
            rest = [a for a in get_args(annotation) if a is not type(None)]
            assert len(rest) == 1, f"a union of several types: {annotation}"
            nullable, annotation = True, rest[0]
        else:
            if annotation is AwareDatetime:
                annotation = datetime
            return annotation, nullable, metadata


def _members(annotation: Any) -> list[Any]:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [m.value for m in annotation]
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    return []


def _limit(metadata: Sequence[Any], name: str, default: int) -> int:
    return next((v for m in metadata if (v := getattr(m, name, None)) is not None), default)


def _row_count(info: FieldInfo) -> int:
    return max(1, _limit(unwrap(info)[2], "min_length", 1))


def _value(info: FieldInfo) -> Any:
    annotation, _, metadata = unwrap(info)
    if get_origin(annotation) in (list, tuple):
        inner = get_args(annotation)[0]
        if members := _members(unwrap_annotation(inner)[0]):
            return members
        return [_one(*_without_null(inner)) for _ in range(_row_count(info))]
    return _one(annotation, metadata)


def _without_null(annotation: Any) -> tuple[Any, list[Any]]:
    inner, _, metadata = unwrap_annotation(annotation)
    return inner, metadata


def _one(annotation: Any, metadata: Sequence[Any]) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {name: _value(info) for name, info in annotation.model_fields.items()}
    if members := _members(annotation):
        return members[0]
    kind = kind_of(annotation)
    if kind == "text":
        return PATTERN_TEXT if any(getattr(m, "pattern", None) for m in metadata) else TEXT
    if kind == "integer":
        return max(1, _limit(metadata, "ge", 1))
    return {"flag": True, "date": DAY, "moment": MOMENT}.get(kind) or new_uuid()


def kind_of(annotation: Any) -> Any:
    """The kind of leaf that a type is. Raises AssertionError for a type no one has thought of yet."""
    if get_origin(annotation) in (list, tuple):
        return "list"
    if _members(annotation):
        return "choice"
    table = {bool: "flag", int: "integer", datetime: "moment", date: "date", UUID: "uuid", str: "text"}
    for kind, word in table.items():
        if isinstance(annotation, type) and issubclass(annotation, kind):
            return word
    assert isinstance(annotation, type) and issubclass(annotation, BaseModel), f"unknown type {annotation}"
    return "group"


def leaves(model: type[BaseModel], payload: Mapping[str, Any], at: Path = ()) -> Iterator[Leaf]:
    """Every place of a payload that can be spoilt, containers and the elements of lists included."""
    for name, info in model.model_fields.items():
        annotation, nullable, metadata = unwrap(info)
        path = (*at, name)
        pattern = any(getattr(m, "pattern", None) for m in metadata)
        if name not in payload:
            continue
        yield Leaf(path, kind_of(annotation), info.is_required(), nullable, pattern)
        yield from _inside(annotation, payload[name], path)


def _inside(annotation: Any, value: Any, path: Path) -> Iterator[Leaf]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel) and isinstance(value, Mapping):
        yield from leaves(annotation, value, path)
    if get_origin(annotation) in (list, tuple) and value:
        inner, metadata = _without_null(get_args(annotation)[0])
        first = (*path, 0)
        pattern = any(getattr(m, "pattern", None) for m in metadata)
        yield Leaf(first, kind_of(inner), True, False, pattern)
        yield from _inside(inner, value[0], first)


def spoilt(payload: Mapping[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """A copy with the value at the path replaced. What lies beside the path is shared with the original."""
    copy, parent = _copied_along(payload, path)
    parent[path[-1]] = value
    return copy


def without(payload: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """A copy with the field at the path left out. What lies beside the path is shared with the original."""
    copy, parent = _copied_along(payload, path)
    del parent[path[-1]]
    return copy


def _copied_along(payload: Mapping[str, Any], path: Path) -> tuple[dict[str, Any], Any]:
    """New containers from the top down to the one that holds the end of the path, which is returned beside them."""
    copy = dict(payload)
    node: Any = copy
    for part in path[:-1]:
        node[part] = dict(node[part]) if isinstance(node[part], Mapping) else list(node[part])
        node = node[part]
    return copy, node


def at(payload: Any, path: Path) -> Any:
    """The value at a path."""
    for part in path:
        payload = payload[part]
    return payload
