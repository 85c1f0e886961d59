"""行政区划 from CSV: provinces, cities, areas, streets, or one table with code, name and parent."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yifa.registers.change import change_many
from yifa.registers.loading.report import LoadReport, Progress, read_text, silent
from yifa.registers.models import Region
from yifa.registers.scope import Actor

FILES = ("provinces.csv", "cities.csv", "areas.csv", "streets.csv")
# The columns that may name the region above, narrowest first.
_PARENT_COLUMNS = ("parent", "areaCode", "cityCode", "provinceCode")
_LEVELS = {2: 1, 4: 2, 6: 3, 9: 4}
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ufffd]")


@dataclass(frozen=True, slots=True)
class _Row:
    code: str
    name: str
    parent: str
    level: int
    file: str
    line: int


def load_regions(actor: Actor, path: Path, progress: Progress = silent) -> LoadReport:
    """Load a folder with the four files, or one CSV file. Rows that exist are updated where they differ.

    Codes of two and four digits become six (53 → 530000). A row with a bad code, no name, or a parent that is
    neither in the files nor registered is reported and left out, and so is everything below it.
    """
    report = LoadReport()
    rows: dict[str, _Row] = {}
    for file in _files(path, report):
        for row in _read(file, report):
            _keep(row, rows, report)
    sound = _with_parents(rows, report)
    done = 0

    def count(number: int) -> None:
        nonlocal done
        done += number
        progress(done, len(sound))

    progress(0, len(sound))
    values = [_values(row) for row in sound]
    result = change_many(actor, Region, values, "装载行政区划", key=["code"], progress=count)
    report.created, report.updated, report.unchanged = (
        len(result.created), len(result.updated), result.unchanged
    )  # fmt: skip
    report.counts["行政区划"] = len(sound)
    return report


def _files(path: Path, report: LoadReport) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        report.problem(str(path), 0, "没有这个文件或文件夹")
        return []
    found = [path / name for name in FILES if (path / name).is_file()]
    if not found:
        report.problem(str(path), 0, "文件夹中没有 " + "、".join(FILES))
    return found


def _read(file: Path, report: LoadReport) -> Iterator[_Row]:
    text = read_text(file, report)
    if text is None:
        return
    reader = csv.reader(io.StringIO(text.replace("\0", "\ufffd"), newline=""), strict=True)
    header: list[str] | None = None
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error:
            report.problem(file.name, reader.line_num, "引号不成对,此行之后没有读出")
            break
        if header is None:
            header = [cell.strip() for cell in cells]
            if not {"code", "name"} <= set(header):
                report.problem(file.name, 1, "第一行应为列名,且至少有 code 和 name")
                return
        elif any(cells):
            row = _row(dict(zip(header, cells, strict=False)), len(cells), len(header), file, reader.line_num)
            if isinstance(row, str):
                report.problem(file.name, reader.line_num, row)
            else:
                yield row
    if header is None:
        report.problem(file.name, 0, "文件是空的")


def _row(cells: dict[str, str], found: int, wanted: int, file: Path, line: int) -> _Row | str:
    """The row, or in Chinese what is wrong with it."""
    if found != wanted:
        return f"应有 {wanted} 列,实有 {found} 列"
    code, name = cells["code"].strip(), cells["name"].strip()
    if not (code.isascii() and code.isdigit() and len(code) in _LEVELS):
        return f"区划代码“{code[:20]}”应为 2、4、6 或 9 位数字"
    if not name or len(name) > 100 or _CONTROL.search(name):
        return f"区划 {code} 的名称为空、过长或含有无法识别的字符"
    above = next((cells[c].strip() for c in _PARENT_COLUMNS if cells.get(c, "").strip()), "")
    return _Row(_six(code), name, _six(above) if above else "", _level(code), file.name, line)


def _six(code: str) -> str:
    return code.ljust(6, "0") if len(code) < 6 else code


def _level(code: str) -> int:
    if len(code) == 6 and code.endswith("00"):
        return 1 if code.endswith("0000") else 2
    return _LEVELS[len(code)]


def _keep(row: _Row, rows: dict[str, _Row], report: LoadReport) -> None:
    """A city without counties stands in two files; the same code with another name is a mistake."""
    before = rows.setdefault(row.code, row)
    if before.name != row.name:
        report.problem(
            row.file, row.line, f"区划代码 {row.code} 重复,前面是“{before.name}”,此行是“{row.name}”"
        )


def _with_parents(rows: dict[str, _Row], report: LoadReport) -> list[_Row]:
    registered = set(Region.objects.values_list("code", flat=True)) if rows else set()
    sound: dict[str, _Row] = {}
    for row in sorted(rows.values(), key=lambda r: (r.level, r.code)):
        if not row.parent and row.level > 1:
            report.problem(row.file, row.line, f"区划 {row.code} 没有上级区划")
        elif row.parent and row.parent not in sound and row.parent not in registered:
            report.problem(row.file, row.line, f"区划 {row.code} 的上级 {row.parent} 不存在")
        else:
            sound[row.code] = row
    return list(sound.values())


def _values(row: _Row) -> dict[str, Any]:
    return {"code": row.code, "name": row.name, "parent": row.parent or None, "level": row.level}
