"""裁量权基准 from a JSON, XLSX or DOCX file: read by the law core, stored as the rows that could be read."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from yifa.law.benchmark_levels import against
from yifa.law.benchmark_lint import lint_benchmark
from yifa.law.benchmark_loading import MAX_FILE, office_table, read_benchmark_bytes
from yifa.law.benchmarks import Benchmark, BenchmarkUnreadable, load_benchmark
from yifa.law.json_places import BROKEN, read_placed_json
from yifa.law.office_files import is_office
from yifa.registers.benchmark_levels import Levels, offences, stored_tables
from yifa.registers.change import change_many
from yifa.registers.loading.report import LoadReport
from yifa.registers.models import BenchmarkTable
from yifa.registers.scope import Actor


def load_benchmark_file(
    actor: Actor, path: Path, *, region: str = "", sector: str = "", dry_run: bool = False
) -> LoadReport:
    """Load one table. `region` and `sector` say where it applies when the file does not.

    Lines that cannot be read are problems, and the rest is loaded; what is wrong in the table itself (a tier
    outside its range, say) is a note: the table is loaded as published. A table with a tier that leaves the range
    of a superior's table is refused whole, with all such tiers (国办发〔2022〕27号第五项). `dry_run` only reports.
    """
    report = LoadReport()
    where = {"region": region, "sector": sector}
    try:
        if path.is_file() and path.stat().st_size > MAX_FILE:
            raise BenchmarkUnreadable(f"文件超过{MAX_FILE // 1024 // 1024}MB,不予读取")
        raw = path.read_bytes()
        if is_office(raw):
            benchmark, data = office_table(raw, where)
        else:
            benchmark, data = read_benchmark_bytes(raw), _parsed(raw)
    except OSError as error:
        report.problem(str(path), 0, f"无法读取文件({error.strerror})")
        return report
    except BenchmarkUnreadable as error:
        report.problem(path.name, 0, str(error))
        return report
    data = _rows_that_can_be_read(data)
    head = data.setdefault("benchmark", {}) if isinstance(data.get("benchmark", {}), dict) else {}
    head.setdefault("region", region)
    head.setdefault("sector", sector)
    _report_findings(benchmark, path.name, report)
    if _refused_by_superiors(data, path.name, report):
        return report
    _warn_of_those_below(load_benchmark(data), path.name, report)
    if dry_run:
        report.note(path.name, 0, "试运行:只检查,没有装载")
        return report
    _store(actor, data, hashlib.sha256(raw).hexdigest(), path.name, report)
    return report


def _parsed(raw: bytes) -> dict[str, Any]:
    value: dict[str, Any] = read_placed_json(raw.decode("utf-8-sig", "replace")).value
    return value


def _refused_by_superiors(data: dict[str, Any], name: str, report: LoadReport) -> bool:
    """True, with every offending tier as a problem, when the table leaves what its superiors have drawn."""
    benchmark = load_benchmark(data)
    found = against(benchmark, Levels().superiors(benchmark, _others(benchmark)))
    for finding in found:
        report.problem(name, finding.line or 0, f"{finding.place}:{finding.message}")
    if found:
        report.problem(name, 0, f"有{len(found)}个裁量阶次超出上级基准,整表未装载;更正后重新装载")
    return bool(found)


def _others(benchmark: Benchmark) -> list[Benchmark]:
    """The stored tables without an earlier state of this one."""
    return [t for t in stored_tables() if _key(t) != _key(benchmark)]


def _key(table: Benchmark) -> tuple[object, ...]:
    return table.title, table.document_no, table.effective_from


def _warn_of_those_below(benchmark: Benchmark, name: str, report: LoadReport) -> None:
    """Tables loaded earlier that leave what this one draws: they stay, and their makers have to be told."""
    below = _others(benchmark)
    for offence in offences(below, [benchmark]):
        table = offence.table
        report.note(
            name, 0,
            f"已装载的下级基准《{table.title.strip('《》')}》（{table.authority or '制定机关未写明'}）有"
            f"{len(offence.findings)}个裁量阶次超出本基准，冲突之处应适用上级基准，请制定机关修改",
        )  # fmt: skip
        for finding in offence.findings:
            report.note(name, 0, f"《{table.title.strip('《》')}》{finding.place}：{finding.message}")


def _rows_that_can_be_read(value: dict[str, Any]) -> dict[str, Any]:
    items = value.get("items")
    if isinstance(items, list):
        head = value.get("benchmark")
        value["items"] = [row for row in items if row is not BROKEN and _is_item(head, row)]
    kept = json.dumps(value, ensure_ascii=False).replace("\\u0000", "").encode("utf-8", "replace")
    cleaned: dict[str, Any] = json.loads(kept, parse_float=str)
    return cleaned


def _is_item(head: Any, row: Any) -> bool:
    """A row that the law core makes an item of; the rubble that a broken row leaves behind is none."""
    return bool(load_benchmark({"benchmark": head, "items": [row]}).items)


def _report_findings(benchmark: Benchmark, name: str, report: LoadReport) -> None:
    for finding in benchmark.problems:
        report.problem(name, finding.line or 0, f"{finding.place}:{finding.message}")
    for finding in lint_benchmark(benchmark)[len(benchmark.problems) :]:
        report.note(name, finding.line or 0, f"{finding.place}:{finding.message}")


def _store(actor: Actor, data: dict[str, Any], digest: str, name: str, report: LoadReport) -> None:
    benchmark = load_benchmark(data)
    if benchmark.effective_from is None or not benchmark.title or not benchmark.items:
        report.problem(name, 0, "没有名称、施行日期或可用的条目,未装载")
        return
    row = {
        "title": benchmark.title,
        "document_no": benchmark.document_no,
        "authority": benchmark.authority,
        "region": benchmark.region,
        "sector": benchmark.sector,
        "effective_from": benchmark.effective_from,
        "effective_to": benchmark.effective_to,
        "data": data,
        "sha256": digest,
    }
    key = ["title", "document_no", "effective_from"]
    try:
        result = change_many(actor, BenchmarkTable, [row], "装载裁量权基准", key=key)
    except ValidationError as error:
        report.problem(name, 0, ";".join(error.messages))
        return
    report.created, report.updated, report.unchanged = (
        len(result.created), len(result.updated), result.unchanged
    )  # fmt: skip
    report.counts["违法行为"] = len(benchmark.items)
    report.counts["裁量阶次"] = sum(1 for item in benchmark.items for _ in item.tiers())
