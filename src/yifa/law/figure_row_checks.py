"""What is wrong with one figure row, or one source, by itself: keys, types, values. Every mistake is Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from yifa.law.codes import check_region_code
from yifa.law.figure_words import CONFLICT_RULES, SECTORS, TIME_UNITS, UNITS
from yifa.law.figures import Figure

_TEXT = (
    *("id", "subject", "trigger", "amount", "unit", "comparison", "extension", "extension_unit", "counts"),
    *("source", "article", "note", "doubt", "sector", "region", "overlays", "group"),
    *("conflict", "conflict_rule", "extension_by", "extension_again_by", "excludes_article"),
)
ROW_KEYS = {
    **dict.fromkeys(_TEXT, str),
    "number": int,
    "extension_number": int,
    "extension_times": int,
    "extension_again_number": int,
    "verified": bool,
    "yields_to_lower": bool,
    "see": list,
    "quote": list,
    "excludes": list,
    "open_matters": dict,
    "in_force_from": date,
    "in_force_to": date,
}
SOURCE_KEYS = {"title": str, "edition": str, "in_force_from": date, "in_force_to": date, "doubt": str}
REQUIRED = ("id", "subject", "amount", "unit", "source")
TYPE_NAMES = {
    str: "文字",
    int: "整数",
    bool: "true 或者 false",
    list: "列表",
    dict: "表",
    date: "日期（如 2021-07-15）",
}
_ID = re.compile(r"[A-Z][A-Z0-9]*(?:[-.][A-Za-z0-9]+)*")


def type_mistakes(row: Mapping[str, Any], keys: Mapping[str, type]) -> Iterator[str]:
    """Keys that are not among `keys`, and values that are not of the type given there."""
    for key, value in row.items():
        expected = keys.get(key)
        if expected is None:
            yield f"不认识的项目“{key}”"
        elif not has_type(value, expected):
            yield f"“{key}”应为{TYPE_NAMES[expected]}"


def has_type(value: Any, expected: type) -> bool:
    """isinstance without Python's surprises: True is no integer, a datetime is no date."""
    if expected is int:
        return type(value) is int
    if expected is date:
        return isinstance(value, date) and not isinstance(value, datetime)
    if expected is list:
        return isinstance(value, list) and all(isinstance(v, str) for v in value)
    return isinstance(value, expected)


def open_matters_mistakes(said: Any) -> Iterator[str]:
    """What a row says of periods already running: new law leaves them alone unless it cites why not."""
    if not isinstance(said, dict):
        return  # its type is a mistake already
    if set(said) - {"rule", "basis"} or said and said.get("rule") not in ("keep", "recompute"):
        yield 'open_matters 应写作 { rule = "recompute", basis = "…" }，rule 只能是 keep 或者 recompute'
    elif not isinstance(said.get("basis", ""), str) or said and not said.get("basis"):
        yield "open_matters 缺少 basis：请写明过渡规定的出处和条号"


def row_mistakes(f: Figure, registered: bool) -> Iterator[tuple[str, str]]:
    """(key, mistake) of one row by itself."""
    if not _ID.fullmatch(f.id):
        yield "id", f"编号“{f.id}”的写法不对，应如 P20、T07-2"
    if f.unit not in UNITS:
        yield "unit", f"不认识的单位“{f.unit}”，只能是 {'、'.join(UNITS)}"
    if f.comparison not in ("", "≤", "≥"):
        yield "comparison", "comparison 只能是 ≤ 或者 ≥"
    if f.counts not in ("after", "before"):
        yield "counts", "counts 只能是 after 或者 before"
    if f.number is not None and f.number < 0:
        yield "number", "number 不能是负数"
    if (f.extension_number is None) != (f.extension_unit is None):
        yield "extension_number", "extension_number 和 extension_unit 必须同时填写"
    if f.extension_unit is not None and f.extension_unit not in TIME_UNITS:
        yield "extension_unit", f"extension_unit 只能是 {'、'.join(TIME_UNITS)}"
    yield from _extension_mistakes(f)
    if f.in_force_to is not None and f.in_force_to < f.in_force_from:
        yield "in_force_to", f"失效日 {f.in_force_to} 早于施行日 {f.in_force_from}"
    if f.sector is not None and f.sector not in SECTORS:
        yield "sector", f"不认识的领域“{f.sector}”，只能是 {'、'.join(SECTORS)}"
    known = registered and f.region is not None and f.region.isdecimal()
    if f.region is not None and not known and (reason := check_region_code(f.region)):
        yield "region", reason
    if f.overlays is not None and not (f.sector or f.region):
        yield "overlays", "取代其他行的行必须限定领域或者地区"
    if bool(f.conflict) != bool(f.conflict_rule):
        yield "conflict", "conflict 和 conflict_rule 必须同时填写"
    if f.conflict_rule and f.conflict_rule not in CONFLICT_RULES:
        yield "conflict_rule", f"不认识的处理规则“{f.conflict_rule}”，只能是 {'、'.join(CONFLICT_RULES)}"
    if not f.verified and not f.doubt:
        yield "verified", "未核实的行必须写明存疑之处（doubt）"
    for key, articles in (("article", f.article), ("excludes_article", f.excludes_article)):
        if not all(re.fullmatch(r"\d+(之\d+)?", a) for a in articles.split("、") if a):
            yield key, f"条号“{articles}”应为数字，多条以顿号分开"
    if f.excludes and (f.unit not in TIME_UNITS or f.counts == "before"):
        yield "excludes", "只有自触发之日起算的期限才有不计入的时间（excludes）"
    if f.excludes_article and not f.excludes:
        yield "excludes_article", "写明了条号，却没有写不计入的是什么时间（excludes）"


def _extension_mistakes(f: Figure) -> Iterator[tuple[str, str]]:
    if f.extension_number is not None and f.extension_number < 1:
        yield "extension_number", "extension_number 应为不小于1的整数"
    if f.extension_times < 1:
        yield "extension_times", "extension_times 应为不小于1的整数"
    for key in ("extension_number", "extension_by"):
        if getattr(f, key) and not f.extension:
            yield key, "延长须有文字（extension）说明谁批准、怎样延长"
    if f.extension_again_number is not None and (f.extension_again_number < 1 or not f.extension_again_by):
        yield "extension_again_number", "再次延长须写明由谁决定（extension_again_by），日数不小于1"
