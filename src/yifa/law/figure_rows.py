"""Reading figure rows from TOML and checking them; every mistake names file and line.

A file has a `group`, a table of `[sources.<key>]` (title, edition, in_force_from, in_force_to, doubt) and
`[[figure]]` rows that name a source by its key. A row inherits the dates and the doubt of its source.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from yifa.law.codes import check_region_code
from yifa.law.figure_words import CONFLICT_RULES, SECTORS, TIME_UNITS, UNITS
from yifa.law.figures import Figure
from yifa.law.toml_lines import TomlLines

_TEXT = (
    *("id", "subject", "trigger", "amount", "unit", "comparison", "extension", "extension_unit", "counts"),
    *("source", "article", "note", "doubt", "sector", "region", "overlays", "group"),
    *("conflict", "conflict_rule", "extension_by", "extension_again_by", "excludes_article"),
)
_ROW_KEYS = {
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
_SOURCE_KEYS = {"title": str, "edition": str, "in_force_from": date, "in_force_to": date, "doubt": str}
_FILE_DATES = ("valid_from", "valid_to")
_REQUIRED = ("id", "subject", "amount", "unit", "source")
_TYPE_NAMES = {
    str: "文字",
    int: "整数",
    bool: "true 或者 false",
    list: "列表",
    dict: "表",
    date: "日期（如 2021-07-15）",
}
_ID = re.compile(r"[A-Z][A-Z0-9]*(?:[-.][A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a data file; `message` is Chinese, `line` counts from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}：{self.message}"


class FigureErrors(ValueError):
    """Figure files that cannot be used; `problems` lists every mistake."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(p) for p in problems))


@dataclass(slots=True)
class FigureFile:
    """One file while it is being read."""

    name: str
    lines: TomlLines
    group: str = ""
    region: str = ""  # for rows that do not say where they apply
    sector: str = ""
    registered: bool = False  # regions are those of a register, which may have others than the national list
    valid_from: date | None = None  # the whole file applies from and to these days, as far as its rows do
    valid_to: date | None = None
    sources: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, message: str, table: str = "", index: int = 0, key: str | None = None) -> None:
        self.problems.append(Problem(self.name, self.lines.line(table, index, key), message))


@dataclass(frozen=True, slots=True)
class Placed:
    """A good row and where it stands."""

    figure: Figure
    file: FigureFile
    index: int

    def problem(self, message: str) -> Problem:
        """A mistake of this row, with the line of its id."""
        return Problem(self.file.name, self.file.lines.line("figure", self.index, "id"), message)


def read_files(paths: Iterable[Path]) -> tuple[list[Figure], list[Problem]]:
    """Rows of all files (folders are searched for *.toml) and every mistake in and between them."""
    placed, problems = read_placed(paths)
    return [p.figure for p in placed], problems


def read_placed(paths: Iterable[Path]) -> tuple[list[Placed], list[Problem]]:
    """As `read_files`, with the place of each row."""
    placed: list[Placed] = []
    problems: list[Problem] = []
    for path in _files(paths):
        file, rows = _read_file(path)
        placed.extend(rows)
        problems.extend(file.problems)
        file.problems = problems  # what is found between rows later is added to the same list
    check_together(placed)
    return placed, sorted(problems)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(path.glob("*.toml"))
        else:
            yield path


def _read_file(path: Path) -> tuple[FigureFile, list[Placed]]:
    file = FigureFile(str(path), TomlLines(""))
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        file.add(f"无法读取文件：{error.strerror}")
        return file, []
    except UnicodeDecodeError:
        file.add("文件不是 UTF-8 编码")
        return file, []
    return file, read_text(file, text)


def read_text(file: FigureFile, text: str) -> list[Placed]:
    """Rows of a TOML text; mistakes are added to `file`."""
    file.lines = TomlLines(text)
    try:
        data = tomllib.loads(text)
    except RecursionError:
        file.problems.append(Problem(file.name, 1, "嵌套过深，请核对方括号和花括号"))
        return []
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else len(text.rstrip().splitlines()) or 1
        file.problems.append(Problem(file.name, line, f"TOML 语法错误：{error}"))
        return []
    return _read_data(file, data)


def _read_data(file: FigureFile, data: Mapping[str, Any]) -> list[Placed]:
    for key in sorted(set(data) - {"group", "sources", "figure", *_FILE_DATES}):
        file.add(f"不认识的项目“{key}”", key)
    _read_dates(file, data)
    group = data.get("group", "")
    if isinstance(group, str) and group:
        file.group = group
    else:
        file.add("缺少 group（本文件各行所属的组）", "")
    file.sources = _read_sources(file, data.get("sources"))
    rows = data.get("figure", [])
    if not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows):
        file.add("figure 应写作 [[figure]] 的各行", "figure")
        return []
    figures = [(index, _read_row(file, index, row)) for index, row in enumerate(rows)]
    return [Placed(figure, file, index) for index, figure in figures if figure is not None]


def _read_dates(file: FigureFile, data: Mapping[str, Any]) -> None:
    """`valid_from` and `valid_to` of a place's file; the shipped files have their dates in sources and rows."""
    for key in _FILE_DATES:
        if key not in data:
            continue
        if not file.registered:
            file.add(f"“{key}”只用于装载的地方、部门文件", "", 0, key)
        elif not _is(data[key], date):
            file.add(f"“{key}”应为{_TYPE_NAMES[date]}", "", 0, key)
        else:
            setattr(file, key, data[key])
    if file.valid_from and file.valid_to and file.valid_to < file.valid_from:
        file.add(f"失效日 {file.valid_to} 早于施行日 {file.valid_from}", "", 0, "valid_to")


def _read_sources(file: FigureFile, data: Any) -> dict[str, Mapping[str, Any]]:
    if not isinstance(data, dict):
        file.add("缺少 [sources.…]：每一行都要有来源", "sources")
        return {}
    good: dict[str, Mapping[str, Any]] = {}
    for key, source in data.items():
        if not isinstance(source, dict):
            file.add(f"来源“{key}”应是一张表", "sources", 0, key)
            continue
        mistakes = list(_type_mistakes(source, _SOURCE_KEYS))
        mistakes += [f"缺少 {name}" for name in ("title", "in_force_from") if not source.get(name)]
        for mistake in mistakes:
            file.add(f"来源“{key}”：{mistake}", "sources", 0, key)
        if not mistakes:
            good[key] = source
    return good


def _type_mistakes(row: Mapping[str, Any], keys: Mapping[str, type]) -> Iterator[str]:
    for key, value in row.items():
        expected = keys.get(key)
        if expected is None:
            yield f"不认识的项目“{key}”"
        elif not _is(value, expected):
            yield f"“{key}”应为{_TYPE_NAMES[expected]}"


def _is(value: Any, expected: type) -> bool:
    """isinstance without Python's surprises: True is no integer, a datetime is no date."""
    if expected is int:
        return type(value) is int
    if expected is date:
        return isinstance(value, date) and not isinstance(value, datetime)
    if expected is list:
        return isinstance(value, list) and all(isinstance(v, str) for v in value)
    return isinstance(value, expected)


def _read_row(file: FigureFile, index: int, row: Mapping[str, Any]) -> Figure | None:
    name = row.get("id") if isinstance(row.get("id"), str) else f"第{index + 1}行"
    before = len(file.problems)
    for key, value in row.items():
        for mistake in _type_mistakes({key: value}, _ROW_KEYS):
            file.add(f"{name}：{mistake}", "figure", index, key)
    for mistake in _open_matters_mistakes(row.get("open_matters", {})):
        file.add(f"{name}：{mistake}", "figure", index, "open_matters")
    for key in _REQUIRED:
        if not row.get(key):
            file.add(f"{name}：缺少 {key}", "figure", index)
    if len(file.problems) > before:
        return None
    source = file.sources.get(row["source"])
    if source is None:
        file.add(f"{name}：没有名为“{row['source']}”的来源", "figure", index, "source")
        return None
    figure = _make(file, row, source)
    for key, mistake in _row_mistakes(figure, file.registered):
        file.add(f"{name}：{mistake}", "figure", index, key)
    return figure if len(file.problems) == before else None


def _open_matters_mistakes(said: Any) -> Iterator[str]:
    """What a row says of periods already running: new law leaves them alone unless it cites why not."""
    if not isinstance(said, dict):
        return  # its type is a mistake already
    if set(said) - {"rule", "basis"} or said and said.get("rule") not in ("keep", "recompute"):
        yield 'open_matters 应写作 { rule = "recompute", basis = "…" }，rule 只能是 keep 或者 recompute'
    elif not isinstance(said.get("basis", ""), str) or said and not said.get("basis"):
        yield "open_matters 缺少 basis：请写明过渡规定的出处和条号"


def _make(file: FigureFile, row: Mapping[str, Any], source: Mapping[str, Any]) -> Figure:
    doubts = [d for d in (row.get("doubt", ""), source.get("doubt", "")) if d]
    return Figure(
        id=row["id"],
        group=row.get("group", file.group),
        subject=row["subject"],
        trigger=row.get("trigger", ""),
        amount=row["amount"],
        number=row.get("number"),
        comparison=row.get("comparison", ""),
        unit=row["unit"],
        extension=row.get("extension", ""),
        source=source["title"],
        article=row.get("article", ""),
        note=row.get("note", ""),
        verified=row.get("verified", True),
        in_force_from=row.get("in_force_from", source["in_force_from"]),
        in_force_to=row.get("in_force_to", source.get("in_force_to")),
        sector=row.get("sector", file.sector or None),
        region=row.get("region", file.region or None),
        overlays=row.get("overlays"),
        edition=source.get("edition", ""),
        counts=row.get("counts", "after"),
        extension_number=row.get("extension_number"),
        extension_unit=row.get("extension_unit"),
        extension_by=row.get("extension_by", ""),
        extension_times=row.get("extension_times", 1),
        extension_again_by=row.get("extension_again_by", ""),
        extension_again_number=row.get("extension_again_number"),
        excludes=tuple(row.get("excludes", ())),
        excludes_article=row.get("excludes_article", ""),
        yields_to_lower=row.get("yields_to_lower", False),
        see=tuple(row.get("see", ())),
        doubt="；".join(doubts),
        quote=tuple(row.get("quote", ())),
        conflict=row.get("conflict", ""),
        conflict_rule=row.get("conflict_rule", ""),
        open_matters=row.get("open_matters", {}).get("rule", "keep"),
        open_matters_basis=row.get("open_matters", {}).get("basis", ""),
    )


def _row_mistakes(f: Figure, registered: bool) -> Iterator[tuple[str, str]]:
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


def check_together(placed: Sequence[Placed]) -> None:
    """Mistakes between rows: the same id twice at one time, overlays and `see` that point nowhere, ties."""
    by_id: dict[str, list[Placed]] = {}
    for p in placed:
        by_id.setdefault(p.figure.id, []).append(p)
    for same in by_id.values():
        for n, later in enumerate(same):
            for earlier in same[:n]:
                if _overlap(earlier.figure, later.figure):
                    hint = "请另编编号，或者写明前一行的失效日"
                    message = f"编号 {later.figure.id} 重复，施行期间重叠；{hint}"
                    later.file.add(message, "figure", later.index, "id")
    slots: dict[tuple[str, str | None, str], list[Placed]] = {}
    for p in placed:
        for id in p.figure.see:
            if id not in by_id:
                p.file.add(f"{p.figure.id}：另见的“{id}”不存在", "figure", p.index, "see")
        if p.figure.overlays is not None:
            _check_overlay(p, by_id)
            scope = (p.figure.overlays, p.figure.sector, (p.figure.region or "").ljust(12, "0"))
            slots.setdefault(scope, []).append(p)
    _check_circles(placed, by_id)
    for rivals in slots.values():
        for n, later in enumerate(rivals):
            for earlier in rivals[:n]:
                if earlier.figure.id != later.figure.id and _overlap(earlier.figure, later.figure):
                    later.file.add(
                        f"{later.figure.id} 与 {earlier.figure.id} 在同一范围取代同一行，无法决定采用哪一行；"
                        "请删去一行，或者用施行日、失效日分开",
                        "figure",
                        later.index,
                        "overlays",
                    )


def _check_circles(placed: Sequence[Placed], by_id: Mapping[str, Sequence[Placed]]) -> None:
    """Rows that replace each other in a circle; what replaces itself is named by `_check_overlay`."""
    for p in placed:
        path, at = [p.figure.id], p.figure.overlays
        while at is not None and at not in path:
            path.append(at)
            at = next((b.figure.overlays for b in by_id.get(at, ()) if b.figure.overlays), None)
        if at == p.figure.id and len(path) > 1:
            circle = "→".join([*path, at])
            message = f"{p.figure.id}：取代关系成环（{circle}），请改为取代国家规定的一行"
            p.file.add(message, "figure", p.index, "overlays")


def _check_overlay(p: Placed, by_id: Mapping[str, Sequence[Placed]]) -> None:
    base = by_id.get(p.figure.overlays or "")
    if not base:
        p.file.add(
            f"{p.figure.id}：取代的“{p.figure.overlays}”不存在，请核对编号", "figure", p.index, "overlays"
        )
    elif p.figure.overlays == p.figure.id:
        p.file.add(f"{p.figure.id}：不能取代自己", "figure", p.index, "overlays")
    elif not any(_comparable(b.figure.unit, p.figure.unit) for b in base):
        p.file.add(f"{p.figure.id}：单位与被取代的行不是一类", "figure", p.index, "unit")


def _comparable(base: str, over: str) -> bool:
    """A rule may become a period; otherwise periods replace periods, and money replaces money."""
    return base == over or base == "rule" or (base in TIME_UNITS and over in TIME_UNITS)


def _overlap(a: Figure, b: Figure) -> bool:
    return a.in_force_from <= (b.in_force_to or date.max) and b.in_force_from <= (a.in_force_to or date.max)
