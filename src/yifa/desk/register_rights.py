"""Who may read and keep which register: the one place where the desk asks."""

from __future__ import annotations

from typing import Any

from yifa.access import Denied, may, require
from yifa.access.masking import masked_address, masked_name, masked_number, masked_phone
from yifa.registers.dates import agencies_below, agencies_of_subtree
from yifa.registers.models import Agency
from yifa.registers.scope import Actor
from yifa.registers.sheets import Sheet, all_sheets
from yifa.registers.sheets.listing import agency_of
from yifa.registers.sheets.sheet import Column, Mask


def may_read(actor: Actor, sheet: Sheet) -> bool:
    """Whether the actor may see the register at all."""
    return may(actor, f"registers.{sheet.right_name}.read")


def may_write(actor: Actor, sheet: Sheet, row: Any | None = None) -> bool:
    """Whether the actor keeps the register; with a row, whether that row is of an agency in the actor's range."""
    if not sheet.writable or not may(actor, f"registers.{sheet.right_name}.write"):
        return False
    return row is None or not sheet.agency or agency_of(sheet, row) in range_of(actor)


def range_of(actor: Actor) -> frozenset[str]:
    """Ids of the agencies whose rows the actor may keep.

    Those whose cases the actor may see. The three administrators see no cases: theirs is their own agency with what is
    under it, and at the organ that supervises enforcement (司法行政) every agency of its region.
    """
    if actor.scope != "administration":
        return frozenset(actor.agencies)
    own = Agency.objects.filter(pk=actor.agency_id).first() if actor.agency_id else None
    if own is None:
        return frozenset()
    if own.sector == Agency.Sector.JUSTICE:
        return frozenset(agencies_of_subtree(own.region_id, own.node))
    return frozenset(agencies_below(own.pk))


def may_import(actor: Actor, sheet: Sheet) -> bool:
    """Whether the actor may load whole files into the register."""
    return may_write(actor, sheet) and may(actor, "imports.run")


def may_undo(actor: Actor, sheet: Sheet) -> bool:
    """Whether the actor may take such a load back."""
    return may_write(actor, sheet) and may(actor, "imports.undo")


def mask_for(actor: Actor, sheet: Sheet) -> Mask | None:
    """How masked columns are shown: whole to those who keep the register, parties to nobody in lists and files."""
    return hide if sheet.private or not may_write(actor, sheet) else None


def hide(column: Column, text: str, row: Any) -> str:
    """A text of a masked column; of firms names, codes and addresses are public."""
    if column.masked == "phone":
        return masked_phone(text)
    if column.masked == "identifier":
        return masked_number(getattr(row, "identifier_kind", "") or "other", text)
    if getattr(row, "kind", "natural") != "natural":
        return text
    if column.masked == "name":
        return masked_name(text)
    if column.masked == "address":
        return masked_address(text)
    return f"{text[:4]}年"


def readable(actor: Actor) -> list[Sheet]:
    """The registers that the actor may see."""
    return [sheet for sheet in all_sheets().values() if may_read(actor, sheet)]


def require_read(actor: Actor, sheet: Sheet) -> None:
    """Raise Denied unless the actor may see the register."""
    require(actor, f"registers.{sheet.right_name}.read")


def require_write(actor: Actor, sheet: Sheet, row: Any | None = None) -> None:
    """Raise Denied unless the actor keeps the register, or that row of it."""
    _filled_here(sheet)
    require(actor, f"registers.{sheet.right_name}.write")
    if row is not None and not may_write(actor, sheet, row):
        raise Denied("这一条属于其他机关，不由您维护。", "请该机关负责维护的人员变更")


def require_import(actor: Actor, sheet: Sheet) -> None:
    """Raise Denied unless the actor may load whole files."""
    require_write(actor, sheet)
    require(actor, "imports.run")


def require_undo(actor: Actor, sheet: Sheet) -> None:
    """Raise Denied unless the actor may take a load back."""
    require_write(actor, sheet)
    require(actor, "imports.undo")


def _filled_here(sheet: Sheet) -> None:
    if not sheet.writable:
        raise Denied(f"{sheet.title}不在页面上登记。", sheet.loaded)
