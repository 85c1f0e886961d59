"""From JSON (bytes, text or parsed) to `Benchmark`, collecting every problem with its place and line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from yifa.law.benchmarks import (
    DEFAULT_LOOKBACK_MONTHS,
    Basis,
    Benchmark,
    BenchmarkItem,
    BenchmarkUnreadable,
    Group,
    LintFinding,
    Tier,
    read_repeat,
)
from yifa.law.chinese_numbers import read_integer
from yifa.law.json_places import BROKEN, read_placed_json
from yifa.law.json_places import Path as JsonPath
from yifa.law.measures import parse_measures

MAX_TEXT = 4000
MAX_FILE = 32 * 1024 * 1024


def read_benchmark_file(path: Path) -> Benchmark:
    """Read a table from a JSON, XLSX or DOCX file; what it is is told by its content, not by its name.

    Raises OSError, and BenchmarkUnreadable when nothing of it can be used.
    """
    if path.is_file() and path.stat().st_size > MAX_FILE:
        raise BenchmarkUnreadable(f"文件超过{MAX_FILE // 1024 // 1024}MB，不予读取")
    return read_benchmark_bytes(path.read_bytes())


def read_benchmark_bytes(raw: bytes) -> Benchmark:
    """Read a table from the bytes of a JSON, XLSX or DOCX file; broken rows are in `problems`, with their places."""
    from yifa.law.office_files import is_office

    if not raw.strip():
        raise BenchmarkUnreadable("文件是空的")
    if is_office(raw):
        return office_table(raw)[0]
    text, problems = _decode(raw)
    placed = read_placed_json(text)
    problems += [
        LintFinding("json", "error", f"第{p.column}列", p.message, line=p.line) for p in placed.problems
    ]
    if not isinstance(placed.value, dict) or not {"benchmark", "items"} & set(placed.value):
        where = "；".join(str(p) for p in problems) or "缺少“benchmark”和“items”"
        raise BenchmarkUnreadable(f"不是裁量权基准文件：{where}")
    return build_benchmark(placed.value, placed.lines, problems)


def office_table(raw: bytes, heading: Mapping[str, str] | None = None) -> tuple[Benchmark, dict[str, Any]]:
    """The table of an XLSX or DOCX file, and the same as parsed JSON. `heading` fills what the file does not say.

    Raises BenchmarkUnreadable. Lines are row numbers of the sheet or table.
    """
    from yifa.law.benchmark_rows import table_data
    from yifa.law.office_files import read_grids

    table = table_data(read_grids(raw))
    for key, value in (heading or {}).items():
        if value:
            table.data["benchmark"].setdefault(key, value)
    # Rows of several sheets share their numbers, so the builder is given a running number for each place.
    keys = list(table.places)
    benchmark = build_benchmark(table.data, {path: at for at, path in enumerate(keys, 1)}, [])
    where = [table.places[path] for path in keys]
    problems = list(table.problems)
    for problem in benchmark.problems:
        if problem.line is None:
            problems.append(problem)
        elif not _told(where[problem.line - 1], table.problems):
            place, row = where[problem.line - 1]
            problems.append(replace(problem, place=f"{place}（{problem.place}）", line=row))
    return replace(benchmark, items=_at_rows(benchmark.items, where), problems=tuple(problems)), table.data


def _told(place: tuple[str, int], problems: list[LintFinding]) -> bool:
    """True when the reader of the grid has said what is missing in that row already, with its column."""
    return any(p.line == place[1] and p.place.startswith(place[0]) for p in problems)


def _at_rows(items: tuple[BenchmarkItem, ...], where: list[tuple[str, int]]) -> tuple[BenchmarkItem, ...]:
    """The items with the row numbers a person sees in place of the running numbers."""

    def row(line: int | None) -> int | None:
        return where[line - 1][1] if line else None

    return tuple(
        replace(
            item,
            line=row(item.line),
            groups=tuple(
                replace(
                    group,
                    line=row(group.line),
                    tiers=tuple(replace(tier, line=row(tier.line)) for tier in group.tiers),
                )
                for group in item.groups
            ),
        )
        for item in items
    )


def _decode(raw: bytes) -> tuple[str, list[LintFinding]]:
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise BenchmarkUnreadable("文件编码为 UTF-16，请转换为 UTF-8 后重试")
    lines = raw.split(b"\n")
    bad = [i for i, line in enumerate(lines, 1) if "\ufffd" in line.decode("utf-8", "replace")]
    try:
        chinese = raw.decode("gb18030").lstrip().startswith(("{", "["))
        if chinese and len(bad) * 3 > sum(1 for line in lines if any(b > 127 for b in line)) * 2:
            raise BenchmarkUnreadable("文件编码似为 GB18030（GBK），请转换为 UTF-8 后重试")
    except UnicodeDecodeError:
        pass
    problems = [LintFinding("encoding", "error", "编码", "此行含有不是 UTF-8 的字节", line=i) for i in bad]
    return raw.decode("utf-8", "replace").removeprefix("\ufeff"), problems


@dataclass(slots=True)
class _Reader:
    """Reads fields, noting in `problems` what is missing or of the wrong type."""

    lines: Mapping[JsonPath, int]
    problems: list[LintFinding] = field(default_factory=list)

    def wrong(self, code: str, place: str, message: str, path: JsonPath, no: int | None = None) -> None:
        at = path
        while at and at not in self.lines:
            at = at[:-1]
        self.problems.append(LintFinding(code, "error", place, message, no=no, line=self.lines.get(at)))

    def at(self, path: JsonPath) -> int | None:
        """The line on which that value stands, when the text is known."""
        return self.lines.get(path)

    def text(
        self, row: Mapping[str, Any], key: str, place: str, path: JsonPath, *, needed: bool = True
    ) -> str:
        value = row.get(key)
        if value is None and not needed:
            return ""
        if not isinstance(value, str) or (needed and not value.strip()):
            word = "缺少" if key not in row or value in (None, "") else "类型应为文字："
            self.wrong("field", place, f"{word}“{key}”", (*path, key))
            return ""
        if "\ufffd" in value or re.search(r"[\x00-\x08\x0b-\x1f]", value):
            self.wrong("characters", place, f"“{key}”含有无法识别的字符", (*path, key))
        if len(value) > MAX_TEXT:
            self.wrong("field", place, f"“{key}”过长（{len(value)}字）", (*path, key))
            return value[:MAX_TEXT]
        return value.strip()

    def rows(self, row: Mapping[str, Any], key: str, place: str, path: JsonPath) -> list[Any]:
        value = row.get(key)
        if not isinstance(value, list):
            self.wrong("field", place, f"“{key}”应为列表", (*path, key))
            return []
        return value

    def day(self, row: Mapping[str, Any], key: str, path: JsonPath) -> date | None:
        value = row.get(key)
        if value in (None, ""):
            return None
        try:
            return date.fromisoformat(value) if isinstance(value, str) else _refuse()
        except ValueError:
            self.wrong("date", "表头", f"“{key}”不是有效日期：{value!r}", (*path, key))
            return None

    def number(self, row: Mapping[str, Any], key: str, place: str, path: JsonPath) -> int | None:
        value = row.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 100_000:
            self.wrong("field", place, f"“{key}”应为正整数：{value!r}", (*path, key))
            return None
        return value


def _refuse() -> date:
    raise ValueError


def build_benchmark(
    data: Any, lines: Mapping[JsonPath, int], problems: list[LintFinding] | None = None
) -> Benchmark:
    """A table from parsed JSON; `lines` maps paths to line numbers when the text is known."""
    if not isinstance(data, dict) or not ({"benchmark", "items"} & set(data)):
        raise BenchmarkUnreadable("不是裁量权基准：缺少“benchmark”和“items”")
    reader = _Reader(lines, list(problems or ()))
    head = data.get("benchmark")
    if not isinstance(head, dict):
        reader.wrong("field", "表头", "缺少“benchmark”或者类型有误", ("benchmark",))
        head = {}
    shell = _heading(reader, head)
    items: list[BenchmarkItem] = []
    for index, row in enumerate(reader.rows(data, "items", "条目", ())):
        item = None if row is BROKEN else _item(reader, row, index, shell)
        if item is not None:
            items.append(item)
    return _finished(shell, items, reader.problems)


def _heading(reader: _Reader, head: Mapping[str, Any]) -> Benchmark:
    path: JsonPath = ("benchmark",)
    issued, first = reader.day(head, "issued", path), reader.day(head, "effective", path)
    first = first or reader.day(head, "effective_from", path)
    last, years = reader.day(head, "effective_to", path), reader.number(head, "valid_years", "表头", path)
    if last is None and first is not None and years and first.year + years <= date.max.year:
        last = _years_later(first, years) - timedelta(days=1)
    note = reader.text(head, "lookback_note", "表头", path, needed=False)
    months = reader.number(head, "lookback_months", "表头", path) or read_lookback(note)
    return Benchmark(
        title=reader.text(head, "title", "表头", path),
        document_no=reader.text(head, "document_no", "表头", path),
        authority=reader.text(head, "authority", "表头", path),
        issued=issued,
        effective_from=first,
        effective_to=last,
        region=reader.text(head, "region", "表头", path, needed=False),
        sector=reader.text(head, "sector", "表头", path, needed=False),
        lookback_months=months or DEFAULT_LOOKBACK_MONTHS,
        lookback_given=months is not None,
        items=(),
        lookback_note=note,
        refuse_to_correct_note=reader.text(head, "refuse_to_correct_note", "表头", path, needed=False),
        valid_years=years,
    )


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def read_lookback(note: str) -> int | None:
    """Months of `向前追溯一周年` / `两年内` / `六个月内`, or None when the note names no period."""
    match = re.search(r"(?:追溯|以内|内)?([一二三四五六七八九十两\d]+)(周年|年|个月|月)(?:内|以内)?", note)
    number = read_integer(match[1]) if match else None
    if match is None or not number:
        return None
    return number * 12 if "年" in match[2] else number


def _item(reader: _Reader, row: Any, index: int, shell: Benchmark) -> BenchmarkItem | None:
    path: JsonPath = ("items", index)
    place = f"第{index + 1}条"
    if not isinstance(row, dict):
        reader.wrong("row", place, "不是一个条目", path)
        return None
    no = reader.number(row, "no", place, path)
    place = f"第{no}项" if no else place
    before = len(reader.problems)
    violation = reader.text(row, "violation", place, path)
    law = reader.text(row, "law", place, path, needed=False)
    groups = tuple(
        g
        for i, r in enumerate(reader.rows(row, "groups", place, path))
        if (g := _group(reader, r, (*path, "groups", i), f"{place} / 第{i + 1}组"))
    )
    if not violation or not groups:
        if len(reader.problems) == before:
            reader.wrong("row", place, "没有任何裁量幅度", path, no)
        return None
    basis = _bases(reader, row, "basis", law, path, place)
    return BenchmarkItem(
        code=reader.text(row, "code", place, path, needed=False) or f"{shell.document_no}-{no or index + 1}",
        no=no,
        law=law or (basis[0].law if basis else ""),
        violation=violation,
        basis=basis,
        groups=groups,
        breached=_bases(reader, row, "breached", law, path, place) if "breached" in row else (),
        lookback_months=reader.number(row, "lookback_months", place, path) or shell.lookback_months,
        lookback_given=shell.lookback_given or "lookback_months" in row,
        table=shell.title,
        document_no=shell.document_no,
        authority=shell.authority,
        region=shell.region,
        sector=shell.sector,
        effective_from=shell.effective_from,
        effective_to=shell.effective_to,
        line=reader.at(path),
    )


def _bases(
    reader: _Reader, row: Mapping[str, Any], key: str, law: str, path: JsonPath, place: str
) -> tuple[Basis, ...]:
    found: list[Basis] = []
    rows = row.get(key, [])
    if not isinstance(rows, list):
        reader.wrong("field", place, f"“{key}”应为列表", (*path, key))
        return ()
    for index, entry in enumerate(rows):
        at: JsonPath = (*path, key, index)
        if not isinstance(entry, dict):
            reader.wrong("field", place, "法定依据应为条款对象", at)
            continue
        named = reader.text(entry, "law", place, at, needed=False) or law
        article = _number_text(entry.get("article"))
        if not article or not named:
            reader.wrong("field", place, "法定依据缺少法律名称或者条号", at)
            continue
        found.append(
            Basis(named, article, _number_text(entry.get("paragraph")), _number_text(entry.get("item")))
        )
    return tuple(found)


def _number_text(value: Any) -> str | None:
    return (
        str(value).strip() or None if isinstance(value, (str, int)) and not isinstance(value, bool) else None
    )


def _group(reader: _Reader, row: Any, path: JsonPath, place: str) -> Group | None:
    if not isinstance(row, dict):
        reader.wrong("row", place, "裁量幅度应为对象", path)
        return None
    words = reader.text(row, "range", place, path)
    tiers = tuple(
        t
        for i, r in enumerate(reader.rows(row, "tiers", place, path))
        if (t := _tier(reader, r, (*path, "tiers", i), f"{place} / 第{i + 1}阶次"))
    )
    when = reader.text(row, "when", place, path, needed=False)
    return Group(words, parse_measures(words), tiers, when, reader.at(path)) if words or tiers else None


def _tier(reader: _Reader, row: Any, path: JsonPath, place: str) -> Tier | None:
    if not isinstance(row, dict):
        reader.wrong("row", place, "裁量阶次应为对象", path)
        return None
    name = reader.text(row, "tier", place, path)
    condition = reader.text(row, "condition", place, path)
    standard = reader.text(row, "standard", place, path)
    if not name and not standard:
        return None
    return Tier(name, condition, standard, parse_measures(standard), read_repeat(condition), reader.at(path))


def _finished(shell: Benchmark, items: list[BenchmarkItem], problems: list[LintFinding]) -> Benchmark:
    return replace(shell, items=tuple(items), problems=tuple(problems))
