"""From a payload as committed to data a template can print: labels beside codes, names beside ids."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel

_FULL_WIDTH = str.maketrans(",;:()", "，；：（）")


@dataclass(frozen=True, slots=True)
class Person:
    """Who an id in a payload stands for: an officer (with certificate number) or a subject."""

    name: str
    certificate: str = ""
    post: str = ""


def describe(
    model: type[BaseModel], payload: Mapping[str, Any], people: Mapping[str, Person] | None = None
) -> dict[str, Any]:
    """The payload (JSON values) with `<field>_label` beside closed choices and `<field>_name`,
    `<field>_certificate`, `<field>_post` beside ids found in `people`.

    Lists get lists under the same added names; rows of repeated groups are described in place.
    Nothing that was in the payload changes; unknown fields pass through. Also adds `_titles`,
    the Chinese title of each field.
    """
    out = dict(payload)
    for name, field in model.model_fields.items():
        if name in payload and payload[name] is not None:
            _add(out, name, field.annotation, payload[name], people or {})
    out["_titles"] = {name: _full_width(field.title or name) for name, field in model.model_fields.items()}
    return out


def _add(out: dict[str, Any], name: str, annotation: Any, value: Any, people: Mapping[str, Person]) -> None:
    core = _core(annotation)
    if get_origin(core) in (list, tuple, set, frozenset) and isinstance(value, list | tuple):
        inner = _core(get_args(core)[0])
        if _is_model(inner):
            out[name] = [describe(inner, row, people) if isinstance(row, Mapping) else row for row in value]
        else:
            _add_list(out, name, inner, value, people)
    elif _is_model(core) and isinstance(value, Mapping):
        out[name] = describe(core, value, people)
    elif isinstance(core, type) and issubclass(core, Enum):
        out[f"{name}_label"] = _label(core, value)
    elif core is UUID and str(value) in people:
        person = people[str(value)]
        out[f"{name}_name"], out[f"{name}_certificate"] = person.name, person.certificate
        out[f"{name}_post"] = person.post


def _add_list(out: dict[str, Any], name: str, inner: Any, values: Any, people: Mapping[str, Person]) -> None:
    if isinstance(inner, type) and issubclass(inner, Enum):
        out[f"{name}_label"] = [_label(inner, v) for v in values]
    elif inner is UUID:
        found = [people.get(str(v), Person("")) for v in values]
        out[f"{name}_name"] = [p.name for p in found]
        out[f"{name}_certificate"] = [p.certificate for p in found]
        out[f"{name}_post"] = [p.post for p in found]


def _core(annotation: Any) -> Any:
    """The annotation without Annotated and Optional."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, types.UnionType):
        rest = [a for a in get_args(annotation) if a is not type(None)]
        return _core(rest[0]) if len(rest) == 1 else annotation
    return annotation


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _label(choice: type[Enum], value: Any) -> str:
    try:
        return _full_width(str(getattr(choice(value), "label", value)))
    except ValueError:
        return str(value)


def _full_width(text: str) -> str:
    """Labels are typed with ASCII punctuation; a paper prints the Chinese marks."""
    return text.translate(_FULL_WIDTH)
