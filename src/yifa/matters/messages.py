"""Pydantic's errors as Chinese sentences an official can act on, keyed by the path of the field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

_HAN = re.compile(r"[\u4e00-\u9fff]")
_UNUSABLE = "填写的内容不符合要求,请检查"

_FIXED: dict[str, str] = {
    "missing": "此项必填",
    "none_required": "此项应当留空",
    "extra_forbidden": "表单中没有这一项,请刷新页面后重新填写",
    "invalid_key": "表单中没有这一项,请刷新页面后重新填写",
    "string_type": "请填写文字",
    "string_unicode": "含有无法保存的字符,请重新输入",
    "bytes_invalid_encoding": "含有无法保存的字符,请重新输入",
    "string_pattern_mismatch": "格式不符合要求,请检查",
    "string_not_ascii": "只能填写英文字母、数字和符号",
    "enum": "请从列出的选项中选择",
    "literal_error": "请从列出的选项中选择",
    "union_tag_invalid": "请从列出的选项中选择",
    "union_tag_not_found": "请从列出的选项中选择",
    "finite_number": "请填写数字",
    "date_from_datetime_inexact": "只填日期,不填时间",
    "date_past": "日期应当早于今天",
    "date_future": "日期应当晚于今天",
    "datetime_past": "时间应当早于现在",
    "datetime_future": "时间应当晚于现在",
    "timezone_naive": "时间不应带时区",
    "timezone_aware": "请填写日期和时间,例如 2026-11-22 09:30",
    "timezone_offset": "时区不正确",
    "int_from_float": "请填写整数",
    "int_parsing_size": "数字太大",
    "decimal_whole_digits": "整数部分位数太多",
    "json_invalid": "提交的内容不完整,请刷新页面后重新填写",
    "url_too_long": "网址太长",
    "multiple_argument_values": "同一项提交了两次,请刷新页面后重新填写",
}

_BY_PREFIX: tuple[tuple[str, str], ...] = (
    ("bool_", "请选择“是”或“否”"),
    ("int_", "请填写整数"),
    ("float_", "请填写数字"),
    ("decimal_", "请填写数字"),
    ("fraction_", "请填写数字"),
    ("complex_", "请填写数字"),
    ("date_", "请填写日期,例如 2026-11-22"),
    ("datetime_", "请填写日期和时间,例如 2026-11-22 09:30"),
    ("time_", "请填写时间,例如 09:30"),
    ("uuid_", "请重新选择:所选内容无效"),
    ("url_", "网址格式不正确"),
    ("missing_", "此项必填"),
    ("list_", "请逐行填写"),
    ("tuple_", "请逐行填写"),
    ("set_", "请逐行填写"),
    ("frozen_set_", "请逐行填写"),
    ("deque_", "请逐行填写"),
    ("iterable_", "请逐行填写"),
    ("dict_", "请填写这一组内容"),
    ("mapping_", "请填写这一组内容"),
    ("model_", "请填写这一组内容"),
)

_WITH_NUMBER: dict[str, tuple[str, str]] = {
    "greater_than": ("应当大于 {}", "gt"),
    "greater_than_equal": ("不能小于 {}", "ge"),
    "less_than": ("应当小于 {}", "lt"),
    "less_than_equal": ("不能大于 {}", "le"),
    "multiple_of": ("应当是 {} 的倍数", "multiple_of"),
    "too_short": ("至少填写 {} 项", "min_length"),
    "too_long": ("最多填写 {} 项", "max_length"),
    "string_too_short": ("至少 {} 个字", "min_length"),
    "string_too_long": ("最多 {} 个字", "max_length"),
    "bytes_too_short": ("至少 {} 个字节", "min_length"),
    "bytes_too_long": ("最多 {} 个字节", "max_length"),
    "decimal_max_digits": ("最多 {} 位数字", "max_digits"),
    "decimal_max_places": ("最多 {} 位小数", "decimal_places"),
}


def chinese(kind: str, context: Mapping[str, Any] | None = None) -> str:
    """One pydantic error type with its context as a Chinese sentence; never English, never empty.

    A ValueError raised by the model speaks for itself when it is in Chinese.
    """
    context = context or {}
    if kind in ("value_error", "assertion_error"):
        text = str(context.get("error", ""))
        return text if _HAN.search(text) else _UNUSABLE
    if kind in _WITH_NUMBER:
        text, key = _WITH_NUMBER[kind]
        return text.format(context.get(key, ""))
    if kind in _FIXED:
        return _FIXED[kind]
    return next((text for prefix, text in _BY_PREFIX if kind.startswith(prefix)), _UNUSABLE)


def errors_by_path(error: ValidationError) -> dict[str, str]:
    """Messages by HTML path (`rows.0.name`); the empty path is for the form as a whole."""
    out: dict[str, str] = {}
    for one in error.errors(include_url=False, include_input=False):
        path = ".".join(str(part) for part in one["loc"])
        out.setdefault(path, chinese(one["type"], one.get("ctx")))
    return out
