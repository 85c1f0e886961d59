"""Who may read and keep which register: the one place where the desk asks."""

from __future__ import annotations

from typing import Any

from yifa.desk.views.base import Refused
from yifa.registers.scope import Actor
from yifa.registers.sheets import Sheet, all_sheets
from yifa.registers.sheets.listing import agency_of

KEEPERS = ("system_admin",)
SUBJECT_KEEPERS = ("handler", "unit_head", "legal_reviewer", "archivist", "system_admin")


def may_read(actor: Actor, sheet: Sheet) -> bool:
    """Whether the actor may see the register at all."""
    return actor.scope in ("agency", "supervision")


def may_write(actor: Actor, sheet: Sheet, row: Any | None = None) -> bool:
    """Whether the actor keeps the register; with a row, whether that row is of an agency in the actor's range."""
    if not sheet.writable or not actor.holds(*(SUBJECT_KEEPERS if sheet.name == "subjects" else KEEPERS)):
        return False
    return row is None or not sheet.agency or agency_of(sheet, row) in actor.agencies


def may_import(actor: Actor, sheet: Sheet) -> bool:
    """Whether the actor may load whole files into the register and take such a load back."""
    return may_write(actor, sheet) and actor.holds("system_admin")


def sees_plain(actor: Actor, sheet: Sheet) -> bool:
    """Whether masked columns are shown whole."""
    return may_write(actor, sheet)


def readable(actor: Actor) -> list[Sheet]:
    """The registers that the actor may see."""
    return [sheet for sheet in all_sheets().values() if may_read(actor, sheet)]


def require_read(actor: Actor, sheet: Sheet) -> None:
    """Raise Refused unless the actor may see the register."""
    if not may_read(actor, sheet):
        raise Refused(f"您没有查看{sheet.title}的权限。", "请联系本机关系统管理员")


def require_write(actor: Actor, sheet: Sheet, row: Any | None = None) -> None:
    """Raise Refused unless the actor keeps the register, or that row of it."""
    if not sheet.writable:
        raise Refused(f"{sheet.title}不在页面上登记。", sheet.loaded)
    if not may_write(actor, sheet, row):
        said = "维护" if row is None else "变更这一条"
        raise Refused(f"您没有{said}{sheet.title}的权限。", "请联系本机关系统管理员")


def require_import(actor: Actor, sheet: Sheet) -> None:
    """Raise Refused unless the actor may load whole files."""
    if not sheet.writable:
        raise Refused(f"{sheet.title}不在页面上导入。", sheet.loaded)
    if not may_import(actor, sheet):
        raise Refused(f"您没有批量导入{sheet.title}的权限。", "请联系本机关系统管理员")
