"""Lists of 首违不罚 and 轻微免罚 from JSON, TOML, XLSX or DOCX: what a file is, is told by its content."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from yifa.law.benchmark_cells import joined
from yifa.law.benchmark_columns import field_of
from yifa.law.benchmark_heading import read_heading
from yifa.law.benchmark_loading import MAX_FILE
from yifa.law.benchmarks import BenchmarkUnreadable, LintFinding
from yifa.law.exemption_list import FIRST, KIND_WORDS, MINOR, ExemptionList, load_exemptions
from yifa.law.json_places import BROKEN, read_placed_json
from yifa.law.office_files import Grid, is_office, read_grids
from yifa.law.toml_lines import TomlLines

_Places = dict[tuple[str | int, ...], tuple[str, int]]
_OWN = {
    "kind": "类别 免罚类型 清单类别 类型 处理方式 不予处罚类型 免罚类别 处理结果",
    "condition": (
        "适用条件 不予处罚条件 免罚条件 不予处罚情形 不予行政处罚情形 不予行政处罚的情形 免予处罚情形 适用情形 条件 "
        "不予处罚的条件 不予行政处罚条件 认定标准 具体情形 适用标准 情形"
    ),
    "violation": "违法行为 事项 事项名称 违法行为名称 不予处罚事项 免罚事项 违法事项 行政处罚事项 轻微违法行为",
}
_NAMES = {name: key for key, names in _OWN.items() for name in names.split()}


@dataclass(slots=True)
class _Made:
    """What a file says: `data` as `load_exemptions` takes it, where its rows stand, and what could not be read."""

    data: dict[str, Any]
    places: _Places = field(default_factory=dict)
    problems: list[LintFinding] = field(default_factory=list)


def read_exemptions(
    raw: bytes, heading: Mapping[str, str] | None = None
) -> tuple[ExemptionList, dict[str, Any]]:
    """The list in a file, and the same as plain data to store. `heading` fills what the file does not say.

    Raises BenchmarkUnreadable for what is no list. Every row that cannot be read is in `problems` with its line or
    cell and the remedy. Words only; no formula is run and nothing is fetched.
    """
    if not raw.strip():
        raise BenchmarkUnreadable("文件是空的")
    if len(raw) > MAX_FILE:
        raise BenchmarkUnreadable(f"文件超过{MAX_FILE // 1024 // 1024}MB，不予读取")
    made = _office(raw) if is_office(raw) else _text(raw)
    head = made.data.get("list")
    if isinstance(head, dict):
        for key, value in (heading or {}).items():
            if value and not head.get(key):
                head[key] = value
    listed = load_exemptions(made.data, made.places)
    return replace(listed, problems=(*made.problems, *listed.problems)), made.data


def _text(raw: bytes) -> _Made:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise BenchmarkUnreadable(f"第{line}行不是UTF-8编码；转换为UTF-8后重新装载") from error
    if "\0" in text:
        raise BenchmarkUnreadable("文件含有不能保存的字符；用文本编辑器另存后重新装载")
    return _json(text) if text.lstrip().startswith(("{", "[")) and "[list]" not in text else _toml(text)


def _json(text: str) -> _Made:
    placed = read_placed_json(text)
    value = placed.value if isinstance(placed.value, dict) else {}
    made = _Made(value)
    for problem in placed.problems:
        message = f"第{problem.column}列：{problem.message}；更正后重新装载"
        made.problems.append(LintFinding("json", "error", "JSON", message, line=problem.line))
    items = value.get("items")
    if isinstance(items, list):
        for at in range(len(items)):
            line = placed.lines.get(("items", at), 0)
            made.places["items", at] = (f"第{at + 1}项", line)
        kept = [at for at, row in enumerate(items) if row is not BROKEN]
        made.places = {("items", n): made.places["items", at] for n, at in enumerate(kept)}
        value["items"] = [items[at] for at in kept]
    return made


def _toml(text: str) -> _Made:
    try:
        value = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"line (\d+)", str(error))
        where = f"第{found[1]}行" if found else "文件"
        raise BenchmarkUnreadable(
            f"{where}不符合TOML的写法，也不是JSON、Excel工作簿或者Word文档；更正后重新装载"
        ) from error
    lines = TomlLines(text)
    items = value.get("items")
    count = len(items) if isinstance(items, list) else 0
    places: _Places = {("items", at): (f"第{at + 1}项", lines.line("items", at)) for at in range(count)}
    return _Made(_plain(value), places)


def _plain(value: Any) -> Any:
    """Days as ISO text, so that the same can be stored as JSON."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_plain(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value


def _office(raw: bytes) -> _Made:
    made = _Made({"list": {}, "items": []})
    words: list[str] = []
    found = False
    for grid in read_grids(raw):
        words += grid.above
        for (row, column), message in grid.odd:
            place = grid.place(row, column)
            made.problems.append(
                LintFinding("cell", "error", place, f"{message}；改为文字后重新装载", line=row)
            )
        read = _grid(grid, made, words)
        if grid.inside and not read and grid.rows:
            message = "单元格内嵌的表格没有表头，未读取；把内容写成单元格中的文字"
            made.problems.append(
                LintFinding("nested", "error", grid.place(grid.rows[0]), message, line=grid.rows[0])
            )
        found = read or found
        words += grid.below
    if not found:
        raise BenchmarkUnreadable("没有找到免罚清单的表头；表头至少应有“违法行为”和“适用条件”两列")
    head = read_heading(words)
    title = next((t for w in words for t in w.split("\n") if _is_title(t.strip())), "")
    if title and not head.get("title"):
        head["title"] = re.sub(r"^附(?:件|表)\s*\d*\s*[:：]?\s*", "", title.strip())
    made.data["list"] = head
    return made


def _is_title(text: str) -> bool:
    return "清单" in text and len(text) <= 60 and not re.search(r"[。；;：:]", text)


def _grid(grid: Grid, made: _Made, words: list[str]) -> bool:
    """Read one sheet or table; True when it has the header of a list."""
    columns: dict[str, int] = {}
    kind = _kind_in(grid.name) or next((k for w in reversed(words) if (k := _kind_in(w))), "")
    for row in grid.rows:
        header = _header(grid, row)
        if header:
            columns = header
            continue
        alone = _alone(grid, row)
        if alone:
            kind = _kind_in(alone) or kind
            words.append(alone)
        elif columns:
            _row(grid, row, columns, kind, made)
        else:
            words.append("\n".join(dict.fromkeys(grid.text(row, c) for c in range(1, grid.width + 1))))
    return bool(columns)


def _header(grid: Grid, row: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for column in range(1, grid.width + 1):
        text = grid.text(row, column)
        plain = re.sub(r"[\s（(][^（()）]*[)）]|[\s　]", "", text)
        key = _NAMES.get(plain) or (field_of(text) if len(text) <= 20 else "")
        if key and key not in found:
            found[key] = column
    return found if {"violation", "condition"} <= set(found) else {}


def _alone(grid: Grid, row: int) -> str:
    """The text of a row that is one text across the table, or "": a chapter heading or a note."""
    origins = {grid.origin(row, c) for c in range(1, grid.width + 1)}
    held = [o for o in origins if grid.cells.get(o)]
    spans = sum(grid.origin(row, c) in held for c in range(1, grid.width + 1))
    if len(held) == 1 and (spans >= max(2, grid.width - 1) or held[0][1] == 1) and held[0][0] == row:
        return joined(grid.cells[held[0]])
    return ""


def _row(grid: Grid, row: int, columns: Mapping[str, int], kind: str, made: _Made) -> None:
    def text(name: str) -> str:
        return grid.text(row, columns[name]) if name in columns else ""

    violation = joined(text("violation"))
    cell = joined(text("kind"))
    if not violation and not joined(text("condition")):
        return
    items = made.data["items"]
    conditions = split_conditions(text("condition"))
    last = items[-1] if items else None
    # A violation merged over several rows has one condition in each of them.
    merged = grid.origin(row, columns["violation"])[0] < row
    if merged and last is not None and last["violation"] == violation:
        if grid.origin(row, columns["condition"])[0] == row:
            last["conditions"] += conditions
        return
    place = grid.place(
        row, None if violation and conditions else columns["condition" if violation else "violation"]
    )
    made.places["items", len(items)] = (place, row)
    items.append(
        {
            "code": joined(text("code")),
            "violation": violation,
            "kind": _word(_kind_in(cell) or kind) if not cell or _kind_in(cell) else cell,
            "conditions": conditions,
            "basis": joined(text("basis")),
        }
    )


def _word(ground: str) -> str:
    return KIND_WORDS.get(ground, "")


def _kind_in(text: str) -> str:
    """The ground that words name; "" when they name none, or both."""
    first = bool(re.search(r"首违|初次违法|首次违法", text))
    minor = bool(re.search(r"轻微(?:违法)?(?:行为)?(?:不予|免予?|不)?(?:行政)?(?:处)?罚|免罚|轻微违法", text))
    return FIRST if first and not minor else MINOR if minor and not first else ""


def split_conditions(text: str) -> list[str]:
    """The numbered or semicolon-separated conditions of a cell, each without its number: `1.初次违法；2.…`."""
    number = r"(?:[(（]?\d{1,2}[)）.、．]|[①-⑳]|[(（][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、)"
    parts = re.split(
        rf"[；;\n]|(?<=[。，,])(?={number})|(?<=\S)(?=[①-⑳])|(?<=[^条款第])(?=[（(][一二三四五六七八九十]+[)）])",
        text,
    )
    cleaned = (re.sub(rf"^\s*{number}\s*", "", p).strip(" \u3000。；;") for p in parts)
    return [c for c in cleaned if c]
