"""授权、委托和赋权 from a CSV or JSON file, one document a row. Rows that cannot be used are named and left out.

What is not loaded lends no power, so a bad row harms no other. Columns bear the names of the register's form or of its
fields; agencies are written by name or by code.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q

from yifa.law.json_places import BROKEN, read_placed_json
from yifa.registers.change import change, history
from yifa.registers.loading.report import LoadReport, read_text
from yifa.registers.models import Agency, Mandate
from yifa.registers.scope import Actor, scope

REASON = "装载授权、委托和赋权"
ROWS = "mandates"
MAX_FILE = 20 * 1024 * 1024
_FIELDS: tuple[models.Field[Any, Any], ...] = tuple(
    f for f in Mandate._meta.concrete_fields if f.editable and not f.primary_key
)
NAMES = {**{f.name: f.name for f in _FIELDS}, **{str(f.verbose_name): f.name for f in _FIELDS}}
TITLES = {f.name: str(f.verbose_name) for f in _FIELDS}
NEEDED = ("agency", "kind", "type", "scope", "document", "basis", "valid_from")
_KEY = ("agency", "kind", "type", "document", "valid_from")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


@dataclass(frozen=True, slots=True)
class _Row:
    """What one row says, by field name, and where it stands."""

    line: int
    place: str
    values: Mapping[str, str]


class _Wrong(Exception):
    """What is wrong with a row, in Chinese."""


def load_mandates(actor: Actor, path: Path, *, dry_run: bool = False) -> LoadReport:
    """Load the documents of a file; those registered already (same agency, kind, type, document and first day) are
    updated where they differ. `dry_run` checks and counts everything, and writes nothing."""
    report = LoadReport()
    rows = list(_read(path, report))
    seen: dict[tuple[Any, ...], str] = {}
    with scope(actor), transaction.atomic():
        for row in rows:
            try:
                with transaction.atomic():
                    _take(actor, row, seen, report)
            except _Wrong as wrong:
                report.problem(path.name, row.line, f"{row.place}：{wrong}；该行没有装载")
            except ValidationError as error:
                report.problem(path.name, row.line, f"{row.place}：{_said(error)}；该行没有装载")
        if dry_run:
            transaction.set_rollback(True)
    if not rows and report.ok:
        report.problem(path.name, 0, "文件中没有可以装载的行")
    if dry_run:
        report.note(path.name, 0, "试运行：只检查，没有装载")
    return report


def _read(path: Path, report: LoadReport) -> Iterator[_Row]:
    if path.is_file() and path.stat().st_size > MAX_FILE:
        report.problem(path.name, 0, f"文件超过{MAX_FILE // 1024 // 1024}MB，不予读取")
        return
    text = read_text(path, report)
    if text is None:
        return
    if text.lstrip()[:1] in ("[", "{"):
        yield from _json(text, path.name, report)
    else:
        yield from _csv(text, path.name, report)


def _csv(text: str, name: str, report: LoadReport) -> Iterator[_Row]:
    reader = csv.reader(io.StringIO(text.replace("\0", "\ufffd"), newline=""), strict=True)
    header: list[str] = []
    try:
        for cells in reader:
            if not any(c.strip() for c in cells):
                continue
            line = reader.line_num
            if not header:
                header = [NAMES.get(c.strip(), c.strip()) for c in cells]
                if not _header_is_good(header, name, line, report):
                    return
            elif len(cells) != len(header):
                report.problem(name, line, f"应有 {len(header)} 列，实有 {len(cells)} 列；该行没有装载")
            else:
                values = {key: cell.strip() for key, cell in zip(header, cells, strict=True)}
                yield _Row(line, f"第{line}行", values)
    except csv.Error:
        report.problem(name, reader.line_num, "引号不成对，此行之后没有读出")


def _header_is_good(header: list[str], name: str, line: int, report: LoadReport) -> bool:
    unknown = [c for c in header if c and c not in TITLES]
    missing = [TITLES[c] for c in NEEDED if c not in header]
    if unknown:
        known = "、".join(TITLES.values())
        report.problem(name, line, f"不认识的列“{'、'.join(unknown)}”；可用的列：{known}")
    if missing:
        report.problem(name, line, f"第一行应为列名，缺少“{'、'.join(missing)}”")
    if len(set(header)) != len(header):
        report.problem(name, line, "列名重复")
    return not (unknown or missing or len(set(header)) != len(header))


def _json(text: str, name: str, report: LoadReport) -> Iterator[_Row]:
    wrapped = text.lstrip()[:1] == "["
    read = read_placed_json(f'{{"{ROWS}":{text}}}' if wrapped else text, ROWS)
    for problem in read.problems:
        report.problem(name, problem.line, problem.message)
    rows = read.value.get(ROWS) if isinstance(read.value, dict) else None
    if not isinstance(rows, list):
        report.problem(name, 1, f"应为行的列表，或者含有“{ROWS}”列表")
        return
    for n, row in enumerate(rows):
        if row is BROKEN:
            continue
        line, place = read.lines.get((ROWS, n), 0), f"第{n + 1}项"
        if not isinstance(row, dict):
            report.problem(name, line, f"{place}：应为“列名: 内容”；该行没有装载")
            continue
        wrong = [k for k in row if k not in NAMES] + [
            k for k, v in row.items() if isinstance(v, dict | float | bool)
        ]
        if wrong:
            report.problem(name, line, f"{place}：不认识的列或者内容“{'、'.join(wrong)}”；该行没有装载")
            continue
        yield _Row(line, place, {NAMES[k]: _as_text(v) for k, v in row.items()})


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(str(v) for v in value)
    return "" if value is None else str(value).strip()


def _take(actor: Actor, row: _Row, seen: dict[tuple[Any, ...], str], report: LoadReport) -> None:
    values = _values(row.values)
    key = tuple(str(values[name]) for name in _KEY)
    if key in seen:
        raise _Wrong(f"与{seen[key]}是同一文件的同一授权")
    found = Mandate.objects.filter(**{name: values[name] for name in _KEY}).first()
    before = history(Mandate, found.pk).count() if found else 0
    stored = change(actor, Mandate, found.pk if found else None, values, REASON)
    seen[key] = row.place
    if found is None:
        report.created += 1
    elif history(Mandate, stored.pk).count() > before:
        report.updated += 1
    else:
        report.unchanged += 1


def _values(said: Mapping[str, str]) -> dict[str, Any]:
    """Field values of a row. Raises _Wrong with what cannot be understood."""
    missing = [TITLES[name] for name in NEEDED if not said.get(name)]
    if missing:
        raise _Wrong(f"没有填写{'、'.join(missing)}")
    values: dict[str, Any] = {}
    for column in _FIELDS:
        if column.name not in said:
            continue
        text = said[column.name]
        if isinstance(column, models.ForeignKey):
            values[column.name] = _agency(text, column) if text else None
        elif isinstance(column, models.DateField):
            values[column.name] = _day(text, column) if text else None
        elif column.choices:
            values[column.name] = _choice(text, column)
        else:
            values[column.name] = text
    return values


def _agency(text: str, column: models.Field[Any, Any]) -> Agency:
    found = list(Agency.objects.filter(Q(name=text) | Q(code=text.upper()))[:2])
    if len(found) != 1:
        what = "不止一个机关叫" if found else "登记簿中没有机关"
        raise _Wrong(f"{column.verbose_name}：{what}“{text}”，请填写全称或者统一社会信用代码")
    return found[0]


def _day(text: str, column: models.Field[Any, Any]) -> date:
    match = _DAY.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else date.fromisoformat(text)
    except ValueError:
        raise _Wrong(f"{column.verbose_name}“{text}”不是日期，请按 2026-11-22 的样子填写") from None


def _choice(text: str, column: models.Field[Any, Any]) -> str:
    """The value of a choice by its value, its label, or its label without what stands in brackets."""
    choices = {str(value): str(label) for value, label in column.flatchoices}
    for value, label in choices.items():
        if text in (value, value.lstrip("0"), label, label.partition("（")[0]):
            return value
    raise _Wrong(f"{column.verbose_name}“{text}”不在可选范围：{'、'.join(choices.values())}")


def _said(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return "；".join(error.messages)
    return "；".join(
        f"{TITLES[name]}：{'、'.join(said)}" if name in TITLES else "、".join(said)
        for name, said in error.message_dict.items()
    )
