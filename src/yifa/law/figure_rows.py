"""Reading figure rows from TOML and checking them; every mistake names file and line.

A file has a `group`, a table of `[sources.<key>]` (title, edition, in_force_from, in_force_to, doubt) and
`[[figure]]` rows that name a source by its key. A row inherits the dates and the doubt of its source.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from yifa.law.figure_files import FigureFile, Placed, Problem
from yifa.law.figure_row_checks import (
    REQUIRED,
    ROW_KEYS,
    SOURCE_KEYS,
    TYPE_NAMES,
    has_type,
    open_matters_mistakes,
    row_mistakes,
    type_mistakes,
)
from yifa.law.figure_row_conflicts import check_together
from yifa.law.figures import Figure
from yifa.law.toml_lines import TomlLines

_FILE_DATES = ("valid_from", "valid_to")


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
        elif not has_type(data[key], date):
            file.add(f"“{key}”应为{TYPE_NAMES[date]}", "", 0, key)
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
        mistakes = list(type_mistakes(source, SOURCE_KEYS))
        mistakes += [f"缺少 {name}" for name in ("title", "in_force_from") if not source.get(name)]
        for mistake in mistakes:
            file.add(f"来源“{key}”：{mistake}", "sources", 0, key)
        if not mistakes:
            good[key] = source
    return good


def _read_row(file: FigureFile, index: int, row: Mapping[str, Any]) -> Figure | None:
    name = row.get("id") if isinstance(row.get("id"), str) else f"第{index + 1}行"
    before = len(file.problems)
    for key, value in row.items():
        for mistake in type_mistakes({key: value}, ROW_KEYS):
            file.add(f"{name}：{mistake}", "figure", index, key)
    for mistake in open_matters_mistakes(row.get("open_matters", {})):
        file.add(f"{name}：{mistake}", "figure", index, "open_matters")
    for key in REQUIRED:
        if not row.get(key):
            file.add(f"{name}：缺少 {key}", "figure", index)
    if len(file.problems) > before:
        return None
    source = file.sources.get(row["source"])
    if source is None:
        file.add(f"{name}：没有名为“{row['source']}”的来源", "figure", index, "source")
        return None
    figure = _make(file, row, source)
    for key, mistake in row_mistakes(figure, file.registered):
        file.add(f"{name}：{mistake}", "figure", index, key)
    return figure if len(file.problems) == before else None


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
