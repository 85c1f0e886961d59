"""Licensing items from a TOML or JSON file, each with the place where it stands.

    agency = "云州市城市管理综合执法局"      # for items that name none; full name or 统一社会信用代码
    [[items]]
    code = "990100CG001"                    # of the power in the list of powers
    valid_from = 2026-01-01
    category = "approval"
    basis = "《城市道路管理条例》第三十一条"
    conditions = [{ content = "…", source = "regulation", basis = "《…》第…条" }]
    materials = [{ name = "…", form = "original", copies = 1, basis = "《…》第…条" }]

Columns are those of `yifa.law.permit_items`; what stands under `items` as `[[items.conditions]]` is the same.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from yifa.law.json_places import BROKEN, read_placed_json
from yifa.law.permit_items import ROW_TITLES
from yifa.law.toml_lines import TomlLines

MAX_FILE = 8 * 1024 * 1024
COLUMNS = frozenset(
    (
        "category", "basis", "safety_item", "limited", "conditions", "materials", "steps", "services", "fee_fen",
        "fee_source", "fee_basis", "fee_standard", "period_days", "period_unit", "period_from", "period_source",
        "period_basis", "period_extension", "promise_days", "licence", "document",
    )
)  # fmt: skip
_OWN = frozenset({"agency", "code", "valid_from", "valid_to"})
_JSON = re.compile(r"\s*(\{|\[\s*[{\]])")  # a TOML text may begin with [[items]]
_FLAGS = ("safety_item", "limited")


class ItemsUnreadable(ValueError):
    """The file is no list of items; the message says why and what to do. `line` is 0 where it is the whole file."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


@dataclass(slots=True)
class FileItem:
    """One item of a file: whose, its dates, the columns, the line it begins on, and what could not be read."""

    line: int
    number: int
    agency: str = ""
    code: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    values: dict[str, Any] = field(default_factory=dict)
    wrong: list[tuple[str, str]] = field(default_factory=list)

    @property
    def place(self) -> str:
        """第3项（990100CG001）."""
        return f"第{self.number}项{f'（{self.code}）' if self.code else ''}"


def read_items(raw: bytes) -> tuple[list[FileItem], list[tuple[int, str]]]:
    """The items, and (line, message) of rows of broken JSON. Raises ItemsUnreadable for what is no list of items."""
    if len(raw) > MAX_FILE:
        raise ItemsUnreadable(f"文件超过{MAX_FILE // 1024 // 1024}MB，不予读取")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ItemsUnreadable("不是 UTF-8 编码，请转换后再装载", line) from error
    if not text.strip():
        raise ItemsUnreadable("文件是空的")
    value, lines, broken = _json(text) if _JSON.match(text) else _toml(text)
    rows = value.get("items") if isinstance(value, Mapping) else None
    if not isinstance(rows, list) or not (rows or broken):
        raise ItemsUnreadable("没有许可事项；每个事项写在 [[items]]（JSON 为 items 列表）中")
    agency = value.get("agency", "")
    items = [_item(row, at, lines.get(at, 0), agency) for at, row in enumerate(rows) if row is not BROKEN]
    return items, broken


def _toml(text: str) -> tuple[Any, dict[int, int], list[tuple[int, str]]]:
    try:
        value = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"line (\d+)", str(error))
        raise ItemsUnreadable(
            "不符合 TOML 的写法，也不是 JSON；更正后重新装载", int(found[1]) if found else 0
        ) from error
    lines = TomlLines(text)
    items = value.get("items")
    count = len(items) if isinstance(items, list) else 0
    return value, {at: lines.line("items", at) for at in range(count)}, []


def _json(text: str) -> tuple[Any, dict[int, int], list[tuple[int, str]]]:
    placed = read_placed_json(text)
    broken = [(p.line, f"第{p.column}列：{p.message}；更正后重新装载") for p in placed.problems]
    value = {"items": placed.value} if isinstance(placed.value, list) else placed.value
    path: tuple[str, ...] = () if isinstance(placed.value, list) else ("items",)
    rows = value.get("items") if isinstance(value, dict) else None
    count = len(rows) if isinstance(rows, list) else 0
    return value or {}, {at: placed.lines.get((*path, at), 0) for at in range(count)}, broken


def _item(row: Any, at: int, line: int, agency: Any) -> FileItem:
    made = FileItem(line, at + 1)
    if not isinstance(row, Mapping):
        made.wrong.append(("", "每个事项须分别写明各栏"))
        return made
    for name in ("agency", "code"):
        value = row.get(name, agency if name == "agency" else "")
        if not isinstance(value, str) or not value.strip():
            made.wrong.append((name, f"缺少“{name}”"))
        else:
            setattr(made, name, value.strip())
    made.valid_from, made.valid_to = _day(made, row, "valid_from"), _day(made, row, "valid_to")
    if made.valid_from is None and "valid_from" not in dict(made.wrong):
        made.wrong.append(("valid_from", "缺少生效日期“valid_from”"))
    for name in row.keys() - COLUMNS - _OWN:
        made.wrong.append((str(name), f"没有“{name}”这一栏；核对栏目名称"))
    made.values = {name: _plain(row[name]) for name in COLUMNS if name in row}
    for name in _FLAGS:
        if not isinstance(made.values.get(name, False), bool):
            made.wrong.append((name, f"“{name}”须为 true 或者 false"))
    return made


def _day(made: FileItem, row: Mapping[str, Any], name: str) -> date | None:
    value = row.get(name)
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        made.wrong.append((name, f"“{name}”须为日期，例如 2026-01-01"))
        return None


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_plain(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value


def worded(place: str) -> str:
    """`materials.0.copies` as 材料第1项 copies."""
    name, _, rest = place.partition(".")
    number, _, key = rest.partition(".")
    if not number:
        return name
    return f"{ROW_TITLES.get(name, name)}第{int(number) + 1}项{f' {key}' if key else ''}"
