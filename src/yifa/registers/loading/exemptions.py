"""免罚清单 from a JSON, TOML, XLSX or DOCX file. A list with an unreadable row is refused whole.

A benchmark without one of its rows says nothing of that violation; a list without it says that the violation is not
listed. So nothing is stored, and the list that was loaded before goes on applying.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from yifa.law.benchmark_loading import MAX_FILE
from yifa.law.benchmarks import BenchmarkUnreadable
from yifa.law.exemption_files import read_exemptions
from yifa.law.exemption_list import KIND_WORDS, ExemptionList
from yifa.registers.change import change_many
from yifa.registers.loading.report import LoadReport
from yifa.registers.models import Agency, ExemptionTable, Region
from yifa.registers.scope import Actor


def load_exemption_file(
    actor: Actor, path: Path, *, region: str = "", sector: str = "", dry_run: bool = False
) -> LoadReport:
    """Load one list. `region` and `sector` say where it applies when the file does not; `dry_run` only reports."""
    report = LoadReport()
    try:
        if path.is_file() and path.stat().st_size > MAX_FILE:
            raise BenchmarkUnreadable(f"文件超过{MAX_FILE // 1024 // 1024}MB，不予读取")
        raw = path.read_bytes()
        listed, data = read_exemptions(raw, {"region": region, "sector": sector})
    except OSError as error:
        report.problem(str(path), 0, f"无法读取文件（{error.strerror}）")
        return report
    except BenchmarkUnreadable as error:
        report.problem(path.name, 0, str(error))
        return report
    for finding in listed.problems:
        report.problem(path.name, finding.line or 0, f"{finding.place}：{finding.message}")
    _check_place(listed, path.name, report)
    if not listed.entries and report.ok:
        report.problem(path.name, 0, "清单中没有可用的条目；补充条目后重新装载")
    if not report.ok:
        report.problem(path.name, 0, "整个清单未装载，已装载的清单继续适用；更正上列各处后重新装载")
        return report
    report.counts = {
        name: sum(e.circumstance == code for e in listed.entries) for code, name in KIND_WORDS.items()
    }
    if dry_run:
        report.note(path.name, 0, "试运行：只检查，没有装载")
        return report
    _store(actor, listed, data, hashlib.sha256(raw).hexdigest(), path.name, report)
    return report


def _check_place(listed: ExemptionList, name: str, report: LoadReport) -> None:
    if listed.region and Region.objects.exists() and not Region.objects.filter(pk=listed.region).exists():
        report.problem(name, 0, f"区划代码“{listed.region}”不在已装载的区划中；核对代码，或者先装载区划")
    if listed.sector and listed.sector not in Agency.Sector.values:
        known = "、".join(f"{s.value}（{s.label}）" for s in Agency.Sector)
        report.problem(name, 0, f"没有名为“{listed.sector}”的执法领域；可选：{known}")


def _store(
    actor: Actor, listed: ExemptionList, data: dict[str, Any], digest: str, name: str, report: LoadReport
) -> None:
    row = {
        "title": listed.title,
        "document_no": listed.document_no,
        "authority": listed.authority,
        "region": listed.region,
        "sector": listed.sector,
        "effective_from": listed.effective_from,
        "effective_to": listed.effective_to,
        "data": data,
        "sha256": digest,
    }
    try:
        result = change_many(
            actor, ExemptionTable, [row], "装载免罚清单", key=["title", "document_no", "effective_from"]
        )
    except ValidationError as error:
        report.problem(name, 0, "；".join(error.messages))
        return
    report.created, report.updated = len(result.created), len(result.updated)
    report.unchanged = result.unchanged
