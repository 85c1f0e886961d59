"""From the tree of texts to JSON values of the payload. What cannot be read stays as text, with a message."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ValidationError

from yifa.desk.forms.spec import MAX_ROWS, FieldSpec
from yifa.desk.forms.tree import SHANGHAI, Tree, walk
from yifa.matters.messages import errors_by_path

Problems = dict[str, str]
_ABSENT = object()

_INTEGER = re.compile(r"^[+-]?[0-9]{1,18}$")
_MONEY = re.compile(r"^(-?)([0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.([0-9]{1,2}))?(?:元|圆)?$")
_DAY = re.compile(r"^([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?$")
_CLOCK = re.compile(r"^([0-9]{1,2})[::时]([0-9]{1,2})(?:[::分]([0-9]{1,2})(?:\.([0-9]{1,6}))?秒?)?分?$")
_UNSAFE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb\ufffe\uffff]"
)

MONEY_MESSAGE = "请填写金额，单位为元，最多两位小数，例如 1234.50"
DAY_MESSAGE = "请填写日期，例如 2026-11-22"
MOMENT_MESSAGE = "请填写日期和时间，例如 2026-11-22 09:30"
INTEGER_MESSAGE = "请填写整数"
MAX_TEXT = 20_000


def validate(model: type[BaseModel], values: dict[str, Any], problems: Problems) -> dict[str, str]:
    """Messages by path for these values: those already known, then what the model says of the rest."""
    try:
        model.model_validate(values)
    except ValidationError as error:
        return {**errors_by_path(error), **problems}
    return dict(problems)


def values_from_tree(fields: Sequence[FieldSpec], tree: Tree) -> tuple[dict[str, Any], Problems]:
    """JSON values for the payload model, and messages by path for texts that could not be read.

    Left out: blank fields that are not texts (the model then says they are missing, or takes its default).
    None: blank fields that may be None. Money becomes fen, moments get Shanghai's offset.
    """
    problems: Problems = {}
    return _values(fields, tree, "", problems), problems


def _values(fields: Sequence[FieldSpec], tree: Tree, prefix: str, problems: Problems) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for spec in fields:
        value = _value(spec, tree.get(spec.name), f"{prefix}{spec.name}", problems)
        if value is not _ABSENT:
            out[spec.name] = value
    return out


def _value(spec: FieldSpec, raw: Any, path: str, problems: Problems) -> Any:
    if spec.widget == "group":
        return _group(spec, raw or {}, path, problems)
    if spec.widget == "rows":
        rows = raw if isinstance(raw, list) else []
        return [_values(spec.fields, row, f"{path}.{i}.", problems) for i, row in enumerate(rows)]
    if spec.widget == "many":
        assert spec.item is not None
        found = [_scalar(spec.item, text, f"{path}.{i}", problems) for i, text in enumerate(raw or ())]
        return ["" if v is _ABSENT else v for v in found]
    return _scalar(spec, raw if isinstance(raw, str) else "", path, problems)


def _group(spec: FieldSpec, raw: Tree, path: str, problems: Problems) -> Any:
    """A group that may be None counts as None while nothing was typed in it."""
    blank = all(v in ("", []) for _, f, v in walk(spec.fields, raw) if f.widget != "group")
    if blank and (spec.nullable or not spec.required):
        return None if spec.nullable else _ABSENT
    return _values(spec.fields, raw, f"{path}.", problems)


def _scalar(spec: FieldSpec, raw: str, path: str, problems: Problems) -> Any:
    if not raw.strip():
        if spec.nullable:
            return None
        return raw if spec.widget in ("line", "prose") and not spec.required else _ABSENT
    reader = _READERS.get(spec.widget)
    if reader is None:
        return raw.replace("\r\n", "\n") if spec.widget == "prose" else raw
    value, message = reader(unicodedata.normalize("NFKC", raw[:64]).strip() if len(raw) <= 64 else "")
    if message:
        problems[path] = message
        return raw
    return value


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text[:64]).strip()


def read_amount(text: str) -> tuple[int | None, str]:
    """(fen, "") for an amount typed in yuan, else (None, message)."""
    return _money(_plain(text))


def read_whole(text: str) -> tuple[int | None, str]:
    """(number, "") for a whole number that is not negative, else (None, message)."""
    value, wrong = _integer(_plain(text))
    if value is not None and value < 0:
        return None, "不能为负数"
    return value, wrong


def _money(text: str) -> tuple[Any, str]:
    found = _MONEY.match(text.removeprefix("¥").strip())
    if not found:
        return None, MONEY_MESSAGE
    if found[1]:
        return None, "金额不能为负数"
    return int(found[2].replace(",", "")) * 100 + int((found[3] or "").ljust(2, "0")), ""


def _integer(text: str) -> tuple[Any, str]:
    return (int(text), "") if _INTEGER.match(text) else (None, INTEGER_MESSAGE)


def _day_of(text: str) -> date | None:
    found = _DAY.match(text)
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _day(text: str) -> tuple[Any, str]:
    day = _day_of(text)
    if day is None:
        shaped = _DAY.match(text)
        return None, "没有这一天，请检查年月日" if shaped else DAY_MESSAGE
    return day.isoformat(), ""


def _moment(text: str) -> tuple[Any, str]:
    head, _, tail = text.replace("T", " ").partition(" ")
    day, clock = _day_of(head), _CLOCK.match(tail.strip())
    if day is None or clock is None:
        return None, MOMENT_MESSAGE
    micro = int((clock[4] or "").ljust(6, "0"))
    try:
        local = datetime(
            day.year, day.month, day.day, int(clock[1]), int(clock[2]), int(clock[3] or 0), micro, SHANGHAI
        )
    except ValueError:
        return None, MOMENT_MESSAGE
    return local.isoformat(), ""


def read_moment(text: str) -> datetime | None:
    """A moment in Shanghai as people write it, or None."""
    value, message = _moment(unicodedata.normalize("NFKC", text).strip()) if len(text) <= 64 else ("", "x")
    return None if message else datetime.fromisoformat(str(value))


def read_day(text: str) -> date | None:
    """A date as people write it, or None."""
    return _day_of(unicodedata.normalize("NFKC", text).strip()) if len(text) <= 64 else None


def _flag(text: str) -> tuple[Any, str]:
    known = {"true": True, "false": False}
    return (known[text], "") if text in known else (None, "请选择“是”或“否”")


_READERS = {"money": _money, "integer": _integer, "date": _day, "moment": _moment, "flag": _flag}


def unsafe_paths(fields: Sequence[FieldSpec], tree: Tree) -> Problems:
    """Texts that may not even be kept in a draft: control characters, broken Unicode, far too long."""
    out: Problems = {}
    for path, _, value in walk(fields, tree):
        texts = value if isinstance(value, list) else [value]
        if len(texts) > MAX_ROWS:
            out[path] = f"最多填写 {MAX_ROWS} 行，多出的没有保留，请分次办理"
        for text in texts:
            if not isinstance(text, str):
                continue
            if len(text) > MAX_TEXT:
                out[path] = f"内容过长（最多 {MAX_TEXT} 字），请删减后再保存"
            elif _UNSAFE.search(text):
                out[path] = "含有不可见的控制字符，请重新输入"
    return out
