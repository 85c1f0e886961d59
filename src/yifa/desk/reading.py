"""Payloads as people read them: titles and words, not names and codes; what changed between versions."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from yifa.desk.forms import FieldSpec, fields_of
from yifa.desk.words import date_words, fen_words, moment_words


@dataclass(slots=True)
class Names:
    """Words for the ids a payload may hold."""

    officers: Mapping[str, str] = field(default_factory=dict)
    subjects: Mapping[str, str] = field(default_factory=dict)
    acts: Mapping[str, str] = field(default_factory=dict)
    records: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    violations: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    permit_items: Mapping[str, str] = field(default_factory=dict)
    children: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shown:
    """One field: its title and its text, or its rows (each a tuple of fields), or the id of a file."""

    path: str
    title: str
    text: str = ""
    rows: tuple[tuple[Shown, ...], ...] = ()
    file: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """A field that differs: pieces are (what, text) with what one of same, gone, new."""

    title: str
    pieces: tuple[tuple[str, str], ...]


def read(model: type[BaseModel], payload: Mapping[str, Any], names: Names) -> tuple[Shown, ...]:
    """The payload's filled fields in words, in the order of the form. Blank ones are left out."""
    return _read(fields_of(model), payload, names, "")


def _read(
    fields: Sequence[FieldSpec], values: Mapping[str, Any], names: Names, prefix: str
) -> tuple[Shown, ...]:
    shown = (_one(spec, values.get(spec.name), names, f"{prefix}{spec.name}") for spec in fields)
    return tuple(s for s in shown if s is not None)


def _one(spec: FieldSpec, value: Any, names: Names, path: str) -> Shown | None:
    if value is None or value == "" or value == [] or value == {}:
        return None
    if spec.widget == "rows" and isinstance(value, list):
        rows = tuple(
            _read(spec.fields, row, names, f"{path}.{i}.")
            for i, row in enumerate(value)
            if isinstance(row, Mapping)
        )
        return Shown(path, spec.title, rows=rows, wide=True)
    if spec.widget == "group" and isinstance(value, Mapping):
        return Shown(path, spec.title, rows=(_read(spec.fields, value, names, f"{path}."),), wide=True)
    if spec.widget == "many" and spec.item is not None and isinstance(value, list):
        return Shown(
            path, spec.title, "、".join(word(spec.item, v, names) for v in value), wide=len(value) > 3
        )
    file = str(value) if spec.widget == "file" else ""
    text = word(spec, value, names)
    return Shown(path, spec.title, text, file=file, wide=spec.widget == "prose" or len(text) > 24)


def word(spec: FieldSpec, value: Any, names: Names) -> str:
    """One value in words. A value of an unexpected type is shown as it is."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if spec.widget == "money" and isinstance(value, int):
        return fen_words(value)
    if spec.widget == "integer" and isinstance(value, int):
        return f"{value}{spec.unit}"
    text = str(value)
    if spec.widget == "date":
        return date_words(text)
    if spec.widget == "moment":
        try:
            return moment_words(datetime.fromisoformat(text))
        except ValueError:
            return text
    if spec.widget == "choice":
        return dict(spec.choices).get(text, text)
    table = {
        "officer": names.officers,
        "subject": names.subjects,
        "act": names.acts,
        "record": names.records,
        "kept": names.kept,
        "violation": names.violations,
        "file": names.files,
        "permit_item": names.permit_items,
        "region_permit_item": names.permit_items,
        "child": names.children,
    }.get(spec.widget)
    return table.get(text, "附件" if spec.widget == "file" else text) if table is not None else text


def flat(shown: Sequence[Shown], prefix: str = "") -> dict[str, tuple[str, str]]:
    """Path → (title, text) of every field, rows spelled out."""
    out: dict[str, tuple[str, str]] = {}
    for one in shown:
        title = f"{prefix}{one.title}"
        if one.rows:
            for i, row in enumerate(one.rows):
                number = f"第{i + 1}项 " if len(one.rows) > 1 else ""
                out.update(flat(row, f"{title} {number}· "))
        else:
            out[one.path] = (title, one.text)
    return out


def changes(before: Sequence[Shown], after: Sequence[Shown]) -> tuple[Changed, ...]:
    """Fields that differ between two versions, with what was taken out and what was put in."""
    old, new = flat(before), flat(after)
    paths = [*new, *(p for p in old if p not in new)]
    found = []
    for path in paths:
        title = (new.get(path) or old[path])[0]
        was, now = old.get(path, ("", ""))[1], new.get(path, ("", ""))[1]
        if was != now:
            found.append(Changed(title, _pieces(was, now)))
    return tuple(found)


def _pieces(was: str, now: str) -> tuple[tuple[str, str], ...]:
    if not was or not now or len(was) + len(now) > 8000:
        return tuple((kind, text) for kind, text in (("gone", was), ("new", now)) if text)
    out: list[tuple[str, str]] = []
    for code, i1, i2, j1, j2 in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if code == "equal":
            out.append(("same", was[i1:i2]))
            continue
        if i2 > i1:
            out.append(("gone", was[i1:i2]))
        if j2 > j1:
            out.append(("new", now[j1:j2]))
    return tuple(out)
