"""Registers as sheets: one description each, from which pages, export, template and import are made."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from yifa.registers.sheets.sheet import Column, Sheet, col

__all__ = ["Column", "Sheet", "all_sheets", "col", "sheet_named", "sheet_of"]


@cache
def all_sheets() -> dict[str, Sheet]:
    """Every sheet by name. Each module of `catalogue` that has a SHEET adds one; nothing else need be told."""
    from yifa.registers.sheets import catalogue

    found = [
        module.SHEET
        for info in pkgutil.iter_modules(catalogue.__path__)
        if hasattr(module := import_module(f"{catalogue.__name__}.{info.name}"), "SHEET")
    ]
    return {sheet.name: sheet for sheet in sorted(found, key=lambda s: (s.place, s.name))}


def sheet_named(name: str) -> Sheet | None:
    """The sheet of that name, or None."""
    return all_sheets().get(name)


@cache
def sheet_of(label: str) -> Sheet | None:
    """The sheet of a model by its label (`registers.Power`), or None."""
    return next((s for s in all_sheets().values() if s.model._meta.label == label), None)
