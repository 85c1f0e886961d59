"""Licensing items from a file into the register. A file with a bad row is refused whole, each bad row named.

An agency's published list says what may be asked of applicants; half of it would say that the other half may not.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from yifa.law.permit_item_files import COLUMNS, FileItem, ItemsUnreadable, read_items, worded
from yifa.law.permit_items import wrong
from yifa.registers.change import change_many
from yifa.registers.loading.report import LoadReport
from yifa.registers.models import PermitItem, Power
from yifa.registers.models.permit_items import general_days
from yifa.registers.scope import Actor

REASON = "装载许可事项"


def load_permit_items(actor: Actor, path: Path, *, dry_run: bool = False) -> LoadReport:
    """Load or update the items of a file; `dry_run` only checks. Keyed by power and the day it comes into force."""
    report = LoadReport()
    try:
        items, broken = read_items(path.read_bytes())
    except OSError as error:
        report.problem(str(path), 0, f"无法读取文件（{error.strerror}）")
        return report
    except ItemsUnreadable as error:
        report.problem(path.name, error.line, str(error))
        return report
    for line, message in broken:
        report.problem(path.name, line, message)
    powers = _powers(items)
    rows = [_row(item, powers, path.name, report) for item in items]
    _once(items, path.name, report)
    if not report.ok:
        report.problem(path.name, 0, "整个文件未装载，已登记的事项继续适用；更正上列各处后重新装载")
        return report
    report.counts = {"事项": len(rows)}
    if dry_run:
        report.note(path.name, 0, "试运行：只检查，没有装载")
        return report
    try:
        done = change_many(actor, PermitItem, rows, REASON, key=["power", "valid_from"])
    except ValidationError as error:
        report.problem(path.name, 0, "；".join(error.messages))
        return report
    report.created, report.updated, report.unchanged = len(done.created), len(done.updated), done.unchanged
    return report


def _powers(items: list[FileItem]) -> list[Power]:
    """Every power with one of the codes; one statement."""
    codes = {item.code for item in items if item.code and "\0" not in item.code}
    return list(Power.objects.filter(code__in=codes).select_related("agency")) if codes else []


def _row(item: FileItem, powers: list[Power], file: str, report: LoadReport) -> dict[str, Any]:
    def say(place: str, message: str) -> None:
        report.problem(file, item.line, f"{item.place}{f' {worded(place)}' if place else ''}：{message}")

    for place, message in item.wrong:
        say(place, message)
    for place, message in wrong(item.values, general_days()):
        if (place, message) not in item.wrong:
            say(place, message)
    if item.valid_from and item.valid_to and item.valid_to < item.valid_from:
        say("valid_to", "失效日期不能早于生效日期")
    power = _power(item, powers)
    if isinstance(power, str):
        say("code", power)
        return {}
    return {
        **_blank(),
        **item.values,
        "power": power,
        "valid_from": item.valid_from,
        "valid_to": item.valid_to,
    }


def _blank() -> dict[str, Any]:
    """What a column is that the file leaves out: a fee that is no longer named is no longer charged."""
    columns = (c for c in PermitItem._meta.concrete_fields if c.name in COLUMNS)
    return {c.name: c.get_default() for c in columns if c.has_default() or c.null or c.blank}


def _power(item: FileItem, powers: list[Power]) -> Power | str:
    """The power in force on the first day of the item, or what is wrong with the code."""
    coded = [p for p in powers if p.code == item.code]
    owned = [p for p in coded if item.agency in (p.agency.name, p.agency.code)]
    if not owned:
        if not item.code or not item.agency:
            return "没有写明机关和事项编码，不能对应权责清单"
        return f"{item.agency}的权责清单中没有编码为“{item.code}”的事项；先登记权责清单，或者核对机关和编码"
    if not any(p.type == Power.Type.PERMIT for p in owned):
        return "该编码不是行政许可事项；只有行政许可登记条件和材料"
    on = item.valid_from or date.min
    held = [p for p in owned if p.valid_from <= on and (p.valid_to is None or on <= p.valid_to)]
    if not held:
        return f"权责清单中的该事项在{on.isoformat()}没有生效；核对生效日期"
    return max(held, key=lambda p: p.valid_from)


def _once(items: list[FileItem], file: str, report: LoadReport) -> None:
    seen: dict[tuple[str, str, date | None], FileItem] = {}
    for item in items:
        key = (item.agency, item.code, item.valid_from)
        if item.code and key in seen:
            report.problem(
                file, item.line, f"{item.place}：与第{seen[key].number}项是同一事项、同一生效日期；只保留一项"
            )
        seen.setdefault(key, item)
