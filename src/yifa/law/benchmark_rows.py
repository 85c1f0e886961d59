"""From the grid of a published table to the structure `load_benchmark` takes, every doubtful row with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from yifa.law.benchmark_cells import as_fine, condition_and_standard, joined
from yifa.law.benchmark_columns import Columns, Header, header_at
from yifa.law.benchmark_heading import read_heading
from yifa.law.benchmarks import BenchmarkUnreadable, LintFinding
from yifa.law.chinese_numbers import half_width_digits, read_integer
from yifa.law.json_places import Path as JsonPath
from yifa.law.office_files import Grid, Position


@dataclass(slots=True)
class TableData:
    """`data` for `load_benchmark`; `places` says where each value of it stands; `problems` what was not read."""

    data: dict[str, Any]
    places: dict[JsonPath, tuple[str, int]]
    problems: list[LintFinding]


@dataclass(slots=True)
class _Writer:
    items: list[dict[str, Any]] = field(default_factory=list)
    places: dict[JsonPath, tuple[str, int]] = field(default_factory=dict)
    problems: list[LintFinding] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    law: str = ""
    item_key: tuple[str, str] = ("", "")
    range_at: tuple[Position, str, str] | None = None

    def note(self, grid: Grid, row: int, column: int | None, message: str, code: str = "row") -> None:
        self.problems.append(LintFinding(code, "error", grid.place(row, column), message, line=row))


def table_data(grids: Sequence[Grid]) -> TableData:
    """All tables of a file as one benchmark. Raises BenchmarkUnreadable when no header row is found in any."""
    out = _Writer()
    columns: Header | None = None
    width = 0
    for grid in grids:
        out.words += grid.above
        for (row, column), message in grid.odd:
            out.note(grid, row, column, message, "cell")
        found = _read(grid, out, columns if grid.width == width and not grid.inside else None)
        if found is not None:
            columns, width = found, grid.width
        elif grid.rows and any(grid.cells.values()):
            # A cover sheet or a table of contents: its words may be the title, it has no tiers.
            out.words += [_line(grid, r) for r in grid.rows]
            if grid.inside:
                place = grid.place(grid.rows[0])
                message = "单元格内嵌的表格没有表头，未读取；把内容写成单元格中的文字"
                out.problems.append(LintFinding("nested", "error", place, message, line=grid.rows[0]))
        out.words += grid.below
    if columns is None:
        raise BenchmarkUnreadable(
            "没有找到裁量权基准的表头（至少应有“违法行为”“裁量阶次”或者“适用条件”、“具体标准”等列）"
        )
    head = read_heading(out.words)
    return TableData({"benchmark": head, "items": out.items}, out.places, out.problems)


def _read(grid: Grid, out: _Writer, earlier: Header | None) -> Header | None:
    """Read one grid; the columns it uses, or None when it has no header and does not continue a table."""
    held, skip_to = earlier, 0
    started = any(header_at(grid, r) for r in grid.rows[:30])
    if started:
        held = None
    for row in grid.rows:
        if row <= skip_to:
            continue
        header = header_at(grid, row)
        if header is not None:
            held, skip_to = header, header.last
        elif held is None:
            if started:
                out.words.append(_line(grid, row))
        elif not _is_section(grid, row, held.columns, out):
            _row(grid, row, held, out)
    return held


def _line(grid: Grid, row: int) -> str:
    """The row as one line; a label and the value beside it are joined."""
    texts = list(dict.fromkeys(grid.origin(row, c) for c in range(1, grid.width + 1)))
    parts = [grid.cells[o] for o in texts if grid.cells.get(o)]
    return "：".join(parts) if len(parts) == 2 and len(parts[0]) <= 6 else "\n".join(parts)


def _is_section(grid: Grid, row: int, columns: Columns, out: _Writer) -> bool:
    """True for a row that is one text across the table, or alone in its first column: a chapter, a law, a note."""
    origins = {grid.origin(row, c) for c in range(1, grid.width + 1)}
    filled = [o for o in origins if grid.cells.get(o) and o[0] == row]
    held = [o for o in origins if grid.cells.get(o)]
    if not held:
        return True
    if len(held) != 1 or len(filled) != 1:
        return False
    spans = sum(grid.origin(row, c) == held[0] for c in range(1, grid.width + 1))
    if spans < max(2, grid.width - 1) and held[0][1] != 1:
        return False
    text = joined(grid.cells[held[0]])
    if "standard" in columns and columns["standard"] == held[0][1] and spans == 1:
        return False
    law = re.fullmatch(
        r"(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|\d+[.、])?(《[^》]+》)", text
    )
    if law:
        out.law, out.item_key, out.range_at = law[1], ("", ""), None
    else:
        out.words.append(text)
    return True


def _row(grid: Grid, row: int, header: Header, out: _Writer) -> None:
    columns = header.columns

    def raw(name: str) -> str:
        if name not in columns:
            return ""
        text, column = grid.text(row, columns[name]), columns[name]
        return (
            as_fine(text, header.units.get(column, ""), column in header.fines) if name in _AMOUNTS else text
        )

    violation, number = joined(raw("violation")), half_width_digits(joined(raw("no"))).rstrip(".、")
    key = (number, violation)
    fresh = bool(violation) and key != out.item_key and (
        violation != out.item_key[1] or (bool(number) and number != out.item_key[0])
    )  # fmt: skip
    if fresh or not out.items:
        if not violation:
            out.note(grid, row, columns["violation"], "此行之前没有违法行为，无法归入任何条目，未读取")
            return
        _new_item(grid, row, columns, out, number, violation, raw)
    item = out.items[-1]
    basis_text = raw("basis")
    rest = _add_bases(grid, row, columns, out, item, "basis", basis_text)
    _add_bases(grid, row, columns, out, item, "breached", raw("breached"))
    words = joined(raw("range")) if "range" in columns else _range_in(rest)
    origin = grid.origin(row, columns["range"] if "range" in columns else columns.get("basis", 1))
    if header.across:
        _tiers_across(grid, row, header, out, raw, words, origin)
    else:
        _tier(grid, row, columns, out, raw, words, origin)


def _tiers_across(
    grid: Grid, row: int, header: Header, out: _Writer, raw: Any, words: str, origin: Position
) -> None:
    """One tier for each filled column of tiers side by side; a cell holds 条件 and 标准 on lines of their own."""
    filled = 0
    for column, name in header.across.items():
        text = grid.text(row, column)
        if not joined(text):
            continue
        filled += 1
        condition, standard = condition_and_standard(text, name)
        cell = {"tier": name, "condition": condition}
        cell["standard"] = as_fine(standard, header.units.get(column, ""), column in header.fines)
        within = {**header.columns, **dict.fromkeys(cell, column)}

        def taken(key: str, held: dict[str, str] = cell) -> str:
            return held[key] if key in held else str(raw(key))

        _tier(grid, row, within, out, taken, words, origin)
    if not filled:
        out.note(grid, row, min(header.across), "各裁量阶次都没有内容，未读取", "field")


_AMOUNTS = frozenset({"standard", "range"})


def _new_item(
    grid: Grid, row: int, columns: Columns, out: _Writer, number: str, violation: str, raw: Any
) -> None:
    item: dict[str, Any] = {"violation": violation, "basis": [], "groups": []}
    if number:
        value = read_integer(number)
        if value:
            item["no"] = value
        else:
            out.note(grid, row, columns["no"], f"序号“{number}”不是数字", "field")
    if code := joined(raw("code")):
        item["code"] = code
    if law := joined(raw("law")) or out.law:
        item["law"] = law
    out.places["items", len(out.items)] = (grid.place(row), row)
    out.items.append(item)
    out.item_key, out.range_at = (number, violation), None


def _tier(
    grid: Grid, row: int, columns: Columns, out: _Writer, raw: Any, words: str, origin: Position
) -> None:
    item, at = out.items[-1], len(out.items) - 1
    when = joined(raw("when"))
    last = out.range_at
    if last is None or (words and (words, when) != last[1:]) or (when and when != last[2]):
        if not words:
            out.note(grid, row, columns.get("range"), "没有法定处罚幅度，也未能从法律依据中读出", "field")
        item["groups"].append({"range": words, "when": when, "tiers": []})
        out.places["items", at, "groups", len(item["groups"]) - 1] = (grid.place(row), row)
        out.range_at = (origin, words, when)
    group = item["groups"][-1]
    name, condition, standard = (joined(raw(k)) for k in ("tier", "condition", "standard"))
    if "condition" not in columns:
        condition = name
    if "tier" not in columns:
        name = condition
    for key, value in (("tier", name), ("condition", condition), ("standard", standard)):
        if not value and key in columns:
            out.note(grid, row, columns[key], f"缺少“{_TITLES[key]}”", "field")
    if not standard:
        return
    path: JsonPath = ("items", at, "groups", len(item["groups"]) - 1, "tiers", len(group["tiers"]))
    out.places[path] = (grid.place(row), row)
    group["tiers"].append({"tier": name, "condition": condition, "standard": standard})


_TITLES = {"tier": "裁量阶次", "condition": "适用条件", "standard": "具体标准"}
_N = r"[(（]?([一二三四五六七八九十百千零〇两\d]+)[)）]?"
_LAW = re.compile(r"(《[^》]+》)\s*(?:[(（][^()（）]*[)）])?\s*")
_ARTICLE = re.compile(rf"第{_N}条(?:之{_N})?(?:第{_N}款)?(?:第{_N}项)?")
_PARAGRAPH = re.compile(rf"第{_N}款(?:第{_N}项)?")
_ITEM = re.compile(rf"第{_N}项")
_BETWEEN = re.compile(r"\s*[、,，和及与或者;；]*\s*")


def _add_bases(
    grid: Grid, row: int, columns: Columns, out: _Writer, item: dict[str, Any], key: str, text: str
) -> str:
    """Put the articles a cell cites into the item; the words that are no citation are returned."""
    if not text:
        return ""
    found, rest = read_bases(text, item.get("law", ""))
    held = item.setdefault(key, [])
    held += [b for b in found if b not in held]
    if not found and key == "basis" and grid.origin(row, columns["basis"])[0] == row:
        out.note(grid, row, columns["basis"], "未能从中读出法律名称和条号", "basis")
    if held and "law" not in item and key == "basis":
        item["law"] = held[0]["law"]
    return rest


def read_bases(text: str, law: str = "") -> tuple[list[dict[str, Any]], str]:
    """The articles cited at the start of each line, and what stands after them."""
    found: list[dict[str, Any]] = []
    rest: list[str] = []
    for line in half_width_digits(text).split("\n"):
        line = re.sub(r"^\s*(?:\d+[.、．]|[(（]\d+[)）]|[①-⑳])\s*", "", line)
        at, article = 0, ""
        paragraph: str | None = None
        while True:
            at = _BETWEEN.match(line, at).end()  # type: ignore[union-attr]
            if match := _LAW.match(line, at):
                law, article = match[1], ""
            elif law and (match := _ARTICLE.match(line, at)):
                article = _digits(match[1]) + (f"-{_digits(match[2])}" if match[2] else "")
                paragraph = _digits(match[3]) if match[3] else None
                found.append(_basis(law, article, paragraph, match[4]))
            elif article and (match := _PARAGRAPH.match(line, at)):
                paragraph = _digits(match[1])
                found.append(_basis(law, article, paragraph, match[2]))
            elif article and (match := _ITEM.match(line, at)):
                found.append(_basis(law, article, paragraph, match[1]))
            else:
                break
            at = match.end()
        rest.append(line[at:])
    return found, joined("\n".join(rest)).strip('：:。“”" 　').removeprefix("规定").lstrip('：:，,“"')


def _basis(law: str, article: str, paragraph: str | None, item: str | None) -> dict[str, Any]:
    return {"law": law, "article": article, "paragraph": paragraph, "item": _digits(item) if item else None}


def _digits(number: str) -> str:
    value = read_integer(number)
    return str(value) if value else number


def _range_in(text: str) -> str:
    """The penalty in the words of an article that is quoted: without 违反……规定 and what comes before it."""
    sentence = re.sub(r"^.*?违反[^，。；]*?(?:规定|之一)(?:的)?[，,]?", "", text, count=1)
    return sentence if re.search(r"罚款|警告|没收|吊销|责令|批评|拘留", sentence) else ""
